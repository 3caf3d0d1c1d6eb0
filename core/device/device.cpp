#include <algorithm>
#include <charconv>
#include <gradproof/core/device/device.hpp>
#include <gradproof/core/layout/error.hpp>
#include <ostream>
#include <vector>

namespace gradproof {
namespace {

std::vector<Backend*>& backends() {
  static std::vector<Backend*> all = {&cpu_backend()};
  return all;
}

[[noreturn]] void unknown(std::string_view name) {
  const std::string_view kind = name.substr(0, name.find(':'));
  if (std::find(std::begin(kDeviceTypeNames), std::end(kDeviceTypeNames), kind) == std::end(kDeviceTypeNames)) {
    std::string all;
    for (std::string_view type : kDeviceTypeNames) all += (all.empty() ? "" : ", ") + std::string(type);
    raise(ErrorKind::argument,
          "Expected one of " + all + " device type at start of device string: " + std::string(name));
  }
  std::string known;
  for (Backend* b : backends()) known += (known.empty() ? "" : ", ") + std::string(b->name());
  raise(ErrorKind::device_unavailable,
        "device '" + std::string(name) + "' is not available in this build; there are: " + known);
}

}  // namespace

void register_backend(Backend& backend) { backends().push_back(&backend); }

Device::Device(const char* text) {
  const std::string_view name(text);
  const std::size_t colon = name.find(':');
  const std::string_view kind = name.substr(0, colon);
  auto found = std::find_if(backends().begin(), backends().end(), [&](Backend* b) { return b->name() == kind; });
  if (found == backends().end()) unknown(name);
  backend_ = *found;
  if (colon == std::string_view::npos) return;
  const char* end = name.data() + name.size();
  const auto [stop, failure] = std::from_chars(name.data() + colon + 1, end, index_);
  if (failure != std::errc() || stop != end || index_ < 0 || index_ >= backend_->device_count()) unknown(name);
}

Device::Device(DeviceType type, int index)
    : Device(index > 0 ? type.name() + (":" + std::to_string(index)) : std::string(type.name())) {}

DeviceType Device::type() const { return DeviceType(backend_->name().data()); }

std::ostream& operator<<(std::ostream& out, const Device& d) { return out << d.str(); }

std::string Device::str() const {
  return is_cpu() ? std::string(backend_->name()) : std::string(backend_->name()) + ":" + std::to_string(index_);
}

}  // namespace gradproof
