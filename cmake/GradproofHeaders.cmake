# Headers that most files of a target include are read once (precompiled) instead of once per file: in a debug build that is
# half of what a small file costs. Only headers that seldom change; and still every file includes what it uses, because
# `./dev lint` compiles without this. A target may take what another has read (REUSE_FROM) where both are compiled with the
# same flags, -fPIC for libraries and -fPIE for programs, and agree on the macros that the headers ask for.
set(GRADPROOF_STANDARD_HEADERS <algorithm> <array> <cmath> <cstdint> <functional> <map> <memory> <optional> <ostream>
    <span> <string> <string_view> <unordered_map> <utility> <variant> <vector>)
