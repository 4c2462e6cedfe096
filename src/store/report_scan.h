// Reports as the narrow tables have them: what decides whether a situation is concerned, without
// names, evidence and frame. A pass over a million of them reads a tenth of the bytes that whole
// records take.
#ifndef BONGSU_STORE_REPORT_SCAN_H_
#define BONGSU_STORE_REPORT_SCAN_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "bongsu/result.h"

namespace bongsu::store {

struct StoredEvent;

// Views live until the sink returns. Days are days since 1970-01-01; nullopt: none is known. Lists
// are joined with '|', each code of a side once.
struct NarrowReport {
  int64_t key = 0;  // rises with the order of writing; of this database only
  std::string_view id, event, certainty, lang, country;
  std::string_view mode, item, actor, recipient;
  std::optional<int32_t> day;           // as StoredEvent::day
  std::optional<int32_t> known;         // when its document was published, else when it came here
  std::string_view occurrence, source;  // as StoredEvent; a report that belongs to none is its
                                        // own occurrence, and its document the source
  std::string_view outlet;              // id of the outlet, else its name, else empty
  int32_t confidence_mils = 0;          // thousandths; 0 also when there is none
};

// True: the whole record is asked for.
using NarrowSink = std::function<bool(const NarrowReport&)>;
// The whole record of a report that was asked for.
using WholeSink = std::function<Status(const NarrowReport&, StoredEvent&&)>;

// Documents of political content (with at least one event) of an outlet, in a language, that became
// known on a day.
struct Reading {
  std::optional<int32_t> known;
  std::string outlet, lang;
  int64_t documents = 0;
};

}  // namespace bongsu::store

#endif  // BONGSU_STORE_REPORT_SCAN_H_
