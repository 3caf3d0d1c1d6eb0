#pragma once
// A small dense array: numbers in row-major order, with a shape and a dtype. Values never change once made.
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace gradproof::checks::oracle {

/// In the order of promotion; a later one of the same category holds the earlier ones.
enum class Dtype { boolean, uint8, int8, int16, int32, int64, float16, bfloat16, float32, float64 };

constexpr bool is_float(Dtype dtype) { return dtype >= Dtype::float16; }
std::string_view name_of(Dtype dtype);  ///< "torch.float32"
std::int64_t size_of(Dtype dtype);      ///< bytes of an element
double epsilon(Dtype dtype);            ///< spacing of the dtype's numbers at 1; 0 for integers

using Shape = std::vector<std::int64_t>;
using Numbers = std::vector<double>;
using Positions = std::vector<std::int64_t>;  ///< flat positions in an array; -1: none

std::int64_t count(const Shape& shape);                             ///< elements of an array of that shape
Shape broadcast(const Shape& a, const Shape& b);                    ///< raises `shape` where they do not fit
Positions broadcast_positions(const Shape& from, const Shape& to);  ///< for each element of `to`, its element of `from`
Shape row_major_strides(const Shape& shape);

class Array {
 public:
  /// Rounds `numbers` to what `dtype` can hold.
  Array(Shape shape, Dtype dtype, Numbers numbers);
  /// A plain Python number: in promotion it yields to every tensor of its category.
  static Array number(double value, Dtype category);
  static Array full(Shape shape, Dtype dtype, double value);

  const Shape& shape() const { return shape_; }
  Dtype dtype() const { return dtype_; }
  bool is_number() const { return is_number_; }
  std::int64_t size() const { return static_cast<std::int64_t>(numbers_->size()); }
  const Numbers& numbers() const { return *numbers_; }
  double operator[](std::int64_t i) const { return (*numbers_)[static_cast<std::size_t>(i)]; }

  Array cast(Dtype dtype) const;
  Array reshaped(Shape shape) const;            ///< the same numbers; `shape` must have as many
  Array stored() const;                         ///< what memory holds of it: a float16 that is too large is infinite
  bool same_numbers(const Array& other) const;  ///< bit for bit, so that NaN is the same as NaN

 private:
  Shape shape_;
  Dtype dtype_;
  bool is_number_ = false;
  std::shared_ptr<const Numbers> numbers_;
};

/// The dtype of a result computed from both: category by category, dimensions before 0-dim before plain numbers.
Dtype promote(const Array& a, const Array& b);

/// While one lives, float dtypes keep every bit of a double: for central differences. A shaken one moves results of
/// arithmetic by a few roundings of a double, so that what depends on rounding shows.
class Exact {
 public:
  explicit Exact(bool shaken = false);
  ~Exact();
  Exact(const Exact&) = delete;
  Exact& operator=(const Exact&) = delete;

 private:
  bool before_, shaken_before_;
};

bool is_shaken();  ///< whether a shaken Exact lives
/// Moves the numbers of a result, if a shaken Exact lives.
void shake(Numbers& numbers);

}  // namespace gradproof::checks::oracle
