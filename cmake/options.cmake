# Compiler settings that every target shares.
add_library(bongsu_warnings INTERFACE)
target_compile_options(bongsu_warnings INTERFACE -Wall -Wextra -Wshadow -Wconversion)
# g++ 12 reports overlapping copies in std::string's operator+ that are none (GCC bug 105651).
target_compile_options(bongsu_warnings INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
if(BONGSU_WERROR)
  target_compile_options(bongsu_warnings INTERFACE -Werror)
endif()

# The same bytes everywhere: no fused multiply-add (conventions, section 6).
add_compile_options(-ffp-contract=off)
if(BONGSU_SANITIZE)
  add_compile_options(-fsanitize=${BONGSU_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${BONGSU_SANITIZE})
endif()

find_program(BONGSU_MOLD mold)
if(BONGSU_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
find_program(BONGSU_CCACHE ccache)
if(BONGSU_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${BONGSU_CCACHE})
endif()
# Precompiled headers halve a clean build; ccache does better with its own, so only one of the two.
if(BONGSU_CCACHE)
  option(BONGSU_PRECOMPILE "Precompile the heaviest headers" OFF)
else()
  option(BONGSU_PRECOMPILE "Precompile the heaviest headers" ON)
endif()
