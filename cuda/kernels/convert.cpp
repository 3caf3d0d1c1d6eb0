// Copies that convert or rearrange, and fills.
#include <gradproof/core/ops/scalar_convert.hpp>
#include <gradproof/cuda/kernels/kernels.hpp>
#include <gradproof/cuda/kernels/pointwise.hpp>

namespace gradproof::cuda {
namespace {

template <class To>
struct Convert {
  template <class From>
  GRADPROOF_KERNEL To operator()(From v) const {
    return scalar::convert<To>(v);
  }
};

struct Same {
  template <class T>
  GRADPROOF_KERNEL T operator()(T v) const {
    return v;
  }
};

/// Elements that nobody computes with, by their bytes.
template <class F>
void by_size(DType dtype, F f) {
  switch (size_of(dtype)) {
    case 1:
      return f(TypeTag<std::uint8_t>());
    case 2:
      return f(TypeTag<std::uint16_t>());
    case 4:
      return f(TypeTag<std::uint32_t>());
    default:
      return f(TypeTag<std::uint64_t>());
  }
}

}  // namespace

void copy(const Queue& queue, DType to, DType from, const Elements& e, Numbers numbers) {
  if (to == from)
    return by_size(to, [&](auto tag) {
      using T = typename decltype(tag)::type;
      issue<Same, T, T>(queue, e, numbers);
    });
  visit(to, [&](auto t) {
    visit(from, [&](auto f) {
      using To = typename decltype(t)::type;
      using From = typename decltype(f)::type;
      issue<Convert<To>, To, From>(queue, e, numbers);
    });
  });
}

/// A copy of one number to every element.
void fill(const Queue& queue, DType dtype, const Scalar& value, const Elements& e) {
  char number[8] = {};
  visit(dtype, [&](auto tag) {
    const auto v = value.cast<typename decltype(tag)::type>();
    std::memcpy(number, &v, sizeof v);
  });
  Elements both = e;
  both.operands = 2;
  both.operand[1] = {number, {}};
  copy(queue, dtype, dtype, both, 2);
}

}  // namespace gradproof::cuda
