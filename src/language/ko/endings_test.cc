// Conjugation by letters: which forms a stem has, and what each ending says.
#include "language/ko/endings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "language/test_lexicon.h"
#include "text/hangul.h"

namespace bongsu::language::ko {
namespace {

const Endings& RealEndings() {
  static const Endings endings(RealLexicon());
  return endings;
}

constexpr const char* kKindNames[] = {"final", "conn", "aux", "adn", "quote", "cond", "nominal"};

std::string FeatureNames(uint32_t features) {
  static constexpr std::pair<uint32_t, const char*> kNames[] = {
      {kPast, "past"},         {kVolition, "volition"}, {kOrdered, "ordered"},
      {kProposed, "proposed"}, {kQuestion, "question"}, {kDescriptive, "descriptive"},
      {kWanted, "wanted"}};
  std::string out;
  for (const auto& [bit, name] : kNames) {
    if ((features & bit) != 0) out += std::string(" ") + name;
    features &= ~bit;
  }
  return features == 0 ? out : out + " other";
}

// Every reading of `form` as a form of the verb: "adn descriptive (는)".
std::set<std::string> Readings(const std::string& stem, const std::string& verb_class,
                               const std::string& form) {
  std::set<std::string> out;
  const std::string jamo = text::ToJamo(form);
  for (const StemShape& shape : ShapesOf(stem, verb_class)) {
    if (!jamo.starts_with(shape.jamo)) continue;
    Ending e;
    if (!RealEndings().Find(shape.shape, std::string_view(jamo).substr(shape.jamo.size()), e))
      continue;
    out.insert(std::string(kKindNames[static_cast<size_t>(e.kind)]) + FeatureNames(e.features) +
               (e.intend ? " intend" : "") + " (" + std::string(e.form) + ")");
  }
  return out;
}

std::string Join(const std::set<std::string>& values) {
  std::string out;
  for (const std::string& v : values) out += (out.empty() ? "" : "; ") + v;
  return out;
}

struct Form {
  const char *stem, *verb_class, *form, *reading;  // the only reading
};

void ExpectOnly(const std::vector<Form>& forms) {
  for (const Form& f : forms)
    EXPECT_EQ(Join(Readings(f.stem, f.verb_class, f.form)), f.reading)
        << f.stem << " (" << f.verb_class << "): " << f.form;
}

TEST(Endings, ReadRegularStemsInAConsonant) {
  ExpectOnly({{"막", "reg", "막는", "adn descriptive (는)"},
              {"막", "reg", "막은", "adn past (ㄴ)"},
              {"막", "reg", "막을", "adn (ㄹ)"},
              {"막", "reg", "막아", "conn (아)"},
              {"막", "reg", "막았다", "final past (다)"},
              {"막", "reg", "막으며", "conn (며)"},
              {"막", "reg", "막습니다", "final (습니다)"},
              {"먹", "reg", "먹어서", "conn (아서)"},
              {"먹", "reg", "먹었으며", "conn past (으며)"}});
}

TEST(Endings, ReadRegularStemsInAVowel) {
  ExpectOnly({{"가", "reg", "간다", "final (ㄴ다)"},
              {"가", "reg", "가는", "adn descriptive (는)"},
              {"가", "reg", "간", "adn past (ㄴ)"},
              {"가", "reg", "갔다", "final past (다)"},
              {"가", "reg", "갈", "adn (ㄹ)"},
              {"가", "reg", "갑니다", "final (ㅂ니다)"},
              {"쓰", "reg", "썼다", "final past (다)"},
              {"쓰", "reg", "써야", "aux (아야)"},
              {"쓰", "reg", "쓴", "adn past (ㄴ)"},
              {"모으", "reg", "모았다", "final past (다)"},
              {"보이", "reg", "보여", "conn (아)"},
              {"보이", "reg", "보였다", "final past (다)"},
              {"보이", "reg", "보이어", "conn (아)"},
              {"보이", "reg", "보인다", "final (ㄴ다)"},
              {"나타내", "reg", "나타냈다", "final past (다)"},
              {"나타내", "reg", "나타내", "conn (아)"},
              {"나타내", "reg", "나타내어", "conn (아)"},
              {"나타내", "reg", "나타낸", "adn past (ㄴ)"},
              {"보", "reg", "봤다", "final past (다)"},
              {"보", "reg", "보았다", "final past (다)"},
              {"나누", "reg", "나눴다", "final past (다)"},
              {"나누", "reg", "나누었다", "final past (다)"}});
}

TEST(Endings, ReadHadaAndDoeda) {
  ExpectOnly({{"하", "reg", "했다", "final past (다)"},
              {"하", "reg", "하였다", "final past (다)"},
              {"하", "reg", "하여", "conn (아)"},
              {"하", "reg", "해", "conn (아)"},
              {"하", "reg", "해야", "aux (아야)"},
              {"하", "reg", "한다고", "quote (ㄴ다고)"},
              {"개최하", "reg", "개최했으며", "conn past (으며)"},
              {"개최하", "reg", "개최하였고", "conn past (고)"},
              {"개최하", "reg", "개최했었다", "final past (다)"},
              {"되", "reg", "됐다", "final past (다)"},
              {"되", "reg", "되어", "conn (아)"},
              {"되", "reg", "되었다", "final past (다)"},
              {"되", "reg", "돼", "conn (아)"},
              {"되", "reg", "된", "adn past (ㄴ)"},
              {"되", "reg", "될", "adn (ㄹ)"}});
}

TEST(Endings, ReadIrregularStems) {
  ExpectOnly({{"돕", "b", "도와", "conn (아)"},
              {"돕", "b", "도왔다", "final past (다)"},
              {"돕", "b", "도우며", "conn (며)"},
              {"돕", "b", "도운", "adn past (ㄴ)"},
              {"돕", "b", "돕는", "adn descriptive (는)"},
              {"돕", "b", "돕겠다고", "quote volition (다고)"},
              {"어렵", "b", "어려워", "conn (아)"},
              {"듣", "d", "들었다", "final past (다)"},
              {"듣", "d", "들으며", "conn (며)"},
              {"듣", "d", "들은", "adn past (ㄴ)"},
              {"듣", "d", "듣고", "conn (고)"},
              {"깨닫", "d", "깨달았다", "final past (다)"},
              {"짓", "s", "지은", "adn past (ㄴ)"},
              {"짓", "s", "지었다", "final past (다)"},
              {"짓", "s", "짓는", "adn descriptive (는)"},
              {"낫", "s", "나아", "conn (아)"},
              {"부르", "reu", "불러", "conn (아)"},
              {"부르", "reu", "불렀다", "final past (다)"},
              {"부르", "reu", "부른", "adn past (ㄴ)"},
              {"부르", "reu", "부른다", "final (ㄴ다)"},
              {"가르", "reu", "갈라", "conn (아)"},
              {"이르", "reo", "이르러", "aux wanted (러); conn (아)"},  // also "in order to say"
              {"이르", "reo", "이르렀다", "final past (다)"},
              {"만들", "reg", "만드는", "adn descriptive (는)"},
              {"만들", "reg", "만든", "adn past (ㄴ)"},
              {"만들", "reg", "만듭니다", "final (ㅂ니다)"},
              {"만들", "reg", "만들면", "cond (면)"},
              {"만들", "reg", "만들어", "conn (아)"},
              {"만들", "reg", "만들었다", "final past (다)"},
              {"만들", "reg", "만들고", "conn (고)"},
              {"만들", "reg", "만들", "adn (ㄹ)"},
              {"이", "copula", "이다", "final (다)"},
              {"이", "copula", "입니다", "final (ㅂ니다)"},
              {"이", "copula", "이었다", "final past (다)"},
              {"이", "copula", "였다", "final past (다)"},
              {"이", "copula", "이라고", "quote ordered (라고)"}});
}

TEST(Endings, DoNotReadFormsThatTheClassDoesNotHave) {
  const struct {
    const char *stem, *verb_class, *form;
  } kForms[] = {{"돕", "b", "돕아"},       {"돕", "b", "돕은"},         {"듣", "d", "듣어"},
                {"짓", "s", "짓어"},       {"부르", "reu", "부르러서"}, {"부르", "reu", "부르어"},
                {"만들", "reg", "만들은"}, {"막", "reg", "막었다"},     {"막", "reg", "막ㄴ다"},
                {"가", "reg", "가었다"},   {"쓰", "reg", "쓰었다"},     {"하", "reg", "하었다"},
                {"하", "reg", "하았다"},   {"보이", "reg", "보이았다"}, {"가", "reg", "간다는다"},
                {"가", "reg", "가겠"}};
  for (const auto& f : kForms)
    EXPECT_EQ(Join(Readings(f.stem, f.verb_class, f.form)), "") << f.stem << ": " << f.form;
}

// Forms that nobody writes and that are read all the same: 하 counts as its own 아 form, ㄹ stems
// keep their ㄹ before ㄴ.
TEST(Endings, KnownFailures) {
  const Form kKnownFailures[] = {{"만들", "reg", "만들는", "adn descriptive (는)"},
                                 {"하", "reg", "핬다", "final past (다)"},
                                 {"하", "reg", "하서", "conn (아서)"}};
  for (const Form& f : kKnownFailures)
    EXPECT_EQ(Join(Readings(f.stem, f.verb_class, f.form)), f.reading)
        << f.form << " is no longer misread: move it to DoNotReadFormsThatTheClassDoesNotHave";
}

TEST(Endings, TellPastAndVolition) {
  ExpectOnly({{"이전하", "reg", "이전한다", "final (ㄴ다)"},
              {"이전하", "reg", "이전했다", "final past (다)"},
              {"이전하", "reg", "이전하겠다", "final volition (다)"},
              {"이전하", "reg", "이전했겠다", "final past volition (다)"},
              {"이전하", "reg", "이전하겠습니다", "final volition (습니다)"},
              {"이전하", "reg", "이전하겠다며", "quote volition (다며)"},
              {"이전하", "reg", "이전했다는", "quote past (다는)"},
              {"이전하", "reg", "이전했을", "adn past (을)"},
              {"이전하", "reg", "이전했지만", "conn past (지만)"}});
}

TEST(Endings, TellOrdersProposalsAndIntentions) {
  ExpectOnly({
      {"중단하", "reg", "중단하라고", "quote ordered (라고)"},
      {"중단하", "reg", "중단하라는", "quote ordered (라는)"},
      {"중단하", "reg", "중단하라며", "quote ordered (라며)"},
      {"막", "reg", "막으라고", "quote ordered (라고)"},
      {"중단하", "reg", "중단하자고", "quote proposed (자고)"},
      {"중단하", "reg", "중단하자는", "quote proposed (자는)"},
      {"중단하", "reg", "중단하려는", "quote intend (려는)"},
      {"중단하", "reg", "중단하려던", "quote intend (려던)"},
      {"중단하", "reg", "중단하려고", "aux (려고)"},
      {"막", "reg", "막으라", "final ordered (라)"},
  });
}

TEST(Endings, TellOrdersAndProposalsOfDirectSpeech) {
  ExpectOnly({{"막", "reg", "막아라", "final ordered (아라)"},
              {"중단하", "reg", "중단하십시오", "final ordered (십시오)"},
              {"중단하", "reg", "중단하세요", "final ordered (세요)"},
              {"중단하", "reg", "중단합시다", "final proposed (ㅂ시다)"}});
}

TEST(Endings, TellQuotationsDoubtsAndConditions) {
  ExpectOnly({{"이전하", "reg", "이전한다고", "quote (ㄴ다고)"},
              {"이전하", "reg", "이전한다는", "quote (ㄴ다는)"},
              {"이전하", "reg", "이전했다고", "quote past (다고)"},
              {"막", "reg", "막는다고", "quote (는다고)"},
              {"이전하", "reg", "이전할지", "quote question (ㄹ지)"},
              {"이전하", "reg", "이전했는지", "quote past question (는지)"},
              {"이전하", "reg", "이전하는지", "quote question (는지)"},
              {"이전하", "reg", "이전한다면", "cond (ㄴ다면)"},
              {"이전하", "reg", "이전하면", "cond (면)"},
              {"이전하", "reg", "이전하려면", "cond (려면)"},
              {"이전하", "reg", "이전했다면", "cond past (다면)"}});
}

TEST(Endings, GiveTheCaseOfNominalForms) {
  const struct {
    const char* form;
    Case expected;
  } kForms[] = {
      {"이전하기를", Case::kAcc}, {"이전하기로", Case::kDir},   {"이전하기가", Case::kNom},
      {"이전하기에", Case::kDat}, {"이전하기는", Case::kTopic}, {"이전하기의", Case::kGen},
      {"이전함을", Case::kAcc},   {"이전함은", Case::kTopic},   {"이전함으로", Case::kDir},
      {"이전했음을", Case::kAcc}, {"이전했기에", Case::kDat},   {"이전하기", Case::kNone},
      {"이전함", Case::kNone}};
  for (const auto& f : kForms) {
    const std::string jamo = text::ToJamo(f.form);
    bool found = false;
    for (const StemShape& s : ShapesOf("이전하", "reg")) {
      Ending e;
      if (!jamo.starts_with(s.jamo) ||
          !RealEndings().Find(s.shape, std::string_view(jamo).substr(s.jamo.size()), e))
        continue;
      found = true;
      EXPECT_EQ(e.kind, EndingKind::kNominal) << f.form;
      EXPECT_STREQ(CaseName(e.nominal_case), CaseName(f.expected)) << f.form;
    }
    EXPECT_TRUE(found) << f.form;
  }
}

TEST(Endings, NeverFindAnEndingOfNothingOrOfOtherLetters) {
  for (const Shape shape : {Shape::kPlain, Shape::kEu, Shape::kPast}) {
    Ending e;
    EXPECT_FALSE(RealEndings().Find(shape, "", e));
    EXPECT_FALSE(RealEndings().Find(shape, text::ToJamo("겠"), e));  // a prefinal alone
    EXPECT_FALSE(RealEndings().Find(shape, text::ToJamo("다다다"), e));
    EXPECT_FALSE(RealEndings().Find(shape, "abc", e));
    EXPECT_FALSE(RealEndings().Find(shape, "\x7F", e));
  }
}

TEST(Endings, NameTheirRowOfTheTable) {
  const lexicon::Table table = RealLexicon().table("ko.eomi");
  Ending e;
  ASSERT_TRUE(RealEndings().Find(Shape::kEu, text::ToJamo("ㄴ다고"), e));
  EXPECT_EQ(table.cell(e.row, 0), "ㄴ다고");
  EXPECT_EQ(table.cell(e.row, 0), e.form);
}

}  // namespace
}  // namespace bongsu::language::ko
