#include <array>
#include <gradproof/core/layout/type_name.hpp>
#include <gradproof/core/ops/pointwise.hpp>
#include <gradproof/core/sim/kernel_names.hpp>
#include <string>
#include <vector>

namespace gradproof::sim {
namespace {

template <class... F>
void add_names(std::vector<std::string>& names, scalar::FunctionList<F...>) {
  const auto last_part = [](const std::string& name) { return name.substr(name.rfind(':') + 1); };
  (names.push_back(last_part(type_name(typeid(F)))), ...);
}

const std::vector<std::string>& pointwise_names() {
  static const auto* const all = [] {
    auto* names = new std::vector<std::string>;
    add_names(*names, scalar::BinaryList());
    add_names(*names, scalar::CompareList());
    add_names(*names, scalar::UnaryList());
    add_names(*names, scalar::TernaryList());
    return names;
  }();
  return *all;
}

}  // namespace

const char* kernel_name(PointwiseId id) { return pointwise_names()[std::size_t(id)].c_str(); }

const char* kernel_name(ReduceId id) {
  constexpr std::array names = {"sum", "nansum", "prod", "max", "min", "any", "all"};
  return names[std::size_t(id)];
}

const char* kernel_name(AlongId id) {
  constexpr std::array names = {
      "cumsum", "cumprod", "cummax",  "cummin",  "extreme",          "sort",      "topk",     "kthvalue",
      "median", "gather",  "scatter", "softmax", "softmax gradient", "logsumexp", "nll loss", "nll loss gradient"};
  static_assert(names.size() == std::size_t(AlongId::nll_gradient) + 1);
  return names[std::size_t(id)];
}

}  // namespace gradproof::sim
