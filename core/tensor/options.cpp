#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/options.hpp>

namespace gradproof {

TensorOptions TensorOptions::layout(LayoutKind kind) const {
  if (kind != kStrided)
    raise(ErrorKind::not_implemented, "sparse tensors are not supported: gradproof has strided layouts only");
  return *this;
}

}  // namespace gradproof
