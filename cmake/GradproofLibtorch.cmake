# The optional peer: target gradproof_libtorch (headers and library of libtorch) where it is found.
# Its own CMake package is not used: it costs seconds and sets flags for the whole build.
# A wheel's copy instead of the system's: -DGRADPROOF_TORCH_ROOT=<site-packages>/torch
set(GRADPROOF_TORCH_ROOT "" CACHE PATH "folder with include/ and lib/ of a libtorch; empty: the system's")
set(GRADPROOF_LIBTORCH_FOUND OFF)
if(NOT GRADPROOF_LIBTORCH)
  gradproof_feature("libtorch: switched off (GRADPROOF_LIBTORCH)")
  return()
endif()

foreach(variable GRADPROOF_TORCH_INCLUDE GRADPROOF_TORCH_API_INCLUDE GRADPROOF_TORCH_LIBRARY GRADPROOF_TORCH_CPU_LIBRARY GRADPROOF_C10_LIBRARY)
  unset(${variable} CACHE)  # another root, or a package installed since: look again
endforeach()
if(GRADPROOF_TORCH_ROOT)
  set(search PATHS ${GRADPROOF_TORCH_ROOT} NO_DEFAULT_PATH)
endif()
find_path(GRADPROOF_TORCH_INCLUDE torch/library.h PATH_SUFFIXES include ${search})
find_path(GRADPROOF_TORCH_API_INCLUDE torch/torch.h PATH_SUFFIXES include/torch/csrc/api/include torch/csrc/api/include ${search})
find_library(GRADPROOF_TORCH_LIBRARY torch PATH_SUFFIXES lib ${search})
find_library(GRADPROOF_TORCH_CPU_LIBRARY torch_cpu PATH_SUFFIXES lib ${search})
find_library(GRADPROOF_C10_LIBRARY c10 PATH_SUFFIXES lib ${search})
mark_as_advanced(GRADPROOF_TORCH_INCLUDE GRADPROOF_TORCH_API_INCLUDE GRADPROOF_TORCH_LIBRARY GRADPROOF_TORCH_CPU_LIBRARY GRADPROOF_C10_LIBRARY)

if(NOT (GRADPROOF_TORCH_INCLUDE AND GRADPROOF_TORCH_API_INCLUDE AND GRADPROOF_TORCH_LIBRARY AND GRADPROOF_TORCH_CPU_LIBRARY AND GRADPROOF_C10_LIBRARY))
  gradproof_feature("libtorch: not found, so no libtorch subject and no libtorch benchmark twins (Debian: libtorch-dev)")
  return()
endif()
set(GRADPROOF_LIBTORCH_FOUND ON)
gradproof_feature("libtorch: ${GRADPROOF_TORCH_CPU_LIBRARY}")

add_library(gradproof_libtorch INTERFACE)
target_compile_definitions(gradproof_libtorch INTERFACE GRADPROOF_AGAINST_LIBTORCH)
target_include_directories(gradproof_libtorch SYSTEM INTERFACE ${GRADPROOF_TORCH_INCLUDE} ${GRADPROOF_TORCH_API_INCLUDE})
target_link_libraries(gradproof_libtorch INTERFACE ${GRADPROOF_TORCH_LIBRARY} ${GRADPROOF_TORCH_CPU_LIBRARY} ${GRADPROOF_C10_LIBRARY})
# Before every other header: otherwise clang 14 meets std::vector<IValue> in C++20 before IValue is complete.
target_compile_options(gradproof_libtorch INTERFACE "$<$<CXX_COMPILER_ID:Clang>:SHELL:-include ATen/core/ivalue.h>")

# These take 5 s to read: once for all programs that are compiled against them. Not <torch/torch.h>: every program would
# instantiate the templates of torch::nn anew, whether it uses them or not, which takes longer than its own text.
gradproof_headers_for_programs(gradproof_libtorch_headers <torch/autograd.h> <torch/types.h> <torch/utils.h>
                               LINK gradproof_libtorch)
function(gradproof_against_libtorch program)
  target_link_libraries(${program} PRIVATE gradproof_settings gradproof_libtorch)
  target_precompile_headers(${program} REUSE_FROM gradproof_libtorch_headers)
endfunction()
