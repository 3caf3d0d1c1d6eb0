#pragma once
// Which bytes a piece of work reads and writes.
#include <array>
#include <gradproof/core/device/backend.hpp>

namespace gradproof::sim {

/// Equal runs of bytes at equal distances, in up to as many dimensions as a kernel has: dimension 0 is the innermost.
/// Left uninitialised beyond `dims`, since every launch makes some.
struct Access {
  const char* first;
  std::size_t item;  ///< bytes of one element
  int dims;
  bool writes;
  std::array<std::int64_t, Elements::kMaxDims> sizes, strides;  ///< in elements, in bytes

  Access() {}
  Access(const void* begin, std::size_t bytes, int rank, bool is_written)
      : first(static_cast<const char*>(begin)), item(bytes), dims(rank), writes(is_written) {}
  Access(const Access& o) { *this = o; }
  Access& operator=(const Access& o);
  /// One run.
  static Access run(const void* first, std::size_t bytes, bool writes) { return {first, bytes, 0, writes}; }
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
  Accesses() {}  // not defaulted: that would clear them
  Accesses(const Accesses& o) { *this = o; }
  Accesses& operator=(const Accesses& o) {
    count = 0;
    for (const Access& a : o) add(a);
    return *this;
  }
  void add(const Access& a) { all[std::size_t(count++)] = a; }
  Access* begin() { return all.data(); }
  Access* end() { return all.data() + count; }
  const Access* begin() const { return all.data(); }
  const Access* end() const { return all.data() + count; }
};

}  // namespace gradproof::sim
