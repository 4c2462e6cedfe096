#include "language/clause.h"

namespace bongsu::language {

const char* CaseName(Case c) {
  static constexpr const char* kNames[] = {
      "bare",     "topic",      "nominative", "accusative", "dative",  "locative", "directional",
      "ablative", "comitative", "genitive",   "about",      "against", "by",       "for",
      "means",    "source",     "between",    "together",   "quoted",  "also",     "other"};
  return kNames[static_cast<size_t>(c)];
}

const char* LinkName(Link link) {
  static constexpr const char* kNames[] = {"main", "quote", "content", "relative", "purpose"};
  return kNames[static_cast<size_t>(link)];
}

}  // namespace bongsu::language
