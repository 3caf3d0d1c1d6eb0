#pragma once
// A device together with one of its streams, as a number small enough for every node of a graph.
#include <gradproof/core/device/device.hpp>

namespace gradproof {

/// 0 is the host.
using Place = std::uint32_t;

/// The device, and its stream that is the thread's current one.
[[gnu::cold]] Place current_place(const Device& device);
Device device_of(Place place);
StreamId stream_of(Place place);
inline bool is_on(Place place, const Device& device) {
  return place == 0 ? device.is_cpu() : device_of(place) == device;
}

}  // namespace gradproof
