#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradproof/checks/oracle/devices.hpp>
#include <gradproof/checks/oracle/machine.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

template <class Table>
const Table& merged(std::initializer_list<const Table*> parts) {
  static const Table table = [&] {
    Table all;
    for (const Table* part : parts) all.insert(part->begin(), part->end());
    return all;
  }();
  return table;
}

const Formula* find_formula(std::string_view op) {
  const Formulas& all =
      merged<Formulas>({&pointwise_formulas(), &reduction_formulas(), &linear_formulas(), &index_formulas(),
                        &functional_formulas(), &write_formulas(), &layer_formulas(), &further_formulas(),
                        &scatter_formulas(), &matrix_formulas(), &window_formulas()});
  auto found = all.find(op);
  return found == all.end() ? nullptr : &found->second;
}

Operation find_operation(std::string_view op) {
  const Operations& all = merged<Operations>(
      {&creation_operations(), &view_operations(), &tensor_operations(), &device_operations(), &autograd_operations(),
       &numpy_operations(), &prelude_operations(), &layer_operations(), &further_operations(), &module_operations(),
       &module_method_operations(), &optimizer_operations(), &statistics_operations(), &query_operations(),
       &random_operations()});
  auto found = all.find(op);
  return found == all.end() ? nullptr : found->second;
}

bool has_array(const Arguments& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i)
    if (arguments.at(i).object<Ndarray>()) return true;
  return false;
}

bool has_tensor(const Arguments& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i)
    if (arguments.at(i).object<Tensor>()) return true;
  return false;
}

/// What an operation on numpy arrays gives: an array, or a number where numpy has scalars.
Value as_numpy(const Value& result) {
  auto* object = result.get<std::shared_ptr<Object>>();
  auto tensor = object ? std::dynamic_pointer_cast<Tensor>(*object) : nullptr;
  if (!tensor) return result;
  if (tensor->shape().empty()) return number_value(tensor->content());
  return {std::make_shared<Ndarray>(tensor)};
}

/// numpy computes integers with floats, and their quotients, in double; PyTorch in its default dtype.
Arguments promoted_as_numpy(std::string_view op, const Arguments& arguments) {
  bool floats = op == "div";
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    auto* array = arguments.at(i).object<Ndarray>();
    floats = floats || arguments.at(i).is<double>() || (array && is_float(array->tensor->dtype()));
  }
  Arguments result;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    auto* array = arguments.at(i).object<Ndarray>();
    const bool widens = floats && array && !is_float(array->tensor->dtype());
    result.add(arguments.name(i),
               widens ? Value{std::make_shared<Ndarray>(Tensor::make(cast(array->tensor->read(), Dtype::float64)))}
                      : arguments.at(i),
               arguments.given(arguments.name(i)));
  }
  return result;
}

int category(Dtype dtype) { return is_float(dtype) ? 2 : dtype == Dtype::boolean ? 0 : 1; }

}  // namespace

TapeMachine::TapeMachine(std::vector<std::vector<double>> draws, bool carry_writes)
    : draws_(std::move(draws)), carry_writes_(carry_writes) {
  modes_.push_back(std::make_unique<Recording>(true));
}

TapeMachine::~TapeMachine() {
  while (!modes_.empty()) modes_.pop_back();  // in reverse: each puts back the mode before it
}

Value TapeMachine::wrap(TensorPtr tensor) { return {std::shared_ptr<Object>(std::move(tensor))}; }

Value TapeMachine::gradient_copy(const Var& g) const {
  TensorPtr copy = Tensor::make(g);
  copy->is_gradient = true;
  return wrap(copy);
}

Value TapeMachine::call(std::string_view op, const Arguments& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) touch(arguments.at(i));
  const OnDevice there(device_of_results(arguments));
  if (Operation operation = find_operation(op)) return operation(Call(*this, arguments));
  if (!has_array(arguments) || has_tensor(arguments)) return call_tensor(op, arguments);
  Recording off(false);
  return op.ends_with('_') ? call_tensor(op, arguments) : as_numpy(call_tensor(op, promoted_as_numpy(op, arguments)));
}

