#pragma once
#include <cublasLt.h>

#include <gradproof/cuda/kernels/queue.hpp>
#include <map>
#include <memory>
#include <mutex>

namespace gradproof::cuda {

/// Products of float32 and float64 matrices by cuBLASLt, in their own precision. What was chosen for a shape is kept.
class Products {
 public:
  Products();
  Products(const Products&) = delete;
  ~Products();

  /// Whether it was done; false for what cuBLASLt does not take: other types, and matrices of which neither rows nor
  /// columns lie without gaps. Throws `device_unavailable` where it fails.
  bool multiply(const Queue& queue, DType dtype, const MatrixProduct& product);

 private:
  /// A matrix as cuBLASLt reads it, by columns.
  struct Layout {
    bool transposed;
    std::int64_t step, batch_stride;
    auto operator<=>(const Layout&) const = default;
  };
  struct Shape {
    DType dtype;
    std::int64_t m, n, k, batch, out_batch_stride;
    bool accumulates;
    Layout a, b;
    auto operator<=>(const Shape&) const = default;
  };
  struct Plan;

  static bool layout_of(const MatrixView& view, std::int64_t rows, std::int64_t columns, Layout& layout);
  const Plan* plan_for(const Shape& shape);
  void run(const Queue& queue, const Plan& plan, const MatrixProduct& product, std::int64_t item);

  std::mutex lock_;
  cublasLtHandle_t handle_ = nullptr;
  std::map<Shape, std::unique_ptr<Plan>> plans_;
};

}  // namespace gradproof::cuda
