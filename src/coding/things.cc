#include "coding/things.h"

#include <algorithm>
#include <unordered_map>

#include "base/small_vector.h"
#include "text/utf8.h"

namespace bongsu::coding {
namespace {

constexpr size_t kShortest = 4;          // bytes: a single syllable stands in too many other words
constexpr uint32_t kGuard = 0xFFFFFFFE;  // no entry: an ordinary noun

}  // namespace

ThingFinder::ThingFinder(const lexicon::Lexicon& lexicon, std::string_view lang) {
  std::unordered_map<std::string_view, uint32_t> index;
  std::vector<text::Trie::Entry> keys;
  const auto add = [&](std::string_view form, ThingKind kind, std::string_view name) {
    if (form.size() < kShortest) return;
    const auto [it, added] = index.try_emplace(form, static_cast<uint32_t>(entries_.size()));
    if (added) {
      entries_.emplace_back();
      keys.emplace_back(form, it->second);
    }
    entries_[it->second].things.emplace_back(kind, name);
  };
  // A longer ordinary noun hides what is cut out of it: no exercise in 훈련병, a recruit.
  const auto guard = [&](std::string_view form) {
    if (form.size() >= kShortest && !index.contains(form)) keys.emplace_back(form, kGuard);
  };
  const lexicon::Table items = lexicon.table("items");
  for (size_t r = 0; r < items.rows(); ++r)
    if (items.cell(r, 0) == lang) add(items.cell(r, 1), ThingKind::kItem, items.cell(r, 2));
  const lexicon::Table contexts = lexicon.table("contexts");
  for (size_t r = 0; r < contexts.rows(); ++r)
    if (contexts.cell(r, 0) == lang)
      add(contexts.cell(r, 1), ThingKind::kContext, contexts.cell(r, 2));
  const lexicon::Table classes = lexicon.table(std::string(lang) + ".classes");
  for (size_t r = 0; r < classes.rows(); ++r)
    add(classes.cell(r, 1), ThingKind::kClass, classes.cell(r, 0));
  const lexicon::Table words = lexicon.table(std::string(lang) + ".words");
  for (size_t r = 0; r < words.rows(); ++r)
    if (words.cell(r, 2) == "noun") guard(words.cell(r, 0));
  const lexicon::Table agents = lexicon.table(std::string(lang) + ".agents");
  for (size_t r = 0; r < agents.rows(); ++r) guard(agents.cell(r, 0));
  trie_ = text::Trie(keys);
  const lexicon::Table technology = lexicon.table("technology");
  for (size_t r = 0; r < technology.rows(); ++r)
    technology_.emplace_back(technology.cell(r, 0), technology.cell(r, 1));
}

// Of the things from `first` on.
void ThingFinder::MakeTechnology(std::string_view text, size_t first,
                                 std::vector<Thing>& out) const {
  const auto of = [&](std::string_view item) -> const std::string_view* {
    for (const auto& [name, technology] : technology_)
      if (name == item) return &technology;
    return nullptr;
  };
  // The nearest item before `end`, with at most `most` characters other than blanks between.
  const auto before = [&](uint32_t end, size_t most) -> Thing* {
    Thing* nearest = nullptr;
    for (size_t i = first; i < out.size(); ++i)
      if (out[i].kind == ThingKind::kItem && out[i].text.end <= end &&
          (nearest == nullptr || out[i].text.end >= nearest->text.end))
        nearest = &out[i];
    if (nearest == nullptr) return nullptr;
    size_t between = 0;
    for (size_t pos = nearest->text.end; pos < end;) between += text::DecodeUtf8(text, pos) != ' ';
    return between <= most ? nearest : nullptr;
  };
  constexpr size_t kJoint = 1;  // 및, ·, a comma or a particle
  for (size_t i = first; i < out.size(); ++i) {
    if (out[i].kind != ThingKind::kClass || out[i].name != "technology_head") continue;
    const ByteSpan head = out[i].text;
    size_t most = 0;
    uint32_t end = head.begin;
    for (Thing* item = before(end, most); item != nullptr; item = before(end, most)) {
      const std::string_view* technology = of(item->name);
      if (technology == nullptr) break;
      if (most == 0) item->text.end = head.end;
      item->name = *technology;
      end = item->text.begin;
      most = kJoint;
    }
  }
}

void ThingFinder::Find(std::string_view text, ByteSpan range, std::vector<Thing>& out) const {
  const size_t first = out.size();
  size_t pos = range.begin;
  uint32_t item_until = 0;  // an item inside a longer item does not count again
  while (pos < range.end) {
    const std::string_view here = text.substr(pos, range.end - pos);
    struct Match {
      size_t length;
      uint32_t entry;
    };
    base::SmallVector<Match, 8> found;  // shortest first
    trie_.Prefixes(here, [&](size_t length, uint32_t entry) { found.push_back({length, entry}); });
    if (!found.empty() && found.back().entry == kGuard) {
      pos += found.back().length;
      continue;
    }
    for (const auto& [length, entry] : found) {
      if (entry == kGuard) continue;
      const ByteSpan span{static_cast<uint32_t>(pos), static_cast<uint32_t>(pos + length)};
      for (const auto& [kind, name] : entries_[entry].things) {
        if (kind == ThingKind::kItem) {
          if (span.begin < item_until && span.end <= item_until) continue;
          // A longer match at the same place replaces the shorter one.
          std::erase_if(out, [&](const Thing& t) {
            return t.kind == ThingKind::kItem && t.text.begin == span.begin &&
                   t.text.end < span.end;
          });
          item_until = std::max(item_until, span.end);
        }
        out.push_back({kind, name, span});
      }
    }
    text::DecodeUtf8(text, pos);
  }
  MakeTechnology(text, first, out);
}

DomainCounter::DomainCounter(const lexicon::Lexicon& lexicon, std::string_view lang) {
  std::unordered_map<std::string_view, std::string_view> domains;
  const lexicon::Table domain_table = lexicon.table("domains");
  for (size_t r = 0; r < domain_table.rows(); ++r)
    domains[domain_table.cell(r, 0)] = domain_table.cell(r, 1);
  std::vector<text::Trie::Entry> keys;
  const lexicon::Table apolitical = lexicon.table(std::string(lang) + ".apolitical");
  for (size_t r = 0; r < apolitical.rows(); ++r) keys.emplace_back(apolitical.cell(r, 1), 0);
  const lexicon::Table classes = lexicon.table(std::string(lang) + ".classes");
  for (size_t r = 0; r < classes.rows(); ++r) {
    const std::string_view domain = domains[classes.cell(r, 0)];
    if (domain == "apolitical") keys.emplace_back(classes.cell(r, 1), 0);
    if (domain == "political") keys.emplace_back(classes.cell(r, 1), 1);
  }
  const lexicon::Table contexts = lexicon.table("contexts");
  for (size_t r = 0; r < contexts.rows(); ++r)
    if (contexts.cell(r, 0) == lang) keys.emplace_back(contexts.cell(r, 1), 1);
  std::erase_if(keys, [](const auto& k) { return k.first.size() < kShortest; });
  trie_ = text::Trie(keys);
}

DomainCount DomainCounter::Count(std::string_view text) const {
  DomainCount count;
  for (size_t pos = 0; pos < text.size();) {
    const auto [length, value] = trie_.LongestPrefix(text.substr(pos));
    if (length > 0) {
      ++(value == 1 ? count.political : count.apolitical);
      pos += length;
    } else {
      text::DecodeUtf8(text, pos);
    }
  }
  return count;
}

bool Has(const std::vector<Thing>& things, ThingKind kind, std::string_view name, ByteSpan range) {
  return std::any_of(things.begin(), things.end(), [&](const Thing& t) {
    return t.kind == kind && t.name == name && range.contains(t.text);
  });
}

}  // namespace bongsu::coding
