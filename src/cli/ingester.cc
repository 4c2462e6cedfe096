#include "cli/ingester.h"

#include <fmt/format.h>

namespace bongsu::cli {

std::string Summary(const store::IngestCounts& c) {
  std::string out =
      fmt::format("{} new, {} changed, {} coded anew, {} unchanged; {} events written", c.added,
                  c.changed, c.recoded, c.unchanged, c.events);
  if (c.no_analyser > 0) out += fmt::format("; {} without an analyser yet", c.no_analyser);
  if (c.quarantined > 0)
    out += fmt::format("; {} could not be read (bongsu quarantine list)", c.quarantined);
  return out + "\n";
}

}  // namespace bongsu::cli
