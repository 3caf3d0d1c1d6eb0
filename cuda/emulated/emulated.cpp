#include <gradproof/core/device/lane.hpp>
#include <gradproof/cuda/emulated/emulated.hpp>
#include <gradproof/cuda/kernels/kernels.hpp>

namespace gradproof::cuda {
namespace {

/// Several processors, so that folds have parts.
constexpr unsigned kProcessors = 2;

class Emulated final : public Backend {
 public:
  std::string_view name() const override { return "emulated"; }
  int device_count() const override { return 1; }
  bool host_accessible() const override { return true; }
  void synchronize() override {}
  void* allocate(std::size_t bytes) override { return cpu_backend().allocate(bytes); }
  void release(void* data, std::size_t bytes) noexcept override { cpu_backend().release(data, bytes); }

  void launch(PointwiseId id, DType dtype, const Elements& e) override { cuda::launch(queue(), id, dtype, e, 0); }
  void copy(DType to, DType from, const Elements& e) override { cuda::copy(queue(), to, from, e, 0); }
  void fill(DType dtype, const Scalar& value, const Elements& e) override { cuda::fill(queue(), dtype, value, e); }
  void reduce(ReduceId id, DType dtype, const Elements& e) override { cuda::reduce(queue(), id, dtype, e); }
  void norm(double order, DType dtype, const Elements& e) override { cuda::norm(queue(), order, dtype, e); }
  void along(AlongId id, DType dtype, const Along& a) override {
    std::int64_t answer[2] = {};
    cuda::along(queue(answer), id, dtype, a);
    if (answer[0]) raise_no_class(answer[1], a.size);
  }
  void matmul(DType dtype, const MatrixProduct& product) override { cuda::matmul(queue(), dtype, product); }
  std::optional<std::int64_t> locate(DType index, std::int64_t size, std::int64_t stride, const Elements& e) override {
    std::int64_t answer[2] = {};
    cuda::locate(queue(answer), index, size, stride, e, 0);
    return answer[0] ? std::optional(answer[1]) : std::nullopt;
  }
  void indexed(IndexedId id, DType dtype, const Elements& e) override { cuda::indexed(queue(), id, dtype, e, 0); }
  void masked_write(DType dtype, const Elements& e) override { cuda::masked_write(queue(), dtype, e, 0); }
  std::int64_t nonzero(DType dtype, const Elements& e, std::int64_t* positions) override {
    std::int64_t answer[2] = {};
    cuda::nonzero(queue(answer), dtype, e, positions);
    return answer[0];
  }

 private:
  Queue queue(std::int64_t* answer = nullptr) { return {*this, nullptr, kProcessors, answer}; }
};

}  // namespace

Backend& emulated_backend() {
  static Emulated backend;
  return backend;
}

}  // namespace gradproof::cuda
