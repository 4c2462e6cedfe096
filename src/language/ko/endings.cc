#include "language/ko/endings.h"

#include <deque>
#include <unordered_map>

#include "text/hangul.h"
#include "text/utf8.h"

namespace bongsu::language::ko {
namespace {

using text::kFinalBase;
using text::kInitialBase;
using text::kVowelBase;

// Letter numbers in Unicode's order (Unicode 15, section 3.12).
enum Vowel : int {
  kA = 0,
  kAe = 1,
  kYa = 2,
  kEo = 4,
  kE = 5,
  kYeo = 6,
  kO = 8,
  kWa = 9,
  kWae = 10,
  kOe = 11,
  kU = 13,
  kWo = 14,
  kWe = 15,
  kWi = 16,
  kEuV = 18,
  kUi = 19,
  kI = 20
};
enum Final : int { kFinalD = 7, kFinalL = 8, kFinalB = 17, kFinalS = 19 };
enum Initial : int { kInitialR = 5, kInitialNone = 11, kInitialH = 18 };

char V(int vowel) { return static_cast<char>(kVowelBase + vowel); }
char I(int initial) { return static_cast<char>(kInitialBase + initial); }
bool IsVowel(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u >= kVowelBase && u < kFinalBase;
}
int VowelOf(char c) { return static_cast<unsigned char>(c) - kVowelBase; }
char F(int final) { return static_cast<char>(kFinalBase + final); }

// 아 after ㅏ and ㅗ, else 어 (vowel harmony).
int HarmonicVowel(std::string_view jamo) {
  for (size_t i = jamo.size(); i-- > 0;)
    if (IsVowel(jamo[i]))
      return VowelOf(jamo[i]) == kA || VowelOf(jamo[i]) == kO || VowelOf(jamo[i]) == kYa ? kA : kEo;
  return kEo;
}

std::string WithSyllable(std::string jamo, int vowel) { return jamo + I(kInitialNone) + V(vowel); }

// The 아/어 forms of a stem that ends in a vowel: 보 -> 보아, 봐; 나타내 -> 나타내, 나타내어.
void AddOpenEo(const std::string& jamo, std::vector<StemShape>& out) {
  const int last = VowelOf(jamo.back());
  const std::string before = jamo.substr(0, jamo.size() - 1);
  const auto add = [&](std::string form) { out.push_back({std::move(form), Shape::kEo}); };
  const bool is_ha = last == kA && !before.empty() && before.back() == I(kInitialH);
  switch (last) {
    case kA:
    case kEo:
    case kYeo:
      add(jamo);
      if (is_ha) {
        add(before + V(kAe));
        add(jamo + I(kInitialNone) + V(kYeo));
      }
      return;
    case kAe:
    case kE:
      add(jamo);
      break;
    case kO:
      add(before + V(kWa));
      break;
    case kU:
      add(before + V(kWo));
      break;
    case kOe:
      add(before + V(kWae));
      break;
    case kI:
      add(before + V(kYeo));
      break;
    case kEuV:
      add(before + V(HarmonicVowel(before)));
      return;
    default:
      break;
  }
  add(WithSyllable(jamo, last == kO ? kA : kEo));
}

void AddShapes(std::string_view stem, std::string_view verb_class, std::vector<StemShape>& out) {
  const std::string jamo = text::ToJamo(stem);
  if (jamo.size() < 2) return;
  out.push_back({jamo, Shape::kPlain});
  if (IsVowel(jamo.back())) {
    out.push_back({jamo, Shape::kEu});
    if (verb_class == "reu" && jamo.size() >= 4) {  // 부르 -> 불러
      const std::string head = jamo.substr(0, jamo.size() - 2);
      out.push_back({head + F(kFinalL) + I(kInitialR) + V(HarmonicVowel(head)), Shape::kEo});
    } else if (verb_class == "reo") {  // 이르 -> 이르러
      out.push_back({jamo + I(kInitialR) + V(kEo), Shape::kEo});
    } else {
      AddOpenEo(jamo, out);
    }
    return;
  }
  const std::string open = jamo.substr(0, jamo.size() - 1);
  const int final = static_cast<unsigned char>(jamo.back()) - kFinalBase;
  if (verb_class == "b" && final == kFinalB) {  // 돕 -> 도우, 도와
    out.push_back({WithSyllable(open, kU), Shape::kEu});
    out.push_back({WithSyllable(open, kWo), Shape::kEo});
    out.push_back({WithSyllable(open, kWa), Shape::kEo});
  } else if (verb_class == "d" && final == kFinalD) {  // 듣 -> 들으, 들어
    const std::string l = open + F(kFinalL);
    out.push_back({WithSyllable(l, kEuV), Shape::kEu});
    out.push_back({WithSyllable(l, HarmonicVowel(l)), Shape::kEo});
  } else if (verb_class == "s" && final == kFinalS) {  // 짓 -> 지으, 지어
    out.push_back({WithSyllable(open, kEuV), Shape::kEu});
    out.push_back({WithSyllable(open, HarmonicVowel(open)), Shape::kEo});
  } else if (final == kFinalL) {  // 만들 -> 만드(는, 니, ㅂ니다), 만들(면), 만들어
    out.push_back({open, Shape::kPlain});
    out.push_back({open, Shape::kEu});
    out.push_back({jamo, Shape::kEu});
    out.push_back({WithSyllable(jamo, HarmonicVowel(jamo)), Shape::kEo});
  } else {
    out.push_back({WithSyllable(jamo, kEuV), Shape::kEu});
    out.push_back({WithSyllable(jamo, HarmonicVowel(jamo)), Shape::kEo});
  }
}

Shape ShapeOf(std::string_view after) {
  return after == "con"  ? Shape::kPlain
         : after == "eu" ? Shape::kEu
         : after == "eo" ? Shape::kEo
                         : Shape::kPast;
}

EndingKind KindOf(std::string_view kind) {
  if (kind == "conn") return EndingKind::kConnective;
  if (kind == "aux") return EndingKind::kAuxiliary;
  if (kind == "adn") return EndingKind::kAdnominal;
  if (kind == "quote") return EndingKind::kQuote;
  if (kind == "cond") return EndingKind::kConditional;
  if (kind == "nominal") return EndingKind::kNominal;
  return EndingKind::kFinal;
}

uint32_t FeaturesOf(std::string_view feature) {
  if (feature == "past") return kPast;
  if (feature == "volition") return kVolition;
  if (feature == "order") return kOrdered;
  if (feature == "purpose") return kWanted;
  if (feature == "propose") return kProposed;
  if (feature == "doubt") return kQuestion;
  if (feature == "describe") return kDescriptive;
  return 0;
}

// The letters an 아/어 ending adds to the 아/어 form: 아서 -> 서.
std::string WithoutA(std::string jamo) { return jamo.substr(std::min<size_t>(2, jamo.size())); }

}  // namespace

std::vector<StemShape> ShapesOf(std::string_view stem, std::string_view verb_class) {
  std::vector<StemShape> out;
  AddShapes(stem, verb_class == "copula" ? "reg" : verb_class, out);
  if (verb_class == "copula")  // 이어/여 -> 였다 after a vowel is written without 이
    out.push_back({std::string() + I(kInitialNone) + V(kYeo), Shape::kEo});
  return out;
}

Endings::Endings(const lexicon::Lexicon& lexicon) {
  std::unordered_map<std::string, Case> cases;
  const lexicon::Table josa = lexicon.table("ko.josa");
  for (size_t r = 0; r < josa.rows(); ++r)
    cases[text::ToJamo(josa.cell(r, 0))] = josa.cell(r, 1) == "acc"   ? Case::kAcc
                                           : josa.cell(r, 1) == "nom" ? Case::kNom
                                           : josa.cell(r, 1) == "top" ? Case::kTopic
                                           : josa.cell(r, 1) == "dat" ? Case::kDat
                                           : josa.cell(r, 1) == "dir" ? Case::kDir
                                           : josa.cell(r, 1) == "gen" ? Case::kGen
                                                                      : Case::kOther;
  std::deque<std::string> letters;  // of the keys
  std::vector<text::Trie::Entry> keys[4];
  const lexicon::Table table = lexicon.table("ko.eomi");
  for (size_t r = 0; r < table.rows(); ++r) {
    const Shape shape = ShapeOf(table.cell(r, 1));
    std::string jamo = text::ToJamo(table.cell(r, 0));
    if (table.cell(r, 2) == "prefinal") {
      prefinals_[static_cast<size_t>(shape)].push_back({jamo, FeaturesOf(table.cell(r, 3))});
      continue;
    }
    if (shape == Shape::kEo) jamo = WithoutA(jamo);
    Ending e;
    e.kind = KindOf(table.cell(r, 2));
    e.features = FeaturesOf(table.cell(r, 3));
    e.intend = table.cell(r, 3) == "intend";
    e.aim = table.cell(r, 3) == "aim";
    e.adverb = table.cell(r, 3) == "adverb";
    e.form = table.cell(r, 0);
    e.row = static_cast<uint32_t>(r);
    if (e.kind == EndingKind::kNominal)
      for (size_t cut = 1; cut < jamo.size(); ++cut)
        if (const auto it = cases.find(jamo.substr(cut)); it != cases.end()) {
          e.nominal_case = it->second;
          break;
        }
    const auto s = static_cast<size_t>(shape);
    const auto index = static_cast<uint32_t>(endings_.size());
    endings_.push_back(e);
    if (!jamo.empty()) {
      keys[s].emplace_back(letters.emplace_back(std::move(jamo)), index);
    } else if (bare_[s] == text::Trie::kNone) {
      bare_[s] = index;
    }
  }
  for (size_t s = 0; s < std::size(keys); ++s) by_shape_[s] = text::Trie(keys[s]);
}

bool Endings::Find(Shape shape, std::string_view jamo, Ending& out) const {
  const auto s = static_cast<size_t>(shape);
  const uint32_t found = jamo.empty() ? bare_[s] : by_shape_[s].Find(jamo);
  if (found != text::Trie::kNone) {
    out = endings_[found];
    return true;
  }
  for (const Prefinal& p : prefinals_[s]) {
    if (jamo.size() <= p.jamo.size() || !jamo.starts_with(p.jamo)) continue;
    if (!Find(Shape::kPast, jamo.substr(p.jamo.size()), out)) continue;
    out.features |= p.features;
    return true;
  }
  return false;
}

}  // namespace bongsu::language::ko
