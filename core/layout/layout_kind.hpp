#pragma once
#include <gradproof/core/layout/layout.hpp>

namespace gradproof {

/// How elements are found. There is one way here; the others have a name so that they can be refused.
enum class LayoutKind : std::uint8_t { strided, sparse };
inline constexpr LayoutKind kStrided = LayoutKind::strided, kSparse = LayoutKind::sparse;

inline bool operator==(const Layout&, LayoutKind kind) { return kind == kStrided; }

}  // namespace gradproof
