#include <fmt/format.h>

#include <gradproof/checks/oracle/call.hpp>
#include <gradproof/checks/oracle/devices.hpp>

namespace gradproof::checks::oracle {
namespace {

std::string& current_device() {
  static thread_local std::string name = "cpu";
  return name;
}

}  // namespace

OnDevice::OnDevice(std::string name) : before_(std::exchange(current_device(), std::move(name))) {}
OnDevice::~OnDevice() { current_device() = std::move(before_); }
const std::string& OnDevice::current() { return current_device(); }

std::string device_named(const Value& device) {
  if (const auto* number = device.get<std::int64_t>()) return fmt::format("cuda:{}", *number);
  const auto* symbol = device.get<Symbol>();
  const auto* text = device.get<std::string>();
  const std::string name = symbol ? symbol->name.substr(symbol->name.find(':') + 1) : text ? *text : "cpu";
  if (name.starts_with("cpu")) return "cpu";
  if (!name.starts_with("cuda")) throw Unsupported(fmt::format("the tape has no device '{}'", name));
  return name == "cuda" ? "cuda:0" : name;
}

std::string device_of_results(const Arguments& arguments) {
  const Value& told = arguments["device"];
  if (!told.is_none()) return device_named(told);
  for (std::size_t i = 0; i < arguments.size(); ++i)
    for (const Value& item : items_of(arguments.at(i))) {
      const Tensor* tensor = item.object<Tensor>() ? tensor_in(item) : nullptr;
      if (tensor && (!tensor->shape().empty() || tensor->storage()->device != "cpu")) return tensor->storage()->device;
    }
  return "cpu";
}

}  // namespace gradproof::checks::oracle
