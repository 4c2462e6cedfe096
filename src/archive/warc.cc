#include "archive/warc.h"

#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "base/hash.h"

namespace bongsu::archive {
namespace {

constexpr char kVersion[] = "WARC/1.1\r\n";
constexpr char kDigest[] = "xxh3-128:";
constexpr char kRevisitProfile[] =
    "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
constexpr int kGzip = 15 + 16;        // zlib's windowBits: gzip framing
constexpr int kCompressionLevel = 3;  // 2x the speed of 6 for 4 % more bytes on news pages

// Header values are one line each and doc ids are any text: everything but plain printing ASCII is
// %-encoded. `keep` is a further character to leave alone.
std::string Percent(std::string_view text, char keep = ' ') {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    if (u > 0x20 && u < 0x7f && (c != '%' || c == keep)) {
      out += c;
    } else {
      out += '%';
      out += kHex[u >> 4];
      out += kHex[u & 15];
    }
  }
  return out;
}

std::string Unpercent(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16).ptr ==
            text.data() + i + 3) {
      out += static_cast<char>(value);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// The record id must be a URI that is unique and, here, the same for the same content.
std::string RecordId(const Record& r) {
  std::string hex =
      base::Hash128Hex(r.hash + (r.revisit ? "\nrevisit\n" : "\nresource\n") + r.doc + "\n" +
                       r.date + "\n" + r.lang + "\n" + r.outlet + "\n" + r.published);
  hex[12] = '8';  // RFC 9562: version 8, custom
  hex[16] = "89ab"[hex[16] % 4];
  for (const size_t at : {20, 16, 12, 8}) hex.insert(at, "-");
  return "<urn:uuid:" + hex + ">";
}

std::string RecordText(const Record& r) {
  std::string out = kVersion;
  const auto field = [&out](const char* name, const std::string& value) {
    if (!value.empty()) out.append(name).append(": ").append(value).append("\r\n");
  };
  field("WARC-Type", r.revisit ? "revisit" : "resource");
  field("WARC-Record-ID", RecordId(r));
  field("WARC-Date", r.date);
  field("WARC-Target-URI", r.url.empty() ? "bongsu:" + Percent(r.doc) : Percent(r.url, '%'));
  field("WARC-Payload-Digest", kDigest + r.hash);
  if (r.revisit) field("WARC-Profile", kRevisitProfile);
  field("Content-Type", "application/octet-stream");
  field("Bongsu-Doc", Percent(r.doc));
  field("Bongsu-Url", Percent(r.url));
  field("Bongsu-Lang", Percent(r.lang));
  field("Bongsu-Outlet", Percent(r.outlet));
  field("Bongsu-Published", Percent(r.published));
  field("Content-Length", std::to_string(r.bytes.size()));
  return out + "\r\n" + r.bytes + "\r\n\r\n";
}

// zlib's stream of one member, closed at the end of its scope.
class Inflater {
 public:
  explicit Inflater(std::string_view in) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = static_cast<uInt>(std::min<uint64_t>(in.size(), UINT32_MAX));
    ready_ = inflateInit2(&stream_, kGzip) == Z_OK;
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }

  Result<std::string> All(uint64_t* size) {
    if (!ready_) return {ErrorCode::kResourceExhausted, "no memory to unfold an archive record"};
    std::string out;
    int state = Z_OK;
    while (state == Z_OK) {
      if (out.size() >= kMaxRecordBytes)
        return {ErrorCode::kResourceExhausted, "an archive record unfolds to more than " +
                                                   std::to_string(kMaxRecordBytes) + " bytes"};
      const size_t before = out.size();
      out.resize(std::min<uint64_t>(kMaxRecordBytes, std::max<size_t>(before * 2, 16 << 10)));
      stream_.next_out = reinterpret_cast<Bytef*>(out.data() + before);
      stream_.avail_out = static_cast<uInt>(out.size() - before);
      state = inflate(&stream_, Z_NO_FLUSH);
      out.resize(out.size() - stream_.avail_out);
    }
    *size = stream_.total_in;
    if (state == Z_STREAM_END) return out;
    if (state == Z_BUF_ERROR && stream_.avail_in == 0)
      return {ErrorCode::kNotFound, "the archive ends within a record"};
    return {ErrorCode::kCorruption,
            std::string("damaged archive record: ") + (stream_.msg ? stream_.msg : "zlib error")};
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

Status Malformed(const std::string& what) {
  return {ErrorCode::kCorruption, "malformed archive record: " + what};
}

// The header lines after the version, names in lower case (WARC field names are case-insensitive).
std::optional<std::map<std::string, std::string>> ParseFields(std::string_view header) {
  std::map<std::string, std::string> fields;
  while (!header.empty()) {
    const size_t end = header.find("\r\n");
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = header.substr(0, end);
    header.remove_prefix(end + 2);
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    std::string name(line.substr(0, colon));
    for (char& c : name)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    std::string_view value = line.substr(colon + 1);
    while (value.starts_with(' ') || value.starts_with('\t')) value.remove_prefix(1);
    fields[std::move(name)] = value;
  }
  return fields;
}

}  // namespace

std::string EncodeRecord(const Record& record) {
  const std::string text = RecordText(record);
  z_stream stream{};
  if (deflateInit2(&stream, kCompressionLevel, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

Result<Record> ParseRecord(std::string_view text) {
  if (!text.starts_with(kVersion)) return Malformed("no WARC/1.1 line");
  text.remove_prefix(sizeof kVersion - 1);
  const size_t blank = text.find("\r\n\r\n");
  if (blank == std::string_view::npos) return Malformed("the header does not end");
  auto fields = ParseFields(text.substr(0, blank + 2));
  if (!fields) return Malformed("a header line without a colon");
  std::string_view body = text.substr(blank + 4);
  auto& f = *fields;

  const std::string& length = f["content-length"];
  uint64_t size = 0;
  const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), size);
  if (error != std::errc() || end != length.data() + length.size() || body.size() < 4 ||
      size != body.size() - 4 || body.substr(body.size() - 4) != "\r\n\r\n")
    return Malformed("Content-Length " + length.substr(0, 40) + " for " +
                     std::to_string(body.size()) + " bytes");

  Record out;
  out.revisit = f["warc-type"] == "revisit";
  if (!out.revisit && f["warc-type"] != "resource")
    return {ErrorCode::kUnsupported, "archive record of type " + f["warc-type"].substr(0, 40)};
  const std::string& digest = f["warc-payload-digest"];
  if (!digest.starts_with(kDigest))
    return {ErrorCode::kUnsupported, "archive record with digest " + digest.substr(0, 40)};
  out.hash = digest.substr(sizeof kDigest - 1);
  out.doc = Unpercent(f["bongsu-doc"]);
  out.url = Unpercent(f["bongsu-url"]);
  out.date = f["warc-date"];
  out.lang = Unpercent(f["bongsu-lang"]);
  out.outlet = Unpercent(f["bongsu-outlet"]);
  out.published = Unpercent(f["bongsu-published"]);
  out.bytes = body.substr(0, size);
  if (out.revisit) return out;
  if (const std::string actual = base::Hash128Hex(out.bytes); actual != out.hash)
    return {ErrorCode::kCorruption, "archive record of " + out.doc + ": digest " +
                                        out.hash.substr(0, 40) + ", but its bytes have " + actual};
  return out;
}

Result<DecodedRecord> DecodeRecord(std::string_view archive, uint64_t* size) {
  uint64_t taken = 0;
  if (size) *size = 0;
  BONGSU_ASSIGN_OR_RETURN(const std::string text, Inflater(archive).All(&taken));
  if (size) *size = taken;
  BONGSU_ASSIGN_OR_RETURN(Record record, ParseRecord(text));
  return DecodedRecord{std::move(record), taken};
}

}  // namespace bongsu::archive
