#pragma once
// What stands between the brackets of an index, in C++ as in Python, and indexing by it.
#include <concepts>
#include <gradproof/core/tensor/tensor.hpp>
#include <string_view>

namespace gradproof {
namespace indexing {

struct NoneType {};
struct EllipsisIndexType {};
inline constexpr NoneType None{};
inline constexpr EllipsisIndexType Ellipsis{};
inline constexpr std::int64_t INDEX_MAX = INT64_MAX, INDEX_MIN = INT64_MIN;

/// start:stop:step; a part left out, or None, is absent.
struct Slice {
  struct Bound : std::optional<std::int64_t> {
    Bound() = default;
    Bound(NoneType) {}
    Bound(std::nullopt_t) {}
    Bound(std::optional<std::int64_t> v) : std::optional<std::int64_t>(v) {}
    template <std::integral T>
    Bound(T v) : std::optional<std::int64_t>(std::int64_t(v)) {}
  };
  Slice(Bound start = {}, Bound stop = {}, Bound step = {}) : start_(start), stop_(stop), step_(step) {}
  const Bound& start_opt() const { return start_; }
  const Bound& stop_opt() const { return stop_; }
  // With libtorch's defaults for what is absent.
  std::int64_t step() const { return step_.value_or(1); }
  std::int64_t start() const { return start_.value_or(step() < 0 ? INDEX_MAX : 0); }
  std::int64_t stop() const { return stop_.value_or(step() < 0 ? INDEX_MIN : INDEX_MAX); }

 private:
  Bound start_, stop_, step_;
};

/// One entry of an index. A number drops a dimension, a slice keeps it, None adds one, Ellipsis (or "...") stands for
/// the dimensions that are not named, true adds a dimension of size 1 and false one of size 0. A tensor of integers
/// picks along one dimension; one of bools picks where it is true along as many as it has.
class TensorIndex {
 public:
  enum class Kind { none, ellipsis, integer, boolean, slice, tensor };

  TensorIndex(NoneType) : kind_(Kind::none) {}
  TensorIndex(std::nullopt_t) : kind_(Kind::none) {}
  TensorIndex(EllipsisIndexType) : kind_(Kind::ellipsis) {}
  TensorIndex(const char* text);  ///< throws `index` unless it is "..."
  template <std::integral T>
  TensorIndex(T i) : kind_(std::is_same_v<T, bool> ? Kind::boolean : Kind::integer), integer_(std::int64_t(i)) {}
  TensorIndex(Slice s) : kind_(Kind::slice), slice_(s) {}
  TensorIndex(Tensor t) : kind_(Kind::tensor), tensor_(std::move(t)) {}

  Kind kind() const { return kind_; }
  bool is_none() const { return kind_ == Kind::none; }
  bool is_ellipsis() const { return kind_ == Kind::ellipsis; }
  bool is_integer() const { return kind_ == Kind::integer; }
  bool is_boolean() const { return kind_ == Kind::boolean; }
  bool is_slice() const { return kind_ == Kind::slice; }
  bool is_tensor() const { return kind_ == Kind::tensor; }
  std::int64_t integer() const { return integer_; }
  bool boolean() const { return integer_ != 0; }
  const Slice& slice() const { return slice_; }
  const Tensor& tensor() const { return tensor_; }

 private:
  Kind kind_;
  std::int64_t integer_ = 0;
  Slice slice_;
  Tensor tensor_;
};

// 1:5:2, and (1, None, ...) for a whole index.
std::ostream& operator<<(std::ostream& out, const Slice& slice);
std::ostream& operator<<(std::ostream& out, const TensorIndex& index);
std::ostream& operator<<(std::ostream& out, const std::vector<TensorIndex>& indices);

}  // namespace indexing

/// An index taken apart: the view that numbers, slices and None make, and the tensors that pick from its dimensions
/// (undefined where a dimension is kept).
struct ResolvedIndex {
  Tensor view;
  TensorList picks;
  bool picks_any() const { return !picks.empty(); }
};
ResolvedIndex resolve(const Tensor& t, const std::vector<indexing::TensorIndex>& indices);

/// t[indices]: a view, or new values where a tensor picks. Throws `index` for too many indices or one out of range.
Tensor index(const Tensor& t, const std::vector<indexing::TensorIndex>& indices);
/// t[indices] = value: a recorded write; leading dimensions of size 1 of value are dropped first.
Tensor& index_put_(const Tensor& t, const std::vector<indexing::TensorIndex>& indices, const Tensor& value,
                   bool accumulate = false);
Tensor& index_put_(const Tensor& t, const std::vector<indexing::TensorIndex>& indices, const Scalar& value);

/// t picked from by one tensor a dimension (undefined: keep it), as torch.ops.aten.index does.
Tensor index_tensors(const Tensor& t, const TensorList& picks);
/// The write to what index_tensors reads. `values` broadcast to it.
Tensor index_put(const Tensor& t, const TensorList& picks, const Tensor& values, bool accumulate = false);
Tensor& index_put_tensors_(const Tensor& t, const TensorList& picks, const Tensor& values, bool accumulate = false);

}  // namespace gradproof
