#include "corpus/near_duplicate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace bongsu::corpus {
namespace {

// Made-up sentences of one story; `seed` chooses the words.
std::string Story(uint32_t seed, int sentences = 30) {
  static constexpr const char* kSyllables[] = {"가", "나", "다", "라", "마", "바", "사", "아",
                                               "자", "차", "카", "타", "파", "하", "거", "너",
                                               "더", "러", "머", "버", "서", "어", "저", "처"};
  std::mt19937 random(seed);
  std::string text;
  for (int s = 0; s < sentences; ++s) {
    for (int w = 0; w < 8; ++w) {
      for (int i = 0; i < 3; ++i) text += kSyllables[random() % std::size(kSyllables)];
      text += " ";
    }
    text += "했다. ";
  }
  return text;
}

Document Doc(const std::vector<std::string>& paragraphs) {
  Document document;
  for (const std::string& text : paragraphs) {
    Block block;
    block.kind = BlockKind::kParagraph;
    block.text = text;
    document.blocks.push_back(block);
  }
  return document;
}

Derivation Of(const Document& a, const Document& b) { return Judge(Compare(Sign(a), Sign(b))); }

// Earlier documents in memory; candidates are those that share a band.
class InMemory : public CandidateIndex {
 public:
  void Add(int64_t key, const Signature& signature) { kept_.emplace_back(key, signature); }
  Result<std::vector<Candidate>> Candidates(const std::vector<Signature>& asked) override {
    std::vector<Candidate> found;
    for (size_t i = 0; i < asked.size(); ++i) {
      const auto mine = Bands(asked[i]);
      for (const auto& [key, signature] : kept_) {
        const auto bands = Bands(signature);
        for (const uint64_t band : mine)
          if (std::find(bands.begin(), bands.end(), band) != bands.end()) {
            found.push_back({key, i, signature});
            break;
          }
      }
    }
    return found;
  }

 private:
  std::vector<std::pair<int64_t, Signature>> kept_;
};

TEST(NearDuplicate, CopyUnderAnotherTitleIsACopy) {
  Document a = Doc({Story(1), Story(2)}), b = a;
  Block title;
  title.kind = BlockKind::kTitle;
  title.text = Story(99, 2);
  b.blocks.insert(b.blocks.begin(), title);
  EXPECT_EQ(Sign(a), Sign(b));
  EXPECT_EQ(Of(a, b), Derivation::kCopy);
}

TEST(NearDuplicate, LayoutAndPunctuationDoNotCount) {
  std::string spaced = Story(1);
  for (size_t at = 0; (at = spaced.find(' ', at)) != std::string::npos; at += 9)
    spaced.replace(at, 1, "\u3000“ ");
  EXPECT_EQ(Sign(Doc({Story(1)})), Sign(Doc({spaced})));
}

TEST(NearDuplicate, TextWithAdvertisingIsStillFound) {
  const Document plain = Doc({Story(1)});
  EXPECT_NE(Of(plain, Doc({Story(1), Story(50, 12)})), Derivation::kNone);
  EXPECT_EQ(Of(plain, Doc({Story(1), Story(50, 120)})), Derivation::kPart);
}

TEST(NearDuplicate, StoriesThatShareATailAreNotOne) {
  const std::string tail = Story(7, 8);
  EXPECT_EQ(Of(Doc({Story(1), tail}), Doc({Story(2), tail})), Derivation::kNone);
}

TEST(NearDuplicate, ShortTextsAreLikeNothing) {
  const Document a = Doc({"짧은 글이다."});
  EXPECT_TRUE(Bands(Sign(a)).empty());
  EXPECT_EQ(Of(a, a), Derivation::kNone);
}

TEST(NearDuplicate, EstimateIsNearTheTrueResemblance) {
  // Half of the sentences are shared: |A and B| / |A or B| is a third.
  const std::string shared = Story(1, 40);
  const Likeness likeness =
      Compare(Sign(Doc({shared, Story(2, 40)})), Sign(Doc({shared, Story(3, 40)})));
  EXPECT_NEAR(likeness.resemblance, 1.0 / 3, 0.13);
  EXPECT_NEAR(likeness.containment, 0.5, 0.15);
}

TEST(NearDuplicate, SignatureSurvivesBytes) {
  const Signature signature = Sign(Doc({Story(5)}));
  const auto back = DecodeSignature(Encode(signature));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, signature);
  EXPECT_EQ(DecodeSignature("").error().code(), ErrorCode::kCorruption);
  EXPECT_EQ(DecodeSignature(Encode(signature) + "x").error().code(), ErrorCode::kCorruption);
}

TEST(NearDuplicate, FindsInTheStoreAndInTheBatch) {
  InMemory earlier;
  earlier.Add(11, Sign(Doc({Story(1)})));
  earlier.Add(12, Sign(Doc({Story(2)})));
  const auto found = FindDerived(
      {Sign(Doc({Story(3)})), Sign(Doc({Story(2)})), Sign(Doc({Story(3), Story(4, 3)}))}, earlier);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 2u);
  EXPECT_EQ((*found)[0].asked, 1u);
  EXPECT_FALSE((*found)[0].within);
  EXPECT_EQ((*found)[0].from, 12);
  EXPECT_EQ((*found)[0].derivation, Derivation::kCopy);
  EXPECT_EQ((*found)[1].asked, 2u);
  EXPECT_TRUE((*found)[1].within);
  EXPECT_EQ((*found)[1].from, 0);
}

// A document that an indexed one stands for is not compared with later ones, so that the links are
// the same in one batch and in several.
TEST(NearDuplicate, CopiesAreLinkedToWhatTheyCopyAndNotToOneAnother) {
  const Signature story = Sign(Doc({Story(1, 60)})), edited = Sign(Doc({Story(1, 59)}));
  ASSERT_GE(Compare(story, edited).resemblance, kStandsFor);
  InMemory none;
  const auto found = FindDerived({story, edited, edited}, none);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 2u);
  EXPECT_EQ((*found)[0].asked, 1u);
  EXPECT_EQ((*found)[0].from, 0);
  EXPECT_EQ((*found)[1].asked, 2u);
  EXPECT_EQ((*found)[1].from, 0);
}

}  // namespace
}  // namespace bongsu::corpus
