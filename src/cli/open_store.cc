#include "cli/open_store.h"

namespace bongsu::cli {

void AddStoreOptions(CLI::App& command, StoreSettings& store) {
  command
      .add_option("--wait", store.wait,
                  "How long to wait when another command has the workspace: 30s, 5m")
      ->capture_default_str();
}

Result<store::OpenOptions> MakeOpenOptions(const Settings& settings, const StoreSettings& store,
                                           store::Mode mode, const std::string& command) {
  store::OpenOptions options;
  options.mode = mode;
  options.command = command;
  options.now = Now(settings);
  BONGSU_ASSIGN_OR_RETURN(options.wait, store::ParseWait(store.wait));
  options.interrupted = Interrupted;
  return options;
}

Result<std::unique_ptr<store::Store>> OpenStore(const Settings& settings,
                                                const StoreSettings& store, store::Mode mode,
                                                const std::string& command) {
  BONGSU_ASSIGN_OR_RETURN(const store::OpenOptions options,
                          MakeOpenOptions(settings, store, mode, command));
  return store::Store::Open(settings.workspace, options);
}

}  // namespace bongsu::cli
