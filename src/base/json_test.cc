#include "base/json.h"

#include <gtest/gtest.h>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

namespace bongsu::base {
namespace {

std::string Quoted(std::string_view text) {
  std::string out;
  AppendJsonString(out, text);
  return out;
}

std::string Number(double value) {
  std::string out;
  AppendJsonNumber(out, value);
  return out;
}

TEST(JsonString, EscapesOnlyWhatItMust) {
  const struct {
    std::string_view text, json;
  } kCases[] = {{"", R"("")"},
                {"a/b", R"("a/b")"},
                {"\"", R"("\"")"},
                {"\\", R"("\\")"},
                {"\\n", R"("\\n")"},
                {"\n\r\t", R"("\n\r\t")"},
                {"\b\f\v", R"("\u0008\u000c\u000b")"},
                {std::string_view("\0", 1), R"("\u0000")"},
                {"\x1f", R"("\u001f")"},
                {"\x7f", "\"\x7f\""},
                {"북한 🚀 e\u0301 \u2028", "\"북한 🚀 e\u0301 \u2028\""}};
  for (const auto& c : kCases) EXPECT_EQ(Quoted(c.text), c.json);
}

TEST(JsonString, AppendsToWhatIsThere) {
  std::string out = "x";
  AppendJsonString(out, "y");
  EXPECT_EQ(out, "x\"y\"");
}

TEST(JsonNumber, WritesTheShortestThatReadsBack) {
  const struct {
    double value;
    const char* json;
  } kCases[] = {{0, "0"},
                {10, "10"},
                {-3.5, "-3.5"},
                {0.812, "0.812"},
                {0.1 + 0.2, "0.30000000000000004"},
                {1e21, "1e+21"},
                {1e-7, "1e-07"},
                {-0.0, "-0"},
                {2.5, "2.5"},
                {100000, "1e+05"}};
  for (const auto& c : kCases) EXPECT_EQ(Number(c.value), c.json);
}

TEST(JsonNumber, WritesNullForWhatIsNoNumber) {
  for (const double v : {std::nan(""), std::numeric_limits<double>::infinity(),
                         -std::numeric_limits<double>::infinity()})
    EXPECT_EQ(Number(v), "null");
}

TEST(JsonNumber, ReadsBack) {
  std::mt19937_64 random(20240728);
  for (int i = 0; i < 2000; ++i) {
    const double value =
        std::ldexp(static_cast<double>(random()), static_cast<int>(random() % 400) - 200);
    const std::string json = Number(value);
    double back = 0;
    std::from_chars(json.data(), json.data() + json.size(), back);
    EXPECT_EQ(back, value) << json;
  }
  for (const double edge :
       {std::numeric_limits<double>::max(), std::numeric_limits<double>::denorm_min(),
        std::numeric_limits<double>::lowest()}) {
    double back = 0;
    const std::string json = Number(edge);
    std::from_chars(json.data(), json.data() + json.size(), back);
    EXPECT_EQ(back, edge);
  }
}

TEST(JsonWriter, PlacesCommas) {
  std::string out;
  JsonWriter w(out);
  w.BeginObject()
      .Key("a")
      .Integer(1)
      .Key("b")
      .BeginArray()
      .String("x")
      .Null()
      .Bool(true)
      .EndArray();
  w.Key("c")
      .BeginObject()
      .EndObject()
      .Key("d")
      .BeginArray()
      .BeginArray()
      .EndArray()
      .BeginObject()
      .EndObject();
  w.EndArray().Key("e").Number(0.5).EndObject();
  EXPECT_EQ(out, R"({"a":1,"b":["x",null,true],"c":{},"d":[[],{}],"e":0.5})");
}

TEST(JsonWriter, WritesWholeIntegers) {
  std::string out;
  JsonWriter w(out);
  w.BeginArray()
      .Integer(std::numeric_limits<int64_t>::min())
      .Integer(std::numeric_limits<int64_t>::max());
  w.Integer(9007199254740993).EndArray();
  EXPECT_EQ(out, "[-9223372036854775808,9223372036854775807,9007199254740993]");
}

TEST(JsonWriter, EscapesKeys) {
  std::string out;
  JsonWriter(out).BeginObject().Key("a\"b").Bool(false).EndObject();
  EXPECT_EQ(out, R"({"a\"b":false})");
}

}  // namespace
}  // namespace bongsu::base
