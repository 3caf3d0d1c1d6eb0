#pragma once
// Which bytes a piece of work reads and writes.
#include <array>
#include <gradproof/core/device/backend.hpp>

namespace gradproof::sim {

/// Equal runs of bytes at equal distances, in up to as many dimensions as a kernel has: dimension 0 is the innermost.
struct Access {
  const char* first;
  std::size_t item;  ///< bytes of one element
  int dims;
  std::array<std::int64_t, Elements::kMaxDims> sizes, strides;  ///< in elements, in bytes
  bool writes;

  /// One run.
  static Access run(const void* first, std::size_t bytes, bool writes) {
    return {static_cast<const char*>(first), bytes, 0, {}, {}, writes};
  }
  /// Operand k of a kernel, of elements of `item` bytes.
  static Access operand(const Elements& e, int k, std::size_t item, bool writes);

  const char* begin() const;  ///< the lowest byte
  const char* end() const;    ///< behind the highest
};

/// Whether one byte is in both.
bool share_bytes(const Access& a, const Access& b);

/// The accesses of one piece of work.
struct Accesses {
  int count = 0;
  std::array<Access, Elements::kMaxOperands> all;
  void add(const Access& a) { all[std::size_t(count++)] = a; }
  Access* begin() { return all.data(); }
  Access* end() { return all.data() + count; }
  const Access* begin() const { return all.data(); }
  const Access* end() const { return all.data() + count; }
};

}  // namespace gradproof::sim
