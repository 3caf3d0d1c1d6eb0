#pragma once
#include <gradproof/checks/program/names.hpp>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace gradproof::checks {

/// A plain value with the name of its Python type: {"of": "int", "value": 1}. A constant of PyTorch is of "symbol".
nlohmann::ordered_json json_of(const Value& value);

/// A function or method: its operation, and the parameters of each of its signatures.
nlohmann::ordered_json json_of(const Callee& callee);

}  // namespace gradproof::checks
