#include <ATen/ATen.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <gradproof/checks/program/machine.hpp>
#include <gradproof/checks/subjects/libtorch_values.hpp>

namespace gradproof::checks::libtorch {
namespace {

struct DtypeName {
  std::string_view name;
  at::ScalarType type;
};
constexpr std::array dtypes{
    DtypeName{"float32", at::kFloat},
    DtypeName{"float64", at::kDouble},
    DtypeName{"int64", at::kLong},
    DtypeName{"bool", at::kBool},
    DtypeName{"float16", at::kHalf},
    DtypeName{"bfloat16", at::kBFloat16},
    DtypeName{"int32", at::kInt},
    DtypeName{"int16", at::kShort},
    DtypeName{"int8", at::kChar},
    DtypeName{"uint8", at::kByte},
    DtypeName{"complex64", at::kComplexFloat},
    DtypeName{"complex128", at::kComplexDouble},
};

[[noreturn]] void refuse(const std::string& message) { throw Raised("argument", message, "TypeError"); }

/// The elements on the CPU, dense, as double, int64 or bool.
at::Tensor plain(const at::Tensor& tensor) {
  if (at::isComplexType(tensor.scalar_type())) throw Unsupported("complex numbers cannot be read here");
  const auto type = tensor.scalar_type() == at::kBool          ? at::kBool
                    : at::isFloatingType(tensor.scalar_type()) ? at::kDouble
                                                               : at::kLong;
  return tensor.detach().to(at::kCPU, type).contiguous();
}

/// Turns row-major elements into nested lists of V; `list` makes one of its items.
template <class V, class T, class MakeList>
V nest(const T*& next, at::IntArrayRef sizes, MakeList list) {
  if (sizes.empty()) return V{*next++};
  std::vector<V> items;
  for (int64_t i = 0; i < sizes[0]; ++i) items.push_back(nest<V>(next, sizes.slice(1), list));
  return list(std::move(items));
}

template <class V, class MakeList>
V nested(const at::Tensor& tensor, MakeList list) {
  const at::Tensor elements = plain(tensor);
  const auto from = [&](const auto* data) { return nest<V>(data, elements.sizes(), list); };
  if (elements.scalar_type() == at::kBool) return from(elements.data_ptr<bool>());
  if (elements.scalar_type() == at::kDouble) return from(elements.data_ptr<double>());
  static_assert(sizeof(int64_t) == sizeof(std::int64_t));
  return from(elements.data_ptr<int64_t>());
}

const std::vector<Value>* get_items(const Value& value) {
  const auto* sequence = value.get<std::shared_ptr<Sequence>>();
  return sequence ? &(*sequence)->items : nullptr;
}

/// Nested lists on their way to a tensor.
struct Literal {
  std::vector<int64_t> shape;
  std::vector<at::Scalar> numbers;

  void add(const Value& value, std::size_t depth) {
    const auto* items = get_items(value);
    if (!items) return add_number(value, depth);
    check_length(static_cast<int64_t>(items->size()), depth);
    for (const Value& item : *items) add(item, depth + 1);
  }

 private:
  void check_length(int64_t length, std::size_t depth) {
    if (depth == shape.size() && numbers.empty()) return shape.push_back(length);
    const int64_t expected = depth < shape.size() ? shape[depth] : 0;
    if (length == expected && depth < shape.size()) return;
    throw Raised("value", fmt::format("expected sequence of length {} at dim {} (got {})", expected, depth, length),
                 "ValueError");
  }
  void add_number(const Value& value, std::size_t depth) {
    const Number number = get_number(value);
    const at::Tensor* tensor = get_tensor(value);
    if (!number.present && !tensor) refuse("a tensor is made of numbers and lists of them");
    if (depth != shape.size()) refuse("not a sequence");
    numbers.push_back(tensor ? tensor->item() : number.scalar);
  }
};

at::ScalarType suggested_dtype(const std::vector<at::Scalar>& numbers) {
  const auto any = [&](auto test) { return std::any_of(numbers.begin(), numbers.end(), test); };
  if (numbers.empty() || any([](const at::Scalar& s) { return s.isFloatingPoint(); })) return at::kFloat;
  return any([](const at::Scalar& s) { return !s.isBoolean(); }) ? at::kLong : at::kBool;
}

/// The numbers as a flat tensor, exact for integers.
at::Tensor flat(const std::vector<at::Scalar>& numbers) {
  const bool real = suggested_dtype(numbers) == at::kFloat;
  at::Tensor result = at::empty({static_cast<int64_t>(numbers.size())}, real ? at::kDouble : at::kLong);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (real) {
      result.data_ptr<double>()[i] = numbers[i].toDouble();
    } else {
      result.data_ptr<int64_t>()[i] = numbers[i].toLong();
    }
  }
  return result;
}

}  // namespace

