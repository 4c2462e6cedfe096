// Which document derives from which: signatures, their look-up, links and groups.
#ifndef BONGSU_STORE_LINEAGE_H_
#define BONGSU_STORE_LINEAGE_H_

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "bongsu/result.h"
#include "corpus/near_duplicate.h"
#include "store/database.h"

namespace bongsu::store {

struct SignedDocument {
  int64_t key = 0;
  corpus::Signature signature;
};

// Signatures that batches of one run met, by doc_key, so that each is read once: documents of one
// story come again and again. Holds at most twice kYoung; those not met for longest go first.
class SignatureCache {
 public:
  static constexpr size_t kYoung = 50'000;  // 256 bytes each

  // Null when it is not held. Stays where it is until the next Put.
  const corpus::Signature* Find(int64_t doc_key);
  void Put(int64_t doc_key, const corpus::Signature& signature);

 private:
  std::unordered_map<int64_t, corpus::Signature> young_, old_;
};

// Links the documents, which are new to the store and already in it, to what they derive from, and
// keeps their signatures. Inside a transaction; after one that failed the cache holds what is not
// stored and must go.
Status WriteLineage(Database& db, const std::vector<SignedDocument>& documents, int64_t run,
                    SignatureCache& cache);

// Takes out what is known of documents that were replaced by other versions; documents they stood
// for (corpus::kStandsFor) are looked up under themselves from now on. Inside a transaction.
Status ForgetSignatures(Database& db, const std::vector<Value>& doc_keys);

}  // namespace bongsu::store

#endif  // BONGSU_STORE_LINEAGE_H_
