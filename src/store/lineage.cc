#include "store/lineage.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace bongsu::store {
namespace {

// Of the documents that share a band with one, those that share most are compared.
constexpr char kMostCandidates[] = "16";

std::string Hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    out += kDigits[static_cast<unsigned char>(c) >> 4];
    out += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

std::string FromHex(std::string_view digits) {
  const auto value = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string out;
  for (size_t i = 0; i + 1 < digits.size(); i += 2)
    out += static_cast<char>(value(digits[i]) * 16 + value(digits[i + 1]));
  return out;
}

class StoredSignatures : public corpus::CandidateIndex {
 public:
  StoredSignatures(Database& db, SignatureCache& cache) : db_(db), cache_(cache) {}

  Result<std::vector<corpus::Candidate>> Candidates(
      const std::vector<corpus::Signature>& asked) override {
    BONGSU_ASSIGN_OR_RETURN(std::vector<corpus::Candidate> found, SharingBands(asked));
    std::vector<corpus::Candidate*> missing;
    for (corpus::Candidate& c : found) {
      const corpus::Signature* held = cache_.Find(c.document);
      if (held == nullptr)
        missing.push_back(&c);
      else
        c.signature = *held;
    }
    BONGSU_RETURN_IF_ERROR(Read(missing));
    return found;
  }

 private:
  // Without their signatures.
  Result<std::vector<corpus::Candidate>> SharingBands(const std::vector<corpus::Signature>& asked) {
    BONGSU_RETURN_IF_ERROR(
        db_.Execute("CREATE OR REPLACE TEMP TABLE asked_bands (band BIGINT, asked BIGINT)"));
    BONGSU_ASSIGN_OR_RETURN(Appender out, db_.Append("asked_bands", true));
    for (size_t i = 0; i < asked.size(); ++i)
      for (const uint64_t band : corpus::Bands(asked[i]))
        out.Row(static_cast<int64_t>(band), static_cast<int64_t>(i));
    BONGSU_RETURN_IF_ERROR(out.Close());
    BONGSU_ASSIGN_OR_RETURN(Rows rows,
                            db_.Query(std::string("SELECT a.asked, b.doc_key FROM asked_bands a "
                                                  "JOIN document_bands b USING (band) "
                                                  "GROUP BY a.asked, b.doc_key "
                                                  "QUALIFY row_number() OVER (PARTITION BY a.asked "
                                                  "ORDER BY count(*) DESC, b.doc_key) <= ") +
                                      kMostCandidates + " ORDER BY a.asked, b.doc_key"));
    std::vector<corpus::Candidate> found;
    while (rows.Next())
      found.push_back({rows.Integer(1), static_cast<size_t>(rows.Integer(0)), {}});
    return found;
  }

  // Fills in the signatures of candidates in order of their documents.
  Status Read(const std::vector<corpus::Candidate*>& candidates) {
    if (candidates.empty()) return {};
    std::map<int64_t, std::vector<corpus::Candidate*>> of_document;
    for (corpus::Candidate* c : candidates) of_document[c->document].push_back(c);
    BONGSU_RETURN_IF_ERROR(
        db_.Execute("CREATE OR REPLACE TEMP TABLE asked_documents (doc_key BIGINT)"));
    BONGSU_ASSIGN_OR_RETURN(Appender out, db_.Append("asked_documents", true));
    for (const auto& [document, waiting] : of_document) out.Row(document);
    BONGSU_RETURN_IF_ERROR(out.Close());
    BONGSU_ASSIGN_OR_RETURN(Rows rows,
                            db_.Query("SELECT doc_key, signature FROM document_signatures JOIN "
                                      "asked_documents USING (doc_key)"));
    while (rows.Next()) {
      BONGSU_ASSIGN_OR_RETURN(const corpus::Signature signature,
                              corpus::DecodeSignature(FromHex(rows.Text(1))));
      for (corpus::Candidate* c : of_document[rows.Integer(0)]) c->signature = signature;
      cache_.Put(rows.Integer(0), signature);
    }
    return {};
  }

