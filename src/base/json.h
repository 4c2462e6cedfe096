// Writing JSON: the one writer every room uses, so that output is the same everywhere.
#ifndef BONGSU_BASE_JSON_H_
#define BONGSU_BASE_JSON_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace bongsu::base {

// Appends `text` as a JSON string with quotes. Escapes only what RFC 8259 requires; UTF-8 stays as
// it is.
void AppendJsonString(std::string& out, std::string_view text);

// Appends the shortest decimal that reads back as `value` ("10", "0.812"); not-a-number becomes
// null.
void AppendJsonNumber(std::string& out, double value);

// A small forward-only writer that places commas. One thread at a time.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}
  JsonWriter& BeginObject() { return Open('{'); }
  JsonWriter& EndObject() { return Close('}'); }
  JsonWriter& BeginArray() { return Open('['); }
  JsonWriter& EndArray() { return Close(']'); }
  JsonWriter& Key(std::string_view key);
  JsonWriter& String(std::string_view text);
  JsonWriter& Number(double value);
  JsonWriter& Integer(int64_t value);
  JsonWriter& Bool(bool value);
  JsonWriter& Null();

 private:
  JsonWriter& Open(char c);
  JsonWriter& Close(char c);
  void Comma();
  std::string& out_;
  bool first_ = true;
  bool after_key_ = false;
};

}  // namespace bongsu::base

#endif  // BONGSU_BASE_JSON_H_
