#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/host_array.hpp>

namespace gradproof {

HostArray numpy(const Tensor& t) {
  if (!t.device().backend().host_accessible())
    raise(ErrorKind::device_access,
          "can't convert " + t.device().str() +
              " device type tensor to numpy. Use Tensor.cpu() to copy the tensor to host memory first.");
  if (t.requires_grad())
    raise(ErrorKind::numpy_requires_grad,
          "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.");
  return {t->storage, t.layout(), t.dtype()};
}

Tensor from_numpy(const HostArray& array) {
  Ref<TensorImpl> impl = TensorImpl::create(array.storage(), array.layout(), array.dtype());
  if (!impl->inference) impl->counter = SharedCounter::create(0);
  return Tensor(std::move(impl));
}

}  // namespace gradproof
