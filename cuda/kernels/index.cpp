// Elements that other elements point at. Positions that are named several times get their values in any order.
#include <gradproof/core/ops/scalar_combine.hpp>
#include <gradproof/cuda/kernels/atomic.hpp>
#include <gradproof/cuda/kernels/kernels.hpp>
#include <gradproof/cuda/kernels/pointwise.hpp>

namespace gradproof::cuda {
namespace {

template <class T>
struct Locate {
  Walk<2> walk;
  char* out;
  Source index;
  std::int64_t size, stride;
  std::int64_t* answer;

  GRADPROOF_KERNEL void operator()(std::uint64_t i) const {
    const auto at = walk.at(i);
    const auto k = std::int64_t(Computed<T>(index.at<T>(at.of[1])));
    if (k < -size || k >= size) {
      answer[1] = k;
      answer[0] = 1;
    } else {
      *reinterpret_cast<std::int64_t*>(out + at.of[0]) += (k < 0 ? k + size : k) * stride;
    }
  }
};

/// Operands: values, indexed memory, offsets.
template <class T>
struct Indexed {
  Walk<3> walk;
  IndexedId id;
  char* values;
  Source number;  ///< the value of all, where there is no memory of values
  char* memory;
  const char* offsets;

  GRADPROOF_KERNEL void operator()(std::uint64_t i) const {
    const auto at = walk.at(i);
    T* const target =
        reinterpret_cast<T*>(memory + at.of[1] + *reinterpret_cast<const std::int64_t*>(offsets + at.of[2]));
    if (id == IndexedId::read) {
      *reinterpret_cast<T*>(values + at.of[0]) = *target;
      return;
    }
    const T value = number.at<T>(at.of[0]);
    if (id == IndexedId::write)
      *target = value;
    else
      update(target, [&](T old) { return scalar::combine(id, old, value); });
  }
};

template <class T>
struct MaskedWrite {
  Walk<3> walk;
  char* out;
  Source mask, value;

  GRADPROOF_KERNEL void operator()(std::uint64_t i) const {
    const auto at = walk.at(i);
    if (mask.at<bool>(at.of[1])) *reinterpret_cast<T*>(out + at.of[0]) = value.at<T>(at.of[2]);
  }
};

}  // namespace

void locate(const Queue& queue, DType index, std::int64_t size, std::int64_t stride, const Elements& e,
            Numbers numbers) {
  const auto walk = walk_of<2>(e);
  visit(index, [&](auto tag) {
    for_each(queue, walk.count,
             Locate<typename decltype(tag)::type>{walk, static_cast<char*>(e.operand[0].data),
                                                  source_of(e.operand[1], numbers & 2), size, stride, queue.answer});
  });
}

void indexed(const Queue& queue, IndexedId id, DType dtype, const Elements& e, Numbers numbers) {
  const auto walk = walk_of<3>(e);
  visit(dtype, [&](auto tag) {
    for_each(queue, walk.count,
             Indexed<typename decltype(tag)::type>{
                 walk, id, static_cast<char*>(e.operand[0].data), source_of(e.operand[0], numbers & 1),
                 static_cast<char*>(e.operand[1].data), static_cast<const char*>(e.operand[2].data)});
  });
}

void masked_write(const Queue& queue, DType dtype, const Elements& e, Numbers numbers) {
  const auto walk = walk_of<3>(e);
  visit(dtype, [&](auto tag) {
    for_each(queue, walk.count,
             MaskedWrite<typename decltype(tag)::type>{walk, static_cast<char*>(e.operand[0].data),
                                                       source_of(e.operand[1], numbers & 2),
                                                       source_of(e.operand[2], numbers & 4)});
  });
}

}  // namespace gradproof::cuda
