// Clauses of hand-made phrases: what each predicate takes, borrows and hangs on.
#include "language/headfinal/assembler.h"

#include <gtest/gtest.h>

#include <vector>

namespace bongsu::language::headfinal {
namespace {

// Phrases and predicates in text order, each one byte wide.
class AssemblerTest : public testing::Test {
 protected:
  int Np(Case relation, bool with_party = true) {
    NounPhrase np;
    np.text = np.head = Next();
    np.relation = relation;
    if (with_party) np.parties.push_back({{{MentionKind::kEntity, 0, np.text}}, np.text});
    a.phrases.push_back(np);
    return static_cast<int>(a.phrases.size()) - 1;
  }
  int Phrase(Case relation) {
    const int np = Np(relation);
    assembler.Phrase(np);
    return np;
  }
  // A phrase whose head is an event noun.
  int EventPhrase(Case relation) {
    const int np = Np(relation, false);
    Instance event;
    event.nominal = true;
    event.entries = {0};
    event.trigger = event.clause = a.phrases[static_cast<size_t>(np)].text;
    a.instances.push_back(event);
    a.phrases[static_cast<size_t>(np)].instance = static_cast<int>(a.instances.size()) - 1;
    return np;
  }
  int Make(uint32_t features = 0, bool framed = true) {
    Instance p;
    p.trigger = p.clause = Next();
    p.features = features;
    if (framed) p.entries = {0};
    a.instances.push_back(p);
    return static_cast<int>(a.instances.size()) - 1;
  }
  int Predicate(Tie tie, uint32_t features = 0, bool framed = true) {
    const int p = Make(features, framed);
    assembler.Predicate(p, tie, Case::kAcc);
    return p;
  }
  const Instance& at(int i) const { return a.instances[static_cast<size_t>(i)]; }
  std::vector<int> PhrasesOf(int i) const {
    std::vector<int> out;
    for (const Argument& arg : at(i).arguments) out.push_back(arg.phrase);
    return out;
  }
  using Ints = std::vector<int>;

  Analysis a;
  Assembler assembler{a};

