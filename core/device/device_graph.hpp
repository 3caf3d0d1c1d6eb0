#pragma once
// Work of a device that is written down once and issued again as it was: the same kernels over the same addresses,
// without what the host does in between.
#include <gradproof/core/device/stream.hpp>
#include <optional>

namespace gradproof {

/// What was issued to a stream between begin() and end(). A replay writes the memory of the tensors that were made
/// meanwhile, and of those that were written, and no version counter counts that: what backward saved of them is
/// another's number afterwards, and nothing says so. Clone what is to outlive a replay.
class DeviceGraph {
 public:
  DeviceGraph() = default;
  ~DeviceGraph();
  DeviceGraph(const DeviceGraph&) = delete;

  /// `stream` is current until the end. Throws `argument` for a device without streams, its default stream, and while
  /// another stream of it is captured.
  void begin(const Stream& stream);
  /// Throws `argument` where something in between had to wait for the device; the device can be used as before.
  void end();
  /// Issues it to the current stream of its device. Throws `argument` before the end.
  void replay() const;

 private:
  std::optional<Stream> stream_;
  std::optional<StreamGuard> current_;
  std::optional<GraphId> made_;
};

}  // namespace gradproof
