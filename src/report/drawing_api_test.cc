#include "report/drawing_api.h"

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <set>

namespace bongsu::report {
namespace {

TEST(DrawingApi, EveryFunctionOfTheTableIsInItsLibrary) {
  const auto api = drawing::Load();
  if (!api) GTEST_SKIP() << api.error().message();
  std::set<void*> addresses;
  for (const auto& [name, file] : drawing::FunctionNames()) {
    void* library = ::dlopen(file.c_str(), RTLD_NOW | RTLD_NOLOAD);
    ASSERT_NE(library, nullptr) << file;
    void* function = ::dlsym(library, name.c_str());
    EXPECT_NE(function, nullptr) << name;
    EXPECT_TRUE(addresses.insert(function).second) << name << " is listed twice";
    ::dlclose(library);
  }
  EXPECT_EQ(addresses.size() * sizeof(void*), sizeof(drawing::Api));
}

}  // namespace
}  // namespace bongsu::report
