#include "store/cell.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

#include "base/day.h"
#include "base/json.h"

namespace bongsu::store {
namespace {

using duckdb::Api;
using duckdb::Type;
using duckdb::VectorHandle;
using Huge = __int128;

template <typename T>
const T& At(const Api& api, VectorHandle vector, uint64_t row) {
  return static_cast<const T*>(api.vector_get_data(vector))[row];
}

bool IsNull(const Api& api, VectorHandle vector, uint64_t row) {
  const uint64_t* validity = api.vector_get_validity(vector);
  return validity && !(validity[row / 64] >> (row % 64) & 1);
}

// A logical type that destroys itself.
class LogicalType {
 public:
  LogicalType(const Api& api, VectorHandle vector)
      : api_(api), handle_(api.vector_get_column_type(vector)) {}
  LogicalType(const LogicalType&) = delete;
  LogicalType& operator=(const LogicalType&) = delete;
  ~LogicalType() { api_.destroy_logical_type(&handle_); }
  duckdb::TypeHandle get() const { return handle_; }
  Type id() const { return api_.get_type_id(handle_); }
  // Takes over a string of the library.
  std::string Take(char* text) const {
    std::string out = text ? text : "";
    if (text) api_.free(text);
    return out;
  }

 private:
  const Api& api_;
  duckdb::TypeHandle handle_;
};

std::string Integer(Huge value) {
  if (value == 0) return "0";
  const bool negative = value < 0;
  auto rest =
      negative ? ~static_cast<unsigned __int128>(value) + 1 : static_cast<unsigned __int128>(value);
  std::string out;
  for (; rest != 0; rest /= 10) out += static_cast<char>('0' + static_cast<int>(rest % 10));
  if (negative) out += '-';
  std::reverse(out.begin(), out.end());
  return out;
}

std::string UnsignedHuge(unsigned __int128 value) {
  std::string out;
  do out += static_cast<char>('0' + static_cast<int>(value % 10));
  while ((value /= 10) != 0);
  std::reverse(out.begin(), out.end());
  return out;
}

Huge HugeAt(const Api& api, VectorHandle vector, uint64_t row) {
  const auto value = At<duckdb::HugeInt>(api, vector, row);
  return static_cast<Huge>(
      static_cast<unsigned __int128>(static_cast<uint64_t>(value.upper)) << 64 | value.lower);
}

template <typename T>
std::string Float(T value) {
  char buffer[32];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
  return {buffer, end};
}

std::string Decimal(const Api& api, VectorHandle vector, uint64_t row, const LogicalType& type) {
  Huge value;
  switch (api.decimal_internal_type(type.get())) {
    case Type::kSmallInt:
      value = At<int16_t>(api, vector, row);
      break;
    case Type::kInteger:
      value = At<int32_t>(api, vector, row);
      break;
    case Type::kBigInt:
      value = At<int64_t>(api, vector, row);
      break;
    default:
      value = HugeAt(api, vector, row);
  }
  const size_t scale = api.decimal_scale(type.get());
  std::string digits = Integer(value < 0 ? -value : value);
  if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
  if (scale > 0) digits.insert(digits.size() - scale, ".");
  return value < 0 ? "-" + digits : digits;
}

std::string DateText(int64_t days) {
  constexpr int64_t kFirst = -12'687'428, kLast = 11'248'737;  // years that std::chrono knows
  if (days == INT32_MAX) return "infinity";
  if (days == -INT32_MAX) return "-infinity";
  if (days < kFirst || days > kLast) return "?";
  return base::FormatDay(base::Day(std::chrono::days(days)));
}

std::string TimeText(int64_t micros) {
  const int64_t seconds = micros / 1'000'000, fraction = micros % 1'000'000;
  std::string out =
      fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (fraction != 0) out += fmt::format(".{:06}", fraction);
  return out;
}

constexpr int64_t kDayMicros = 86'400'000'000;

std::string TimestampText(int64_t micros, const char* zone) {
  if (micros == INT64_MAX) return "infinity";
  if (micros == -INT64_MAX) return "-infinity";
  int64_t days = micros / kDayMicros, rest = micros % kDayMicros;
  if (rest < 0) {
    rest += kDayMicros;
    --days;
  }
  return DateText(days) + " " + TimeText(rest) + zone;
}

bool IsInfinite(int64_t value) { return value == INT64_MAX || value == -INT64_MAX; }

// A timestamp of a coarser unit in microseconds; "?" beyond what they hold.
std::string Scaled(int64_t value, int64_t factor) {
  int64_t micros = 0;
  if (IsInfinite(value)) return TimestampText(value, "");
  return __builtin_mul_overflow(value, factor, &micros) ? "?" : TimestampText(micros, "");
}

std::string Nanoseconds(int64_t value) {
  return TimestampText(IsInfinite(value) ? value : value / 1'000, "");
}

struct Interval {
  int32_t months, days;
  int64_t micros;
};

std::string IntervalText(Interval v) {
  return fmt::format("{} months {} days {} us", v.months, v.days, v.micros);
}

std::string UuidText(Huge value) {
  // Stored with the first bit turned over, so that the order of numbers is the order of texts.
  const auto bits =
      static_cast<unsigned __int128>(value) ^ (static_cast<unsigned __int128>(1) << 127);
  std::string hex =
      fmt::format("{:016x}{:016x}", static_cast<uint64_t>(bits >> 64), static_cast<uint64_t>(bits));
  for (const size_t at : {20, 16, 12, 8}) hex.insert(at, "-");
  return hex;
}

std::string Hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return out;
}

std::string EnumText(const Api& api, VectorHandle vector, uint64_t row, const LogicalType& type) {
  uint64_t index;
  switch (api.enum_internal_type(type.get())) {
    case Type::kUTinyInt:
      index = At<uint8_t>(api, vector, row);
      break;
    case Type::kUSmallInt:
      index = At<uint16_t>(api, vector, row);
      break;
    default:
      index = At<uint32_t>(api, vector, row);
  }
  return type.Take(api.enum_dictionary_value(type.get(), index));
}

// --- nested types, as JSON ---

void AppendJson(std::string& out, const Api& api, VectorHandle vector, uint64_t row) {
  if (IsNull(api, vector, row)) {
    out += "null";
    return;
  }
  const std::string text = CellText(api, vector, row);
  const Type type = LogicalType(api, vector).id();
  const bool real = type == Type::kFloat || type == Type::kDouble;
  const bool finite =
      !real || (text.find("nan") == std::string::npos && text.find("inf") == std::string::npos);
  if (IsBareJson(type) && finite)
    out += text;
  else
    base::AppendJsonString(out, text);
}

std::string ListText(const Api& api, VectorHandle child, uint64_t offset, uint64_t length) {
  std::string out = "[";
  for (uint64_t i = 0; i < length; ++i) {
    if (i > 0) out += ',';
    AppendJson(out, api, child, offset + i);
  }
  return out += ']';
}

std::string StructText(const Api& api, VectorHandle vector, uint64_t row, const LogicalType& type) {
  std::string out = "{";
  for (uint64_t i = 0; i < api.struct_type_child_count(type.get()); ++i) {
    if (i > 0) out += ',';
    base::AppendJsonString(out, type.Take(api.struct_type_child_name(type.get(), i)));
    out += ':';
    AppendJson(out, api, api.struct_vector_get_child(vector, i), row);
  }
  return out += '}';
}

}  // namespace

std::string_view TextOf(const duckdb::StringRef& ref) {
  const char* inlined = reinterpret_cast<const char*>(&ref) + sizeof ref.length;
  return {ref.length <= duckdb::kInlineBytes ? inlined : ref.data, ref.length};
}

bool IsBareJson(Type type) {
  switch (type) {
    case Type::kBoolean:
    case Type::kTinyInt:
    case Type::kSmallInt:
    case Type::kInteger:
    case Type::kBigInt:
    case Type::kUTinyInt:
    case Type::kUSmallInt:
    case Type::kUInteger:
    case Type::kUBigInt:
    case Type::kFloat:
    case Type::kDouble:
    case Type::kHugeInt:
    case Type::kUHugeInt:
    case Type::kDecimal:
    case Type::kList:
    case Type::kStruct:
    case Type::kMap:
    case Type::kArray:
      return true;
    default:
      return false;
  }
}

std::string CellText(const Api& api, VectorHandle vector, uint64_t row) {
  const LogicalType type(api, vector);
  switch (type.id()) {
    case Type::kBoolean:
      return At<bool>(api, vector, row) ? "true" : "false";
    case Type::kTinyInt:
      return Integer(At<int8_t>(api, vector, row));
    case Type::kSmallInt:
      return Integer(At<int16_t>(api, vector, row));
    case Type::kInteger:
      return Integer(At<int32_t>(api, vector, row));
    case Type::kBigInt:
      return Integer(At<int64_t>(api, vector, row));
    case Type::kUTinyInt:
      return Integer(At<uint8_t>(api, vector, row));
    case Type::kUSmallInt:
      return Integer(At<uint16_t>(api, vector, row));
    case Type::kUInteger:
      return Integer(At<uint32_t>(api, vector, row));
    case Type::kUBigInt:
      return Integer(At<uint64_t>(api, vector, row));
    case Type::kHugeInt:
      return Integer(HugeAt(api, vector, row));
    case Type::kUHugeInt:
      return UnsignedHuge(static_cast<unsigned __int128>(HugeAt(api, vector, row)));
    case Type::kFloat:
      return Float(At<float>(api, vector, row));
    case Type::kDouble:
      return Float(At<double>(api, vector, row));
    case Type::kDecimal:
      return Decimal(api, vector, row, type);
    case Type::kDate:
      return DateText(At<int32_t>(api, vector, row));
    case Type::kTime:
      return TimeText(At<int64_t>(api, vector, row));
    case Type::kTimestamp:
      return TimestampText(At<int64_t>(api, vector, row), "");
    case Type::kTimestampTz:
      return TimestampText(At<int64_t>(api, vector, row), "Z");
    case Type::kTimestampS:
      return Scaled(At<int64_t>(api, vector, row), 1'000'000);
    case Type::kTimestampMs:
      return Scaled(At<int64_t>(api, vector, row), 1'000);
    case Type::kTimestampNs:
      return Nanoseconds(At<int64_t>(api, vector, row));
    case Type::kInterval:
      return IntervalText(At<Interval>(api, vector, row));
    case Type::kUuid:
      return UuidText(HugeAt(api, vector, row));
    case Type::kVarchar:
      return std::string(TextOf(At<duckdb::StringRef>(api, vector, row)));
    case Type::kBlob:
      return Hex(TextOf(At<duckdb::StringRef>(api, vector, row)));
    case Type::kEnum:
      return EnumText(api, vector, row, type);
    case Type::kList:
    case Type::kMap: {
      const auto entry = At<duckdb::ListEntry>(api, vector, row);
      return ListText(api, api.list_vector_get_child(vector), entry.offset, entry.length);
    }
    case Type::kArray: {
      const uint64_t size = api.array_type_array_size(type.get());
      return ListText(api, api.array_vector_get_child(vector), row * size, size);
    }
    case Type::kStruct:
      return StructText(api, vector, row, type);
    case Type::kSqlNull:
      return "";
  }
  return "?";
}

}  // namespace bongsu::store
