#include "cli/filter_options.h"

namespace bongsu::cli {

void AddFilterOptions(CLI::App& command, store::EventFilter& filter) {
  const auto any_of = [&](const char* name, std::vector<std::string>& values, const char* help) {
    command.add_option(name, values, help)->delimiter(',')->allow_extra_args(false);
  };
  any_of("--actor", filter.actor,
         "Code of an actor, e.g. RUS or RUS/MIL; several with commas mean any of them");
  any_of("--recipient", filter.recipient, "Code of a recipient");
  any_of("--event", filter.event, "Event type, e.g. AID,COOPERATE");
  any_of("--mode", filter.mode, "Mode, e.g. visit");
  any_of("--item", filter.item, "Item, e.g. missile_technology");
  any_of("--certainty", filter.certainty,
         "denied, negated, possible, planned, background, claimed or reported");
  any_of("--lang", filter.lang, "Language of the document");
  command.add_option("--since", filter.since, "First day, YYYY-MM-DD");
  command.add_option("--until", filter.until, "Last day, YYYY-MM-DD");
  command.add_option("--as-of", filter.as_of, "What was known at the end of that day, YYYY-MM-DD");
  command.add_option("--doc", filter.doc, "Document id, or its beginning followed by *");
  command
      .add_option("--min-confidence", filter.min_confidence, "Leave out what is less sure, 0 to 1")
      ->check(Share());
  command.add_option("--limit", filter.limit, "At most so many (0: all)");
}

}  // namespace bongsu::cli
