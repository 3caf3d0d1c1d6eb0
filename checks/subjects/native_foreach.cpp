// torch._foreach_*: one operation on each tensor of a list.
#include <gradproof/checks/subjects/native_foreach.hpp>
#include <gradproof/checks/subjects/native_values.hpp>

namespace gradproof::checks::native {
namespace {

/// A canonical name's operation on every tensor of `self`, with its own of `other` or with the one number.
Value each(const Arguments& a, std::string_view op) {
  const Operation operation = find_operation(op);
  const auto* others = a["other"].get<std::shared_ptr<Sequence>>();
  const std::vector<Value>& tensors = a["self"].as<std::shared_ptr<Sequence>>()->items;
  if (others && (*others)->items.size() != tensors.size())
    throw Raised("value",
                 "Tensor lists must have the same number of tensors, got " + std::to_string(tensors.size()) + " and " +
                     std::to_string((*others)->items.size()),
                 "RuntimeError");
  std::vector<Value> results;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    Arguments one;
    one.add("input", tensors[i], true);
    one.add("other", others ? (*others)->items[i] : a["other"], true);
    if (!a["alpha"].is_none()) one.add("alpha", a["alpha"], true);
    results.push_back(operation(one));
  }
  return make_sequence(true, std::move(results));
}

Value each_in_place(const Arguments& a, std::string_view op) {
  each(a, op);
  return {};
}

}  // namespace

Value foreach_add(const Arguments& a) { return each(a, "add"); }
Value foreach_mul(const Arguments& a) { return each(a, "mul"); }
Value foreach_add_(const Arguments& a) { return each_in_place(a, "add_"); }
Value foreach_sub_(const Arguments& a) { return each_in_place(a, "sub_"); }
Value foreach_mul_(const Arguments& a) { return each_in_place(a, "mul_"); }
Value foreach_div_(const Arguments& a) { return each_in_place(a, "div_"); }
Value foreach_zero_(const Arguments& a) { return each_in_place(a, "zero_"); }

}  // namespace gradproof::checks::native
