#pragma once
// Where work of a device is queued, and how one queue waits for another. On a device without queues, the host for one,
// everything is done at once and all this is empty.
#include <gradproof/core/device/device.hpp>
#include <utility>

namespace gradproof {

class Event;

/// A queue of a device: a value, compared by what it names.
class Stream {
 public:
  Stream(const Device& device, StreamId id) : device_(device), id_(id) {}

  const Device& device() const { return device_; }
  StreamId id() const { return id_; }
  /// Whether all that was issued to it has run.
  bool query() const;
  void synchronize() const;
  /// What is issued here from now on waits for what `event` stands for; what it stands for later does not count.
  void wait_event(const Event& event) const;
  /// The same for all that was issued to `other` so far.
  void wait_stream(const Stream& other) const;
  bool operator==(const Stream&) const = default;

 private:
  Device device_;
  StreamId id_;
};

/// A queue of the device, beside the others; a `blocking` one runs nothing beside the default stream's work. There are
/// so many of them as PyTorch has; who asks more often gets the first ones again.
Stream new_stream(const Device& device, bool blocking = false);
Stream default_stream(const Device& device);
/// The thread's: the default stream until a guard says otherwise.
Stream current_stream(const Device& device);
StreamId current_stream_id(Backend& device);

/// Makes `stream` current on its device, and the device current, until the guard's end.
class StreamGuard {
 public:
  explicit StreamGuard(const Stream& stream);
  ~StreamGuard();
  StreamGuard(const StreamGuard&) = delete;
  StreamGuard& operator=(const StreamGuard&) = delete;

 private:
  DeviceGuard device_;
  Stream before_;
};

/// A mark in a stream, made when it is recorded for the first time.
class Event {
 public:
  Event() = default;
  ~Event();
  Event(Event&& o) noexcept : backend_(std::exchange(o.backend_, nullptr)), id_(o.id_) {}
  Event& operator=(Event&& o) noexcept;

  /// Stands for what was issued to `stream` so far. Throws `argument` for a stream of another device than before.
  void record(const Stream& stream);
  /// Whether what it stands for has run; true where it was never recorded.
  bool query() const;
  void synchronize() const;

 private:
  friend class Stream;
  Backend* backend_ = nullptr;
  EventId id_{};
};

}  // namespace gradproof
