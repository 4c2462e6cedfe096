// Which document derives from which: signatures, their look-up, links and groups.
#ifndef BONGSU_STORE_LINEAGE_H_
#define BONGSU_STORE_LINEAGE_H_

#include <cstdint>
#include <vector>

#include "bongsu/result.h"
#include "corpus/near_duplicate.h"
#include "store/database.h"

namespace bongsu::store {

struct SignedDocument {
  int64_t key = 0;
  corpus::Signature signature;
};

// Links the documents, which are new to the store and already in it, to what they derive from, and
// keeps their signatures. Inside a transaction.
Status WriteLineage(Database& db, const std::vector<SignedDocument>& documents, int64_t run);

// Takes out what is known of a document that was replaced by another version. Inside a transaction.
Status ForgetSignatures(Database& db, const std::vector<Value>& doc_keys);

}  // namespace bongsu::store

#endif  // BONGSU_STORE_LINEAGE_H_
