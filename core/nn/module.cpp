#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/layout/type_name.hpp>
#include <gradproof/core/nn/module.hpp>
#include <gradproof/core/optim/zero_grad.hpp>
#include <ostream>
#include <typeinfo>

namespace gradproof::nn {
namespace {

std::string joined(const std::string& prefix, const std::string& name) {
  return prefix.empty() ? name : prefix + "." + name;
}

void expect_name(const std::string& name, const char* what) {
  if (name.empty()) raise(ErrorKind::argument, std::string(what) + " name must not be empty");
  if (name.find('.') != std::string::npos)
    raise(ErrorKind::argument, std::string(what) + " name must not contain a dot (got '" + name + "')");
}

}  // namespace

const std::string& Module::name() const noexcept {
  constexpr std::string_view ours = "gradproof::nn::";
  if (!name_.empty()) return name_;
  name_ = type_name(typeid(*this));
  if (name_.starts_with(ours)) name_.replace(0, ours.size(), "torch::nn::");  // the library's name for the same module
  return name_;
}

std::string Module::title() const {
  const std::string& full = name();
  return full.ends_with("Impl") ? full.substr(0, full.size() - 4) : full;
}

void Module::visit(const std::string& prefix, Visitor f) {
  f(prefix, *this);
  for (auto& child : children_) child.value()->visit(joined(prefix, child.key()), f);
}

OrderedDict<std::string, Tensor> Module::collect(OrderedDict<std::string, Tensor> Module::*which, bool recurse) const {
  OrderedDict<std::string, Tensor> all;
  visit_const({}, [&](const std::string& prefix, Module& m) {
    if (!recurse && &m != this) return;
    for (const auto& item : m.*which)
      if (item.value().defined()) all.insert(joined(prefix, item.key()), item.value());
  });
  return all;
}

TensorList Module::parameters(bool recurse) const { return named_parameters(recurse).values(); }
OrderedDict<std::string, Tensor> Module::named_parameters(bool recurse) const {
  return collect(&Module::parameters_, recurse);
}
TensorList Module::buffers(bool recurse) const { return named_buffers(recurse).values(); }
OrderedDict<std::string, Tensor> Module::named_buffers(bool recurse) const {
  return collect(&Module::buffers_, recurse);
}

std::vector<std::shared_ptr<Module>> Module::modules(bool include_self) const {
  return named_modules({}, include_self).values();
}

OrderedDict<std::string, std::shared_ptr<Module>> Module::named_modules(const std::string& name_prefix,
                                                                        bool include_self) const {
  OrderedDict<std::string, std::shared_ptr<Module>> all;
  visit_const(name_prefix, [&](const std::string& name, Module& m) {
    if (&m == this && !include_self) return;
    all.insert(name, m.owned());
  });
  return all;
}

std::shared_ptr<Module> Module::owned() const {
  if (weak_from_this().expired())
    raise(ErrorKind::value,
          "It looks like you attempted to retrieve your top-level module as a shared_ptr, but it is not stored in a "
          "shared_ptr. Use std::make_shared<" +
              name() + "> instead.");
  return const_cast<Module*>(this)->shared_from_this();
}

void Module::train(bool on) {
  for (auto& child : children_) child.value()->train(on);
  training_ = on;
}

void Module::convert(FunctionRef<Tensor(const Tensor&)> f) {
  visit({}, [&](const std::string&, Module& m) {
    for (auto* dict : {&m.parameters_, &m.buffers_})
      for (auto& item : *dict) {
        const Tensor& t = item.value();
        if (!t.defined()) continue;
        t.set_data(f(t.detach()));
        if (t.grad().defined()) t.mutable_grad() = f(t.grad());
      }
  });
}

void Module::to(DType dtype, bool) {
  if (!is_floating(dtype))
    raise(ErrorKind::dtype, "nn.Module.to only accepts floating point dtypes, but got desired dtype=" +
                                std::string(gradproof::name(dtype)));
  convert([&](const Tensor& t) { return is_floating(t.dtype()) ? t.to(dtype) : t; });
}
void Module::to(Device device, bool non_blocking) {
  convert([&](const Tensor& t) { return t.to(device, non_blocking); });
}
void Module::to(Device device, DType dtype, bool non_blocking) {
  to(device, non_blocking);
  to(dtype);
}

void Module::zero_grad(bool set_to_none) { optim::zero_grad(parameters(), set_to_none); }

Module& Module::requires_grad_(bool on) {
  for (const Tensor& p : parameters()) p.requires_grad_(on);
  return *this;
}

Tensor& Module::register_parameter(std::string name, Tensor tensor, bool requires_grad) {
  expect_name(name, "Parameter");
  if (tensor.defined() && !(requires_grad && !is_floating(tensor.dtype()))) tensor.requires_grad_(requires_grad);
  return parameters_.insert(std::move(name), std::move(tensor));
}

Tensor& Module::register_buffer(std::string name, Tensor tensor) {
  expect_name(name, "Buffer");
  return buffers_.insert(std::move(name), std::move(tensor));
}

void Module::add_child(std::string name, std::shared_ptr<Module> module) {
  expect_name(name, "Submodule");
  children_.insert(std::move(name), std::move(module));
}

void Module::unregister_module(const std::string& name) {
  if (!children_.contains(name)) raise(ErrorKind::argument, "No Module with name `" + name + "` is registered");
  children_.erase(name);
}

std::shared_ptr<Module> Module::clone(const std::optional<Device>&) const {
  raise(ErrorKind::not_implemented, "clone() has not been implemented for " + name() +
                                        ". Subclass torch::nn::Cloneable<" + name() +
                                        "> instead of torch::nn::Module to inherit the ability to clone.");
}
void Module::clone_(Module& other, const std::optional<Device>& device) {
  other.clone(device);
  refuse_clone_of(other);
}

void Module::refuse_clone_of(const Module& other) const {
  raise(ErrorKind::value,
        "Attempted to clone submodule, but it is of a different type than the submodule it was to be "
        "cloned into: " +
            other.name() + " into " + name());
}

void Module::forget_members() {
  parameters_.clear();
  buffers_.clear();
  children_.clear();
}

void Module::copy_members(Module& to, const std::optional<Device>& device) const {
  const auto expect_as_many = [](const char* many, const char* one, const auto& here, const auto& there) {
    if (here.size() != there.size())
      raise(ErrorKind::value, "The cloned module does not have the same number of " + std::string(many) +
                                  " as the original module after calling reset(). Are you sure you called register_" +
                                  one + "() inside reset() and not the constructor?");
  };
  expect_as_many("parameters", "parameter", parameters_, to.parameters_);
  expect_as_many("buffers", "buffer", buffers_, to.buffers_);
  expect_as_many("child modules", "module", children_, to.children_);
  for (const auto dict : {&Module::parameters_, &Module::buffers_})
    for (const auto& item : this->*dict) {
      const Tensor& t = item.value();
      if (t.defined()) (to.*dict)[item.key()].set_data(t.data().clone().to(device.value_or(t.device())));
    }
  for (const auto& child : children_) to.children_[child.key()]->clone_(*child.value(), device);
}

void Module::pretty_print(std::ostream& stream) const { stream << name(); }

void Module::print_tree(std::ostream& stream, const std::string& indent) const {
  pretty_print(stream);
  if (children_.is_empty()) return;
  stream << "(\n";
  for (const auto& child : children_) {
    stream << indent << "  (" << child.key() << "): ";
    child.value()->print_tree(stream, indent + "  ");
    stream << '\n';
  }
  stream << indent << ")";
}

std::ostream& operator<<(std::ostream& stream, const Module& module) {
  module.print_tree(stream, "");
  return stream;
}

}  // namespace gradproof::nn
