#pragma once
#include <gradproof/core/layout/array_ref.hpp>
#include <gradproof/core/layout/stream.hpp>
#include <gradproof/core/tensor/tensor.hpp>
#include <iostream>

namespace gradproof {

/// The tensor as PyTorch's Python prints it: `tensor([1., 2.], grad_fn=<MulBackward0>)`.
std::string to_string(const Tensor& t);
/// The tensor as libtorch prints it: columns of numbers on lines of `line_size`, then `[ CPUFloatType{2,3} ]`.
std::ostream& print(std::ostream& out, const Tensor& t, std::int64_t line_size);
inline void print(const Tensor& t, std::int64_t line_size = 80) { print(std::cout, t, line_size); }
std::ostream& operator<<(std::ostream& out, const Tensor& t);
std::ostream& operator<<(std::ostream& out, const TensorList& tensors);
std::ostream& operator<<(std::ostream& out, MemoryFormat format);  ///< ChannelsLast
std::ostream& operator<<(std::ostream& out, LayoutKind kind);      ///< Strided
inline std::ostream& operator<<(std::ostream& out, const Layout&) { return out << kStrided; }
inline std::ostream& operator<<(std::ostream& out, const DeviceType& type) { return out << type.name(); }
std::ostream& operator<<(std::ostream& out, const TensorOptions& options);
template <class T>
std::ostream& operator<<(std::ostream& out, RowRef<T> row) {
  const char* before = "[";
  for (const T& v : row) out << before << v, before = ", ";
  return out << (row.empty() ? "[]" : "]");
}

}  // namespace gradproof
