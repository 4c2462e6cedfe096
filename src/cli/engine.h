// The coder with its lexicon, as every coding command loads them.
#ifndef BONGSU_CLI_ENGINE_H_
#define BONGSU_CLI_ENGINE_H_

#include <memory>
#include <string>

#include "bongsu/result.h"
#include "cli/command.h"
#include "coding/coder.h"

namespace bongsu::cli {

struct Engine {
  std::shared_ptr<const lexicon::Lexicon> lexicon;
  std::shared_ptr<const coding::Coder> coder;
  std::string lexicon_checksum;
};

// Opens the lexicon that `settings` name (compiling it when the text changed) and makes the
// coder.
Result<Engine> LoadEngine(const Settings& settings);

// The lexicons that a workspace was coded with, whole, in its folder `lexicons`, by checksum: what
// recode compares the present one with. May be deleted; then recode codes everything.
Status KeepLexicon(const std::string& workspace, const lexicon::Lexicon& lexicon);
// Null when the workspace does not hold it, or not whole.
std::shared_ptr<const lexicon::Lexicon> KeptLexicon(const std::string& workspace,
                                                    const std::string& checksum);

}  // namespace bongsu::cli

#endif  // BONGSU_CLI_ENGINE_H_