Value wrap(at::Tensor tensor) {
  if (!tensor.defined()) return {};
  return {std::shared_ptr<Object>(std::make_shared<TensorObject>(std::move(tensor)))};
}

Value wrap(const std::vector<at::Tensor>& tensors) {
  auto tuple = std::make_shared<Sequence>(Sequence{true, {}});
  for (const at::Tensor& tensor : tensors) tuple->items.push_back(wrap(tensor));
  return {tuple};
}

const at::Tensor* get_tensor(const Value& value) {
  const auto* object = value.object<TensorObject>();
  return object ? &object->tensor : nullptr;
}

const at::Tensor& as_tensor(const Value& value) {
  const at::Tensor* tensor = get_tensor(value);
  if (!tensor) refuse("expected a tensor");
  return *tensor;
}

std::vector<at::Tensor> as_tensors(const Value& value) {
  if (value.is_none()) return {};
  const auto* items = get_items(value);
  if (!items) return {as_tensor(value)};
  std::vector<at::Tensor> tensors;
  for (const Value& item : *items) tensors.push_back(item.is_none() ? at::Tensor() : as_tensor(item));
  return tensors;
}

Number get_number(const Value& value) {
  if (const auto* flag = value.get<bool>()) return {true, at::Scalar(*flag)};
  if (const auto* integer = value.get<std::int64_t>()) return {true, at::Scalar(static_cast<int64_t>(*integer))};
  if (const auto* real = value.get<double>()) return {true, at::Scalar(*real)};
  return {};
}

Value from_ivalue(const c10::IValue& result) {
  if (result.isTensor()) return wrap(result.toTensor());
  if (result.isBool()) return {result.toBool()};
  if (result.isInt()) return {static_cast<std::int64_t>(result.toInt())};
  if (result.isDouble()) return {result.toDouble()};
  if (result.isString()) return {result.toStringRef()};
  if (!result.isList() && !result.isTuple()) return {};
  auto tuple = std::make_shared<Sequence>(Sequence{true, {}});
  const auto add = [&](const c10::IValue& item) { tuple->items.push_back(from_ivalue(item)); };
  if (result.isTuple()) {
    for (const c10::IValue& item : result.toTupleRef().elements()) add(item);
  } else {
    for (const c10::IValue& item : result.toListRef()) add(item);
  }
  return {tuple};
}

Symbol dtype_symbol(at::ScalarType type) {
  const auto* found = std::find_if(dtypes.begin(), dtypes.end(), [&](const DtypeName& d) { return d.type == type; });
  if (found == dtypes.end()) throw Unsupported(fmt::format("the dtype {} has no name here", at::toString(type)));
  return {fmt::format("torch.{}", found->name)};
}

at::ScalarType as_dtype(const Value& value) {
  const auto* symbol = value.get<Symbol>();
  const std::string_view name = symbol ? std::string_view(symbol->name) : "";
  const auto* found = std::find_if(dtypes.begin(), dtypes.end(), [&](const DtypeName& d) {
    return name.starts_with("torch.") && name.substr(6) == d.name;
  });
  if (found == dtypes.end()) refuse(fmt::format("expected a dtype, found '{}'", name));
  return found->type;
}

Symbol device_symbol(const at::Tensor& tensor) { return {"torch.device:" + tensor.device().str()}; }

Value integers(at::IntArrayRef numbers) {
  auto tuple = std::make_shared<Sequence>(Sequence{true, {}});
  for (const int64_t number : numbers) tuple->items.push_back({static_cast<std::int64_t>(number)});
  return {tuple};
}

at::Tensor tensor_from(const Value& data, const Value& dtype) {
  // Below autograd, so that filling the new tensor is neither recorded nor counted.
  at::AutoDispatchBelowADInplaceOrView guard;
  Literal literal;
  if (const at::Tensor* tensor = get_tensor(data)) {
    return tensor->to(dtype.is_none() ? tensor->scalar_type() : as_dtype(dtype), false, /*copy=*/true);
  }
  literal.add(data, 0);
  const auto type = dtype.is_none() ? suggested_dtype(literal.numbers) : as_dtype(dtype);
  return flat(literal.numbers).reshape(literal.shape).to(type);
}

Value nested_values(const at::Tensor& tensor) {
  return nested<Value>(tensor, [](std::vector<Value> items) {
    return Value{std::make_shared<Sequence>(Sequence{false, std::move(items)})};
  });
}

records::Value nested_record(const at::Tensor& tensor) {
  return nested<records::Value>(tensor,
                                [](std::vector<records::Value> items) { return records::Value{std::move(items)}; });
}

std::vector<double> elements(const at::Tensor& tensor) {
  const at::Tensor numbers = plain(tensor).to(at::kDouble);
  return {numbers.data_ptr<double>(), numbers.data_ptr<double>() + numbers.numel()};
}

}  // namespace gradproof::checks::libtorch
