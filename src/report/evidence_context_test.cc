#include "report/evidence_context.h"

#include <gtest/gtest.h>

#include "document/reader.h"

namespace bongsu::report {
namespace {

ByteSpan Find(const std::string& text, const std::string& part) {
  const size_t at = text.find(part);
  EXPECT_NE(at, text.npos) << part;
  return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + part.size())};
}

constexpr char kSource[] =
    "<p>첫 문장이다. 미국은 <b>러시아</b>가 북한에 기술을 이전했다고 밝혔다. 끝 문장이다.</p>\n"
    "<p>다른 문단이다.</p>\n";
constexpr char kEvidence[] = "미국은 러시아가 북한에 기술을 이전했다고 밝혔다.";

class EvidenceContextTest : public testing::Test {
 protected:
  void SetUp() override {
    document::ReadOptions options;
    options.id = "a.html";
    options.lang = "ko";
    auto read = document::ReadDocument(kSource, options);
    ASSERT_TRUE(read) << read.error().message();
    document_ = std::move(*read);
    const std::string source = kSource;
    event_.evidence = {kEvidence, {Find(source, "미국").begin, Find(source, "밝혔다.").end}};
    event_.trigger = {"이전했다고", Find(source, "이전했다고")};
    event_.actor = {{"RUS", "GOV", "러시아", "state:RUS", Find(source, "러시아")}};
    event_.recipient = {{"PRK", "GOV", "북한", "state:PRK", Find(source, "북한")}};
    event_.attribution = {{"USA", "GOV", "미국", "state:USA", Find(source, "미국")}};
  }
  static std::string Marks(const EvidenceContext& context) {
    std::string out;
    for (const EvidenceMark& m : context.marks)
      out += "TARS"[static_cast<size_t>(m.role)] +
             (":" + context.text.substr(m.begin, m.end - m.begin)) + " ";
    return out;
  }

  Document document_;
  Event event_;
};

TEST_F(EvidenceContextTest, MarksWhoIsWhoAndGivesTheNeighbours) {
  const EvidenceContext context = ContextOf(event_, document_);
  ASSERT_NE(context.block, nullptr);
  EXPECT_EQ(context.before, "첫 문장이다.");
  EXPECT_EQ(context.text, kEvidence);
  EXPECT_EQ(context.after, "끝 문장이다.");
  EXPECT_EQ(Marks(context), "S:미국 A:러시아 R:북한 T:이전했다고 ");
}

TEST_F(EvidenceContextTest, TheTriggerWinsOverWhatItOverlaps) {
  event_.actor[0].span = event_.trigger.span;
  EXPECT_EQ(Marks(ContextOf(event_, document_)), "S:미국 R:북한 T:이전했다고 ");
}

TEST_F(EvidenceContextTest, ASourceThatReadsOtherwiseLeavesTheEvidenceAlone) {
  event_.evidence.text = "다른 문장.";
  const EvidenceContext context = ContextOf(event_, document_);
  EXPECT_EQ(context.block, nullptr);
  EXPECT_EQ(context.text, "다른 문장.");
  EXPECT_TRUE(context.marks.empty());
}

// The evidence has 27 characters, the neighbours 7 each.
TEST_F(EvidenceContextTest, QuotesNoMoreThanItMay) {
  const EvidenceContext context = ContextOf(event_, document_);
  EXPECT_EQ(Quote(context, 300).before, "첫 문장이다.");
  const EvidenceContext tight = Quote(context, 27 + 5);
  EXPECT_EQ(tight.text, kEvidence);
  EXPECT_EQ(tight.before, "…다.");
  EXPECT_EQ(tight.after, "끝 문…");
  EXPECT_EQ(Quote(context, 27).before, "");
  EXPECT_EQ(Quote(context, 27).after, "");
  // Room that the one does not need is the other's.
  EvidenceContext lopsided = context;
  lopsided.before = "앞.";
  EXPECT_EQ(Quote(lopsided, 27 + 9).after, "끝 문장이다.");
}

TEST_F(EvidenceContextTest, CutsEvidenceAroundItsTriggerAndMovesTheMarks) {
  const EvidenceContext cut = Quote(ContextOf(event_, document_), 12);
  EXPECT_TRUE(cut.text.starts_with("…")) << cut.text;
  EXPECT_TRUE(cut.text.ends_with("…")) << cut.text;
  EXPECT_NE(Marks(cut).find("T:이전했다고"), std::string::npos) << Marks(cut);
  EXPECT_EQ(Marks(cut).find("S:"), std::string::npos);
  EXPECT_EQ(Quote(ContextOf(event_, document_), 0).text, "…");
}

}  // namespace
}  // namespace bongsu::report
