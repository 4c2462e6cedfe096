#include "coding/dates.h"

#include <charconv>
#include <chrono>
#include <optional>

#include "base/day.h"
#include "text/utf8.h"

namespace bongsu::coding {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;
using std::chrono::years;

constexpr int kMostAgo = 999;  // of days, weeks, months or years

sys_days LastOf(year_month ym) { return sys_days{ym / std::chrono::last}; }

// The parts of one expression as they are read.
struct Parts {
  std::optional<int> y, m, d;
  ByteSpan text;
  bool past = false, coming = false, relative = false;
  bool any() const { return y || m || d; }
};

// The interval of the parts, or nothing when it is no date or needs a day of publication that is
// not known.
std::optional<FoundDate> Resolve(const Parts& p, std::optional<sys_days> published) {
  FoundDate found;
  found.text = p.text;
  found.date.basis = !p.relative && (p.y || p.m) ? "stated" : "relative";
  if (!p.y && !published) return std::nullopt;
  const year_month_day now =
      published ? year_month_day{*published} : year_month_day{year{*p.y}, month{1}, day{1}};
  year_month ym{p.y ? year{*p.y} : now.year(),
                p.m ? month{static_cast<unsigned>(*p.m)} : now.month()};
  if (!ym.ok()) return std::nullopt;
  const auto interval = [&](year_month at) -> std::optional<std::pair<sys_days, sys_days>> {
    if (p.y && !p.m && !p.d)
      return std::pair{sys_days{at.year() / 1 / 1}, sys_days{at.year() / 12 / 31}};
    if (!p.d) return std::pair{sys_days{at / 1}, LastOf(at)};
    const year_month_day ymd = at / day{static_cast<unsigned>(*p.d)};
    if (!ymd.ok()) return std::nullopt;
    return std::pair{sys_days{ymd}, sys_days{ymd}};
  };
  // The nearest day of that number on one side of publication: "31일" said in July is one of May,
  // "2월 29일" one of a leap year (at most eight years away, as around 1900).
  const auto nearest = [&](bool coming) {
    constexpr int kFarthest = 8;
    auto span = interval(ym);
    for (int away = 0; away <= kFarthest; ++away) {
      const int n = coming ? away : -away;
      span = p.m ? interval(ym + years{n}) : interval(ym + months{n});
      if (!span) continue;
      const auto [first, last] = *span;
      if (coming ? last >= *published : first <= *published) break;
    }
    return span;
  };
  const bool open = published && !p.y;
  const auto span = open ? nearest(p.coming) : interval(ym);
  if (!span) return std::nullopt;
  if (open && p.d && !p.past && !p.coming)
    if (const auto next = nearest(true); next && next->first > *published)
      found.next =
          EventDate{base::FormatDay(next->first), base::FormatDay(next->second), found.date.basis};
  found.date.from = base::FormatDay(span->first);
  found.date.to = base::FormatDay(span->second);
  found.coming = published && span->first > *published;
  return found;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

DateFinder::DateFinder(const lexicon::Lexicon& lexicon, std::string_view lang) {
  static constexpr std::pair<std::string_view, Kind> kKinds[] = {
      {"year", Kind::kYear},          {"month", Kind::kMonth},      {"day", Kind::kDay},
      {"rel_day", Kind::kRelDay},     {"rel_week", Kind::kRelWeek}, {"rel_month", Kind::kRelMonth},
      {"rel_year", Kind::kRelYear},   {"past", Kind::kPast},        {"coming", Kind::kComing},
      {"span", Kind::kSpan},          {"ago_day", Kind::kAgoDay},   {"ago_week", Kind::kAgoWeek},
      {"ago_month", Kind::kAgoMonth}, {"ago_year", Kind::kAgoYear}};
  const lexicon::Table table = lexicon.table(std::string(lang) + ".dates");
  std::vector<text::Trie::Entry> keys;
  for (size_t r = 0; r < table.rows(); ++r)
    for (const auto& [name, kind] : kKinds)
      if (table.cell(r, 1) == name) {
        int value = 0;
        const std::string_view v = table.cell(r, 2);
        std::from_chars(v.data(), v.data() + v.size(), value);
        keys.emplace_back(table.cell(r, 0), static_cast<uint32_t>(entries_.size()));
        entries_.push_back({kind, value});
      }
  trie_ = text::Trie(keys);
}

// "3일 전", "두 달 전", "5년 전": the day, or the week, month or year around it.
std::pair<sys_days, sys_days> DateFinder::Ago(sys_days today, Kind kind, int number) {
  const year_month_day now{today};
  if (kind == Kind::kAgoDay) return {today - days{number}, today - days{number}};
  if (kind == Kind::kAgoWeek) {
    const sys_days monday = today - (std::chrono::weekday{today} - std::chrono::Monday);
    return {monday - days{7 * number}, monday - days{7 * number - 6}};
  }
  if (kind == Kind::kAgoMonth) {
    const year_month ym = year_month{now.year(), now.month()} - months{number};
    return {sys_days{ym / 1}, LastOf(ym)};
  }
  const year then = now.year() - years{number};
  return {sys_days{then / 1 / 1}, sys_days{then / 12 / 31}};
}

// What a number in front of `text` counts. A length of time that stands as a word of its own (일
// 간) must be the whole word: 일 간담회 is a day and a round table.
std::pair<size_t, uint32_t> DateFinder::UnitAt(std::string_view text) const {
  std::pair<size_t, uint32_t> best{0, text::Trie::kNone};
  trie_.Prefixes(text, [&](size_t length, uint32_t entry) {
    const bool ends_word = length >= text.size() || static_cast<unsigned char>(text[length]) < 0x80;
    const bool own_word = text.substr(0, length).find(' ') != std::string_view::npos;
    if (entries_[entry].kind < Kind::kSpan || !own_word || ends_word) best = {length, entry};
  });
  return best;
}

void DateFinder::Find(std::string_view text, ByteSpan range, const std::string& published,
                      std::vector<FoundDate>& out) const {
  const std::optional<sys_days> today = base::ParseDay(published);
  const std::string_view all = text.substr(0, range.end);
  Parts parts;
  const auto flush = [&] {
    if (parts.any())
      if (auto found = Resolve(parts, today)) out.push_back(std::move(*found));
    parts = {};
  };
  const auto add_relative = [&](sys_days from, sys_days to, ByteSpan span) {
    out.push_back(
        {{base::FormatDay(from), base::FormatDay(to), "relative"}, span, today && from > *today});
  };
  bool word_start = true;
  for (size_t pos = range.begin; pos < range.end;) {
    const size_t begin = pos;
    if (IsDigit(all[pos])) {
      int number = 0;
      const auto [end, ec] = std::from_chars(all.data() + pos, all.data() + all.size(), number);
      pos = static_cast<size_t>(end - all.data());
      const auto [length, entry] = UnitAt(all.substr(pos));
      if (ec == std::errc() && length > 0 && entries_[entry].kind > Kind::kSpan && !parts.any() &&
          today && number <= kMostAgo) {
        pos += length;
        const auto [from, to] = Ago(*today, entries_[entry].kind, number);
        add_relative(from, to, {static_cast<uint32_t>(begin), static_cast<uint32_t>(pos)});
        word_start = false;
        continue;
      }
      const bool unit = ec == std::errc() && length > 0 && entries_[entry].kind <= Kind::kDay;
      if (!unit) {
        flush();
        word_start = false;
        continue;
      }
      const Kind kind = entries_[entry].kind;
      pos += length;
      const bool legal = kind == Kind::kYear    ? number >= 1900 && number <= 2100
                         : kind == Kind::kMonth ? number >= 1 && number <= 12
                                                : number >= 1 && number <= 31;
      const bool repeats = kind == Kind::kYear    ? parts.y || parts.m || parts.d
                           : kind == Kind::kMonth ? parts.m || parts.d
                                                  : parts.d.has_value();
      if (repeats) flush();
      if (!legal) {
        flush();
        continue;
      }
      if (!parts.any()) parts.text.begin = static_cast<uint32_t>(begin);
      parts.text.end = static_cast<uint32_t>(pos);
      (kind == Kind::kYear ? parts.y : kind == Kind::kMonth ? parts.m : parts.d) = number;
      if (kind == Kind::kDay) flush();
      word_start = false;
      continue;
    }
    if (all[pos] == ' ') {
      ++pos;
      word_start = true;
      continue;
    }
    const auto [length, entry] =
        word_start ? trie_.LongestPrefix(all.substr(pos)) : std::pair<size_t, uint32_t>{0, 0};
    if (length == 0 || entries_[entry].kind <= Kind::kDay || entries_[entry].kind >= Kind::kSpan) {
      flush();
      text::DecodeUtf8(all, pos);
      word_start = false;
      continue;
    }
    const Entry e = entries_[entry];
    pos += length;
    const ByteSpan span{static_cast<uint32_t>(begin), static_cast<uint32_t>(pos)};
    if (e.kind == Kind::kPast || e.kind == Kind::kComing) {
      flush();
      (e.kind == Kind::kPast ? parts.past : parts.coming) = true;
      continue;
    }
    flush();
    if (!today) continue;
    const year_month_day now{*today};
    if (e.kind == Kind::kRelDay) {
      add_relative(*today + days{e.value}, *today + days{e.value}, span);
    } else if (e.kind == Kind::kRelWeek) {
      const sys_days monday =
          *today - (std::chrono::weekday{*today} - std::chrono::Monday) + days{7 * e.value};
      add_relative(monday, monday + days{6}, span);
    } else {
      // "지난달 28일", "내년 3월": the parts that follow make it exact.
      const year_month ym = year_month{now.year(), now.month()} +
                            months{e.kind == Kind::kRelMonth ? e.value : 0} +
                            years{e.kind == Kind::kRelYear ? e.value : 0};
      parts.y = static_cast<int>(ym.year());
      if (e.kind == Kind::kRelMonth) parts.m = static_cast<int>(static_cast<unsigned>(ym.month()));
      parts.relative = true;
      parts.text = span;
    }
  }
  flush();
}

}  // namespace bongsu::coding
