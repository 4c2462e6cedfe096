// The functions of DuckDB's C API that Bongsu uses, declared here and found in libduckdb.so at run
// time, so that commands without a database start without it. Signatures follow duckdb.h of 1.4
// (all of it is in 1.5); duckdb_api_test.cc checks every name against the real library. Only
// store/database.cc and store/cell.cc call these.
#ifndef BONGSU_STORE_DUCKDB_API_H_
#define BONGSU_STORE_DUCKDB_API_H_

#include <cstdint>
#include <string>
#include <vector>

#include "bongsu/result.h"

namespace bongsu::store::duckdb {

using Index = uint64_t;
enum class State : int { kSuccess = 0, kError = 1 };
enum class PendingState : int { kReady = 0, kNotReady = 1, kError = 2, kNoTasks = 3 };

// duckdb_type. The numbers are DuckDB's and fixed by it.
enum class Type : int {
  kBoolean = 1,
  kTinyInt = 2,
  kSmallInt = 3,
  kInteger = 4,
  kBigInt = 5,
  kUTinyInt = 6,
  kUSmallInt = 7,
  kUInteger = 8,
  kUBigInt = 9,
  kFloat = 10,
  kDouble = 11,
  kTimestamp = 12,
  kDate = 13,
  kTime = 14,
  kInterval = 15,
  kHugeInt = 16,
  kVarchar = 17,
  kBlob = 18,
  kDecimal = 19,
  kTimestampS = 20,
  kTimestampMs = 21,
  kTimestampNs = 22,
  kEnum = 23,
  kList = 24,
  kStruct = 25,
  kMap = 26,
  kUuid = 27,
  kTimestampTz = 31,
  kUHugeInt = 32,
  kArray = 33,
  kSqlNull = 36,
};

// Opaque handles: pointers to structs of the library.
struct DatabaseObject;
struct ConnectionObject;
struct ConfigObject;
struct StatementObject;
struct PendingObject;
struct AppenderObject;
struct ChunkObject;
struct VectorObject;
struct TypeObject;
using DatabaseHandle = DatabaseObject*;
using ConnectionHandle = ConnectionObject*;
using ConfigHandle = ConfigObject*;
using StatementHandle = StatementObject*;
using PendingHandle = PendingObject*;
using AppenderHandle = AppenderObject*;
using ChunkHandle = ChunkObject*;
using VectorHandle = VectorObject*;
using TypeHandle = TypeObject*;
struct FunctionObject;
struct CallObject;
using FunctionHandle = FunctionObject*;
using CallHandle = CallObject*;  // one call of a function of ours
using FunctionBody = void (*)(CallHandle, ChunkHandle, VectorHandle);

// duckdb_result, passed by value to duckdb_fetch_chunk: the layout is part of the interface.
struct ResultObject {
  Index deprecated_column_count, deprecated_row_count, deprecated_rows_changed;
  void* deprecated_columns;
  char* deprecated_error_message;
  void* internal_data;
};

// duckdb_string_t: up to 12 bytes lie inside, right after the length; longer ones behind the
// pointer.
inline constexpr uint32_t kInlineBytes = 12;
struct StringRef {
  uint32_t length;
  char prefix[4];
  const char* data;
};
static_assert(sizeof(StringRef) == 16);

struct ListEntry {
  uint64_t offset, length;
};
struct HugeInt {
  uint64_t lower;
  int64_t upper;
};
struct Date {
  int32_t days;  // since 1970-01-01
};

// X(name without "duckdb_", return type, parameters)
#define BONGSU_DUCKDB_FUNCTIONS(X)                                                  \
  X(library_version, const char*, ())                                               \
  X(free, void, (void*))                                                            \
  X(create_config, State, (ConfigHandle*))                                          \
  X(set_config, State, (ConfigHandle, const char*, const char*))                    \
  X(destroy_config, void, (ConfigHandle*))                                          \
  X(open_ext, State, (const char*, DatabaseHandle*, ConfigHandle, char**))          \
  X(close, void, (DatabaseHandle*))                                                 \
  X(connect, State, (DatabaseHandle, ConnectionHandle*))                            \
  X(disconnect, void, (ConnectionHandle*))                                          \
  X(interrupt, void, (ConnectionHandle))                                            \
  X(prepare, State, (ConnectionHandle, const char*, StatementHandle*))              \
  X(prepare_error, const char*, (StatementHandle))                                  \
  X(destroy_prepare, void, (StatementHandle*))                                      \
  X(nparams, Index, (StatementHandle))                                              \
  X(clear_bindings, State, (StatementHandle))                                       \
  X(bind_null, State, (StatementHandle, Index))                                     \
  X(bind_int64, State, (StatementHandle, Index, int64_t))                           \
  X(bind_varchar_length, State, (StatementHandle, Index, const char*, Index))       \
  X(pending_prepared, State, (StatementHandle, PendingHandle*))                     \
  X(pending_execute_task, PendingState, (PendingHandle))                            \
  X(pending_error, const char*, (PendingHandle))                                    \
  X(execute_pending, State, (PendingHandle, ResultObject*))                         \
  X(destroy_pending, void, (PendingHandle*))                                        \
  X(result_error, const char*, (ResultObject*))                                     \
  X(destroy_result, void, (ResultObject*))                                          \
  X(column_count, Index, (ResultObject*))                                           \
  X(column_name, const char*, (ResultObject*, Index))                               \
  X(column_type, Type, (ResultObject*, Index))                                      \
  X(fetch_chunk, ChunkHandle, (ResultObject))                                       \
  X(destroy_data_chunk, void, (ChunkHandle*))                                       \
  X(data_chunk_get_size, Index, (ChunkHandle))                                      \
  X(data_chunk_get_vector, VectorHandle, (ChunkHandle, Index))                      \
  X(vector_get_data, void*, (VectorHandle))                                         \
  X(vector_get_validity, uint64_t*, (VectorHandle))                                 \
  X(vector_get_column_type, TypeHandle, (VectorHandle))                             \
  X(list_vector_get_child, VectorHandle, (VectorHandle))                            \
  X(array_vector_get_child, VectorHandle, (VectorHandle))                           \
  X(struct_vector_get_child, VectorHandle, (VectorHandle, Index))                   \
  X(get_type_id, Type, (TypeHandle))                                                \
  X(destroy_logical_type, void, (TypeHandle*))                                      \
  X(decimal_scale, uint8_t, (TypeHandle))                                           \
  X(decimal_internal_type, Type, (TypeHandle))                                      \
  X(enum_internal_type, Type, (TypeHandle))                                         \
  X(enum_dictionary_value, char*, (TypeHandle, Index))                              \
  X(array_type_array_size, Index, (TypeHandle))                                     \
  X(struct_type_child_count, Index, (TypeHandle))                                   \
  X(struct_type_child_name, char*, (TypeHandle, Index))                             \
  X(appender_create_ext, State,                                                     \
    (ConnectionHandle, const char*, const char*, const char*, AppenderHandle*))     \
  X(appender_error, const char*, (AppenderHandle))                                  \
  X(appender_end_row, State, (AppenderHandle))                                      \
  X(appender_close, State, (AppenderHandle))                                        \
  X(appender_destroy, State, (AppenderHandle*))                                     \
  X(append_null, State, (AppenderHandle))                                           \
  X(append_bool, State, (AppenderHandle, bool))                                     \
  X(append_int64, State, (AppenderHandle, int64_t))                                 \
  X(append_double, State, (AppenderHandle, double))                                 \
  X(append_date, State, (AppenderHandle, Date))                                     \
  X(append_varchar_length, State, (AppenderHandle, const char*, Index))             \
  X(create_logical_type, TypeHandle, (Type))                                        \
  X(create_scalar_function, FunctionHandle, ())                                     \
  X(destroy_scalar_function, void, (FunctionHandle*))                               \
  X(scalar_function_set_name, void, (FunctionHandle, const char*))                  \
  X(scalar_function_add_parameter, void, (FunctionHandle, TypeHandle))              \
  X(scalar_function_set_return_type, void, (FunctionHandle, TypeHandle))            \
  X(scalar_function_set_extra_info, void, (FunctionHandle, void*, void (*)(void*))) \
  X(scalar_function_set_function, void, (FunctionHandle, FunctionBody))             \
  X(scalar_function_get_extra_info, void*, (CallHandle))                            \
  X(scalar_function_set_error, void, (CallHandle, const char*))                     \
  X(register_scalar_function, State, (ConnectionHandle, FunctionHandle))            \
  X(vector_assign_string_element_len, void, (VectorHandle, Index, const char*, Index))

struct Api {
#define BONGSU_MEMBER_(name, type, parameters) type(*name) parameters = nullptr;
  BONGSU_DUCKDB_FUNCTIONS(BONGSU_MEMBER_)
#undef BONGSU_MEMBER_
};

// The names in the table, with their prefix: "duckdb_free" ...
std::vector<std::string> FunctionNames();

// The library, opened on first use and kept until the process ends. Looked for in
// $BONGSU_DUCKDB_DIR (alone, if set), the cache that scripts/fetch-duckdb.sh fills, the folder of
// the running program and its ../lib, the system's own places. kNotFound when it is nowhere,
// kUnsupported when it lacks a function; both say what to do. Safe for concurrent use; a failure is
// not remembered.
Result<const Api*> Load();

}  // namespace bongsu::store::duckdb

#endif  // BONGSU_STORE_DUCKDB_API_H_
