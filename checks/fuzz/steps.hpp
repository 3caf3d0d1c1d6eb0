#pragma once
// What a draft can go on with. Each adds lines and returns whether it found something that fits; if not, nothing
// changed.
#include <gradproof/checks/fuzz/draft.hpp>

namespace gradproof::checks::fuzz {

void add_leaf(Draft& draft);             ///< a tensor with elements of its own that requires grad (operations.cpp)
void add_constant(Draft& draft);         ///< the same, requiring none
bool add_operation(Draft& draft);        ///< a value in memory of its own
bool add_view(Draft& draft);             ///< another look at the same family (aliases.cpp)
bool add_alias(Draft& draft);            ///< detach, .data, numpy, DLPack: the same bytes behind autograd's back
bool add_write(Draft& draft);            ///< (writes.cpp)
bool add_hook(Draft& draft);             ///< hooks and retain_grad (specials.cpp)
bool add_custom_function(Draft& draft);  ///< a custom function, a checkpoint
bool add_mode(Draft& draft);             ///< a step or two inside a mode, packing hooks or a loop
void add_ending(Draft& draft);           ///< losses and backward passes, with writes between (endings.cpp)

/// A new tensor in memory of its own, of a family that the leaves of `inputs` reach; uses the inputs' memories.
struct Result {
  std::string_view operation;
  Shape shape;
  Range range;
  std::vector<Variable> inputs;
};
Variable& add_result(Draft& draft, const Result& result);

/// Notes that `operation` used what `variable` holds.
void use(Draft& draft, const Variable& variable, std::string_view operation);

}  // namespace gradproof::checks::fuzz
