#include "store/duckdb_api.h"

#include <dlfcn.h>

#include <cstdlib>
#include <filesystem>
#include <mutex>

namespace bongsu::store::duckdb {
namespace {

#if defined(__aarch64__)
constexpr char kArchitecture[] = "arm64";
#else
constexpr char kArchitecture[] = "x64";
#endif
// The release that scripts/fetch-duckdb.sh fetches.
constexpr char kRelease[] = "1.5.5-r.5";
constexpr char kLibrary[] = "libduckdb.so";

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::vector<std::string> Candidates() {
  if (const std::string own = Environment("BONGSU_DUCKDB_DIR"); !own.empty())
    return {own + "/" + kLibrary};
  std::vector<std::string> paths;
  std::string cache = Environment("XDG_CACHE_HOME");
  if (const std::string home = Environment("HOME"); cache.empty() && !home.empty())
    cache = home + "/.cache";
  if (!cache.empty())
    paths.push_back(cache + "/bongsu/duckdb-" + kRelease + "-" + kArchitecture + "/" + kLibrary);
  std::error_code ec;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", ec).parent_path();
  if (!ec) {
    paths.push_back((program / kLibrary).string());
    paths.push_back((program.parent_path() / "lib" / kLibrary).string());
  }
  paths.push_back(kLibrary);  // where the dynamic linker looks
  return paths;
}

Result<void*> OpenLibrary() {
  std::string tried;
  for (const std::string& path : Candidates()) {
    if (void* library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) return library;
    const char* why = ::dlerror();
    tried += "\n  " + (why ? std::string(why) : path);
  }
  return {
      ErrorCode::kNotFound,
      "the database engine (libduckdb.so) is not there; run scripts/fetch-duckdb.sh once, or set "
      "BONGSU_DUCKDB_DIR to the folder that holds it. Tried:" +
          tried};
}

Result<Api> Bind(void* library) {
  Api api;
#define BONGSU_BIND_(name, type, parameters)                                          \
  api.name = reinterpret_cast<decltype(api.name)>(::dlsym(library, "duckdb_" #name)); \
  if (!api.name)                                                                      \
    return {ErrorCode::kUnsupported, "libduckdb.so lacks duckdb_" #name               \
                                     "; run scripts/fetch-duckdb.sh for the right version"};
  BONGSU_DUCKDB_FUNCTIONS(BONGSU_BIND_)
#undef BONGSU_BIND_
  return api;
}

}  // namespace

std::vector<std::string> FunctionNames() {
  std::vector<std::string> names;
#define BONGSU_NAME_(name, type, parameters) names.push_back("duckdb_" #name);
  BONGSU_DUCKDB_FUNCTIONS(BONGSU_NAME_)
#undef BONGSU_NAME_
  return names;
}

Result<const Api*> Load() {
  static std::mutex mutex;  // guards api, loaded
  static Api api;
  static bool loaded = false;
  const std::lock_guard lock(mutex);
  if (!loaded) {
    BONGSU_ASSIGN_OR_RETURN(void* library, OpenLibrary());
    BONGSU_ASSIGN_OR_RETURN(api, Bind(library));
    loaded = true;
  }
  return static_cast<const Api*>(&api);
}

}  // namespace bongsu::store::duckdb
