#include "report/brief_compose.h"

#include <algorithm>

#include "base/day.h"
#include "report/brief_builder.h"
#include "report/brief_parts.h"

namespace bongsu::report {
namespace {

bool IsPartyOf(const Event& event, const std::string& code) {
  const auto is = [&](const EntityRef& party) { return party.code == code; };
  return std::any_of(event.actor.begin(), event.actor.end(), is) ||
         std::any_of(event.recipient.begin(), event.recipient.end(), is);
}

Status CheckPeriod(const BriefMaterial& material) {
  for (const std::string& day : {material.since, material.until})
    if (!day.empty() && !base::ParseDay(day))
      return {ErrorCode::kInvalidArgument, "not a date (YYYY-MM-DD): `" + day + "`"};
  if (!material.since.empty() && !material.until.empty() && material.until < material.since)
    return {ErrorCode::kInvalidArgument,
            "the period ends before it begins: " + material.since + " to " + material.until};
  return {};
}

std::string Title(const BriefBuilder& builder) {
  const BriefMaterial& material = builder.material();
  const Phrases& phrases = builder.phrases();
  std::string about;
  if (material.situation != nullptr) {
    about = material.situation->name.In(phrases.lang());
  } else if (!material.dyad.empty()) {
    std::vector<std::string> parties;
    for (const std::string& code : material.dyad) parties.push_back(builder.names().OfCode(code));
    about = phrases.List(parties);
  } else if (!material.doc.empty()) {
    const auto& records = builder.records();
    return phrases.Fill("title.document",
                        {{"title", records.empty() || records.front().doc_title.empty()
                                       ? material.doc
                                       : records.front().doc_title}});
  }
  return Capitalised(phrases.Fill("title", {{"about", about}, {"period", builder.Period()}}));
}

// The first two sentences of the headline, for front matter and lists; of a brief without fires the
// first of it and the first of the key events.
std::string Excerpt(const Brief& brief) {
  constexpr size_t kMostSentences = 2;
  std::string out;
  size_t told = 0;
  for (const BriefPart& part : brief.parts) {
    if (part.kind != BriefPartKind::kHeadline && part.kind != BriefPartKind::kKeyEvents) continue;
    for (const BriefBlock& block : part.blocks)
      for (const BriefSentence& sentence : block.sentences) {
        if (sentence.kind == SentenceKind::kNote) continue;
        if (part.kind == BriefPartKind::kHeadline && brief.fires == 0 && told > 0) continue;
        out += (out.empty() || brief.lang == "ja" ? "" : " ") + sentence.text;
        if (++told == kMostSentences) return out;
      }
  }
  return out;
}

}  // namespace

Bearing BearingOf(const BriefMaterial& material, const store::StoredEvent& record) {
  const Event& event = record.event;
  for (const std::string& code : material.dyad)
    if (!IsPartyOf(event, code)) return Bearing::kNone;
  if (material.situation == nullptr) return Bearing::kCore;
  const watch::Situation& situation = *material.situation;
  std::vector<regime::LedgerEntry> entries;
  if (material.ledger != nullptr) entries = material.ledger->EntriesOf(event, record.day);
  if (!situation.SignalsOf(event, entries).empty()) return Bearing::kCore;
  const auto parties =
      std::count_if(situation.parties.begin(), situation.parties.end(),
                    [&](const std::string& code) { return IsPartyOf(event, code); });
  if (parties >= 2) return Bearing::kCore;
  if (!situation.Concerns(event)) return Bearing::kNone;
  return situation.parties.size() < 2 ? Bearing::kCore : Bearing::kAround;
}

Result<Brief> ComposeBrief(const BriefMaterial& material, const Phrases& phrases,
                           const PartyNames& names) {
  BONGSU_RETURN_IF_ERROR(CheckPeriod(material));
  BriefBuilder builder(material, phrases, names);
  Brief brief;
  brief.lang = phrases.lang();
  brief.title = Title(builder);
  if (material.situation != nullptr) {
    brief.situation = material.situation->id;
    brief.situation_name = material.situation->name.In(phrases.lang());
  }
  brief.dyad = material.dyad;
  brief.doc = material.doc;
  brief.since = material.since;
  brief.until = material.until;
  if (material.board != nullptr && !material.board->days.empty()) {
    brief.fires_before =
        (material.board->last ? *material.board->last : material.board->days.front()).state.fires;
    brief.fires = material.board->days.back().state.fires;
  }
  using MakePart = BriefPart (*)(BriefBuilder&);
  for (const MakePart make :
       {HeadlinePart, KeyEventsPart, StatementsPart, TransfersPart, MeetingsPart, CommitmentsPart,
        PlannedPart, SeriesPart, TablePart, BackgroundPart, UnknownPart})
    if (BriefPart part = make(builder); !part.blocks.empty())
      brief.parts.push_back(std::move(part));
  brief.sources = builder.TakeSources();
  brief.records = builder.TakeRecords();
  if (!brief.sources.empty()) brief.parts.push_back(builder.Part(BriefPartKind::kSources));
  brief.excerpt = Excerpt(brief);
  return brief;
}

}  // namespace bongsu::report
