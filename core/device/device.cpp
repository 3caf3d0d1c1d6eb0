#include <algorithm>
#include <charconv>
#include <gradproof/core/device/absent_backend.hpp>
#include <gradproof/core/device/device.hpp>
#include <gradproof/core/layout/error.hpp>
#include <numeric>
#include <ostream>
#include <vector>

namespace gradproof {
namespace {

std::vector<Backend*>& backends() {
  static std::vector<Backend*> all = {&cpu_backend()};
  return all;
}

std::string joined(std::string all, std::string_view next) {
  return all.empty() ? std::string(next) : std::move(all) + ", " + std::string(next);
}

Backend& backend_named(std::string_view kind, std::string_view device) {
  auto found = std::find_if(backends().begin(), backends().end(), [&](Backend* b) { return b->name() == kind; });
  if (found != backends().end()) return **found;
  if (Backend* absent = absent_backend(kind)) return *absent;
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

void register_backend(Backend& backend) { backends().push_back(&backend); }

std::string available_devices() {
  std::string all;
  for (Backend* b : backends()) all = joined(std::move(all), b->name());
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

void Device::set_index(int index) { index_ = is_cpu() ? -1 : index; }

DeviceType Device::type() const { return DeviceType(backend_->name().data()); }

std::ostream& operator<<(std::ostream& out, const Device& d) { return out << d.str(); }

std::string Device::str() const {
  const std::string kind(backend_->name());
  return has_index() ? kind + ":" + std::to_string(index_) : kind;
}

}  // namespace gradproof
