#include "watch/keyword_index.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <set>

#include "lexicon/tsv.h"
#include "text/utf8.h"

namespace bongsu::watch {
namespace {

constexpr std::array<std::string_view, 3> kLangs = {"en", "ko", "ja"};
constexpr size_t kEnglish = 0, kJapanese = 2;
constexpr DayNumber kMonday = 4;  // 1970-01-05
constexpr int kDaysOfWeek = 7;
constexpr size_t kMonthLetters = 7;  // YYYY-MM

size_t LangOf(std::string_view lang) {
  return static_cast<size_t>(std::find(kLangs.begin(), kLangs.end(), lang) - kLangs.begin());
}

IndexSense SenseOf(std::string_view word) {
  if (word == "threat") return IndexSense::kThreat;
  if (word == "act") return IndexSense::kAct;
  return word == "tension" ? IndexSense::kTension : IndexSense::kEasing;
}

// Marks between words: everything of ASCII that is no letter or digit, and the punctuation of other
// scripts.
bool IsMark(char32_t c) {
  if (c < 0x80)
    return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
  return c == 0xB7 || (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F) ||
         (c >= 0xFF00 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20);
}

// Words in small letters, in order.
std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (size_t pos = 0; pos < text.size();) {
    const size_t begin = pos;
    const char32_t c = text::DecodeUtf8(text, pos);
    if (!IsMark(c)) {
      if (c >= 'A' && c <= 'Z')
        word += static_cast<char>(c - 'A' + 'a');
      else
        word += text.substr(begin, pos - begin);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

bool Near(const std::vector<int>& a, const std::vector<int>& b, int distance) {
  size_t j = 0;
  for (const int place : a) {
    while (j < b.size() && b[j] < place - distance) ++j;
    if (j < b.size() && b[j] <= place + distance) return true;
  }
  return false;
}

bool Counts(const KeywordIndex::Category& category, const std::vector<std::vector<int>>& places,
            size_t lang) {
  const auto there = [&](uint32_t set) { return !places[set].empty(); };
  if (!std::all_of(category.sets.begin(), category.sets.end(), there) ||
      std::any_of(category.never.begin(), category.never.end(), there))
    return false;
  if (category.near[lang] == 0) return true;
  const std::vector<int>& first = places[category.sets[0]];
  return std::all_of(category.sets.begin() + 1, category.sets.end(),
                     [&](uint32_t set) { return Near(first, places[set], category.near[lang]); });
}

}  // namespace

Result<KeywordIndex> KeywordIndex::Load(const lexicon::Lexicon& lexicon, std::string_view index) {
  KeywordIndex out;
  const lexicon::Table words = lexicon.table("index.words"), rules = lexicon.table("index.rules");
  const auto set_of = [&](std::string_view name) {
    return out.sets_.emplace(name, static_cast<uint32_t>(out.sets_.size())).first->second;
  };
  std::set<std::string, std::less<>> names;
  for (size_t row = 0; row < rules.rows(); ++row) {
    names.emplace(rules.cell(row, 0));
    if (rules.cell(row, 0) != index) continue;
    Category c;
    c.id = rules.cell(row, 1);
    c.sense = SenseOf(rules.cell(row, 2));
    for (const std::string_view set : lexicon::Split(rules.cell(row, 3), '|'))
      c.sets.push_back(set_of(set));
    for (const std::string_view set : lexicon::Split(rules.cell(row, 5), '|'))
      c.never.push_back(set_of(set));
    const auto near = lexicon::Split(rules.cell(row, 4), ',');
    for (size_t i = 0; i < near.size() && i < c.near.size(); ++i)
      std::from_chars(near[i].data(), near[i].data() + near[i].size(), c.near[i]);
    out.categories_.push_back(std::move(c));
  }
  if (out.categories_.empty() || out.categories_.size() > 32) {
    std::string known;
    for (const std::string& name : names) known += (known.empty() ? "" : ", ") + name;
    return {ErrorCode::kNotFound, std::string(index) + ": no such index; there are " + known};
  }
  for (size_t row = 0; row < words.rows(); ++row) {
    const auto set = out.sets_.find(words.cell(row, 0));
    const size_t lang = LangOf(words.cell(row, 1));
    if (set == out.sets_.end() || lang >= kLangs.size()) continue;
    std::string_view form = words.cell(row, 2);
    Form f;
    f.set = set->second;
    f.open = lang != kEnglish || form.ends_with('*');
    if (lang == kJapanese)
      f.words.emplace_back(form);
    else
      f.words = WordsOf(form);
    if (f.words.empty()) continue;
    out.longest_ = std::max(out.longest_, f.words[0].size());
    out.by_[lang][f.words[0]].push_back(out.forms_[lang].size());
    out.forms_[lang].push_back(std::move(f));
  }
  return out;
}

// Whole words, or their beginnings where a form is open; the place of a form of several words is
// that of its first.
KeywordIndex::Places KeywordIndex::FindWords(std::string_view text, size_t lang) const {
  Places places(sets_.size());
  const std::vector<std::string> words = WordsOf(text);
  for (size_t i = 0; i < words.size(); ++i)
    for (size_t size = 1; size <= std::min(words[i].size(), longest_); ++size) {
      const auto it = by_[lang].find(words[i].substr(0, size));
      if (it == by_[lang].end()) continue;
      for (const size_t n : it->second) {
        const Form& form = forms_[lang][n];
        bool fits = i + form.words.size() <= words.size();
        for (size_t k = 0; fits && k < form.words.size(); ++k) {
          const bool open = form.open && k + 1 == form.words.size();
          fits = open ? words[i + k].starts_with(form.words[k]) : words[i + k] == form.words[k];
        }
        if (!fits) continue;
        std::vector<int>& mine = places[form.set];
        if (mine.empty() || mine.back() != static_cast<int>(i)) mine.push_back(static_cast<int>(i));
      }
    }
  return places;
}

// Places are characters.
KeywordIndex::Places KeywordIndex::FindAnywhere(std::string_view text) const {
  Places places(sets_.size());
  int place = 0;
  for (size_t pos = 0; pos < text.size(); ++place) {
    const std::string_view rest = text.substr(pos);
    for (size_t size = 1; size <= std::min(rest.size(), longest_); ++size) {
      const auto it = by_[kJapanese].find(std::string(rest.substr(0, size)));
      if (it == by_[kJapanese].end()) continue;
      for (const size_t n : it->second) places[forms_[kJapanese][n].set].push_back(place);
    }
    text::DecodeUtf8(text, pos);
  }
  return places;
}

uint32_t KeywordIndex::Of(std::string_view text, std::string_view lang_name) const {
  const size_t lang = LangOf(lang_name);
  if (lang >= kLangs.size()) return 0;
  const Places places = lang == kJapanese ? FindAnywhere(text) : FindWords(text, lang);
  uint32_t bits = 0;
  for (size_t i = 0; i < categories_.size(); ++i)
    if (Counts(categories_[i], places, lang)) bits |= 1u << i;
  return bits;
}

uint32_t KeywordIndex::Of(const Document& document) const {
  std::string text;
  for (const Block& block : document.blocks) {
    text += block.text;
    text += '\n';
  }
  return Of(text, document.lang);
}

std::string PeriodOf(DayNumber day, IndexStep step) {
  if (step == IndexStep::kWeek) {
    const DayNumber since = (day - kMonday) % kDaysOfWeek;
    day -= since < 0 ? since + kDaysOfWeek : since;
  }
  const std::string text = FormatDayNumber(day);
  return step == IndexStep::kMonth ? text.substr(0, kMonthLetters) : text;
}

namespace {

// Sets the mean of `values` to 100; they stay 0 when all are.
void Normalise(const std::vector<double*>& values, double mean) {
  if (!(mean > 0)) return;
  for (double* value : values) *value *= 100 / mean;
}

struct OutletPeriod {
  int64_t documents = 0, tension = 0, easing = 0;
};

}  // namespace

std::vector<IndexRow> IndexRows(const KeywordIndex& index,
                                const std::vector<IndexedDocument>& documents, IndexStep step) {
  const auto& categories = index.categories();
  std::map<std::string, IndexRow> by_period;
  std::map<std::string, std::map<std::string, OutletPeriod>> by_outlet;
  uint32_t threat = 0, act = 0;
  for (size_t i = 0; i < categories.size(); ++i) {
    if (categories[i].sense == IndexSense::kThreat) threat |= 1u << i;
    if (categories[i].sense == IndexSense::kAct) act |= 1u << i;
  }
  for (const IndexedDocument& d : documents) {
    const std::string period = PeriodOf(d.known, step);
    IndexRow& row = by_period[period];
    row.period = period;
    row.matched.resize(categories.size());
    ++row.documents;
    if (d.categories != 0) row.index += 1;
    if ((d.categories & threat) != 0) row.threats += 1;
    if ((d.categories & act) != 0) row.acts += 1;
    OutletPeriod& o = by_outlet[d.outlet][period];
    ++o.documents;
    for (size_t i = 0; i < categories.size(); ++i) {
      if ((d.categories & (1u << i)) == 0) continue;
      ++row.matched[i];
      if (categories[i].sense == IndexSense::kTension) ++o.tension;
      if (categories[i].sense == IndexSense::kEasing) ++o.easing;
    }
  }
  for (const auto& [outlet, periods] : by_outlet)
    for (const auto& [period, o] : periods) ++by_period[period].outlets;

  if (index.balance()) {
    const auto value = [](const OutletPeriod& o) {
      return static_cast<double>(o.tension - o.easing) / static_cast<double>(o.documents);
    };
    double least = std::numeric_limits<double>::infinity();
    for (const auto& [outlet, periods] : by_outlet)
      for (const auto& [period, o] : periods) least = std::min(least, value(o));
    std::map<std::string, double> spread;  // standard deviation of each outlet
    bool any = false;
    for (const auto& [outlet, periods] : by_outlet) {
      double sum = 0, squares = 0;
      for (const auto& [period, o] : periods) sum += value(o);
      const double mean = sum / static_cast<double>(periods.size());
      for (const auto& [period, o] : periods) squares += (value(o) - mean) * (value(o) - mean);
      spread[outlet] = std::sqrt(squares / static_cast<double>(periods.size()));
      any = any || spread[outlet] > 0;
    }
    for (auto& [period, row] : by_period) {
      double sum = 0;
      int outlets = 0;
      for (const auto& [outlet, periods] : by_outlet) {
        const auto it = periods.find(period);
        if (it == periods.end() || (any && spread[outlet] <= 0)) continue;
        sum += (value(it->second) - least) / (any ? spread[outlet] : 1);
        ++outlets;
      }
      row.index = outlets == 0 ? 0 : sum / outlets;
      row.threats = row.acts = 0;
    }
  } else {
    for (auto& [period, row] : by_period)
      for (double* share : {&row.index, &row.threats, &row.acts})
        *share /= static_cast<double>(row.documents);
  }

  std::vector<IndexRow> rows;
  double sum = 0;
  for (auto& [period, row] : by_period) {
    sum += row.index;
    rows.push_back(std::move(row));
  }
  std::vector<double*> values;
  for (IndexRow& row : rows) values.insert(values.end(), {&row.index, &row.threats, &row.acts});
  if (!rows.empty()) Normalise(values, sum / static_cast<double>(rows.size()));
  return rows;
}

}  // namespace bongsu::watch
