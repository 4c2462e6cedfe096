// For tests of language/ and coding/: the real lexicon of data/, compiled once per process.
#ifndef BONGSU_LANGUAGE_TEST_LEXICON_H_
#define BONGSU_LANGUAGE_TEST_LEXICON_H_

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "lexicon/lexicon.h"

namespace bongsu {

inline const lexicon::Lexicon& RealLexicon() {
  static const std::shared_ptr<const lexicon::Lexicon> lexicon = [] {
    auto compiled = lexicon::Lexicon::Compile(std::string(BONGSU_DATA_DIR));
    if (!compiled) {
      std::fprintf(stderr, "%s\n", compiled.error().message().c_str());
      std::exit(1);
    }
    return *compiled;
  }();
  return *lexicon;
}

}  // namespace bongsu

#endif  // BONGSU_LANGUAGE_TEST_LEXICON_H_
