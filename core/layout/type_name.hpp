#pragma once
#include <string>
#include <typeinfo>

namespace gradproof {

/// A type's name as a program spells it, "ns::Class<int>".
std::string type_name(const std::type_info& type);

}  // namespace gradproof