  Database& db_;
  SignatureCache& cache_;
};

// The groups that links join: of two that meet, the one with the larger key goes over to the other.
class Groups {
 public:
  void Know(int64_t document, int64_t group) {
    group_of_[document] = group;
    stored_.insert(group);
  }

  void Join(int64_t a, int64_t b) {
    const int64_t x = Of(a), y = Of(b);
    if (x == y) {
      changed_[a] = changed_[b] = x;
      return;
    }
    const int64_t into = std::min(x, y), from = std::max(x, y);
    for (auto& [document, group] : group_of_)
      if (group == from) group = into;
    if (stored_.contains(from)) moved_.emplace_back(from, into);
    group_of_[a] = group_of_[b] = into;
    changed_[a] = changed_[b] = into;
  }

  // Stored groups in the order in which they went over.
  const std::vector<std::pair<int64_t, int64_t>>& moved() const { return moved_; }
  // Documents that links touched, with their group.
  std::vector<std::pair<int64_t, int64_t>> Members() {
    std::vector<std::pair<int64_t, int64_t>> members;
    for (const auto& [document, group] : changed_) members.emplace_back(document, Of(document));
    return members;
  }

 private:
  int64_t Of(int64_t document) { return group_of_.try_emplace(document, document).first->second; }
  std::map<int64_t, int64_t> group_of_, changed_;
  std::set<int64_t> stored_;
  std::vector<std::pair<int64_t, int64_t>> moved_;
};

struct StoredLink {
  int64_t document, from;
  corpus::Derived derived;
};

Status WriteGroups(Database& db, const std::vector<StoredLink>& links) {
  std::set<int64_t> keys;
  for (const StoredLink& l : links)
    if (l.derived.derivation != corpus::Derivation::kPart) keys.insert({l.document, l.from});
  if (keys.empty()) return {};
  BONGSU_RETURN_IF_ERROR(
      db.Execute("CREATE OR REPLACE TEMP TABLE linked_documents (doc_key BIGINT)"));
  {
    BONGSU_ASSIGN_OR_RETURN(Appender out, db.Append("linked_documents", true));
    for (const int64_t key : keys) out.Row(key);
    BONGSU_RETURN_IF_ERROR(out.Close());
  }
  Groups groups;
  {
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows, db.Query("SELECT doc_key, group_key FROM document_groups JOIN linked_documents "
                            "USING (doc_key)"));
    while (rows.Next()) groups.Know(rows.Integer(0), rows.Integer(1));
  }
  for (const StoredLink& l : links)
    if (l.derived.derivation != corpus::Derivation::kPart) groups.Join(l.document, l.from);
  for (const auto& [from, into] : groups.moved())
    BONGSU_RETURN_IF_ERROR(
        db.Execute("UPDATE document_groups SET group_key = ? WHERE group_key = ?", {into, from}));
  const auto members = groups.Members();
  BONGSU_RETURN_IF_ERROR(db.Execute(
      "DELETE FROM document_groups WHERE doc_key IN (SELECT doc_key FROM linked_documents)"));
  BONGSU_ASSIGN_OR_RETURN(Appender out, db.Append("document_groups"));
  for (const auto& [document, group] : members) out.Row(document, group);
  return out.Close();
}

void AppendBands(Appender& out, int64_t doc_key, const corpus::Signature& signature) {
  for (const uint64_t band : corpus::Bands(signature)) out.Row(static_cast<int64_t>(band), doc_key);
}

