#include "report/delivery_text.h"

#include <gtest/gtest.h>

#include "base/file.h"

namespace bongsu::report {
namespace {

Phrases In(const std::string& lang) {
  const std::string path = std::string(BONGSU_DATA_DIR) + "/report/phrases.tsv";
  return Phrases::FromText(base::ReadFile(path, 1 << 20).value(), path, lang).value();
}

std::vector<DeliveryLine> Lines() {
  std::vector<DeliveryLine> lines(6);
  lines[0].receiver = "hook";
  lines[0].kind = "webhook";
  lines[0].delivered = 3;
  lines[1].receiver = "night";
  lines[1].kind = "smtp";
  lines[1].delivered = 1;
  lines[1].left = 2;
  lines[1].until = "2024-07-31T00:01:00Z";
  lines[1].failures = 1;
  lines[1].reason = "SMTP 451";
  lines[1].failed = true;
  lines[2].receiver = "picky";
  lines[2].kind = "webhook";
  lines[2].set_aside = 2;
  lines[2].refusal = "HTTP 422";
  lines[3].receiver = "closed";
  lines[3].kind = "webhook";
  lines[3].left = 4;
  lines[3].gone = true;
  lines[3].reason = "HTTP 410";
  lines[4].receiver = "feed";
  lines[4].kind = "atom";
  lines[4].written = true;
  lines[5].receiver = "desk";
  lines[5].kind = "command";
  return lines;
}

TEST(DeliveryText, SaysHowEachStands) {
  EXPECT_EQ(
      DeliveryText(Lines(), In("en")),
      "hook    webhook  3 delivered\n"
      "night   smtp     1 delivered · 2 waiting until 2024-07-31T00:01:00Z (SMTP 451; failures "
      "in a row: 1)\n"
      "picky   webhook  2 set aside (HTTP 422)\n"
      "closed  webhook  wants nothing any more (HTTP 410), 4 kept\n"
      "feed    atom     file written\n"
      "desk    command  0 delivered\n");
}

TEST(DeliveryText, HasWordsInEachLanguage) {
  for (const char* lang : {"ko", "ja"}) {
    const std::string text = DeliveryText(Lines(), In(lang));
    EXPECT_EQ(text.find("deliver."), std::string::npos) << text;
    EXPECT_EQ(text.find('{'), std::string::npos) << text;
  }
}

TEST(DeliveryLine, IsSettledWhenNothingIsLeft) {
  const auto lines = Lines();
  const bool settled[] = {true, false, true, false, true, true};
  for (size_t i = 0; i < lines.size(); ++i)
    EXPECT_EQ(lines[i].Settled(), settled[i]) << lines[i].receiver;
}

}  // namespace
}  // namespace bongsu::report
