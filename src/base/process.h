// Another program, run to its end.
#ifndef BONGSU_BASE_PROCESS_H_
#define BONGSU_BASE_PROCESS_H_

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bongsu/result.h"

namespace bongsu::base {

// Runs `argv` (no shell; the program is looked for in PATH) in a session of its own with `input` on
// its standard input and `environment` added to ours, its output thrown away, and returns its exit
// code, 128 + n when a signal ended it. kResourceExhausted when it is not done after `limit`: then
// it and its children are killed; kNotFound when it cannot be started. It need not read its input.
Result<int> RunProgram(const std::vector<std::string>& argv, std::string_view input,
                       const std::vector<std::pair<std::string, std::string>>& environment,
                       std::chrono::milliseconds limit);

}  // namespace bongsu::base

#endif  // BONGSU_BASE_PROCESS_H_
