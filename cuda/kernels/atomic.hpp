#pragma once
#include <bit>
#include <gradproof/cuda/kernels/bits.hpp>
#include <gradproof/cuda/kernels/block.hpp>

namespace gradproof::cuda {

#if defined(__CUDACC__)

/// *at = f(*at), as if no other thread were there: what was read is compared before it is replaced. Elements of one and
/// two bytes are replaced within the word that holds them.
template <class T, class F>
__device__ void update(T* at, F f) {
  using Word = std::conditional_t<sizeof(T) == 8, unsigned long long, unsigned>;
  const auto address = reinterpret_cast<std::uintptr_t>(at), place = address & (sizeof(Word) - 1);
  auto* const word = reinterpret_cast<Word*>(address - place);
  const Word ones = Bits<sizeof(T)>(-1);
  Word before = *word, seen;
  do {
    seen = before;
    const T value = f(std::bit_cast<T>(Bits<sizeof(T)>(seen >> 8 * place)));
    const Word bits = std::bit_cast<Bits<sizeof(T)>>(value);
    before = atomicCAS(word, seen, (seen & ~(ones << 8 * place)) | bits << 8 * place);
  } while (before != seen);
}

#else

template <class T, class F>
void update(T* at, F f) {
  *at = f(*at);
}

#endif

}  // namespace gradproof::cuda
