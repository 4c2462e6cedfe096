#include "coding/things.h"

#include <algorithm>
#include <unordered_map>

#include "text/utf8.h"

namespace bongsu::coding {

ThingFinder::ThingFinder(const lexicon::Lexicon& lexicon, std::string_view lang) {
  std::unordered_map<std::string, uint32_t> index;
  std::vector<std::pair<std::string, uint32_t>> keys;
  const auto add = [&](std::string_view form, ThingKind kind, std::string_view name) {
    constexpr size_t kShortest = 4;  // bytes: a single syllable stands in too many other words
    if (form.size() < kShortest) return;
    const auto [it, added] = index.try_emplace(std::string(form), static_cast<uint32_t>(entries_.size()));
    if (added) {
      entries_.emplace_back();
      keys.emplace_back(form, it->second);
    }
    entries_[it->second].things.emplace_back(kind, name);
  };
  const lexicon::Table items = lexicon.table("items");
  for (size_t r = 0; r < items.rows(); ++r)
    if (items.cell(r, 0) == lang) add(items.cell(r, 1), ThingKind::kItem, items.cell(r, 2));
  const lexicon::Table contexts = lexicon.table("contexts");
  for (size_t r = 0; r < contexts.rows(); ++r)
    if (contexts.cell(r, 0) == lang) add(contexts.cell(r, 1), ThingKind::kContext, contexts.cell(r, 2));
  const lexicon::Table classes = lexicon.table(std::string(lang) + ".classes");
  for (size_t r = 0; r < classes.rows(); ++r) add(classes.cell(r, 1), ThingKind::kClass, classes.cell(r, 0));
  trie_ = text::Trie(std::move(keys));
}

void ThingFinder::Find(std::string_view text, ByteSpan range, std::vector<Thing>& out) const {
  size_t pos = range.begin;
  uint32_t item_until = 0;  // an item inside a longer item does not count again
  while (pos < range.end) {
    trie_.Prefixes(text.substr(pos, range.end - pos), [&](size_t length, uint32_t entry) {
      const ByteSpan span{static_cast<uint32_t>(pos), static_cast<uint32_t>(pos + length)};
      for (const auto& [kind, name] : entries_[entry].things) {
        if (kind == ThingKind::kItem) {
          if (span.begin < item_until && span.end <= item_until) continue;
          // A longer match at the same place replaces the shorter one.
          while (!out.empty() && out.back().kind == ThingKind::kItem && out.back().text.begin == span.begin &&
                 out.back().text.end < span.end)
            out.pop_back();
          item_until = std::max(item_until, span.end);
        }
        out.push_back({kind, name, span});
      }
    });
    text::DecodeUtf8(text, pos);
  }
}

bool Has(const std::vector<Thing>& things, ThingKind kind, std::string_view name, ByteSpan range) {
  return std::any_of(things.begin(), things.end(), [&](const Thing& t) {
    return t.kind == kind && t.name == name && range.contains(t.text);
  });
}

}  // namespace bongsu::coding
