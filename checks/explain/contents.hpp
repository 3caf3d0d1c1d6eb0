#pragma once
#include <cstdint>
#include <gradproof/core/tensor/tensor_impl.hpp>
#include <gradproof/reports/records/value.hpp>

namespace gradproof::checks::explain {

/// How somebody reads a storage.
struct Region {
  const Storage* storage = nullptr;
  Layout layout;
  DType dtype = DType::float32;
};

/// The elements that a region held at one moment: enough to see a change, and the first few to show.
struct Contents {
  std::uint64_t fingerprint = 0;
  records::Value first;  ///< flat; a number for a 0-dim region; "..." ends what is longer; null: no bytes there
  bool operator==(const Contents& other) const { return fingerprint == other.fingerprint; }
};

inline bool is_same_region(const Region& a, const Region& b) {
  return a.storage == b.storage && a.layout == b.layout && a.dtype == b.dtype;
}

/// Reads a region without any operation: no counter, no graph and no reference is touched. Bytes that the host cannot
/// reach, or that a resize took away, read as null.
Contents contents_of(const Region& region);

/// What Contents shows of a region.
records::Value first_elements(const Region& region);

/// The region itself where it is all of its memory, else all of the memory, flat.
Region whole_memory(const Region& region);

/// Bytes that contents_of reads.
std::int64_t bytes_of(const Region& region);

}  // namespace gradproof::checks::explain
