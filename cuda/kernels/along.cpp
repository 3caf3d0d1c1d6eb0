#include <gradproof/cuda/kernels/along.hpp>

namespace gradproof::cuda {

void along(const Queue& queue, AlongId id, DType dtype, const Along& a) {
  switch (id) {
    case AlongId::cumsum:
    case AlongId::cumprod:
    case AlongId::cummax:
    case AlongId::cummin:
      return scan(queue, id, dtype, a);
    case AlongId::extreme:
      return extreme(queue, dtype, a);
    case AlongId::sort:
    case AlongId::topk:
    case AlongId::kthvalue:
    case AlongId::median:
      return order(queue, id, dtype, a);
    case AlongId::gather:
    case AlongId::scatter:
    case AlongId::nll:
    case AlongId::nll_gradient:
      return pick(queue, id, dtype, a);
    case AlongId::softmax:
    case AlongId::softmax_gradient:
    case AlongId::logsumexp:
      return softmax(queue, id, dtype, a);
  }
}

}  // namespace gradproof::cuda