 private:
  ByteSpan Next() {
    const uint32_t at_byte = byte_++;
    return {at_byte, at_byte + 1};
  }
  uint32_t byte_ = 0;
};

TEST_F(AssemblerTest, AFinalPredicateTakesAllThatIsOpen) {
  const int topic = Phrase(Case::kTopic), dat = Phrase(Case::kDat), acc = Phrase(Case::kAcc);
  const int p = Predicate(Tie::kFinal);
  assembler.Finish();
  EXPECT_EQ(PhrasesOf(p), (Ints{topic, dat, acc}));
  EXPECT_EQ(at(p).subject, topic);
  EXPECT_TRUE(at(p).own_subject);
  EXPECT_EQ(at(p).link, Link::kMain);
  EXPECT_EQ(at(p).clause, (ByteSpan{0, 4}));
}

TEST_F(AssemblerTest, TheNominativeIsTheSubjectBesideATopic) {
  Phrase(Case::kTopic);
  const int nom = Phrase(Case::kNom);
  EXPECT_EQ(at(Predicate(Tie::kFinal)).subject, nom);
}

TEST_F(AssemblerTest, AQuotedClauseTakesFromItsOwnNominativeOn) {
  const int topic = Phrase(Case::kTopic), nom = Phrase(Case::kNom), acc = Phrase(Case::kAcc);
  const int inner = Predicate(Tie::kQuote);
  const int outer = Predicate(Tie::kFinal);
  assembler.Finish();
  EXPECT_EQ(PhrasesOf(inner), (Ints{nom, acc}));
  EXPECT_EQ(at(inner).subject, nom);
  EXPECT_TRUE(at(inner).own_subject);
  EXPECT_EQ(at(inner).link, Link::kQuote);
  EXPECT_EQ(at(inner).parent, outer);
  EXPECT_EQ(PhrasesOf(outer), (Ints{topic}));
  EXPECT_EQ(at(outer).subject, topic);
}

TEST_F(AssemblerTest, AQuotedClauseWithoutASubjectBorrowsTheTopic) {
  const int topic = Phrase(Case::kTopic), acc = Phrase(Case::kAcc);
  const int inner = Predicate(Tie::kQuote);
  Predicate(Tie::kFinal);
  EXPECT_EQ(PhrasesOf(inner), (Ints{acc}));
  EXPECT_EQ(at(inner).subject, topic);
  EXPECT_FALSE(at(inner).own_subject);
}

TEST_F(AssemblerTest, ARelativeClauseFindsItsSubjectInTheNounBehindIt) {
  Phrase(Case::kAcc);
  const int clause = Predicate(Tie::kAdnominal);
  const int head = Np(Case::kNom);
  assembler.NounAfterClause(head, false);
  assembler.Phrase(head);
  const int outer = Predicate(Tie::kFinal);
  EXPECT_EQ(at(clause).link, Link::kRelative);
  EXPECT_EQ(at(clause).subject, head);
  EXPECT_FALSE(at(clause).own_subject);
  EXPECT_EQ(at(clause).parent, kNobody);
  EXPECT_EQ(PhrasesOf(outer), (Ints{head}));
}

TEST_F(AssemblerTest, ARelativeClauseKeepsItsOwnSubject) {
  const int nom = Phrase(Case::kNom);
  const int clause = Predicate(Tie::kAdnominal);
  assembler.NounAfterClause(Np(Case::kAcc), false);
  EXPECT_EQ(at(clause).subject, nom);
}

TEST_F(AssemblerTest, APassiveRelativeClauseDoesNotMakeItsHeadTheSubject) {
  const int clause = Predicate(Tie::kAdnominal, kPassive);
  assembler.NounAfterClause(Np(Case::kNom), false);
  EXPECT_EQ(at(clause).subject, kNobody);
}

TEST_F(AssemblerTest, OnlyTheNounDirectlyBehindIsItsHead) {
  Phrase(Case::kAcc);
  const int clause = Predicate(Tie::kAdnominal);
  const int head = Np(Case::kGen, false);  // whatever it names
  assembler.NounAfterClause(head, false);
  assembler.Phrase(head);
  assembler.NounAfterClause(Np(Case::kNom), false);
  EXPECT_EQ(at(clause).subject, head);
}

TEST_F(AssemblerTest, AContentNounHandsItsClauseToItsPredicate) {
  Phrase(Case::kTopic);
  Phrase(Case::kNom);
  const int clause = Predicate(Tie::kAdnominal);
  const int possibility = Np(Case::kAcc, false);
  assembler.NounAfterClause(possibility, true);
  assembler.Phrase(possibility);
  const int outer = Predicate(Tie::kFinal);
  EXPECT_EQ(at(clause).link, Link::kContent);
  EXPECT_EQ(at(clause).parent, outer);
  EXPECT_EQ(a.phrases[static_cast<size_t>(possibility)].contents, (Ints{clause}));
}

TEST_F(AssemblerTest, AnEventNounHoldsTheClauseBeforeItAndHangsOnItsPredicate) {
  Phrase(Case::kNom);
  const int clause = Predicate(Tie::kAdnominal);
  const int phrase = EventPhrase(Case::kAcc);
  const int noun = a.phrases[static_cast<size_t>(phrase)].instance;
  assembler.NounAfterClause(phrase, false);
  assembler.Phrase(phrase);
  const int outer = Predicate(Tie::kFinal);
  EXPECT_EQ(at(clause).parent, noun);
  EXPECT_EQ(at(clause).link, Link::kContent);
  EXPECT_EQ(at(noun).parent, outer);
  EXPECT_EQ(at(noun).link, Link::kContent);
}

TEST_F(AssemblerTest, ANominalisedClauseIsAnArgument) {
  Phrase(Case::kTopic);
  const int acc = Phrase(Case::kAcc);
  const int inner = Predicate(Tie::kNominalised);
  const int outer = Predicate(Tie::kFinal);
  EXPECT_EQ(PhrasesOf(inner), (Ints{acc}));
  ASSERT_EQ(at(outer).arguments.size(), 2u);
  EXPECT_EQ(at(outer).arguments[1].relation, Case::kAcc);
  EXPECT_EQ(at(inner).parent, outer);
  EXPECT_EQ(at(inner).link, Link::kContent);
}

TEST_F(AssemblerTest, APurposeHangsOnWhatFollows) {
  Phrase(Case::kTopic);
  const int inner = Predicate(Tie::kPurpose);
  const int outer = Predicate(Tie::kFinal);
  EXPECT_EQ(at(inner).link, Link::kPurpose);
  EXPECT_EQ(at(inner).parent, outer);
}

// "A (topic) that B (nominative) hid arms and prepared an attack - said": B did both, A said both.
TEST_F(AssemblerTest, CoordinatedContentsShareTheirSubject) {
  const int speaker = Phrase(Case::kTopic);
  const int doer = Phrase(Case::kNom);
  const int first = Predicate(Tie::kConnective);
  const int second = Predicate(Tie::kQuote);
  const int outer = Predicate(Tie::kFinal);
  EXPECT_EQ(at(first).subject, doer);
  EXPECT_EQ(at(second).subject, doer);
  EXPECT_EQ(at(outer).subject, speaker);
  EXPECT_EQ(at(first).parent, outer);
  EXPECT_EQ(at(second).parent, outer);
}

TEST_F(AssemblerTest, AConditionIsMarked) {
  Phrase(Case::kNom);
  const int inner = Predicate(Tie::kConditional);
  const int outer = Predicate(Tie::kFinal);
  EXPECT_NE(at(inner).features & kCondition, 0u);
  EXPECT_EQ(at(outer).features & kCondition, 0u);
  EXPECT_EQ(at(inner).parent, kNobody);
}

TEST_F(AssemblerTest, CoordinatedPredicatesShareTheSubject) {
  for (const Case c : {Case::kTopic, Case::kNom}) {
    a.Clear();
    Assembler fresh(a);
    const int subject = Np(c);
    fresh.Phrase(subject);
    const int first = Make(kPast);
    fresh.Predicate(first, Tie::kConnective);
    fresh.Phrase(Np(Case::kAcc));
    const int second = Make(kPast);
    fresh.Predicate(second, Tie::kFinal);
    EXPECT_EQ(at(second).subject, subject) << CaseName(c);
    EXPECT_FALSE(at(second).own_subject);
    EXPECT_EQ(at(second).arguments.size(), 1u);
  }
}

TEST_F(AssemblerTest, AChainTakesTheMoodOfItsEnd) {
  const int first = Predicate(Tie::kConnective);
  const int second = Predicate(Tie::kConnective);
  Predicate(Tie::kFinal, kPlanned | kNegated);
  // The plan, not the negation; and that the plan is not their own.
  EXPECT_EQ(at(first).features, static_cast<uint32_t>(kPlanned | kSharedMood));
  EXPECT_EQ(at(second).features, static_cast<uint32_t>(kPlanned | kSharedMood));
}

TEST_F(AssemblerTest, AClauseTiedByANounKeepsItsOwnMood) {
  const int topic = Phrase(Case::kTopic), nom = Phrase(Case::kNom);
  const int beside = Predicate(Tie::kSubordinate, kPast);
  const int main = Predicate(Tie::kFinal, kPlanned);
  EXPECT_EQ(at(beside).features, static_cast<uint32_t>(kPast));
  EXPECT_EQ(at(beside).subject, nom);
  EXPECT_EQ(at(main).subject, topic);
}

TEST_F(AssemblerTest, AnAttributeLeavesTheNounItsOwner) {
  const int owner = Phrase(Case::kGen);
  const int attribute = Predicate(Tie::kAdnominal, 0, false);  // "Russia's new (attack)"
  const int head = Np(Case::kAcc, false);
  assembler.NounAfterClause(head, false);
  EXPECT_TRUE(at(attribute).arguments.empty());
  ASSERT_EQ(a.phrases[static_cast<size_t>(head)].owners.size(), 1u);
  EXPECT_EQ(a.phrases[static_cast<size_t>(head)].owners[0].text,
            a.phrases[static_cast<size_t>(owner)].text);
}

TEST_F(AssemblerTest, APredicateWithATenseEndsTheChain) {
  const int first = Predicate(Tie::kConnective);
  const int told = Predicate(Tie::kConnective, kPast);
  Predicate(Tie::kFinal, kPlanned);
  EXPECT_EQ(at(first).features, static_cast<uint32_t>(kPast));
  EXPECT_EQ(at(told).features, static_cast<uint32_t>(kPast));
}

TEST_F(AssemblerTest, AnAttributeWithoutArgumentsTakesNone) {
  const int nom = Phrase(Case::kNom), bare = Phrase(Case::kNone);
  const int attribute = Predicate(Tie::kAdnominal, 0, false);  // "deep"
  const int head = Np(Case::kAcc);
  assembler.NounAfterClause(head, false);
  assembler.Phrase(head);
  const int outer = Predicate(Tie::kFinal);
  EXPECT_TRUE(at(attribute).arguments.empty());
  EXPECT_EQ(PhrasesOf(outer), (Ints{nom, bare, head}));
}

TEST_F(AssemblerTest, AQuotationIsQuotedAndHangsOnWhatFollowsTheMark) {
  const int topic = Phrase(Case::kTopic);
  assembler.OpenQuote();
  const int acc = Phrase(Case::kAcc);
  const int inner = Predicate(Tie::kFinal);
  assembler.CloseQuote();
  const int outer = Predicate(Tie::kFinal);
  EXPECT_TRUE(at(inner).quoted);
  EXPECT_EQ(PhrasesOf(inner), (Ints{acc}));
  EXPECT_EQ(at(inner).link, Link::kQuote);
  EXPECT_EQ(at(inner).parent, outer);
  EXPECT_FALSE(at(outer).quoted);
  EXPECT_EQ(PhrasesOf(outer), (Ints{topic}));
}

TEST_F(AssemblerTest, AQuotedTermBelongsToTheClauseAroundIt) {
  assembler.OpenQuote();
  const int term = Phrase(Case::kAcc);
  assembler.CloseQuote();
  const int p = Predicate(Tie::kFinal);
  EXPECT_EQ(PhrasesOf(p), (Ints{term}));
  EXPECT_FALSE(at(p).quoted);
}

TEST_F(AssemblerTest, MarksThatDoNotPairDoNoHarm) {
  assembler.CloseQuote();
  for (int i = 0; i < 10; ++i) assembler.OpenQuote();
  Phrase(Case::kNom);
  const int p = Predicate(Tie::kFinal);
  assembler.Finish();
  EXPECT_EQ(at(p).arguments.size(), 1u);
  EXPECT_EQ(at(p).parent, kNobody);
}

TEST_F(AssemblerTest, ANounThatNoPredicateTakesGetsTheOpenPhrases) {
  const int nom = Phrase(Case::kNom);
  const int phrase = EventPhrase(Case::kNone);
  assembler.Phrase(phrase);
  assembler.Finish();
  const int noun = a.phrases[static_cast<size_t>(phrase)].instance;
  EXPECT_EQ(PhrasesOf(noun), (Ints{nom}));
}

TEST_F(AssemblerTest, StartsAfreshAfterFinish) {
  Phrase(Case::kTopic);
  Predicate(Tie::kFinal);
  assembler.Finish();
  const int p = Predicate(Tie::kFinal);
  EXPECT_EQ(at(p).subject, kNobody);
}

}  // namespace
}  // namespace bongsu::language::headfinal
