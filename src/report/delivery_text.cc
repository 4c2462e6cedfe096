#include "report/delivery_text.h"

#include <algorithm>

#include "text/utf8.h"

namespace bongsu::report {
namespace {

std::string Standing(const DeliveryLine& line, const Phrases& phrases) {
  std::vector<std::string> parts;
  const auto add = [&](const char* key, size_t count, const std::string& reason) {
    parts.push_back(phrases.Fill(key, {{"count", std::to_string(count)},
                                       {"reason", reason},
                                       {"until", line.until},
                                       {"failures", std::to_string(line.failures)}}));
  };
  if (line.written) add("deliver.written", 0, "");
  const bool only = line.left == 0 && line.set_aside == 0 && !line.failed && !line.written;
  if (line.delivered > 0 || only) add("deliver.delivered", line.delivered, "");
  if (line.gone)
    add("deliver.gone", line.left, line.reason);
  else if (!line.until.empty())
    add("deliver.waiting", line.left, line.reason);
  else if (line.failed && !line.reason.empty())
    add("deliver.failed", line.left, line.reason);
  else if (line.left > 0)
    add("deliver.left", line.left, "");
  if (line.set_aside > 0) add("deliver.aside", line.set_aside, line.refusal);
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : " · ") + part;
  return out;
}

std::string Padded(const std::string& word, int columns) {
  return word + std::string(static_cast<size_t>(columns - text::ColumnWidth(word)), ' ');
}

}  // namespace

std::string DeliveryText(const std::vector<DeliveryLine>& lines, const Phrases& phrases) {
  int widest = 0, widest_kind = 0;
  for (const DeliveryLine& line : lines) {
    widest = std::max(widest, text::ColumnWidth(line.receiver));
    widest_kind = std::max(widest_kind, text::ColumnWidth(line.kind));
  }
  std::string out;
  for (const DeliveryLine& line : lines)
    out += Padded(line.receiver, widest) + "  " + Padded(line.kind, widest_kind) + "  " +
           Standing(line, phrases) + "\n";
  return out;
}

}  // namespace bongsu::report
