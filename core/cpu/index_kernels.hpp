#pragma once
#include <gradproof/core/device/backend.hpp>

namespace gradproof::cpu {

/// The CPU's Backend::locate, indexed, masked_write and nonzero.
std::optional<std::int64_t> locate(DType index, std::int64_t size, std::int64_t stride, const Elements& e);
void indexed(IndexedId id, DType dtype, const Elements& e);
void masked_write(DType dtype, const Elements& e);
std::int64_t nonzero(DType dtype, const Elements& e, std::int64_t* positions);

}  // namespace gradproof::cpu
