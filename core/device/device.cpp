#include <array>
#include <atomic>
#include <charconv>
#include <gradproof/core/device/absent_backend.hpp>
#include <gradproof/core/device/device.hpp>
#include <gradproof/core/device/plugin.hpp>
#include <gradproof/core/layout/error.hpp>
#include <mutex>
#include <numeric>
#include <ostream>
#include <span>
#include <vector>

namespace gradproof {

// The kinds that this build has: a line in core/CMakeLists.txt.
#define GRADPROOF_BACKEND(kind) Backend& kind##_backend();
GRADPROOF_BACKENDS
#undef GRADPROOF_BACKEND

namespace {

/// A kind of device: its first one, and the name of all.
struct Kind {
  const char* name;
  Backend* first;
};

/// Those that this build has, and behind them those that were plugged in: while others read.
struct Kinds {
  std::array<Kind, 8> all;
  std::atomic<std::size_t> count;
};

Kinds& all_kinds() {
#define GRADPROOF_BACKEND(kind) Kind{kind##_backend().name().data(), &kind##_backend()},
  static Kinds kinds = {{GRADPROOF_BACKENDS}, std::size(std::initializer_list<Kind>{GRADPROOF_BACKENDS})};
#undef GRADPROOF_BACKEND
  return kinds;
}

std::span<Kind> kinds() {
  Kinds& kinds = all_kinds();
  return {kinds.all.data(), kinds.count.load(std::memory_order_acquire)};
}

const char* kind_name(Backend& backend) {
  Backend* const first = &backend.numbered(0);
  for (const Kind& kind : kinds())
    if (kind.first == first) return kind.name;
  return backend.name().data();
}

/// The thread's current device of each kind; the first one where there is no entry.
thread_local std::vector<Backend*> chosen;

Backend** chosen_of(Backend& kind) {
  for (Backend*& device : chosen)
    if (&device->numbered(0) == &kind) return &device;
  return nullptr;
}
Backend& current_of(Backend& kind) {
  Backend** found = chosen_of(kind);
  return found ? **found : kind;
}
void choose(Backend& device) {
  if (Backend** found = chosen_of(device.numbered(0)))
    *found = &device;
  else
    chosen.push_back(&device);
}

Backend& add(Backend& first) {
  static std::mutex lock;
  const std::lock_guard hold(lock);
  for (const Kind& present : kinds())
    if (present.first == &first) return first;
  Kinds& kinds = all_kinds();
  kinds.all.at(kinds.count) = {first.name().data(), &first};
  kinds.count.fetch_add(1, std::memory_order_release);
  return first;
}

std::string joined(std::string all, std::string_view next) {
  return all.empty() ? std::string(next) : std::move(all) + ", " + std::string(next);
}

Backend& backend_named(std::string_view kind, std::string_view device) {
  for (const Kind& present : kinds())
    if (present.name == kind) return *present.first;
  if (Backend* absent = absent_backend(kind)) {
    Backend* const plugged = plugged_in(kind);
    return plugged ? add(*plugged) : *absent;
  }
  raise(ErrorKind::argument,
        "Expected one of " +
            std::accumulate(std::begin(kDeviceTypeNames), std::end(kDeviceTypeNames), std::string(), joined) +
            " device type at start of device string: " + std::string(device));
}

[[noreturn]] void refuse_text(std::string_view device) {
  raise(ErrorKind::value, device.empty() ? "Device string must not be empty: name one, as in cpu"
                                         : "Invalid device string: '" + std::string(device) +
                                               "': a device is a name, or a name and a number, as in cpu or cpu:0");
}

/// The number in `text`, all of it, without leading zeros.
int index_in(std::string_view text, std::string_view device) {
  int index = -1;
  const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), index);
  const bool is_number = failure == std::errc() && stop == text.data() + text.size() && index >= 0;
  if (!is_number || (text.size() > 1 && text[0] == '0')) refuse_text(device);
  return index;
}

}  // namespace

void rename_devices(std::string_view kind, const char* name) {
  for (Kind& present : kinds())
    if (present.first->name() == kind) present.name = name;
}

int cuda::device_count() { return backend_named(kCUDA.name(), kCUDA.name()).device_count(); }

Backend& pinning_backend() { return *kinds().back().first; }

std::string available_devices() {
  std::string all;
  for (const Kind& kind : kinds()) all = joined(std::move(all), kind.name);
  return all;
}

Device::Device(const char* text) {
  const std::string_view name(text);
  const std::size_t colon = name.find(':');
  if (name.empty() || colon == 0) refuse_text(name);
  backend_ = &backend_named(name.substr(0, colon), name);
  if (colon != std::string_view::npos) set_index(index_in(name.substr(colon + 1), name));
}

Device::Device(DeviceType type, int index) : backend_(&backend_named(type.name(), type.name())) { set_index(index); }

void Device::set_index(int index) {
  if (is_cpu() || index < 0) return;
  index_ = index;
  backend_ = &backend_->numbered(index);
}

Device Device::current() const {
  Backend& device = current_of(*backend_);
  return Device(device, device.index());
}

DeviceType Device::type() const { return DeviceType(kind_name(*backend_)); }

std::ostream& operator<<(std::ostream& out, const Device& d) { return out << d.str(); }

std::string Device::str() const {
  const std::string kind(kind_name(*backend_));
  return has_index() ? kind + ":" + std::to_string(index_) : kind;
}

DeviceGuard::DeviceGuard(const Device& device) : before_(&current_of(device.backend().numbered(0))) {
  const Device target = device.concrete();
  if (target.index() >= target.backend().device_count())
    raise(ErrorKind::device_unavailable, "device '" + target.str() + "' does not exist: there are " +
                                             std::to_string(target.backend().device_count()) + " of its kind");
  choose(target.backend());
}
DeviceGuard::~DeviceGuard() { choose(*before_); }

}  // namespace gradproof
