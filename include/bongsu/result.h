// Errors as values: `Status` (done, or why not) and `Result<T>` (a value, or why not).
//
// Three kinds of failure are kept apart: expected ones (bad input, a missing file, a full disk)
// travel as `Status`; a broken invariant of our own is `BONGSU_ASSERT`; out of memory is
// `std::bad_alloc`. A message says where and what: path, line or byte offset, the rule, the
// offending text clipped. Both classes are values; copies are independent; a const object may be
// read from several threads.
#ifndef BONGSU_RESULT_H_
#define BONGSU_RESULT_H_

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

namespace bongsu {

// The class of an error. The number is the process exit code that docs/cli.md gives.
enum class ErrorCode {
  kOk = 0,
  kInvalidArgument = 2,    // the caller's words are off: option, filter, date
  kNotFound = 3,           // a file, record or table that does not exist
  kCorruption = 4,         // stored bytes that do not add up
  kIoError = 5,            // the operating system refused: permission, full disk
  kUnsupported = 6,        // well-formed but beyond what this version reads
  kResourceExhausted = 7,  // a named limit was reached
  kBusy = 8,               // another process owns the workspace
  kBadInput = 9,           // a document or data file that breaks its format's rules
  kInterrupted = 130,      // Ctrl-C
};

// Short lower-case name: "not found", "bad input" ...
const char* ErrorCodeName(ErrorCode code);

class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(ErrorCode code, std::string message) : code_(code), message_(std::move(message)) {}
  static Status Ok() { return {}; }

  bool ok() const { return code_ == ErrorCode::kOk; }
  ErrorCode code() const { return code_; }
  const std::string& message() const { return message_; }

 private:
  ErrorCode code_ = ErrorCode::kOk;
  std::string message_;
};

// A value or an error; members named after std::expected, which it gives way to one day.
// Reading the wrong side is a bug and aborts.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}          // NOLINT: implicit by design
  Result(Status status) : status_(std::move(status)) {}  // NOLINT: implicit by design
  Result(ErrorCode code, std::string message) : status_(code, std::move(message)) {}

  bool has_value() const { return value_.has_value(); }
  explicit operator bool() const { return has_value(); }
  const Status& error() const { return status_; }
  T& value() & { return Checked(); }
  const T& value() const& { return const_cast<Result*>(this)->Checked(); }
  T&& value() && { return std::move(Checked()); }
  T& operator*() & { return Checked(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &Checked(); }
  const T* operator->() const { return &value(); }

 private:
  T& Checked() {
    if (!value_) std::abort();
    return *value_;
  }
  std::optional<T> value_;
  Status status_;
};

#define BONGSU_CONCAT_INNER_(a, b) a##b
#define BONGSU_CONCAT_(a, b) BONGSU_CONCAT_INNER_(a, b)

// Returns the error of `expr` (a Status) from the enclosing function, if there is one.
#define BONGSU_RETURN_IF_ERROR(expr)                                      \
  do {                                                                    \
    if (::bongsu::Status status_ = (expr); !status_.ok()) return status_; \
  } while (false)

// Assigns the value of `expr` (a Result) to `lhs`, or returns its error.
#define BONGSU_ASSIGN_OR_RETURN(lhs, expr) \
  BONGSU_ASSIGN_OR_RETURN_IMPL_(BONGSU_CONCAT_(result_, __LINE__), lhs, expr)
#define BONGSU_ASSIGN_OR_RETURN_IMPL_(result, lhs, expr) \
  auto result = (expr);                                  \
  if (!result) return result.error();                    \
  lhs = std::move(*result)

// A violated invariant of our own. User data never trips it. On in Debug and sanitizer builds.
#ifdef NDEBUG
#define BONGSU_ASSERT(cond) ((void)0)
#else
#define BONGSU_ASSERT(cond) ((cond) ? (void)0 : ::std::abort())
#endif

}  // namespace bongsu

#endif  // BONGSU_RESULT_H_
