#include <gradproof/core/tensor/fault_names.hpp>
#include <gradproof/core/tensor/faults.hpp>

#if defined(GRADPROOF_FAULTS)
#include <algorithm>
#include <set>

namespace gradproof {
namespace {

std::string planted;
std::set<std::string> executed;
constexpr std::string_view kBend = "bend:";

}  // namespace

bool fault(std::string_view name) { return name == planted; }

bool plant_fault(std::string_view name) {
  if (name == kNoFault) name = "";
  const bool known =
      name.empty() || name.starts_with(kBend) || std::ranges::find(kFaultNames, name) != std::end(kFaultNames);
  if (known) planted = name;
  return known;
}

bool fault_bends(const char* node) {
  executed.insert(node);
  return planted.starts_with(kBend) && planted.substr(kBend.size()) == node;
}

std::vector<std::string> take_executed_nodes() {
  std::vector<std::string> names(executed.begin(), executed.end());
  executed.clear();
  return names;
}

}  // namespace gradproof
#endif
