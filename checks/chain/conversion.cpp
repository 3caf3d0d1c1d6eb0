#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <gradproof/checks/chain/conversion.hpp>
#include <gradproof/checks/subjects/native_arguments.hpp>

namespace gradproof::checks::chain {
namespace {

template <DType type>
Held converted(const Tensor& t, const Asked&) {
  return t.to(type);
}

Held moved(const Tensor& t, const Asked& a) { return t.to(a.device, a.non_blocking); }
Held to(const Tensor& t, const Asked& a) {
  return t.to(a.device, a.dtype.value_or(t.dtype()), a.non_blocking, a.copy, a.format);
}
Held array(const Tensor& t, const Asked& a) { return numpy(a.force ? t.detach().cpu() : t); }

constexpr Conversion conversions[] = {
    {"bfloat16", converted<kBFloat16>},
    {"bool", converted<kBool>},
    {"byte", converted<kByte>},
    {"char", converted<kChar>},
    {"clone", [](const Tensor& t, const Asked& a) -> Held { return t.clone(a.format); }},
    {"contiguous",
     [](const Tensor& t, const Asked& a) -> Held { return t.contiguous(a.format.value_or(MemoryFormat::Contiguous)); }},
    {"cpu", [](const Tensor& t, const Asked&) -> Held { return t.cpu(); }},
    {"cuda", moved},
    {"data", [](const Tensor& t, const Asked&) -> Held { return t.data(); }},
    {"detach", [](const Tensor& t, const Asked&) -> Held { return t.detach(); }},
    {"double", converted<kDouble>},
    {"float", converted<kFloat>},
    {"half", converted<kHalf>},
    {"int", converted<kInt>},
    {"item", [](const Tensor& t, const Asked&) -> Held { return std::vector{t.item()}; }, true},
    {"long", converted<kLong>},
    {"numpy", array, true},
    {"pin_memory", [](const Tensor& t, const Asked&) -> Held { return t.pin_memory(); }},
    {"requires_grad_", [](const Tensor& t, const Asked& a) -> Held { return t.requires_grad_(a.requires_grad); }},
    {"short", converted<kShort>},
    {"to", to},
    {"tolist", [](const Tensor& t, const Asked&) -> Held { return native::elements(t); }, true},
};

}  // namespace

const Conversion* find_conversion(std::string_view name) {
  const auto* found = std::ranges::find(conversions, name, &Conversion::name);
  return found == std::end(conversions) ? nullptr : found;
}

std::string conversion_names() {
  std::vector<std::string_view> names;
  for (const Conversion& conversion : conversions) names.push_back(conversion.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

Asked asked_of(const Conversion& conversion, const Arguments& arguments, const Device& from) {
  Asked asked;
  const Value& device = arguments["device"];
  if (const auto* number = device.get<std::int64_t>())
    asked.device = Device(kCUDA, int(*number));
  else if (!device.is_none())
    asked.device = native::as_device(device);
  else
    asked.device = conversion.name == "cuda" ? Device(kCUDA) : from;
  asked.dtype = native::as_dtype(arguments["dtype"]);
  if (arguments.given("memory_format")) asked.format = native::as_memory_format(arguments["memory_format"]);
  asked.non_blocking = native::as_flag(arguments["non_blocking"], false);
  asked.copy = native::as_flag(arguments["copy"], false);
  asked.force = native::as_flag(arguments["force"], false);
  asked.requires_grad = native::as_flag(arguments["requires_grad"], true);
  return asked;
}

}  // namespace gradproof::checks::chain
