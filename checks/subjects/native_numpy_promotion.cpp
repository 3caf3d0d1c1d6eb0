#include <gradproof/checks/subjects/native_numpy.hpp>
#include <gradproof/checks/subjects/native_values.hpp>

namespace gradproof::checks::native {

Arguments promoted_as_numpy(std::string_view op, const Arguments& operands) {
  bool floats = op == "div";
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const Tensor* t = get_tensor(operands.at(i));
    floats = floats || operands.at(i).is<double>() || (t && is_floating(t->dtype()));
  }
  Arguments result;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const Tensor* t = get_tensor(operands.at(i));
    const bool widens = floats && t && !is_floating(t->dtype());
    result.add(operands.name(i), widens ? wrap(t->to(kDouble)) : operands.at(i), operands.given(operands.name(i)));
  }
  return result;
}

}  // namespace gradproof::checks::native
