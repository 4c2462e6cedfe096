// The brief: what a period's records say, in sentences, each with the evidence it rests on
// (docs/cli.md, `brief`).
#ifndef BONGSU_REPORT_BRIEF_H_
#define BONGSU_REPORT_BRIEF_H_

#include <span>
#include <string>
#include <vector>

#include "bongsu/result.h"
#include "report/brief_names.h"
#include "report/brief_phrases.h"
#include "store/store.h"

namespace bongsu::report {

struct BriefInput {
  std::span<const store::StoredEvent> events;  // of the period, in the store's order
  std::string since, until;                    // YYYY-MM-DD, inclusive; empty: open
  std::vector<std::string> dyad;  // only records that name all of these codes as actor or recipient
};

// The brief as Markdown, in the language of the phrases: overview in counts; what was reported, by
// kind and dyad; what is planned; claims, possibilities and denials; background; what is not known;
// the evidence. Every entry has the numbers of its evidence. The same input gives the same bytes.
// kInvalidArgument for a date that is none.
Result<std::string> MarkdownBrief(const BriefInput& input, const Phrases& phrases,
                                  const PartyNames& names);

// Quoted text of a source in Markdown: nothing in it is read as markup.
std::string EscapeMarkdown(std::string_view text);

// At most `max_chars` characters of `sentence`, cut marks "…" aside, around `trigger` when the
// beginning would not hold it.
std::string ClipEvidence(std::string_view sentence, std::string_view trigger, size_t max_chars);

// The part of a sentence around its trigger, some 60 characters cut at blanks, with what follows
// the trigger where Korean and Japanese say how certain it is. Empty when the sentence does not
// hold the trigger.
std::string Snippet(std::string_view sentence, std::string_view trigger);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_BRIEF_H_
