#include <cstring>
#include <gradproof/core/cpu/index_kernels.hpp>
#include <gradproof/core/cpu/row_kernels.hpp>
#include <gradproof/core/ops/scalar_combine.hpp>

namespace gradproof::cpu {
namespace {

template <class T>
T& element(char* row, std::int64_t i, std::int64_t stride) {
  return *reinterpret_cast<T*>(row + i * stride);
}

/// A stretch that one offset moves as a whole: rows of index_select and of an embedding.
template <class T>
bool moves_rows(const Elements& e) {
  return e.operand[2].strides[0] == 0 && e.operand[0].strides[0] == sizeof(T) && e.operand[1].strides[0] == sizeof(T);
}

template <class T>
void read_rows(const Elements& e) {
  const std::int64_t sv = e.operand[0].strides[0], sb = e.operand[1].strides[0], so = e.operand[2].strides[0];
  if (moves_rows<T>(e))
    return for_each_row(e, [&](char* const* at, std::int64_t n) {
      std::memcpy(at[0], at[1] + element<std::int64_t>(at[2], 0, 0), std::size_t(n) * sizeof(T));
    });
  for_each_row(e, [&](char* const* at, std::int64_t n) {
    for (std::int64_t i = 0; i < n; ++i)
      element<T>(at[0], i, sv) = *reinterpret_cast<T*>(at[1] + i * sb + element<std::int64_t>(at[2], i, so));
  });
}

template <class T, class Combine>
void write_rows(const Elements& e, Combine combine) {
  const std::int64_t sv = e.operand[0].strides[0], sb = e.operand[1].strides[0], so = e.operand[2].strides[0];
  for_each_row(e, [&](char* const* at, std::int64_t n) {
    for (std::int64_t i = 0; i < n; ++i) {
      T& target = *reinterpret_cast<T*>(at[1] + i * sb + element<std::int64_t>(at[2], i, so));
      target = combine(target, element<T>(at[0], i, sv));
    }
  });
}

}  // namespace

std::optional<std::int64_t> locate(DType index, std::int64_t size, std::int64_t stride, const Elements& e) {
  const std::int64_t so = e.operand[0].strides[0], si = e.operand[1].strides[0];
  std::optional<std::int64_t> outside;
  visit(index, [&](auto tag) {
    using T = typename decltype(tag)::type;
    for_each_row(e, [&](char* const* at, std::int64_t n) {
      for (std::int64_t i = 0; i < n && !outside; ++i) {
        const auto k = std::int64_t(Computed<T>(element<T>(at[1], i, si)));
        if (k < -size || k >= size)
          outside = k;
        else
          element<std::int64_t>(at[0], i, so) += (k < 0 ? k + size : k) * stride;
      }
    });
  });
  return outside;
}

void indexed(IndexedId id, DType dtype, const Elements& e) {
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if (id == IndexedId::read) return read_rows<T>(e);
    if (id == IndexedId::write) return write_rows<T>(e, [](T, T value) { return value; });
    write_rows<T>(e, [id](T old, T value) { return scalar::combine(id, old, value); });
  });
}

void masked_write(DType dtype, const Elements& e) {
  const std::int64_t st = e.operand[0].strides[0], sm = e.operand[1].strides[0], sv = e.operand[2].strides[0];
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    for_each_row(e, [&](char* const* at, std::int64_t n) {
      for (std::int64_t i = 0; i < n; ++i)
        if (element<bool>(at[1], i, sm)) element<T>(at[0], i, st) = element<T>(at[2], i, sv);
    });
  });
}

std::int64_t nonzero(DType dtype, const Elements& e, std::int64_t* positions) {
  const std::int64_t stride = e.operand[0].strides[0];
  std::int64_t found = 0, position = 0;
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    for_each_row(e, [&](char* const* at, std::int64_t n) {
      for (std::int64_t i = 0; i < n; ++i, ++position) {
        if (Computed<T>(element<T>(at[0], i, stride)) == Computed<T>(0)) continue;
        if (positions) positions[found] = position;
        ++found;
      }
    });
  });
  return found;
}

}  // namespace gradproof::cpu
