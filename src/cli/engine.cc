#include "cli/engine.h"

#include "lexicon/lexicon.h"

namespace bongsu::cli {

Result<Engine> LoadEngine(const Settings& settings) {
  Engine engine;
  BONGSU_ASSIGN_OR_RETURN(engine.lexicon, lexicon::Lexicon::Load(LexiconFolders(settings)));
  BONGSU_ASSIGN_OR_RETURN(std::unique_ptr<coding::Coder> coder,
                          coding::Coder::Create(*engine.lexicon));
  engine.coder = std::move(coder);
  engine.lexicon_checksum = engine.lexicon->checksum();
  return engine;
}

}  // namespace bongsu::cli
