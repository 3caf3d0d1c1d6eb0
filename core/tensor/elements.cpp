#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/elements.hpp>

namespace gradproof {
namespace {

/// Lays the operands out as one row; false where one of them has gaps or is repeated.
bool lie_in_a_row(Elements& e, IntArrayRef sizes, std::initializer_list<OperandSource> operands) {
  Operand* to = e.operand.data();
  for (const OperandSource& o : operands) {
    if (o.layout && !(o.layout->is_contiguous() && o.layout->sizes() == sizes)) return false;
    to->data = o.data;
    to++->strides[0] = o.layout ? std::int64_t(o.element_size) : 0;
  }
  std::int64_t n = 1;
  for (std::int64_t s : sizes) n *= s;
  e.dims = 1;
  e.sizes[0] = n;
  return true;
}

/// Byte stride of `o` along dimension `d` of a range of rank `rank`; 0 where it is broadcast.
std::int64_t byte_stride(const OperandSource& o, int rank, int d) {
  if (!o.layout) return 0;
  const int own = d - (rank - o.layout->dim());
  if (own < 0 || o.layout->size(own) == 1) return 0;
  return o.layout->stride(own) * std::int64_t(o.element_size);
}

bool joins(const Elements& e, const std::int64_t* strides) {
  const int last = e.dims - 1;
  for (int k = 0; k < e.operands; ++k)
    if (strides[k] != e.operand[k].strides[last] * e.sizes[last]) return false;
  return true;
}

void append(Elements& e, std::int64_t size, const std::int64_t* strides) {
  if (size == 1) return;
  if (e.dims > 0 && joins(e, strides)) {
    e.sizes[e.dims - 1] *= size;
    return;
  }
  if (e.dims == Elements::kMaxDims)
    raise(ErrorKind::not_implemented, "more than 12 dimensions that cannot be joined; make the operands contiguous");
  for (int k = 0; k < e.operands; ++k) e.operand[k].strides[e.dims] = strides[k];
  e.sizes[e.dims++] = size;
}

}  // namespace

void build_elements(Elements& e, IntArrayRef sizes, std::initializer_list<OperandSource> operands) {
  e.operands = int(operands.size());
  if (lie_in_a_row(e, sizes, operands)) return;
  const int rank = int(sizes.size());
  e.dims = 0;
  for (int k = 0; k < e.operands; ++k) e.operand[k].data = operands.begin()[k].data;
  std::int64_t strides[4];
  for (int d = rank - 1; d >= 0; --d) {
    for (int k = 0; k < e.operands; ++k) strides[k] = byte_stride(operands.begin()[k], rank, d);
    append(e, sizes[d], strides);
  }
  if (e.dims > 0) return;
  e.dims = 1;
  e.sizes[0] = 1;
  for (int k = 0; k < e.operands; ++k) e.operand[k].strides[0] = 0;
}

}  // namespace gradproof
