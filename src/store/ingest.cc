// How a batch is written. Reading what is known comes first and needs no transaction, as the lock
// lets no other writer in; then the sources go to the archive and are synced; then one transaction
// changes all tables. A crash between the two leaves sources that no document names, which the next
// ingest of the same bytes finds there.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/hash.h"
#include "store/batch_writer.h"
#include "store/store_impl.h"

namespace bongsu::store {
namespace {

// Everything the events of a document depend on.
std::string Fingerprint(const Document& d, const RunInfo& run) {
  std::string all;
  for (const std::string* part :
       {&run.version, &run.lexicon_checksum, &d.source_hash, &d.lang, &d.outlet, &d.title, &d.url,
        &d.published.date, &d.published.basis})
    all += *part + '\0';
  return base::Hash128Hex(all);
}

std::string QuarantineId(const Arrival& a, const std::string& source_hash) {
  const std::string all = a.document.id + '\0' + source_hash + '\0' +
                          ErrorCodeName(a.status.code()) + '\0' + a.status.message();
  return "q-" + base::Hex64(base::Hash64(all));
}

// --- what is known ---

Result<std::vector<std::string>> DistinctIds(std::span<const Arrival> batch) {
  std::set<std::string_view> seen;
  std::vector<std::string> ids;
  for (const Arrival& a : batch) {
    if (a.document.id.empty())
      return {ErrorCode::kInvalidArgument, a.path + ": document without an id"};
    if (!seen.insert(a.document.id).second)
      return {ErrorCode::kInvalidArgument,
              "document " + a.document.id + " comes twice in one batch"};
    ids.push_back(a.document.id);
  }
  return ids;
}

// Of the documents in the table `asked`.
Result<std::unordered_map<std::string, KnownDocument>> KnownDocuments(Database& db) {
  std::unordered_map<std::string, KnownDocument> known;
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows,
      db.Query("SELECT doc, doc_key, version::BIGINT, ingested_run, source_hash, fingerprint, "
               "coalesce(learned, ''), archive_file::BIGINT, archive_offset "
               "FROM documents WHERE current AND doc IN (SELECT text FROM asked)"));
  while (rows.Next())
    known[rows.String(0)] = {
        rows.Integer(1),
        rows.Integer(2),
        rows.Integer(3),
        rows.String(4),
        rows.String(5),
        rows.String(6),
        {static_cast<uint32_t>(rows.Integer(7)), static_cast<uint64_t>(rows.Integer(8))}};
  return known;
}

struct KnownQuarantine {
  std::string id, state;
};

Result<std::unordered_multimap<std::string, KnownQuarantine>> KnownRefusals(Database& db) {
  std::unordered_multimap<std::string, KnownQuarantine> known;
  BONGSU_ASSIGN_OR_RETURN(Rows rows,
                          db.Query("SELECT doc, id, state FROM quarantine WHERE doc IN (SELECT "
                                   "text FROM asked) ORDER BY id"));
  while (rows.Next())
    known.emplace(rows.String(0), KnownQuarantine{rows.String(1), rows.String(2)});
  return known;
}

void PlanDocument(const Arrival& arrival, const RunInfo& run, const KnownDocument* old, Plan* plan,
                  IngestCounts* counts) {
  PlannedDocument planned;
  planned.arrival = &arrival;
  planned.fingerprint = Fingerprint(arrival.document, run);
  if (!arrival.coded.note.empty()) ++counts->no_analyser;
  if (old && old->fingerprint == planned.fingerprint) {
    ++counts->unchanged;
    return;
  }
  if (old) {
    planned.old = *old;
    planned.change =
        old->source_hash == arrival.document.source_hash ? Change::kRecoded : Change::kChanged;
  }
  ++(planned.change == Change::kAdded     ? counts->added
     : planned.change == Change::kChanged ? counts->changed
                                          : counts->recoded);
  counts->events += arrival.coded.events.size();
  plan->documents.push_back(std::move(planned));
}

// `known`: what quarantine holds of this document.
template <typename Range>
void PlanQuarantine(const Arrival& arrival, Range known, Plan* plan) {
  const std::string& source = arrival.document.source;
  PlannedQuarantine planned{&arrival, "", source.empty() ? "" : base::Hash128Hex(source), {}};
  if (!arrival.status.ok()) planned.id = QuarantineId(arrival, planned.source_hash);
  bool there = false;
  for (auto it = known.first; it != known.second; ++it) {
    const auto& [id, state] = it->second;
    if (id == planned.id) {
      there = true;
      if (state == "resolved") plan->reopen.push_back(id);
    } else if (state == "open") {
      plan->resolve.push_back(id);
    }
  }
  if (!arrival.status.ok() && !there) plan->quarantine.push_back(std::move(planned));
}

Result<Plan> MakePlan(Database& db, std::span<const Arrival> batch, const RunInfo& run,
                      IngestCounts* counts) {
  BONGSU_ASSIGN_OR_RETURN(const auto ids, DistinctIds(batch));
  BONGSU_RETURN_IF_ERROR(Ask(db, ids));
  BONGSU_ASSIGN_OR_RETURN(const auto documents, KnownDocuments(db));
  BONGSU_ASSIGN_OR_RETURN(const auto refusals, KnownRefusals(db));
  Plan plan;
  for (const Arrival& arrival : batch) {
    PlanQuarantine(arrival, refusals.equal_range(arrival.document.id), &plan);
    if (!arrival.status.ok()) {
      ++counts->quarantined;
      continue;
    }
    const auto old = documents.find(arrival.document.id);
    PlanDocument(arrival, run, old == documents.end() ? nullptr : &old->second, &plan, counts);
  }
  return plan;
}

// --- the archive ---

archive::Record SourceRecord(const Document& d, const std::string& source_hash,
                             const std::string& date) {
  archive::Record record;
  record.hash = source_hash;
  record.doc = d.id;
  record.url = d.url;
  record.date = date;
  record.lang = d.lang;
  record.outlet = d.outlet;
  record.published = d.published.date;
  record.bytes = d.source;
  return record;
}

Status ArchiveSources(archive::Archive& archive, const std::string& date, Plan* plan) {
  for (PlannedDocument& p : plan->documents) {
    const Document& d = p.arrival->document;
    if (p.arrival->archived) {
      p.location = *p.arrival->archived;
      continue;
    }
    BONGSU_ASSIGN_OR_RETURN(p.location, archive.Add(SourceRecord(d, d.source_hash, date)));
  }
  for (PlannedQuarantine& p : plan->quarantine) {
    if (p.source_hash.empty()) continue;
    if (p.arrival->archived) {
      p.location = *p.arrival->archived;
      continue;
    }
    BONGSU_ASSIGN_OR_RETURN(p.location,
                            archive.Add(SourceRecord(p.arrival->document, p.source_hash, date)));
  }
  return archive.Sync();
}

}  // namespace

