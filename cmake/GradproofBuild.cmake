# Settings that every target of ours shares, and the one folder of links that makes
# <gradproof/core/...> mean the same in the build tree and after installation.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)

find_program(GRADPROOF_CCACHE ccache)
if(GRADPROOF_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Without the first words it compiles anew whatever reads a precompiled header; without the last it reads all of that
  # header, 100 MB, to see whether it is still the same.
  set(CMAKE_CUDA_COMPILER_LAUNCHER env CCACHE_INODECACHE=1 ${GRADPROOF_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_INODECACHE=1 ${GRADPROOF_CCACHE})
endif()

# Seventy programs are linked: a quick linker saves a tenth of a debug build. What users run, and what is counted, is
# linked by the system's own: the two differ by some instructions per call.
find_program(GRADPROOF_MOLD mold)
if(GRADPROOF_MOLD)
  add_link_options($<$<CONFIG:Debug>:-fuse-ld=mold>)
endif()

set(GRADPROOF_INCLUDE ${PROJECT_BINARY_DIR}/include)
file(MAKE_DIRECTORY ${GRADPROOF_INCLUDE}/gradproof)
foreach(folder core cuda checks bench reports cli examples)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${folder} ${GRADPROOF_INCLUDE}/gradproof/${folder} SYMBOLIC)
endforeach()
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/core/gradproof.hpp ${GRADPROOF_INCLUDE}/gradproof/gradproof.hpp SYMBOLIC)

add_library(gradproof_settings INTERFACE)
# Warnings are errors in every preset; another compiler's new warning need not stop a user who configures by hand.
target_compile_options(gradproof_settings INTERFACE -Wall -Wextra -Wpedantic)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # When it optimizes, GCC 12 follows values into the standard library's strings, vectors and variants and sees faults
  # there that are not. Clang and the sanitizers look for the true ones.
  target_compile_options(gradproof_settings INTERFACE -Wno-restrict -Wno-array-bounds -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-stringop-overread)
endif()
target_include_directories(gradproof_settings INTERFACE $<BUILD_INTERFACE:${GRADPROOF_INCLUDE}>)

# One line per optional part: found or not, and what that means.
set_property(GLOBAL PROPERTY GRADPROOF_FEATURES "")
function(gradproof_feature line)
  set_property(GLOBAL APPEND PROPERTY GRADPROOF_FEATURES "${line}")
endfunction()
function(gradproof_report_features)
  get_property(lines GLOBAL PROPERTY GRADPROOF_FEATURES)
  foreach(line IN LISTS lines)
    message(STATUS "gradproof: ${line}")
  endforeach()
endfunction()

# A program for users: part of the target `programs` and of the installation.
set_property(GLOBAL PROPERTY GRADPROOF_PROGRAMS "")
function(gradproof_program target)
  set_property(GLOBAL APPEND PROPERTY GRADPROOF_PROGRAMS ${target})
endfunction()
