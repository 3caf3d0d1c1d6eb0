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
  Device(Backend& backend, int index) : backend_(&backend), index_(index) {}
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
  std::string str() const;
  bool operator==(const Device&) const = default;

 private:
  void set_index(int index);

  Backend* backend_;
  int index_ = -1;
};

std::ostream& operator<<(std::ostream& out, const Device& d);  ///< cpu

/// Adds a backend under its name; called once by each backend at start.
void register_backend(Backend& backend);
/// The names of the backends there are: "cpu".
std::string available_devices();

}  // namespace gradproof
