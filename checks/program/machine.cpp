#include <algorithm>
#include <gradproof/checks/program/machine.hpp>

namespace gradproof::checks {

const Value& Arguments::operator[](std::string_view name) const {
  static const Value none;
  auto entry = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.name == name; });
  return entry == entries_.end() ? none : entry->value;
}

bool Arguments::given(std::string_view name) const {
  return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.name == name && e.given; });
}

}  // namespace gradproof::checks
