// Making tensors, converting them, and questions about one.
#include <algorithm>
#include <cmath>
#include <gradproof/checks/subjects/native_arguments.hpp>
#include <gradproof/core/ops/print.hpp>

namespace gradproof::checks::native {
namespace {

/// Throws where an integer type does not hold one of the numbers.
void expect_held(const std::vector<Scalar>& numbers, std::optional<DType> dtype) {
  if (!dtype || is_floating(*dtype)) return;
  visit(*dtype, [&](auto tag) {
    for (const Scalar& number : numbers) number.to<typename decltype(tag)::type>();
  });
}

Value make_tensor(const Arguments& a) {
  const Literal l = literal(a["data"]);
  expect_held(l.numbers, as_dtype(a["dtype"]));
  const Tensor* source = get_tensor(a["data"]);
  return wrap(from_values(l.numbers, l.sizes, options_of(a, source ? std::optional(source->dtype()) : std::nullopt)));
}
Value new_tensor(const Arguments& a) {
  const Literal l = literal(a["data"]);
  return wrap(from_values(l.numbers, l.sizes, options_of(a, input(a).dtype())));
}
/// A tensor itself, an array's memory; numbers in lists are copied.
Value as_existing(const Arguments& a) {
  const auto* array = a["data"].object<ArrayObject>();
  if (!array && !get_tensor(a["data"])) return make_tensor(a);
  const Value existing = array ? wrap(from_numpy(array->array)) : a["data"];
  const auto dtype = as_dtype(a["dtype"]);
  return dtype ? wrap(as_tensor(existing).to(*dtype)) : existing;
}
Value make_scalar(const Arguments& a) { return wrap(scalar_tensor(as_number(a["s"]), options_of(a, kFloat))); }
template <Tensor (*Make)(IntArrayRef, const TensorOptions&)>
Value sized(const Arguments& a) {
  return wrap(Make(as_integers(a["size"]), options_of(a)));
}
Value make_full(const Arguments& a) {
  return wrap(full(as_integers(a["size"]), as_number(a["fill_value"]), options_of(a)));
}
Value make_arange(const Arguments& a) {
  const Scalar start = a["start"].is_none() ? Scalar(0) : as_number(a["start"]);
  const Scalar step = a["step"].is_none() ? Scalar(1) : as_number(a["step"]);
  return wrap(arange(start, as_number(a["end"]), step, options_of(a)));
}
Value like(const Arguments& a, const Scalar& value) {
  return wrap(
      gradproof::full_like(input(a), value, options_of(a, input(a).dtype()), as_memory_format(a["memory_format"])));
}
Value zeros_like(const Arguments& a) { return like(a, 0); }
Value ones_like(const Arguments& a) { return like(a, 1); }
Value full_like(const Arguments& a) { return like(a, as_number(a["fill_value"])); }
Value new_zeros(const Arguments& a) {
  return wrap(input(a).new_zeros(as_integers(a["size"]), options_of(a, input(a).dtype())));
}
Value new_ones(const Arguments& a) {
  return wrap(input(a).new_ones(as_integers(a["size"]), options_of(a, input(a).dtype())));
}
Value new_full(const Arguments& a) {
  return wrap(input(a).new_full(as_integers(a["size"]), as_number(a["fill_value"]), options_of(a, input(a).dtype())));
}
Value make_empty(const Arguments& a) {
  const Tensor t = zeros(as_integers(a["size"]), options_of(a));
  const MemoryFormat format = as_memory_format(a["memory_format"]);
  return wrap(format == MemoryFormat::ChannelsLast ? zeros_like(t, t.options().requires_grad(t.requires_grad()), format)
                                                   : t);
}
Value make_empty_strided(const Arguments& a) {
  const Tensor t = empty_strided(as_integers(a["size"]), as_integers(a["stride"]), options_of(a).requires_grad(false));
  t.zero_();
  t->version().set(0);
  return wrap(t.requires_grad_(as_flag(a["requires_grad"], false)));
}
Value make_linspace(const Arguments& a) {
  return wrap(linspace(as_number(a["start"]), as_number(a["end"]), as_integer(a["steps"]), options_of(a)));
}
Value make_logspace(const Arguments& a) {
  return wrap(logspace(as_number(a["start"]), as_number(a["end"]), as_integer(a["steps"]),
                       as_number(a["base"]).toDouble(), options_of(a)));
}
Value make_eye(const Arguments& a) {
  const std::int64_t n = as_integer(a["n"]);
  return wrap(eye(n, a["m"].is_none() ? n : as_integer(a["m"]), options_of(a)));
}
Value parameter(const Arguments& a) {
  return wrap(as_tensor(a["data"]).detach().requires_grad_(as_flag(a["requires_grad"], true)));
}

Value to(const Arguments& a) {
  const Tensor& t = input(a);
  const Tensor* other = get_tensor(a["other"]);
  const Tensor& like = other ? *other : t;
  const Device device = a["device"].is_none() ? like.device() : as_device(a["device"]);
  const MemoryFormat format = as_memory_format(a["memory_format"]);
  return wrap(t.to(device, as_dtype(a["dtype"]).value_or(like.dtype()), as_flag(a["non_blocking"], false),
                   as_flag(a["copy"], false), format));
}
Value cpu(const Arguments& a) { return wrap(input(a).cpu()); }
Value cuda(const Arguments& a) {
  return wrap(
      input(a).to(a["device"].is_none() ? Device(kCUDA) : as_device(a["device"]), as_flag(a["non_blocking"], false)));
}
template <DType To>
Value convert(const Arguments& a) {
  return wrap(input(a).to(To));
}
Value type_of(const Arguments& a) {
  const auto dtype = as_dtype(a["dtype"]);
  return dtype ? wrap(input(a).to(*dtype)) : Value{in_python_words(input(a).toString())};
}
Value type_as(const Arguments& a) { return wrap(input(a).to(as_tensor(a["other"]).dtype())); }

Value item(const Arguments& a) {
  const Scalar s = input(a).item();
  if (s.kind() == kBool) return {s.toBool()};
  if (s.kind() == kLong) return {s.toLong()};
  return {s.toDouble()};
}
Value tolist(const Arguments& a) { return nested_values(input(a)); }
template <class Get>
Value one_or_all(IntArrayRef all, const Value& dim, Get get) {
  return dim.is_none() ? integers(all) : Value{get(as_integer(dim))};
}
Value size(const Arguments& a) {
  return one_or_all(input(a).sizes(), a["dim"], [&](std::int64_t d) { return input(a).size(d); });
}
Value stride(const Arguments& a) {
  return one_or_all(input(a).strides(), a["dim"], [&](std::int64_t d) { return input(a).stride(d); });
}
Value numel(const Arguments& a) { return {input(a).numel()}; }
Value dim(const Arguments& a) { return {input(a).dim()}; }
Value storage_offset(const Arguments& a) { return {input(a).storage_offset()}; }
Value element_size(const Arguments& a) { return {std::int64_t(input(a).element_size())}; }
Value is_contiguous(const Arguments& a) { return {input(a).is_contiguous(as_memory_format(a["memory_format"]))}; }
Value is_floating_point(const Arguments& a) { return {is_floating(input(a).dtype())}; }
Value is_tensor(const Arguments& a) { return {get_tensor(a["obj"]) != nullptr}; }
Value data_ptr(const Arguments& a) { return {std::int64_t(reinterpret_cast<std::intptr_t>(input(a).data_ptr()))}; }
Value is_same_size(const Arguments& a) { return {input(a).sizes() == as_tensor(a["other"]).sizes()}; }

const Operations kOperations = {
    {"tensor", make_tensor},
    {"new_tensor", new_tensor},
    {"as_tensor", as_existing},
    {"scalar_tensor", make_scalar},
    {"empty", make_empty},
    {"zeros", sized<zeros>},
    {"ones", sized<ones>},
    {"full", make_full},
    {"arange", make_arange},
    {"empty_like", zeros_like},
    {"zeros_like", zeros_like},
    {"ones_like", ones_like},
    {"full_like", full_like},
    {"new_zeros", new_zeros},
    {"new_ones", new_ones},
    {"new_empty", new_zeros},
    {"new_full", new_full},
    {"empty_strided", make_empty_strided},
    {"linspace", make_linspace},
    {"logspace", make_logspace},
    {"eye", make_eye},
    {"nn.Parameter", parameter},
    {"to", to},
    {"cpu", cpu},
    {"cuda", cuda},
    {"float", convert<kFloat>},
    {"double", convert<kDouble>},
    {"long", convert<kLong>},
    {"bool", convert<kBool>},
    {"half", convert<kHalf>},
    {"bfloat16", convert<kBFloat16>},
    {"byte", convert<kByte>},
    {"char", convert<kChar>},
    {"short", convert<kShort>},
    {"int", convert<kInt>},
    {"type", type_of},
    {"type_as", type_as},
    {"item", item},
    {"tolist", tolist},
    {"size", size},
    {"stride", stride},
    {"numel", numel},
    {"dim", dim},
    {"storage_offset", storage_offset},
    {"element_size", element_size},
    {"is_contiguous", is_contiguous},
    {"is_floating_point", is_floating_point},
    {"is_tensor", is_tensor},
    {"data_ptr", data_ptr},
    {"is_same_size", is_same_size},
};

}  // namespace

const std::string& as_text(const Value& v) {
  if (const auto* text = v.get<std::string>()) return *text;
  throw Raised("argument", "expected a string", "TypeError");
}

MemoryFormat as_memory_format(const Value& v) {
  const auto* symbol = v.get<Symbol>();
  const std::string_view name = symbol ? std::string_view(symbol->name) : "torch.preserve_format";
  if (name == "torch.contiguous_format") return MemoryFormat::Contiguous;
  if (name == "torch.channels_last") return MemoryFormat::ChannelsLast;
  return name == "torch.channels_last_3d" ? MemoryFormat::ChannelsLast3d : MemoryFormat::Preserve;
}

namespace {
Device where_none_is_named;
}

Device default_device() { return where_none_is_named; }
void set_default_device(const Device& device) { where_none_is_named = device; }

Device as_device(const Value& v) {
  if (v.is_none()) return default_device();
  if (const auto* text = v.get<std::string>()) return Device(*text);
  const auto* symbol = v.get<Symbol>();
  constexpr std::string_view prefix = "torch.device:";
  if (!symbol || !symbol->name.starts_with(prefix)) throw Raised("argument", "expected a device", "TypeError");
  return Device(symbol->name.substr(prefix.size()));
}

TensorOptions options_of(const Arguments& a, std::optional<DType> implied) {
  TensorOptions o = TensorOptions().device(as_device(a["device"])).requires_grad(as_flag(a["requires_grad"], false));
  const auto dtype = as_dtype(a["dtype"]);
  if (dtype || implied) o = o.dtype(dtype.value_or(implied.value_or(kFloat)));
  return o;
}

const Operations& creation_operations() { return kOperations; }

}  // namespace gradproof::checks::native