// Documents that an indexed one stood for, which is gone now, must be found by themselves.
Status IndexThoseStoodFor(Database& db, const std::string& among, std::span<const Value> gone) {
  std::vector<SignedDocument> documents;
  {
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows,
        db.Query("SELECT doc_key, signature FROM document_signatures WHERE doc_key IN (SELECT "
                 "doc_key FROM document_links WHERE resemblance >= " +
                     std::to_string(corpus::kStandsFor) + " AND from_key" + among +
                     ") AND doc_key NOT IN (SELECT doc_key FROM document_bands) ORDER BY doc_key",
                 gone));
    while (rows.Next()) {
      BONGSU_ASSIGN_OR_RETURN(corpus::Signature signature,
                              corpus::DecodeSignature(FromHex(rows.Text(1))));
      documents.push_back({rows.Integer(0), signature});
    }
  }
  if (documents.empty()) return {};
  BONGSU_ASSIGN_OR_RETURN(Appender bands, db.Append("document_bands"));
  for (const SignedDocument& d : documents) AppendBands(bands, d.key, d.signature);
  return bands.Close();
}

}  // namespace

const corpus::Signature* SignatureCache::Find(int64_t doc_key) {
  if (const auto it = young_.find(doc_key); it != young_.end()) return &it->second;
  const auto it = old_.find(doc_key);
  return it == old_.end() ? nullptr : &it->second;
}

void SignatureCache::Put(int64_t doc_key, const corpus::Signature& signature) {
  if (young_.size() >= kYoung) {
    old_ = std::move(young_);
    young_.clear();
  }
  young_.insert_or_assign(doc_key, signature);
}

Status WriteLineage(Database& db, const std::vector<SignedDocument>& documents, int64_t run,
                    SignatureCache& cache) {
  if (documents.empty()) return {};
  std::vector<corpus::Signature> signatures;
  for (const SignedDocument& d : documents) signatures.push_back(d.signature);
  StoredSignatures earlier(db, cache);
  BONGSU_ASSIGN_OR_RETURN(const std::vector<corpus::Derived> derived,
                          corpus::FindDerived(signatures, earlier));
  std::vector<StoredLink> links;
  for (const corpus::Derived& d : derived)
    links.push_back({documents[d.asked].key,
                     d.within ? documents[static_cast<size_t>(d.from)].key : d.from, d});
  {
    BONGSU_ASSIGN_OR_RETURN(Appender out, db.Append("document_links"));
    for (const StoredLink& l : links)
      out.Row(l.document, l.from, corpus::DerivationName(l.derived.derivation),
              l.derived.likeness.resemblance, l.derived.likeness.containment, run);
    BONGSU_RETURN_IF_ERROR(out.Close());
  }
  BONGSU_RETURN_IF_ERROR(WriteGroups(db, links));
  BONGSU_ASSIGN_OR_RETURN(Appender kept, db.Append("document_signatures"));
  BONGSU_ASSIGN_OR_RETURN(Appender bands, db.Append("document_bands"));
  std::vector<bool> indexed(documents.size(), true);
  for (const corpus::Derived& d : derived)
    if (d.likeness.resemblance >= corpus::kStandsFor) indexed[d.asked] = false;
  for (size_t i = 0; i < documents.size(); ++i) {
    const SignedDocument& d = documents[i];
    kept.Row(d.key, Hex(corpus::Encode(d.signature)));
    if (!indexed[i]) continue;
    cache.Put(d.key, d.signature);
    AppendBands(bands, d.key, d.signature);
  }
  BONGSU_RETURN_IF_ERROR(kept.Close());
  return bands.Close();
}

Status ForgetSignatures(Database& db, const std::vector<Value>& doc_keys) {
  if (doc_keys.empty()) return {};
  const std::string among = " IN (" + Placeholders(doc_keys.size()) + ")";
  for (const char* table : {"document_signatures", "document_bands"})
    BONGSU_RETURN_IF_ERROR(
        db.Execute(std::string("DELETE FROM ") + table + " WHERE doc_key" + among, doc_keys));
  return IndexThoseStoodFor(db, among, doc_keys);
}

}  // namespace bongsu::store
