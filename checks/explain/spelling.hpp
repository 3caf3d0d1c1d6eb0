#pragma once
#include <gradproof/checks/explain/objects.hpp>
#include <gradproof/checks/program/machine.hpp>
#include <string>
#include <string_view>

namespace gradproof::checks::explain {

/// An operation as a reader knows it: "zero_", "nn.Linear", "raw_write", "step".
std::string plain_name(std::string_view op);

/// What a call puts around its first operand: ".detach()", ".view(4)", "from_numpy(" and ")". Nothing where other
/// objects take part.
Around call_around(std::string_view op, const Arguments& arguments);

/// "[0]", "[1:, :]".
std::string index_suffix(const Value& index);

}  // namespace gradproof::checks::explain
