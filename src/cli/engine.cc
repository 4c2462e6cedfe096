#include "cli/engine.h"

#include <filesystem>

#include "base/file.h"
#include "lexicon/lexicon.h"

namespace bongsu::cli {
namespace {

std::string KeptPath(const std::string& workspace, const std::string& checksum) {
  return workspace + "/lexicons/" + checksum;
}

}  // namespace

Result<Engine> LoadEngine(const Settings& settings) {
  Engine engine;
  BONGSU_ASSIGN_OR_RETURN(engine.lexicon, lexicon::Lexicon::Load(LexiconFolders(settings)));
  BONGSU_ASSIGN_OR_RETURN(std::unique_ptr<coding::Coder> coder,
                          coding::Coder::Create(*engine.lexicon));
  engine.coder = std::move(coder);
  engine.lexicon_checksum = engine.lexicon->checksum();
  return engine;
}

Status KeepLexicon(const std::string& workspace, const lexicon::Lexicon& lexicon) {
  const std::string path = KeptPath(workspace, lexicon.checksum());
  if (std::error_code ec; std::filesystem::exists(path, ec)) return {};
  BONGSU_RETURN_IF_ERROR(base::MakeFolders(workspace + "/lexicons"));
  return base::WriteFileAtomically(path, lexicon.image());
}

std::shared_ptr<const lexicon::Lexicon> KeptLexicon(const std::string& workspace,
                                                    const std::string& checksum) {
  auto kept = lexicon::Lexicon::Open(KeptPath(workspace, checksum));
  return kept && (*kept)->checksum() == checksum ? *kept : nullptr;
}

}  // namespace bongsu::cli
