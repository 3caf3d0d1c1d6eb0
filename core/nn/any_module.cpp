#include <gradproof/core/nn/any_module.hpp>

namespace gradproof::nn {

AnyModule AnyModule::clone(const std::optional<Device>& device) const {
  AnyModule copy = *this;
  if (module_) copy.module_ = module_->clone(device);
  return copy;
}

AnyValue AnyModule::call(Values values) const {
  Module& module = *expect_module("forward()");
  if (any_forward_) return any_forward_(module, values);
  expect_count(module, values.size(), 1);
  return AnyValue(tensor_forward_(module, argument<Tensor>(values[0], 0)));
}

const std::shared_ptr<Module>& AnyModule::expect_module(const char* caller) const {
  if (!module_)
    raise(ErrorKind::value, "Cannot call " + std::string(caller) + " on an empty AnyModule; give it a module first");
  return module_;
}

void AnyModule::expect_count(const Module& module, std::size_t found, std::size_t expected) {
  if (found == expected) return;
  std::string text = module.name() + "'s forward() method expects " + std::to_string(expected) +
                     " argument(s), but received " + std::to_string(found) + ".";
  if (found < expected)
    text += " If " + module.name() +
            "'s forward() method has default arguments, please make sure the forward() method is declared with a "
            "corresponding `FORWARD_HAS_DEFAULT_ARGS` macro.";
  raise(ErrorKind::argument, text);
}

void AnyModule::add_defaults(const Module& module, Values& values, std::size_t expected,
                             std::vector<std::pair<unsigned, AnyValue>> defaults) {
  const std::size_t required = defaults.front().first;
  if (values.size() < required || values.size() > expected)
    raise(ErrorKind::argument, module.name() + "'s forward() method expects at least " + std::to_string(required) +
                                   " argument(s) and at most " + std::to_string(expected) +
                                   " argument(s), but received " + std::to_string(values.size()) + ".");
  for (auto& [index, value] : defaults)
    if (index >= values.size()) values.push_back(std::move(value));
  expect_count(module, values.size(), expected);
}

void AnyModule::refuse_argument(std::size_t index, const std::type_info& expected, const std::type_info& found) {
  raise(ErrorKind::argument, "Expected argument #" + std::to_string(index) + " to be of type " + type_name(expected) +
                                 ", but received value of type " + type_name(found));
}

void AnyModule::refuse_cast(const Module& module, const std::type_info& type) {
  raise(ErrorKind::argument, "Attempted to cast module of type " + module.name() + " to type " + type_name(type));
}

}  // namespace gradproof::nn
