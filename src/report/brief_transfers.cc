// What was, or might be, handed over, beside the paragraphs it would engage.
#include <algorithm>

#include "report/brief_parts.h"
#include "report/ledger_text.h"

namespace bongsu::report {
namespace {

using regime::LedgerEntry;
using regime::Strength;
using store::StoredEvent;

constexpr size_t kMostTransfers = 20;

// What the ledger says of a record, without what an exemption covers: one sentence a strength.
std::vector<BriefSentence> LedgerSentences(BriefBuilder& builder, const StoredEvent& record,
                                           const std::vector<LedgerEntry>& entries,
                                           bool* unverified) {
  std::vector<BriefSentence> out;
  for (const Strength strength :
       {Strength::kEngages, Strength::kMayEngage, Strength::kAsserted, Strength::kAssertedNot}) {
    const std::string paragraphs =
        CitedParagraphs(entries, strength, builder.phrases().Fill("transfers.mark"));
    if (paragraphs.empty()) continue;
    BriefSentence s;
    s.text =
        LedgerSentence({record, entries}, strength, paragraphs, builder.phrases(), builder.names());
    builder.Rest(record, &s);
    s.asserts.certainty = record.event.certainty;
    s.asserts.aux = record.event.aux;
    s.asserts.sources = 1;
    s.asserts.attributed = strength == Strength::kAsserted || strength == Strength::kAssertedNot;
    out.push_back(std::move(s));
    for (const LedgerEntry& e : entries)
      *unverified = *unverified ||
                    (e.strength == strength && e.paragraph != nullptr && !e.paragraph->confirmed);
  }
  return out;
}

}  // namespace

BriefPart TransfersPart(BriefBuilder& builder) {
  BriefPart part = builder.Part(BriefPartKind::kTransfers);
  const BriefMaterial& material = builder.material();
  if (material.ledger == nullptr) return part;
  BriefBlock table;
  table.kind = BriefBlockKind::kTable;
  table.columns = {builder.phrases().Fill("transfers.reported"),
                   builder.phrases().Fill("transfers.paragraphs")};
  bool unverified = false;
  for (const Happening& happening : builder.happenings()) {
    if (table.rows.size() == kMostTransfers) break;
    const StoredEvent& record = happening.told().told();
    if (happening.told().section == BriefSection::kBackground) continue;
    const auto entries = material.ledger->EntriesOf(record.event, record.day);
    auto sentences = LedgerSentences(builder, record, entries, &unverified);
    if (sentences.empty()) continue;
    table.rows.push_back(
        {{builder.Claim(happening.told(), happening.sources)}, std::move(sentences)});
  }
  if (table.rows.empty()) return part;
  part.blocks.push_back(std::move(table));
  std::vector<BriefSentence> notes = {builder.Note("ledger.disclaimer")};
  if (unverified) notes.push_back(builder.Note("transfers.unverified"));
  part.blocks.push_back(ParagraphBlock(std::move(notes)));
  return part;
}

}  // namespace bongsu::report
