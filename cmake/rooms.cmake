# bongsu_room(NAME NEEDS rooms... USES libraries...)
# A room is the static library of the sources below src/NAME (tests apart). NEEDS are the rooms it may include,
# and so the allowed direction of dependencies; USES are libraries that this room alone wraps.
define_property(GLOBAL PROPERTY BONGSU_ROOMS)
function(bongsu_room name)
  cmake_parse_arguments(room "" "" "NEEDS;USES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cc)
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$")
  add_library(bongsu_${name} STATIC ${sources})
  add_library(bongsu::${name} ALIAS bongsu_${name})
  target_include_directories(bongsu_${name} PUBLIC ${CMAKE_SOURCE_DIR}/include ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(bongsu_${name} PRIVATE bongsu_warnings)
  foreach(needed ${room_NEEDS})
    target_link_libraries(bongsu_${name} PUBLIC bongsu::${needed})
  endforeach()
  foreach(used ${room_USES})
    if(used STREQUAL "cld2")
      target_link_libraries(bongsu_${name} PRIVATE ${CLD2_LIBRARY})
    else()
      target_link_libraries(bongsu_${name} PRIVATE ${used})
    endif()
  endforeach()
  set_property(GLOBAL APPEND PROPERTY BONGSU_ROOMS ${name})
  set_property(GLOBAL PROPERTY BONGSU_USES_${name} ${room_USES})
endfunction()

# Precompiles headers for a target (BONGSU_PRECOMPILE). Every file still includes what it uses. Only for what is built
# with -O1: above that g++ 12 warns of the standard library's own code when it comes out of a precompiled header.
function(bongsu_precompile target)
  if(BONGSU_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()

# One test program per room from its *_test.cc files, labelled `unit`.
function(bongsu_tests)
  include(GoogleTest)
  get_property(rooms GLOBAL PROPERTY BONGSU_ROOMS)
  foreach(name ${rooms})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*_test.cc)
    if(sources)
      add_executable(${name}_test ${sources})
      # What the room wraps, its tests include as well, and with the same definitions: simdjson's parser has another
      # layout without SIMDJSON_THREADS_ENABLED.
      get_property(uses GLOBAL PROPERTY BONGSU_USES_${name})
      list(REMOVE_ITEM uses cld2)
      target_link_libraries(${name}_test PRIVATE bongsu::${name} bongsu_warnings GTest::gmock GTest::gtest_main
        yaml-cpp PkgConfig::gumbo ${uses})
      target_compile_definitions(${name}_test PRIVATE
        BONGSU_SOURCE_DIR="${CMAKE_SOURCE_DIR}" BONGSU_DATA_DIR="${CMAKE_SOURCE_DIR}/data")
      # A test's own code need not be fast, its compilation should be.
      target_compile_options(${name}_test PRIVATE $<$<CONFIG:Release,RelWithDebInfo>:-O1>)
      bongsu_precompile(${name}_test <gmock/gmock.h> <gtest/gtest.h>)
      gtest_discover_tests(${name}_test PROPERTIES LABELS unit DISCOVERY_TIMEOUT 60)
    endif()
  endforeach()
endfunction()
