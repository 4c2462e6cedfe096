// A hash map keyed by strings that is asked by views, so that a look-up copies nothing.
#ifndef BONGSU_BASE_STRING_MAP_H_
#define BONGSU_BASE_STRING_MAP_H_

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace bongsu::base {

struct StringHash {
  using is_transparent = void;
  size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
};

template <typename Value>
using StringMap = std::unordered_map<std::string, Value, StringHash, std::equal_to<>>;

}  // namespace bongsu::base

#endif  // BONGSU_BASE_STRING_MAP_H_
