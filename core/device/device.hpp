#pragma once
#include <cstdint>
#include <gradproof/core/device/backend.hpp>
#include <gradproof/core/device/device_type.hpp>
#include <iosfwd>
#include <string>

namespace gradproof {

/// Where a tensor lives: a backend and an index. No list of devices: a backend registers itself by name.
class Device {
 public:
  Device() : backend_(&cpu_backend()) {}
  Device(Backend& backend, int index)
      : backend_(&backend), index_(index) {}  ///< `backend` is the device of that number
  /// "cpu", "cuda:1". A device that this build lacks may be named; what asks it for memory throws `device_unavailable`,
  /// naming the devices there are. There is one host, whatever its number. Throws `argument` for an unknown name,
  /// `value` for a text of another form.
  Device(const char* name);
  Device(const std::string& name) : Device(name.c_str()) {}

  Device(DeviceType type, int index = -1);

  DeviceType type() const;
  Backend& backend() const { return *backend_; }
  /// Which one of its type; -1 where none was named, and of the host, of which there is but one.
  int index() const { return index_; }
  bool has_index() const { return index() >= 0; }
  bool is_cpu() const { return backend_ == &cpu_backend(); }
  bool is_cuda() const { return type() == kCUDA; }
  /// The same device with its number: the thread's current one of its kind where none was named.
  Device concrete() const { return is_cpu() || has_index() ? *this : current(); }
  std::string str() const;
  bool operator==(const Device&) const = default;

 private:
  void set_index(int index);
  Device current() const;

  Backend* backend_;
  int index_ = -1;
};

std::ostream& operator<<(std::ostream& out, const Device& d);  ///< cpu

/// From now on the devices that the backend `kind` has are named `name`, which lives as long as the process.
void rename_devices(std::string_view kind, const char* name);
/// Whose page-locked memory pin_memory() uses: the first kind that is not the host; the host, which has none, where
/// there is no other.
Backend& pinning_backend();
/// The names of the kinds of devices there are: "cpu, sim".
std::string available_devices();

/// Makes `device` the thread's current one of its kind, until the guard's end. Throws `device_unavailable` for a device
/// that there is not.
class DeviceGuard {
 public:
  explicit DeviceGuard(const Device& device);
  ~DeviceGuard();
  DeviceGuard(const DeviceGuard&) = delete;
  DeviceGuard& operator=(const DeviceGuard&) = delete;

 private:
  Backend* before_;
};

}  // namespace gradproof
