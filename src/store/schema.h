// The tables and how they came to be: a numbered list of migrations. Column meanings are never
// reused; a released migration never changes (tests/data/store holds a small database of every
// released version).
#ifndef BONGSU_STORE_SCHEMA_H_
#define BONGSU_STORE_SCHEMA_H_

#include "bongsu/result.h"
#include "store/database.h"

namespace bongsu::store {

// The version this program writes.
int CurrentSchema();

// The version of a database; 0 when it is empty. kCorruption when it holds something that is not
// ours.
Result<int> SchemaVersion(Database& database);

// Brings a database from any older version to CurrentSchema, each step in a transaction of its own.
// kUnsupported when it is newer.
Status Migrate(Database& database);

}  // namespace bongsu::store

#endif  // BONGSU_STORE_SCHEMA_H_
