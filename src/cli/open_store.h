// Opening the workspace the way every command does.
#ifndef BONGSU_CLI_OPEN_STORE_H_
#define BONGSU_CLI_OPEN_STORE_H_

#include <memory>
#include <string>

#include "cli/command.h"
#include "store/store.h"

namespace bongsu::cli {

// What commands on the workspace take besides their own options.
struct StoreSettings {
  std::string wait = "0s";  // --wait
};
void AddStoreOptions(CLI::App& command, StoreSettings& store);

// `command` is what others are told they wait for. Ctrl-C ends waiting and running queries.
Result<store::OpenOptions> MakeOpenOptions(const Settings& settings, const StoreSettings& store,
                                           store::Mode mode, const std::string& command);
Result<std::unique_ptr<store::Store>> OpenStore(const Settings& settings,
                                                const StoreSettings& store, store::Mode mode,
                                                const std::string& command);

}  // namespace bongsu::cli

#endif  // BONGSU_CLI_OPEN_STORE_H_