Value TapeMachine::call_tensor(std::string_view op, const Arguments& arguments) {
  const Formula* formula = find_formula(op);
  if (formula && op.ends_with('_')) return in_place(op, *formula, arguments, true);
  if (formula) {
    Call call(*this, arguments);
    return finish((*formula)(call), call);
  }
  if (op.ends_with('_'))
    if ((formula = find_formula(op.substr(0, op.size() - 1)))) return in_place(op, *formula, arguments, false);
  throw Unsupported(fmt::format("the tape has no rule for '{}'", op));
}

/// `casts`: the operation converts to the destination's dtype, as copy_ does.
Value TapeMachine::in_place(std::string_view op, const Formula& formula, const Arguments& arguments, bool casts) {
  Call call(*this, arguments);
  Tensor& destination = call.tensor();
  Recording mode(Recording::is_on() && !call["input"].object<Ndarray>());
  write(destination, [&](const Var& self) {
    Var result = formula(Call(*this, arguments, self));
    if (!casts && category(result.dtype()) > category(destination.dtype()))
      throw Raised("dtype", fmt::format("{}: the result is {}, which cannot be cast to the destination's {}", op,
                                        name_of(result.dtype()), name_of(destination.dtype())));
    return result;
  });
  return call["input"];
}

/// A new tensor, or `out` with the result written into it.
Value TapeMachine::finish(const Var& result, const Call& call) {
  if (!call.has("out")) return fresh(result);
  Tensor& out = call.tensor("out");
  if (out.shape() != result.shape()) throw Unsupported("the tape does not resize an `out` of another shape");
  write(out, [&](const Var&) { return result; });
  return call["out"];
}

void TapeMachine::touch(const Value& object) {
  Tensor* tensor = tensor_in(object);
  if (!tensor) return;
  reading().gradient = reading().gradient || tensor->is_gradient;
  reading().noise = std::max({reading().noise, tensor->storage()->noise, epsilon(tensor->dtype())});
}

void TapeMachine::about_to_observe(std::string_view expression) {
  readings_.push_back({std::string(expression), false, false, 0});
}

void TapeMachine::bound(std::string_view name, const Value& value) {
  if (reading().unspeakable && !tensor_in(value))
    unspeakable_names_.emplace(name);
  else if (auto known = unspeakable_names_.find(name); known != unspeakable_names_.end())
    unspeakable_names_.erase(known);
}

void TapeMachine::looked_up(std::string_view name) {
  if (unspeakable_names_.contains(name)) touch_unspeakable();
}

void TapeMachine::enter(std::string_view context, const Arguments& arguments) {
  bool on = Recording::is_on();
  if (context == "no_grad") on = false;
  if (context == "enable_grad") on = true;
  if (context == "set_grad_enabled") on = number_of(arguments["mode"]) != 0;
  if (context == "inference_mode") on = on && number_of(arguments["mode"]) == 0;
  modes_.push_back(std::make_unique<Recording>(on));
}

void TapeMachine::leave() { modes_.pop_back(); }

Numbers TapeMachine::draw(std::int64_t size) {
  if (drawn_ == draws_.size())
    throw Unsupported("the tape has no record of the random numbers that this program draws");
  Numbers numbers = draws_[drawn_++];
  if (static_cast<std::int64_t>(numbers.size()) != size)
    throw Unsupported(
        fmt::format("the record of random numbers does not fit: found {}, expected {}", numbers.size(), size));
  return numbers;
}

void TapeMachine::begin_pass() {
  for (const auto& weak : retained_)
    if (auto tensor = weak.lock()) tensor->begin_pass();
}

}  // namespace gradproof::checks::oracle
