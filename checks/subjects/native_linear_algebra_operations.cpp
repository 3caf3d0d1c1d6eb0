// Products, triangles and what is put together from them.
#include <gradproof/checks/subjects/native_operations.hpp>
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/core/ops/functions/linear_algebra.hpp>

namespace gradproof::checks::native {
namespace {

const Tensor& input(const Arguments& a) { return as_tensor(a["input"]); }

void expect_no_out(const Arguments& a) {
  if (!a["out"].is_none()) throw Unsupported("the native runtime has no out= forms");
}

template <Tensor (Tensor::*F)(const Tensor&) const>
Value binary(const Arguments& a) {
  expect_no_out(a);
  return wrap((input(a).*F)(as_tensor(a.at(1))));
}

using Added = Tensor (Tensor::*)(const Tensor&, const Tensor&, const Scalar&, const Scalar&) const;
using Added_ = Tensor& (Tensor::*)(const Tensor&, const Tensor&, const Scalar&, const Scalar&) const;

Scalar weight(const Value& v) { return v.is_none() ? Scalar(1) : as_number(v); }

template <Added F>
Value added(const Arguments& a) {
  expect_no_out(a);
  return wrap((input(a).*F)(as_tensor(a.at(1)), as_tensor(a.at(2)), weight(a["beta"]), weight(a["alpha"])));
}
template <Added_ F>
Value added_(const Arguments& a) {
  (input(a).*F)(as_tensor(a.at(1)), as_tensor(a.at(2)), weight(a["beta"]), weight(a["alpha"]));
  return a["input"];
}

std::int64_t diagonal(const Arguments& a) { return a["diagonal"].is_none() ? 0 : as_integer(a["diagonal"]); }

Value tril(const Arguments& a) {
  expect_no_out(a);
  return wrap(input(a).tril(diagonal(a)));
}
Value triu(const Arguments& a) {
  expect_no_out(a);
  return wrap(input(a).triu(diagonal(a)));
}
Value tril_(const Arguments& a) {
  input(a).tril_(diagonal(a));
  return a["input"];
}
Value triu_(const Arguments& a) {
  input(a).triu_(diagonal(a));
  return a["input"];
}
Value trace(const Arguments& a) { return wrap(input(a).trace()); }

Value linear(const Arguments& a) {
  const Tensor* bias = a["bias"].is_none() ? nullptr : &as_tensor(a["bias"]);
  return wrap(gradproof::linear(input(a), as_tensor(a["weight"]), bias ? *bias : Tensor()));
}
Value einsum(const Arguments& a) {
  const auto* equation = a["equation"].get<std::string>();
  if (!equation) throw Raised("argument", "einsum(): the equation must be a string", "TypeError");
  return wrap(gradproof::einsum(*equation, as_tensors(a["operands"])));
}

using T = Tensor;
const Operations kOperations = {
    {"matmul", binary<&T::matmul>},
    {"mm", binary<&T::mm>},
    {"bmm", binary<&T::bmm>},
    {"mv", binary<&T::mv>},
    {"dot", binary<&T::dot>},
    {"vdot", binary<&T::vdot>},
    {"inner", binary<&T::inner>},
    {"outer", binary<&T::outer>},
    {"kron", binary<&T::kron>},
    {"addmm", added<&T::addmm>},
    {"addmv", added<&T::addmv>},
    {"addbmm", added<&T::addbmm>},
    {"baddbmm", added<&T::baddbmm>},
    {"addr", added<&T::addr>},
    {"addmm_", added_<&T::addmm_>},
    {"addmv_", added_<&T::addmv_>},
    {"addbmm_", added_<&T::addbmm_>},
    {"baddbmm_", added_<&T::baddbmm_>},
    {"addr_", added_<&T::addr_>},
    {"tril", tril},
    {"triu", triu},
    {"tril_", tril_},
    {"triu_", triu_},
    {"trace", trace},
    {"linear", linear},
    {"einsum", einsum},
};

}  // namespace

const Operations& linear_algebra_operations() { return kOperations; }

}  // namespace gradproof::checks::native
