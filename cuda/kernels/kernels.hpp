#pragma once
// What a device computes, issued to a queue: the calls of core/device/backend.hpp, whose meaning is told there.
// Operands that are numbers of the host's come with a mark; all else is memory that the device reaches.
#include <gradproof/core/device/backend.hpp>
#include <gradproof/cuda/kernels/queue.hpp>

namespace gradproof::cuda {

/// Which operands are numbers that the host gave, and no memory of the device: bit k for operand k.
using Numbers = unsigned;

void launch(const Queue& queue, PointwiseId id, DType dtype, const Elements& e, Numbers numbers);
void copy(const Queue& queue, DType to, DType from, const Elements& e, Numbers numbers);
void fill(const Queue& queue, DType dtype, const Scalar& value, const Elements& e);
void reduce(const Queue& queue, ReduceId id, DType dtype, const Elements& e);
void norm(const Queue& queue, double order, DType dtype, const Elements& e);
/// For nll: answer[0] is 1 and answer[1] the class, where one is out of range.
void along(const Queue& queue, AlongId id, DType dtype, const Along& a);
void matmul(const Queue& queue, DType dtype, const MatrixProduct& product);
/// answer[0] is 1 and answer[1] the index, where one is out of range.
void locate(const Queue& queue, DType index, std::int64_t size, std::int64_t stride, const Elements& e,
            Numbers numbers);
void indexed(const Queue& queue, IndexedId id, DType dtype, const Elements& e, Numbers numbers);
void masked_write(const Queue& queue, DType dtype, const Elements& e, Numbers numbers);
/// answer[0] is how many there are.
void nonzero(const Queue& queue, DType dtype, const Elements& e, std::int64_t* positions);

}  // namespace gradproof::cuda
