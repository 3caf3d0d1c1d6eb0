#pragma once
// Below the rules: bytes moved without guard, counter or history. Operations build their results from these before
// they record them once.
#include <gradproof/core/device/backend.hpp>
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

/// The bytes of `t` read through `layout`, as another tensor altogether. Never handed to users.
Tensor raw_view(const Tensor& t, const Layout& layout);
/// Writes `from` (which broadcasts to it) over `to`, converting; from one device to another too, where `non_blocking`
/// as Backend::transfer has it.
void raw_copy(const Tensor& to, const Tensor& from, bool non_blocking = false);
/// The same on one device.
void raw_copy_beside(const Tensor& to, const Tensor& from);
void raw_fill(const Tensor& to, const Scalar& value);
/// Uninitialised, dense, in t's type and place.
Tensor raw_empty(IntArrayRef sizes, const Tensor& like);
/// The same in t's own order of strides where they leave no gap.
Tensor raw_empty_like(const Tensor& t);
/// A dense copy; one in t's own order of strides where they leave no gap and `keep_strides`.
Tensor raw_clone(const Tensor& t, bool keep_strides = false);
/// A dense copy that the host reaches: for what has no kernel of its own, and is computed there on every device.
Tensor host_clone(const Tensor& t);
/// What the host made, on the device of `like`: `made` itself where that is the host.
Tensor placed_beside(const Tensor& like, const Tensor& made);

inline bool are_on_one_device(const Tensor& a, const Tensor& b) {
  return (a->storage->is_housed() && b->storage->is_housed()) || a->storage->device() == b->storage->device();
}
/// Throws `device_access` where two of them (those that are defined) are on different devices.
void expect_one_device(std::initializer_list<const Tensor*> tensors);

/// Which elements of an indexed tensor: `range` names sizes and the strides that do not depend on an index; offsets
/// (int64, in bytes, read through `offset_layout` over the same sizes) are added.
struct Indexed {
  Layout range;
  Tensor offsets;
  Layout offset_layout;
};

/// Runs `id` between `values`, which broadcast to the range, and the elements of `memory` that `where` names.
void run_indexed(IndexedId id, const Tensor& values, const Tensor& memory, const Indexed& where);
/// Adds the offsets of `index` along a dimension of `size` and `stride` (in elements of `element_size` bytes).
/// Returns an index that is out of range.
std::optional<std::int64_t> add_offsets(const Tensor& offsets, const Tensor& index, std::int64_t size,
                                        std::int64_t stride, std::size_t element_size);
/// Row-major numbers of the elements that are not zero, int64.
Tensor nonzero_positions(const Tensor& t);
/// Byte offsets of elements given by row-major number.
Tensor offsets_of_positions(const Tensor& positions, const Layout& layout, std::size_t element_size);

}  // namespace gradproof
