#include <string_view>

#include "bongsu/event.h"

namespace bongsu {

int QuadClass(std::string_view event) {
  static constexpr std::pair<std::string_view, int> kQuads[] = {
      {"AGREE", 1},     {"CONSULT", 1},  {"SUPPORT", 1},  {"CONCEDE", 1},
      {"COOPERATE", 2}, {"AID", 2},      {"RETREAT", 2},  {"REQUEST", 3},
      {"ACCUSE", 3},    {"REJECT", 3},   {"THREATEN", 3}, {"PROTEST", 4},
      {"SANCTION", 4},  {"MOBILIZE", 4}, {"COERCE", 4},   {"ASSAULT", 4}};
  for (const auto& [name, quad] : kQuads)
    if (name == event) return quad;
  return 0;
}

const char* QuadClassName(int quad) {
  static constexpr const char* kNames[] = {"", "verbal cooperation", "material cooperation",
                                           "verbal conflict", "material conflict"};
  return quad >= 1 && quad <= 4 ? kNames[quad] : "";
}

}  // namespace bongsu
