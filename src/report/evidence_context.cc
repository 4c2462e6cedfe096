#include "report/evidence_context.h"

#include <algorithm>

#include "text/sentence.h"

namespace bongsu::report {
namespace {

constexpr std::string_view kCut = "…";

bool IsCharacterStart(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

size_t CountCharacters(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), IsCharacterStart));
}

// The byte at which character number `index` begins; the size when there are not so many.
size_t ByteOf(std::string_view text, size_t index) {
  for (size_t at = 0; at < text.size(); ++at)
    if (IsCharacterStart(text[at]) && index-- == 0) return at;
  return text.size();
}

std::vector<EvidenceMark> MarksOf(const Event& event, const Block& block) {
  const ByteSpan evidence = TextSpan(block, event.evidence.span);
  std::vector<EvidenceMark> marks;
  const auto add = [&](ByteSpan source, EvidenceRole role) {
    const ByteSpan span = TextSpan(block, source);
    if (span.empty() || !evidence.contains(span)) return;
    const EvidenceMark mark = {span.begin - evidence.begin, span.end - evidence.begin, role};
    const auto overlaps = [&](const EvidenceMark& m) {
      return m.begin < mark.end && mark.begin < m.end;
    };
    if (std::none_of(marks.begin(), marks.end(), overlaps)) marks.push_back(mark);
  };
  add(event.trigger.span, EvidenceRole::kTrigger);
  for (const EntityRef& e : event.actor) add(e.span, EvidenceRole::kActor);
  for (const EntityRef& e : event.recipient) add(e.span, EvidenceRole::kRecipient);
  for (const EntityRef& e : event.attribution) add(e.span, EvidenceRole::kAttribution);
  std::sort(marks.begin(), marks.end(),
            [](const EvidenceMark& a, const EvidenceMark& b) { return a.begin < b.begin; });
  return marks;
}

// The evidence cut to `max_chars` around its trigger.
void CutEvidence(size_t max_chars, EvidenceContext* context) {
  std::string& text = context->text;
  const size_t count = CountCharacters(text);
  if (count <= max_chars) return;
  size_t first = 0;
  const auto trigger =
      std::find_if(context->marks.begin(), context->marks.end(),
                   [](const EvidenceMark& m) { return m.role == EvidenceRole::kTrigger; });
  if (trigger != context->marks.end()) {
    const size_t middle = (CountCharacters(std::string_view(text).substr(0, trigger->begin)) +
                           CountCharacters(std::string_view(text).substr(0, trigger->end))) /
                          2;
    first = std::min(middle - std::min(middle, max_chars / 2), count - max_chars);
  }
  const auto begin = static_cast<uint32_t>(ByteOf(text, first)),
             end = static_cast<uint32_t>(ByteOf(text, first + max_chars));
  const auto lead = static_cast<uint32_t>(begin > 0 ? kCut.size() : 0);
  std::erase_if(context->marks,
                [&](const EvidenceMark& m) { return m.begin < begin || m.end > end; });
  for (EvidenceMark& m : context->marks) {
    m.begin = m.begin - begin + lead;
    m.end = m.end - begin + lead;
  }
  const bool more = end < text.size();
  text = std::string(begin > 0 ? kCut : "") + text.substr(begin, end - begin);
  if (more && end > begin) text += kCut;
}

}  // namespace

ByteSpan TextSpan(const Block& block, ByteSpan source) {
  ByteSpan out;
  bool any = false;
  for (const TextRun& run : block.runs) {
    const uint32_t end = run.source_begin + run.source_size;
    if (end <= source.begin || run.source_begin >= source.end) continue;
    const bool plain = run.text_size == run.source_size;  // byte for byte
    const uint32_t skip =
        plain && source.begin > run.source_begin ? source.begin - run.source_begin : 0;
    const uint32_t cut = plain && source.end < end ? end - source.end : 0;
    if (!any) out.begin = run.text_begin + skip;
    out.end = run.text_begin + run.text_size - cut;
    any = true;
  }
  return out;
}

const Block* FindBlock(const Document& document, const TextEvidence& evidence) {
  for (const Block& block : document.blocks) {
    const ByteSpan span = TextSpan(block, evidence.span);
    if (!span.empty() && block.text.substr(span.begin, span.size()) == evidence.text) return &block;
  }
  return nullptr;
}

EvidenceContext ContextOf(const Event& event, const Document& document) {
  EvidenceContext out;
  out.text = event.evidence.text;
  out.block = FindBlock(document, event.evidence);
  if (out.block == nullptr) return out;
  out.marks = MarksOf(event, *out.block);
  const std::string& text = out.block->text;
  const ByteSpan evidence = TextSpan(*out.block, event.evidence.span);
  for (const ByteSpan& sentence : text::SplitSentences(text)) {
    if (sentence.end <= evidence.begin)
      out.before = text.substr(sentence.begin, sentence.size());
    else if (sentence.begin >= evidence.end && out.after.empty())
      out.after = text.substr(sentence.begin, sentence.size());
  }
  return out;
}

EvidenceContext Quote(const EvidenceContext& context, size_t max_chars) {
  EvidenceContext out = context;
  CutEvidence(max_chars, &out);
  const size_t used = std::min(max_chars, CountCharacters(context.text));
  const size_t before = CountCharacters(out.before), after = CountCharacters(out.after);
  // Half of the room each; what one does not need is the other's.
  const size_t room = max_chars - used;
  const size_t for_before = std::min(before, std::max(room / 2, room - std::min(room, after)));
  const size_t for_after = std::min(after, room - for_before);
  if (for_before < before)
    out.before = for_before == 0 ? std::string()
                                 : std::string(kCut) +
                                       out.before.substr(ByteOf(out.before, before - for_before));
  if (for_after < after)
    out.after = for_after == 0 ? std::string()
                               : out.after.substr(0, ByteOf(out.after, for_after)).append(kCut);
  return out;
}

}  // namespace bongsu::report
