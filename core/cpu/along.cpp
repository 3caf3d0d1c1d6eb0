#include <gradproof/core/cpu/along.hpp>

namespace gradproof::cpu {

void along(AlongId id, DType dtype, const Along& a) {
  switch (id) {
    case AlongId::cumsum:
    case AlongId::cumprod:
    case AlongId::cummax:
    case AlongId::cummin:
      return scan(id, dtype, a);
    case AlongId::extreme:
    case AlongId::sort:
    case AlongId::topk:
    case AlongId::kthvalue:
    case AlongId::median:
      return order(id, dtype, a);
    case AlongId::gather:
    case AlongId::scatter:
    case AlongId::nll:
    case AlongId::nll_gradient:
      return pick(id, dtype, a);
    case AlongId::softmax:
    case AlongId::softmax_gradient:
    case AlongId::logsumexp:
      return softmax(id, dtype, a);
  }
}

}  // namespace gradproof::cpu
