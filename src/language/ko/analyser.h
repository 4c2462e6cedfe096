// The Korean analyser: words to phrases to clauses.
#ifndef BONGSU_LANGUAGE_KO_ANALYSER_H_
#define BONGSU_LANGUAGE_KO_ANALYSER_H_

#include <memory>

#include "language/clause.h"
#include "lexicon/lexicon.h"

namespace bongsu::language::ko {

// The lexicon must outlive the analyser. Immutable, safe for concurrent use.
std::unique_ptr<Analyser> MakeAnalyser(const lexicon::Lexicon& lexicon);

}  // namespace bongsu::language::ko

#endif  // BONGSU_LANGUAGE_KO_ANALYSER_H_
