#pragma once
#include <gradproof/checks/program/machine.hpp>
#include <map>

namespace gradproof::checks::native {

using Operation = Value (*)(const Arguments&);
using Operations = std::map<std::string_view, Operation>;

const Operations& tensor_operations();    ///< pointwise, reductions, products, writes
const Operations& creation_operations();  ///< creation, conversion, questions
const Operations& autograd_operations();  ///< backward, grad, hooks, modes asked about
const Operations& view_operations();      ///< views, and copies of shape
const Operations& index_operations();     ///< by index and mask, joining, rearranging
const Operations& random_operations();    ///< whatever draws, and generators
const Operations& numpy_operations();     ///< arrays, and the prelude's ways around the counter

/// Indexing as Python writes it.
Value get_index(const Value& object, const Value& index);
void set_index(const Value& object, const Value& index, const Value& value);

}  // namespace gradproof::checks::native