Result<IngestCounts> Store::Ingest(std::span<const Arrival> batch, const RunInfo& run) {
  IngestCounts counts;
  if (batch.empty()) return counts;
  if (impl_->options.mode != Mode::kWrite)
    return {ErrorCode::kInvalidArgument, "the workspace was opened for reading"};
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  BONGSU_ASSIGN_OR_RETURN(Plan plan, MakePlan(*db, batch, run, &counts));
  if (plan.empty()) return counts;

  const std::string identity =
      run.version + '\0' + run.lexicon_checksum + '\0' + run.command + '\0' + run.started;
  const bool new_run = impl_->run == 0 || impl_->run_identity != identity;
  int64_t run_id = impl_->run;
  const auto write = [&]() -> Status {
    BONGSU_ASSIGN_OR_RETURN(archive::Archive * archive, impl_->OpenArchive());
    BONGSU_RETURN_IF_ERROR(ArchiveSources(*archive, run.started, &plan));
    BONGSU_ASSIGN_OR_RETURN(archive::RecordWriter * records, impl_->OpenRecords());
    return Transaction(*db, [&]() -> Status {
      if (new_run) {
        BONGSU_ASSIGN_OR_RETURN(Rows rows,
                                db->Query("SELECT coalesce(max(run), 0)::BIGINT FROM runs"));
        run_id = rows.Next() ? rows.Integer(0) + 1 : 1;
      }
      return BatchWriter(*db, *records, plan, impl_->options.occurrences, impl_->signatures, run_id)
          .Write(run, new_run);
    });
  };
  if (Status status = write(); !status.ok()) {
    impl_->CloseAfterFailure();
    return status;
  }
  impl_->run = run_id;
  impl_->run_identity = identity;
  return counts;
}

}  // namespace bongsu::store
