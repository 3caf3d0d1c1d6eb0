#pragma once
// The operations of the tape, each with its derivative. Those of pointwise.cpp and movement.cpp are primitive; every
// other one is composed of them. All return new values; shapes that do not fit raise `shape`.
#include <gradproof/checks/oracle/tape.hpp>
#include <optional>
#include <string_view>

namespace gradproof::checks::oracle {

// ---- pointwise.cpp: one table row each
Var pointwise(std::string_view name, const Var& x);                ///< "exp", "relu", ...; raises `dtype` like PyTorch
Var pointwise(std::string_view name, const Var& a, const Var& b);  ///< "mul", "maximum", "lt", ...
std::vector<std::string_view> pointwise_names(int operands);       ///< of the rows with one or two operands

Var operator+(const Var& a, const Var& b);
Var operator-(const Var& a, const Var& b);
Var operator*(const Var& a, const Var& b);
Var operator/(const Var& a, const Var& b);
Var operator-(const Var& x);
Var operator*(double a, const Var& b);
Var operator+(double a, const Var& b);
Var operator-(double a, const Var& b);
Var operator-(const Var& a, double b);
Var operator/(const Var& a, double b);
Var exp(const Var& x);
Var log(const Var& x);
Var sqrt(const Var& x);

// ---- movement.cpp: each is linear, and the others' adjoint
Var gather(const Var& x, Positions from, Shape shape);  ///< element i is x's element from[i], or 0 where that is -1
Var scatter(const Var& x, Positions to, Shape shape);   ///< adds x's element i to element to[i]; -1: dropped
Var overwrite(const Var& x, const Positions& at,
              const Var& with);  ///< x with `with`'s element i at at[i]; the last one wins
Var reshape(const Var& x, Shape shape);
Var cast(const Var& x, Dtype dtype);  ///< the derivative passes, also through an integer
Var expand(const Var& x, const Shape& shape);
Var sum_to(const Var& x, const Shape& shape);            ///< sums what broadcasting would repeat
Var keep(const Var& x, const std::vector<bool>& which);  ///< zeros elsewhere, whatever stood there
Var where(const Array& condition, const Var& a, const Var& b);
Var zeros_like(const Var& x);

/// Which dimensions a reduction takes, all of them when `dims` is empty; wrapped, checked, in order.
Shape reduced_dims(const Shape& shape, const Shape& dims);
std::int64_t wrapped_dim(std::int64_t dim, std::size_t rank);  ///< raises `index` when out of range

// ---- reductions.cpp
Var sum(const Var& x, const Shape& dims = {}, bool keepdim = false);
Var mean(const Var& x, const Shape& dims = {}, bool keepdim = false);
Var variance(const Var& x, const Shape& dims, double correction, bool keepdim);
Var product(const Var& x, const Shape& dims, bool keepdim);
Var norm(const Var& x, double p, const Shape& dims, bool keepdim);
/// Who gets the gradient of a largest element that is NaN, where PyTorch's operations differ.
enum class NanGradient { to_nans, to_all_as_nan };
/// Ties share the gradient.
Var extreme(const Var& x, const Shape& dims, bool keepdim, bool largest, NanGradient of_nan = NanGradient::to_nans);
Var logsumexp(const Var& x, const Shape& dims, bool keepdim);
Var log_softmax(const Var& x, std::int64_t dim);
Var softmax(const Var& x, std::int64_t dim);
Var cumulative(const Var& x, std::int64_t dim, bool product);
/// For each lane along `dim`, positions of its elements in the order of their values.
Positions sorted_positions(const Array& x, std::int64_t dim, bool descending);

// ---- linear.cpp
Var transpose(const Var& x, std::int64_t a, std::int64_t b);
Var matmul(const Var& a, const Var& b);  ///< every combination of ranks that PyTorch has
Var triangle(const Var& x, std::int64_t diagonal, bool upper);

}  // namespace gradproof::checks::oracle
