#include "report/drawing_api.h"

#include <dlfcn.h>

#include <mutex>

// cairo 1.16 loses two small arrays with every PDF, fontconfig its configuration once: not ours to
// mend, and no reason for AddressSanitizer to end the program with an error.
#if defined(__SANITIZE_ADDRESS__)
extern "C" const char* __lsan_default_suppressions();  // NOLINT: the sanitizer's name
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libcairo.so\nleak:libfontconfig.so\n";
}
#endif

namespace bongsu::report::drawing {
namespace {

constexpr char kInstall[] = "install it with: apt-get install libpangocairo-1.0-0";

// Names of the files by the word in the table.
struct Library {
  const char* file;
  void* handle = nullptr;
};
struct Libraries {
  Library cairo{"libcairo.so.2"};
  Library pango{"libpango-1.0.so.0"};
  Library pangocairo{"libpangocairo-1.0.so.0"};
  Library gobject{"libgobject-2.0.so.0"};
  Library glib{"libglib-2.0.so.0"};
};

Status Open(Library* library) {
  library->handle = ::dlopen(library->file, RTLD_NOW | RTLD_LOCAL);
  if (library->handle) return {};
  const char* why = ::dlerror();
  return {ErrorCode::kNotFound, std::string("PDF is drawn by cairo and Pango, and ") +
                                    library->file + " is not there; " + kInstall + "\n  " +
                                    (why ? why : "")};
}

Result<Api> Bind(const Libraries& libraries) {
  Api api;
#define BONGSU_BIND_(library, name)                                                          \
  api.name = reinterpret_cast<decltype(api.name)>(::dlsym(libraries.library.handle, #name)); \
  if (!api.name)                                                                             \
    return {ErrorCode::kUnsupported, std::string(libraries.library.file) +                   \
                                         " is too old: it lacks " #name                      \
                                         " (cairo 1.16 and "                                 \
                                         "Pango 1.44 or later are needed); " +               \
                                         kInstall};
  BONGSU_DRAWING_FUNCTIONS(BONGSU_BIND_)
#undef BONGSU_BIND_
  return api;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> FunctionNames() {
  const Libraries libraries;
  std::vector<std::pair<std::string, std::string>> names;
#define BONGSU_NAME_(library, name) names.emplace_back(#name, libraries.library.file);
  BONGSU_DRAWING_FUNCTIONS(BONGSU_NAME_)
#undef BONGSU_NAME_
  return names;
}

Result<const Api*> Load() {
  static std::mutex mutex;  // guards api, loaded
  static Api api;
  static bool loaded = false;
  const std::lock_guard lock(mutex);
  if (!loaded) {
    Libraries libraries;
    for (Library* library : {&libraries.cairo, &libraries.pango, &libraries.pangocairo,
                             &libraries.gobject, &libraries.glib})
      BONGSU_RETURN_IF_ERROR(Open(library));
    BONGSU_ASSIGN_OR_RETURN(api, Bind(libraries));
    loaded = true;
  }
  return static_cast<const Api*>(&api);
}

}  // namespace bongsu::report::drawing
