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

}  // namespace bongsu::cli

#endif  // BONGSU_CLI_ENGINE_H_
