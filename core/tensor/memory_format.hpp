#pragma once
#include <gradproof/core/layout/layout.hpp>

namespace gradproof {

/// In which order dimensions lie in memory. Preserve: as the source has them.
enum class MemoryFormat { Contiguous, Preserve, ChannelsLast, ChannelsLast3d };

/// Strides of a dense tensor in `format`, which is not Preserve. Throws `shape` unless the rank is 4 for ChannelsLast
/// and 5 for ChannelsLast3d.
std::vector<std::int64_t> strides_in(IntArrayRef sizes, MemoryFormat format);
/// Whether `layout` is dense in `format`; size-1 dimensions do not matter. False for another rank.
bool lies_in(const Layout& layout, MemoryFormat format);

}  // namespace gradproof
