#include <algorithm>
#include <gradproof/checks/explain/cause.hpp>
#include <iterator>

namespace gradproof::checks::explain {
namespace {

constexpr Rule kRules[] = {
    {"modified_after_save", "a value that backward needs must still be at the version at which it was saved",
     "write out of place, clone() before the write, or write after backward"},
    {"leaf_write", "a leaf that requires grad must not be written where operations are recorded",
     "write it under torch.no_grad(), or write to a clone"},
    {"view_write", "a view whose history cannot be rewritten must not be written in place",
     "clone() the view before the write, or write out of place"},
    {"inference", "a tensor made in inference mode has no counter and never enters a graph",
     "use torch.no_grad() where it is made, or clone() it outside"},
    {"freed_graph", "backward frees what the graph saved, so it runs once",
     "retain_graph=True in the backward before, or compute the forward pass again"},
    {"no_graph", "backward needs a root that something which requires grad leads to",
     "set requires_grad on a leaf, or do not cut the history on the way (no_grad, detach, integers)"},
    {"unused_input", "a gradient is asked for a tensor that the root does not depend on",
     "ask for the tensor that was used, or pass allow_unused=True"},
    {"requires_grad", "this needs a leaf, or a tensor that requires grad",
     "detach() what was computed, or set requires_grad where the tensor is made"},
    {"non_scalar_seed", "backward without a gradient needs a root with one element",
     "reduce it with sum() or mean(), or pass a gradient"},
    {"out_requires_grad", "out= takes no operand or result that requires grad while operations are recorded",
     "assign the result instead of passing out="},
    {"detach_view", "a view cannot be detached in place: its base would keep the history", "use detach()"},
    {"set_grad", "an assigned .grad must be a tensor of the leaf's own shape and dtype",
     "assign one of the same shape and dtype, or None"},
    {"set_data", "assigned .data must have a dtype that can require grad", "convert it to a floating dtype first"},
    {"dirty", "what a custom function writes must be marked dirty and returned",
     "return the input that was written, or do not write it"},
    {"saved_hook", "hooks around saved values must leave them as they are and give tensors back",
     "clone() inside the hook"},
    {"custom_function", "a custom backward must return one tensor for each input of its forward",
     "return a gradient, or None, for each input"},
    {"overlap", "an in-place write must not go to elements that share a memory location", "clone() before the write"},
    {"resize", "a tensor that requires grad cannot be resized in place", "make a new tensor"},
    {"not_differentiable", "this operation has no derivative", "detach() its operand, or use another operation"},
    {"gradient_shape", "a gradient must have the shape of the value that it belongs to",
     "return or pass one of that shape"},
    {"numpy_requires_grad", "an array has no history, so a tensor that requires grad is not given away silently",
     "use detach().numpy(), and clone() first if you mean to write"},
    {"dlpack", "what is exported has no history", "export x.detach()"},
    {"deepcopy", "only leaves can be deep-copied", "copy x.detach()"},
};

}  // namespace

const Rule* rule_of(std::string_view kind) {
  const auto* found =
      std::find_if(std::begin(kRules), std::end(kRules), [&](const Rule& rule) { return rule.kind == kind; });
  return found == std::end(kRules) ? nullptr : found;
}

}  // namespace gradproof::checks::explain
