#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <gradproof/checks/oracle/array.hpp>
#include <gradproof/checks/program/machine.hpp>
#include <numeric>

namespace gradproof::checks::oracle {
namespace {

thread_local bool exact = false, shaken = false;
thread_local std::uint32_t shake_state = 1;  ///< of the random numbers; begins anew with each shaken Exact

template <class Integer>
double wrapped(double value) {
  return static_cast<double>(static_cast<Integer>(static_cast<std::int64_t>(value)));
}

double rounded(Dtype dtype, double value) {
  if (is_float(dtype)) return dtype == Dtype::float64 || exact ? value : static_cast<double>(static_cast<float>(value));
  if (dtype == Dtype::boolean) return value != 0;
  if (!(std::abs(value) < 0x1p53)) throw Unsupported("the tape computes in doubles, which do not hold this integer");
  switch (dtype) {
    case Dtype::uint8:
      return wrapped<std::uint8_t>(value);
    case Dtype::int8:
      return wrapped<std::int8_t>(value);
    case Dtype::int16:
      return wrapped<std::int16_t>(value);
    case Dtype::int32:
      return wrapped<std::int32_t>(value);
    default:
      return std::trunc(value);
  }
}

int category(Dtype dtype) { return is_float(dtype) ? 2 : dtype == Dtype::boolean ? 0 : 1; }

Dtype wider(Dtype a, Dtype b) {
  Dtype low = std::min(a, b), high = std::max(a, b);
  if (low == Dtype::uint8 && high == Dtype::int8) return Dtype::int16;
  if (low == Dtype::float16 && high == Dtype::bfloat16) return Dtype::float32;
  return high;
}

/// 2: has dimensions, 1: a 0-dim tensor, 0: a plain number.
int rank(const Array& a) { return a.is_number() ? 0 : a.shape().empty() ? 1 : 2; }

Dtype standing(const Array& a) { return a.is_number() && is_float(a.dtype()) ? Dtype::float32 : a.dtype(); }

}  // namespace

std::string_view name_of(Dtype dtype) {
  static constexpr std::string_view names[] = {"torch.bool",    "torch.uint8",  "torch.int8",    "torch.int16",
                                               "torch.int32",   "torch.int64",  "torch.float16", "torch.bfloat16",
                                               "torch.float32", "torch.float64"};
  return names[static_cast<int>(dtype)];
}

std::int64_t size_of(Dtype dtype) {
  switch (dtype) {
    case Dtype::float64:
    case Dtype::int64:
      return 8;
    case Dtype::float32:
    case Dtype::int32:
      return 4;
    case Dtype::int16:
    case Dtype::float16:
    case Dtype::bfloat16:
      return 2;
    default:
      return 1;
  }
}

double epsilon(Dtype dtype) {
  switch (dtype) {
    case Dtype::float64:
      return 0x1p-52;
    case Dtype::float32:
      return 0x1p-23;
    case Dtype::float16:
      return 0x1p-10;
    case Dtype::bfloat16:
      return 0x1p-7;
    default:
      return 0;
  }
}

std::int64_t count(const Shape& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

Shape broadcast(const Shape& a, const Shape& b) {
  Shape result(std::max(a.size(), b.size()), 1);
  for (std::size_t i = 0; i < result.size(); ++i) {
    std::int64_t m = i < a.size() ? a[a.size() - 1 - i] : 1, n = i < b.size() ? b[b.size() - 1 - i] : 1;
    if (m != n && m != 1 && n != 1)
      throw Raised("shape",
                   fmt::format("the sizes {} and {} do not broadcast: {} and {} differ and neither is 1", a, b, m, n));
    result[result.size() - 1 - i] = m == 1 ? n : m;
  }
  return result;
}

Shape row_major_strides(const Shape& shape) {
  Shape strides(shape.size(), 1);
  for (std::size_t i = shape.size(); i-- > 1;) strides[i - 1] = strides[i] * std::max<std::int64_t>(shape[i], 1);
  return strides;
}

Positions broadcast_positions(const Shape& from, const Shape& to) {
  Shape strides = row_major_strides(from), steps(to.size(), 0);
  for (std::size_t i = 0; i < from.size(); ++i)
    if (from[i] != 1) steps[to.size() - from.size() + i] = strides[i];
  Positions result{0};
  result.reserve(static_cast<std::size_t>(count(to)));
  for (std::size_t d = 0; d < to.size(); ++d) {
    Positions next;
    next.reserve(result.size() * static_cast<std::size_t>(to[d]));
    for (std::int64_t p : result)
      for (std::int64_t i = 0; i < to[d]; ++i) next.push_back(p + i * steps[d]);
    result = std::move(next);
  }
  return result;
}

Array::Array(Shape shape, Dtype dtype, Numbers numbers) : shape_(std::move(shape)), dtype_(dtype) {
  if (dtype != Dtype::float64)
    for (double& value : numbers) value = rounded(dtype, value);
  numbers_ = std::make_shared<const Numbers>(std::move(numbers));
}

Array Array::number(double value, Dtype category) {
  Array result({}, is_float(category) ? Dtype::float64 : category, {value});
  result.is_number_ = true;
  return result;
}

Array Array::full(Shape shape, Dtype dtype, double value) {
  auto size = static_cast<std::size_t>(count(shape));
  return Array(std::move(shape), dtype, Numbers(size, value));
}

Array Array::cast(Dtype dtype) const {
  if (dtype == dtype_ && !is_number_) return *this;
  return Array(shape_, dtype, *numbers_);
}

Array Array::reshaped(Shape shape) const {
  Array result = *this;
  result.shape_ = std::move(shape);
  result.is_number_ = false;
  return result;
}

Array Array::stored() const {
  constexpr double too_large = 65520;  // the first that rounds beyond 65504
  auto overflows = [](double x) { return std::abs(x) >= too_large; };
  if (dtype_ != Dtype::float16 || exact || std::none_of(numbers_->begin(), numbers_->end(), overflows)) return *this;
  Numbers held = *numbers_;
  for (double& x : held)
    if (overflows(x)) x = std::copysign(INFINITY, x);
  return Array(shape_, dtype_, std::move(held));
}

bool Array::same_numbers(const Array& other) const {
  if (numbers_ == other.numbers_) return true;
  auto same = [](double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); };
  return std::equal(numbers_->begin(), numbers_->end(), other.numbers_->begin(), other.numbers_->end(), same);
}

Dtype promote(const Array& a, const Array& b) {
  const Array &high = rank(a) >= rank(b) ? a : b, &low = rank(a) >= rank(b) ? b : a;
  if (rank(high) == rank(low)) return wider(standing(high), standing(low));
  return category(low.dtype()) > category(high.dtype()) ? standing(low) : standing(high);
}

Exact::Exact(bool shakes) : before_(exact), shaken_before_(shaken) {
  exact = true;
  shaken = shakes;
  if (shakes) shake_state = 1;
}
Exact::~Exact() {
  exact = before_;
  shaken = shaken_before_;
}

bool is_shaken() { return shaken; }

void shake(Numbers& numbers) {
  if (!shaken) return;
  for (double& x : numbers) {
    if (x == std::trunc(x)) continue;  // exact, like an exponent, which takes no negative base when it is not whole
    shake_state = shake_state * 1664525u + 1013904223u;
    x *= 1 + 4 * epsilon(Dtype::float64) * (static_cast<double>(shake_state >> 8) / (1 << 23) - 1);
  }
}

}  // namespace gradproof::checks::oracle
