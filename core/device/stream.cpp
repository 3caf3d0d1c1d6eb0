#include <gradproof/core/device/stream.hpp>
#include <gradproof/core/layout/error.hpp>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

namespace gradproof {
namespace {

struct Choice {
  Backend* device;
  StreamId stream;
};
/// A device without an entry is on its default stream.
thread_local std::vector<Choice> chosen;

void choose(const Stream& stream) {
  Backend* const device = &stream.device().backend();
  for (Choice& choice : chosen)
    if (choice.device == device) return void(choice.stream = stream.id());
  chosen.push_back({device, stream.id()});
}

StreamId default_id(Backend& device) {
  Streams* streams = device.streams();
  return streams ? streams->default_stream() : StreamId{};
}

}  // namespace

StreamId current_stream_id(Backend& device) {
  for (const Choice& choice : chosen)
    if (choice.device == &device) return choice.stream;
  return default_id(device);
}

Stream current_stream(const Device& device) {
  const Device here = device.concrete();
  return Stream(here, current_stream_id(here.backend()));
}
Stream default_stream(const Device& device) {
  const Device here = device.concrete();
  return Stream(here, default_id(here.backend()));
}
namespace {

struct StreamPool {
  static constexpr std::size_t kStreams = 32;
  std::vector<StreamId> made;
  std::size_t asked = 0;
};

StreamId take_from_pool(Backend& device, bool blocking) {
  static std::mutex lock;
  static std::map<std::pair<Backend*, bool>, StreamPool> pools;
  std::lock_guard hold(lock);
  StreamPool& pool = pools[{&device, blocking}];
  if (pool.made.size() < StreamPool::kStreams) pool.made.push_back(device.streams()->create_stream(blocking));
  return pool.made[pool.asked++ % StreamPool::kStreams];
}

}  // namespace

Stream new_stream(const Device& device, bool blocking) {
  const Device here = device.concrete();
  return Stream(here, here.backend().streams() ? take_from_pool(here.backend(), blocking) : StreamId{});
}

bool Stream::query() const {
  Streams* streams = device_.backend().streams();
  return !streams || streams->is_done(id_);
}
void Stream::synchronize() const {
  if (Streams* streams = device_.backend().streams()) streams->synchronize(id_);
}
void Stream::wait_event(const Event& event) const {
  Streams* streams = device_.backend().streams();
  if (!event.backend_ || !streams) return;
  if (&event.backend_->numbered(0) != &device_.backend().numbered(0)) return event.synchronize();
  streams->wait(id_, event.id_);
}
void Stream::wait_stream(const Stream& other) const {
  Event event;
  event.record(other);
  wait_event(event);
}

StreamGuard::StreamGuard(const Stream& stream) : device_(stream.device()), before_(current_stream(stream.device())) {
  choose(stream);
}
StreamGuard::~StreamGuard() { choose(before_); }

Event::~Event() {
  if (backend_) backend_->streams()->destroy_event(id_);
}
Event& Event::operator=(Event&& o) noexcept {
  std::swap(backend_, o.backend_);
  std::swap(id_, o.id_);
  return *this;
}

void Event::record(const Stream& stream) {
  Backend& backend = stream.device().backend();
  Streams* streams = backend.streams();
  if (!streams) return;
  if (backend_ && backend_ != &backend)
    raise(ErrorKind::argument, "Event device " + std::to_string(backend_->index()) +
                                   " does not match recording stream's device " + stream.device().str() +
                                   "; use one event per device");
  if (!backend_) {
    id_ = streams->create_event();
    backend_ = &backend;
  }
  streams->record(id_, stream.id());
}
bool Event::query() const { return !backend_ || backend_->streams()->is_done(id_); }
void Event::synchronize() const {
  if (backend_) backend_->streams()->synchronize(id_);
}

}  // namespace gradproof
