// Any value of a result as text: what `bongsu sql` prints.
#ifndef BONGSU_STORE_CELL_H_
#define BONGSU_STORE_CELL_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "store/duckdb_api.h"

namespace bongsu::store {

// The bytes of a VARCHAR or BLOB element; valid as long as its chunk.
std::string_view TextOf(const duckdb::StringRef& ref);

// The element at `row`, which must not be NULL. Dates and times in ISO form (times with zone in
// UTC, "Z"), blobs as lower-case hex digits, lists, structs and maps as JSON. A type this version
// does not know gives "?".
std::string CellText(const duckdb::Api& api, duckdb::VectorHandle vector, uint64_t row);

// True for the types whose text is a JSON value as it stands: finite numbers apart (nan and inf are
// not JSON), booleans and the nested ones.
bool IsBareJson(duckdb::Type type);

}  // namespace bongsu::store

#endif  // BONGSU_STORE_CELL_H_
