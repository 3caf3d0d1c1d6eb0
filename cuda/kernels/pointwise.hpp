#pragma once
// One function over a range of elements: in packs of sixteen bytes where all operands lie without gaps, else element by
// element. An operand may be one number that the host gave with the call; it travels inside the kernel.
#include <algorithm>
#include <array>
#include <bit>
#include <gradproof/core/layout/dtype.hpp>
#include <gradproof/cuda/kernels/bits.hpp>
#include <gradproof/cuda/kernels/kernels.hpp>
#include <gradproof/cuda/kernels/run.hpp>
#include <gradproof/cuda/kernels/walk.hpp>
#include <utility>

namespace gradproof::cuda {

/// An operand of a kernel: memory, or a number without memory.
struct Source {
  const char* data;
  std::uint64_t number;

  template <class T>
  GRADPROOF_KERNEL T at(std::int64_t offset) const {
    if (data) return *reinterpret_cast<const T*>(data + offset);
    return std::bit_cast<T>(Bits<sizeof(T)>(number));
  }
};

inline Source source_of(const Operand& operand, bool is_number) {
  Source source = {is_number ? nullptr : static_cast<const char*>(operand.data), 0};
  if (is_number) std::memcpy(&source.number, operand.data, sizeof source.number);
  return source;
}

template <class T, unsigned N>
struct alignas(sizeof(T) * N) Pack {
  T of[N];
};

/// R = compute(A...), element by element.
template <class Compute, class R, class... A>
struct Strided {
  static constexpr int kOperands = 1 + sizeof...(A);
  Walk<kOperands> walk;
  char* out;
  Source in[sizeof...(A)];
  Compute compute;

  GRADPROOF_KERNEL void operator()(std::uint64_t i) const { write(walk.at(i), std::index_sequence_for<A...>()); }

 private:
  template <std::size_t... K>
  GRADPROOF_KERNEL void write(const Offsets<kOperands>& at, std::index_sequence<K...>) const {
    *reinterpret_cast<R*>(out + at.of[0]) = compute(in[K].template at<A>(at.of[K + 1])...);
  }
};

/// The same without gaps: packs, and an element at a time for what is left.
template <class Compute, class R, class... A>
struct Dense {
  static constexpr unsigned kPack = std::min<unsigned>(8, 16 / std::max({sizeof(R), sizeof(A)...}));
  std::uint64_t count;
  char* out;
  Source in[sizeof...(A)];
  bool repeats[sizeof...(A)];  ///< one element for all
  Compute compute;

  static std::uint64_t items(std::uint64_t count) { return count / kPack + count % kPack; }

  GRADPROOF_KERNEL void operator()(std::uint64_t i) const {
    const std::uint64_t packs = count / kPack;
    if (i < packs)
      write<kPack>(i * kPack, std::index_sequence_for<A...>());
    else
      write<1>(packs * kPack + (i - packs), std::index_sequence_for<A...>());
  }

 private:
  template <class T, unsigned N>
  GRADPROOF_KERNEL Pack<T, N> load(std::size_t k, std::uint64_t first) const {
    if (!repeats[k]) return *reinterpret_cast<const Pack<T, N>*>(in[k].data + first * sizeof(T));
    Pack<T, N> pack;
    for (unsigned j = 0; j < N; ++j) pack.of[j] = in[k].template at<T>(0);
    return pack;
  }
  template <unsigned N, std::size_t... K>
  GRADPROOF_KERNEL void write(std::uint64_t first, std::index_sequence<K...>) const {
    store<N>(first, load<A, N>(K, first)...);
  }
  template <unsigned N, class... Packs>
  GRADPROOF_KERNEL void store(std::uint64_t first, const Packs&... packs) const {
    Pack<R, N> result;
    for (unsigned j = 0; j < N; ++j) result.of[j] = compute(packs.of[j]...);
    *reinterpret_cast<Pack<R, N>*>(out + first * sizeof(R)) = result;
  }
};

/// Whether an operand of elements of `item` bytes starts where a pack may, and has no gaps.
inline bool is_packed(const Operand& operand, std::size_t item, unsigned pack) {
  return operand.strides[0] == std::int64_t(item) && std::bit_cast<std::uintptr_t>(operand.data) % (item * pack) == 0;
}

/// Whether every element of `e` has the same value of operand k.
inline bool is_repeated(const Elements& e, std::size_t k) {
  for (int d = 0; d < e.dims; ++d)
    if (e.operand[k].strides[std::size_t(d)] != 0 && e.sizes[std::size_t(d)] != 1) return false;
  return true;
}

template <class Compute, class R, class... A, std::size_t... K>
bool issue_dense(const Queue& queue, const Elements& e, Numbers numbers, const Compute& compute,
                 std::index_sequence<K...>) {
  using Kernel = Dense<Compute, R, A...>;
  if (e.dims != 1 || !is_packed(e.operand[0], sizeof(R), Kernel::kPack)) return false;
  const bool repeats[] = {is_repeated(e, K + 1)...};
  if (!((repeats[K] || is_packed(e.operand[K + 1], sizeof(A), Kernel::kPack)) && ...)) return false;
  const auto count = std::uint64_t(e.sizes[0]);
  for_each(queue, Kernel::items(count),
           Kernel{count,
                  static_cast<char*>(e.operand[0].data),
                  {source_of(e.operand[K + 1], numbers >> (K + 1) & 1)...},
                  {repeats[K]...},
                  compute});
  return true;
}

template <class Compute, class R, class... A, std::size_t... K>
void issue_strided(const Queue& queue, const Elements& e, Numbers numbers, const Compute& compute,
                   std::index_sequence<K...>) {
  const auto walk = walk_of<1 + sizeof...(A)>(e);
  for_each(queue, walk.count,
           Strided<Compute, R, A...>{walk,
                                     static_cast<char*>(e.operand[0].data),
                                     {source_of(e.operand[K + 1], numbers >> (K + 1) & 1)...},
                                     compute});
}

/// R = compute(A...) over `e`: operand 0 is the result.
template <class Compute, class R, class... A>
void issue(const Queue& queue, const Elements& e, Numbers numbers, const Compute& compute = {}) {
  constexpr std::index_sequence_for<A...> operands;
  if (issue_dense<Compute, R, A...>(queue, e, numbers, compute, operands)) return;
  issue_strided<Compute, R, A...>(queue, e, numbers, compute, operands);
}

}  // namespace gradproof::cuda
