#pragma once
#include <gradproof/core/tensor/tensor.hpp>
#include <variant>

namespace gradproof {
namespace indexing {

struct NoneType {};
struct EllipsisIndexType {};
inline constexpr NoneType None{};
inline constexpr EllipsisIndexType Ellipsis{};

/// start:stop:step; a part left out is absent.
struct Slice {
  std::optional<std::int64_t> start, stop, step;
  Slice() = default;
  Slice(std::optional<std::int64_t> a, std::optional<std::int64_t> b = {}, std::optional<std::int64_t> c = {})
      : start(a), stop(b), step(c) {}
  Slice(NoneType, std::optional<std::int64_t> b = {}, std::optional<std::int64_t> c = {}) : stop(b), step(c) {}
};

/// One entry of an index: a number drops a dimension, a slice keeps it, None adds one, Ellipsis stands for the rest.
using TensorIndex = std::variant<std::int64_t, Slice, NoneType, EllipsisIndexType>;

}  // namespace indexing

/// t[indices] as a view. Throws `index` for too many indices or one out of range.
Tensor index(const Tensor& t, const std::vector<indexing::TensorIndex>& indices);
/// t[indices] = value: a recorded write through the view; leading dimensions of size 1 of value are dropped first.
void index_put_(const Tensor& t, const std::vector<indexing::TensorIndex>& indices, const Tensor& value);
void index_put_(const Tensor& t, const std::vector<indexing::TensorIndex>& indices, const Scalar& value);

}  // namespace gradproof
