# Headers that most files of a target include are read once (precompiled) instead of once per file: in a debug build that is
# half of what a small file costs. Only headers that seldom change; and still every file includes what it uses, because
# `./dev lint` compiles without this. A target may take what another has read (REUSE_FROM) where both are compiled with the
# same flags, -fPIC for libraries and -fPIE for programs, and agree on the macros that the headers ask for.
set(GRADPROOF_STANDARD_HEADERS <algorithm> <array> <cmath> <cstdint> <functional> <map> <memory> <optional> <ostream>
    <span> <string> <string_view> <unordered_map> <utility> <variant> <vector>)

# Target `name`, an object library of nothing: what it reads, many programs take from it, and none waits for another.
# Arguments: its headers, then LINK and the targets whose include folders and flags they need.
function(gradproof_headers_for_programs name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK")
  set(nothing ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  file(CONFIGURE OUTPUT ${nothing} CONTENT "")
  add_library(${name} OBJECT ${nothing})
  target_link_libraries(${name} PRIVATE gradproof_settings ${arg_LINK})
  target_compile_options(${name} PRIVATE -fPIE)
  target_precompile_headers(${name} PRIVATE ${arg_UNPARSED_ARGUMENTS})
endfunction()
