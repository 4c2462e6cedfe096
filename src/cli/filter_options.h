// The options that choose events, the same for every command that lists some.
#ifndef BONGSU_CLI_FILTER_OPTIONS_H_
#define BONGSU_CLI_FILTER_OPTIONS_H_

#include "cli/command.h"
#include "store/store.h"

namespace bongsu::cli {

// --actor, --recipient, --event, --mode, --item, --certainty, --lang, --since, --until, --as-of,
// --doc, --min-confidence, --limit.
void AddFilterOptions(CLI::App& command, store::EventFilter& filter);

}  // namespace bongsu::cli

#endif  // BONGSU_CLI_FILTER_OPTIONS_H_
