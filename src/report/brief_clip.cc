#include "report/brief_clip.h"

#include <algorithm>
#include <vector>

#include "text/quotation.h"
#include "text/utf8.h"

namespace bongsu::report {
namespace {

// A text by characters.
class Characters {
 public:
  explicit Characters(std::string_view text) : text_(text) {
    for (size_t at = 0; at < text.size(); text::DecodeUtf8(text, at)) starts_.push_back(at);
    starts_.push_back(text.size());
  }
  size_t count() const { return starts_.size() - 1; }
  // The number of the character that begins at or after `byte`.
  size_t IndexOf(size_t byte) const {
    return static_cast<size_t>(std::lower_bound(starts_.begin(), starts_.end(), byte) -
                               starts_.begin());
  }
  // Characters [first, last), "…" where something is left out.
  std::string Cut(size_t first, size_t last) const {
    std::string out = first > 0 ? "…" : "";
    out += text_.substr(starts_[first], starts_[last] - starts_[first]);
    return last < count() ? out + "…" : out;
  }

 private:
  std::string_view text_;
  std::vector<size_t> starts_;
};

}  // namespace

std::string WithoutEmphasis(std::string_view sentence) {
  std::string out;
  for (size_t at = 0; at < sentence.size();) {
    const char c = sentence[at];
    size_t end = at + 1;
    if (c == '*' || c == '_') {
      while (end < sentence.size() && sentence[end] == c) ++end;
      if (end - at == 2 || end - at == 3) {
        at = end;
        continue;
      }
    }
    out += sentence.substr(at, end - at);
    at = end;
  }
  return out;
}

std::string ClipEvidence(std::string_view sentence, std::string_view trigger, size_t max_chars) {
  const Characters chars(sentence);
  if (chars.count() <= max_chars) return std::string(sentence);
  size_t first = 0;
  const size_t found = trigger.empty() ? sentence.npos : sentence.find(trigger);
  if (found != sentence.npos && chars.IndexOf(found + trigger.size()) > max_chars) {
    const size_t middle = (chars.IndexOf(found) + chars.IndexOf(found + trigger.size())) / 2;
    first = std::min(middle - std::min(middle, max_chars / 2), chars.count() - max_chars);
  }
  return chars.Cut(first, first + max_chars);
}

std::string_view DirectSpeech(std::string_view sentence, size_t least_chars) {
  std::string_view best;
  size_t best_chars = 0, begin = sentence.npos, chars = 0;
  for (size_t at = 0; at < sentence.size();) {
    const size_t here = at;
    const text::QuoteMark mark = text::QuoteMarkOf(text::DecodeUtf8(sentence, at));
    if (begin != sentence.npos && mark.closes) {
      if (chars >= least_chars && chars > best_chars) {
        best = sentence.substr(begin, here - begin);
        best_chars = chars;
      }
      begin = sentence.npos;
    } else if (begin == sentence.npos && mark.opens) {
      begin = at;
      chars = 0;
    } else {
      ++chars;
    }
  }
  return best;
}

}  // namespace bongsu::report
