#include <gradproof/core/device/lane.hpp>
#include <gradproof/core/device/stream.hpp>
#include <gradproof/cuda/device/checked.hpp>
#include <gradproof/cuda/device/cuda_device.hpp>

namespace gradproof::cuda {

Queue CudaDevice::queue(std::int64_t* answer) {
  return {*this, current_stream(), unsigned(properties_.multiProcessorCount), answer};
}

void CudaDevice::issued(const char* operation) {
  ++counts_.launches;
  expect(cudaGetLastError(), "the launch", *this, operation);
}

template <class Issue>
std::array<std::int64_t, 2> CudaDevice::ask(const char* operation, Issue issue) {
  enter();
  expect_not_captured(operation);
  Mailbox& box = Mailbox::of_this_thread(*this);
  box.answer[0] = box.answer[1] = 0;
  issue(queue(box.answer));
  issued(operation);
  synchronize(current_stream_id(*this));
  return {box.answer[0], box.answer[1]};
}

/// One number for all, in memory of the host's.
Numbers CudaDevice::numbers_of(const Elements& e) {
  Numbers numbers = 0;
  for (std::size_t k = 1; k < std::size_t(e.operands); ++k) {
    bool repeats = true;
    for (std::size_t d = 0; d < std::size_t(e.dims); ++d) repeats &= e.operand[k].strides[d] == 0;
    if (repeats && !owns(e.operand[k].data)) numbers |= 1U << k;
  }
  return numbers;
}

void CudaDevice::launch(PointwiseId id, DType dtype, const Elements& e) {
  enter();
  cuda::launch(queue(), id, dtype, e, numbers_of(e));
  issued("a pointwise function");
}

void CudaDevice::copy(DType to, DType from, const Elements& e) {
  enter();
  cuda::copy(queue(), to, from, e, numbers_of(e));
  issued("copy");
}

void CudaDevice::fill(DType dtype, const Scalar& value, const Elements& e) {
  enter();
  cuda::fill(queue(), dtype, value, e);
  issued("fill");
}

void CudaDevice::reduce(ReduceId id, DType dtype, const Elements& e) {
  enter();
  cuda::reduce(queue(), id, dtype, e);
  issued("a reduction");
}

void CudaDevice::norm(double order, DType dtype, const Elements& e) {
  enter();
  cuda::norm(queue(), order, dtype, e);
  issued("norm");
}

void CudaDevice::along(AlongId id, DType dtype, const Along& a) {
  if (id == AlongId::nll || id == AlongId::nll_gradient) {
    const auto [is_outside, target] = ask("nll", [&](const Queue& to) { cuda::along(to, id, dtype, a); });
    if (is_outside) raise_no_class(target, a.size);
    return;
  }
  enter();
  cuda::along(queue(), id, dtype, a);
  issued("work along a dimension");
}

void CudaDevice::matmul(DType dtype, const MatrixProduct& product) {
  enter();
  const Queue to = queue();
  if (!products_.multiply(to, dtype, product)) cuda::matmul(to, dtype, product);
  issued("matmul");
}

std::optional<std::int64_t> CudaDevice::locate(DType index, std::int64_t size, std::int64_t stride, const Elements& e) {
  const auto [is_outside, found] =
      ask("locate", [&](const Queue& to) { cuda::locate(to, index, size, stride, e, numbers_of(e)); });
  return is_outside ? std::optional(found) : std::nullopt;
}

void CudaDevice::indexed(IndexedId id, DType dtype, const Elements& e) {
  enter();
  const bool is_number = id != IndexedId::read && !owns(e.operand[0].data);
  cuda::indexed(queue(), id, dtype, e, is_number);
  issued("index");
}

void CudaDevice::masked_write(DType dtype, const Elements& e) {
  enter();
  cuda::masked_write(queue(), dtype, e, numbers_of(e));
  issued("masked write");
}

std::int64_t CudaDevice::nonzero(DType dtype, const Elements& e, std::int64_t* positions) {
  return ask("nonzero", [&](const Queue& to) { cuda::nonzero(to, dtype, e, positions); })[0];
}

}  // namespace gradproof::cuda
