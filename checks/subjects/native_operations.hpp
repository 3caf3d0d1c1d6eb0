#pragma once
#include <gradproof/checks/program/machine.hpp>
#include <gradproof/core/tensor/tensor.hpp>
#include <map>

namespace gradproof::checks::native {

using Operation = Value (*)(const Arguments&);
using Operations = std::map<std::string_view, Operation>;

const Operations& tensor_operations();          ///< pointwise, reductions, products, views, writes
const Operations& pointwise_operations();       ///< those beyond arithmetic; before tensor_operations
const Operations& creation_operations();        ///< creation, conversion, questions
const Operations& autograd_operations();        ///< backward, grad, hooks, modes asked about
const Operations& graph_operations();           ///< inference mode, node hooks, anomaly mode
const Operations& reduction_operations();       ///< reductions, scans, sorting, softmax
const Operations& loss_operations();            ///< losses of nn.functional
const Operations& nn_operations();              ///< modules, optimizers, initialization, normalization, dropout
const Operations& numpy_operations();           ///< arrays, and the prelude's ways around the counter
const Operations& linear_algebra_operations();  ///< products, triangles, einsum
const Operations& view_operations();            ///< views, and copies of shape
const Operations& index_operations();           ///< by index and mask, joining, rearranging
const Operations& random_operations();          ///< whatever draws, and generators
const Operations& optimizer_operations();       ///< torch.optim
const Operations& further_operations();         ///< special functions, distances, contractions, sets of values
const Operations& device_operations();          ///< streams, events, page-locked memory
const Operations& query_operations();           ///< storages, dtypes, states of modules, and what else is asked

/// Enters a context manager; it is left when the last handle on the result goes.
std::shared_ptr<void> enter_context(std::string_view context, const Arguments& arguments);

std::shared_ptr<void> enter_stream(const Value& stream);
/// In page-locked memory. Throws Raised `device_unavailable` where a program has no accelerator.
Tensor pinned(const Tensor& t);

/// The operation of that canonical name in any of the tables, or null.
Operation find_operation(std::string_view op);

/// Numbers that an operation drew, beside a result that does not show them: what dropout kept.
void note_draw(const Tensor& numbers);
/// Whether a checkpoint runs its part again, with the numbers of the first run: nothing new is drawn then.
bool& is_replaying();

/// Indexing as Python writes it.
Value get_index(const Value& object, const Value& index);
void set_index(const Value& object, const Value& index, const Value& value);

}  // namespace gradproof::checks::native
