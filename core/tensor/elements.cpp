#include <algorithm>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/elements.hpp>
#include <numeric>

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

/// Lays out the operands, `inner_first` saying which dimension comes k-th from the innermost on.
template <class Order>
void lay_out(Elements& e, IntArrayRef sizes, std::initializer_list<OperandSource> operands, Order inner_first) {
  const int rank = int(sizes.size());
  e.dims = 0;
  for (int k = 0; k < e.operands; ++k) e.operand[k].data = operands.begin()[k].data;
  std::int64_t strides[Elements::kMaxOperands];
  for (int at = 0; at < rank; ++at) {
    const int d = inner_first(at);
    for (int k = 0; k < e.operands; ++k) strides[k] = byte_stride(operands.begin()[k], rank, d);
    append(e, sizes[std::size_t(d)], strides);
  }
  if (e.dims > 0) return;
  e.dims = 1;
  e.sizes[0] = 1;
  for (int k = 0; k < e.operands; ++k) e.operand[k].strides[0] = 0;
}

}  // namespace

void build_elements(Elements& e, IntArrayRef sizes, std::initializer_list<OperandSource> operands) {
  e.operands = int(operands.size());
  if (lie_in_a_row(e, sizes, operands)) return;
  const int last = int(sizes.size()) - 1;
  lay_out(e, sizes, operands, [last](int k) { return last - k; });
}

void build_elements_in_order(Elements& e, IntArrayRef sizes, std::initializer_list<OperandSource> operands) {
  const Layout* result = operands.begin()->layout;
  if (!result || result->is_contiguous()) return build_elements(e, sizes, operands);
  e.operands = int(operands.size());
  std::vector<int> order(sizes.size());
  std::iota(order.rbegin(), order.rend(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return result->stride(a) < result->stride(b); });
  lay_out(e, sizes, operands, [&](int k) { return order[std::size_t(k)]; });
}

}  // namespace gradproof
