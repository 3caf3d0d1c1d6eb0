#include <algorithm>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/cuda/device/products.hpp>
#include <string>

namespace gradproof::cuda {
namespace {

constexpr std::size_t kWorkspace = std::size_t(4) << 20;

void expect(cublasStatus_t said, const char* call) {
  if (said == CUBLAS_STATUS_SUCCESS) return;
  raise(ErrorKind::device_unavailable, std::string("matmul failed: ") + call + " said " + cublasLtGetStatusName(said) +
                                           " (" + cublasLtGetStatusString(said) + ")");
}

template <class T>
void set(cublasLtMatmulDesc_t desc, cublasLtMatmulDescAttributes_t what, T value) {
  expect(cublasLtMatmulDescSetAttribute(desc, what, &value, sizeof value), "cublasLtMatmulDescSetAttribute");
}
template <class T>
void set(cublasLtMatrixLayout_t layout, cublasLtMatrixLayoutAttribute_t what, T value) {
  expect(cublasLtMatrixLayoutSetAttribute(layout, what, &value, sizeof value), "cublasLtMatrixLayoutSetAttribute");
}

cublasLtMatrixLayout_t make_layout(cudaDataType_t type, std::int64_t rows, std::int64_t columns, std::int64_t step,
                                   std::int64_t batch, std::int64_t batch_stride) {
  cublasLtMatrixLayout_t layout = nullptr;
  expect(cublasLtMatrixLayoutCreate(&layout, type, std::uint64_t(rows), std::uint64_t(columns), step),
         "cublasLtMatrixLayoutCreate");
  set(layout, CUBLASLT_MATRIX_LAYOUT_BATCH_COUNT, std::int32_t(batch));
  set(layout, CUBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET, batch_stride);
  return layout;
}

}  // namespace

/// cuBLASLt counts by columns, so what it multiplies is b transposed with a transposed, which is the result transposed.
struct Products::Plan {
  cublasLtMatmulDesc_t desc = nullptr;
  cublasLtMatrixLayout_t b = nullptr, a = nullptr, out = nullptr;
  cublasLtMatmulAlgo_t algorithm = {};
  std::size_t workspace = 0;
  bool is_double = false;

  Plan() = default;
  Plan(const Plan&) = delete;
  ~Plan() {
    for (cublasLtMatrixLayout_t layout : {b, a, out})
      if (layout) cublasLtMatrixLayoutDestroy(layout);
    if (desc) cublasLtMatmulDescDestroy(desc);
  }

  void describe(const Shape& s) {
    is_double = s.dtype == DType::float64;
    const cudaDataType_t type = is_double ? CUDA_R_64F : CUDA_R_32F;
    expect(cublasLtMatmulDescCreate(&desc, is_double ? CUBLAS_COMPUTE_64F : CUBLAS_COMPUTE_32F, type),
           "cublasLtMatmulDescCreate");
    set(desc, CUBLASLT_MATMUL_DESC_TRANSA, s.b.transposed ? CUBLAS_OP_T : CUBLAS_OP_N);
    set(desc, CUBLASLT_MATMUL_DESC_TRANSB, s.a.transposed ? CUBLAS_OP_T : CUBLAS_OP_N);
    b = make_layout(type, s.b.transposed ? s.k : s.n, s.b.transposed ? s.n : s.k, s.b.step, s.batch, s.b.batch_stride);
    a = make_layout(type, s.a.transposed ? s.m : s.k, s.a.transposed ? s.k : s.m, s.a.step, s.batch, s.a.batch_stride);
    out = make_layout(type, s.n, s.m, s.n, s.batch, s.out_batch_stride);
  }

  /// Whether there is a way.
  bool choose(cublasLtHandle_t handle) {
    cublasLtMatmulPreference_t preference = nullptr;
    expect(cublasLtMatmulPreferenceCreate(&preference), "cublasLtMatmulPreferenceCreate");
    cublasLtMatmulPreferenceSetAttribute(preference, CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, &kWorkspace,
                                         sizeof kWorkspace);
    cublasLtMatmulHeuristicResult_t found = {};
    int count = 0;
    const cublasStatus_t said =
        cublasLtMatmulAlgoGetHeuristic(handle, desc, b, a, out, out, preference, 1, &found, &count);
    cublasLtMatmulPreferenceDestroy(preference);
    algorithm = found.algo;
    workspace = found.workspaceSize;
    return said == CUBLAS_STATUS_SUCCESS && count == 1;
  }
};

Products::Products() = default;
Products::~Products() {
  if (handle_) cublasLtDestroy(handle_);
}

/// Of a matrix whose rows, or whose columns, lie without gaps.
bool Products::layout_of(const MatrixView& v, std::int64_t rows, std::int64_t columns, Layout& layout) {
  const auto fits = [](std::int64_t inner, std::int64_t inner_size, std::int64_t outer, std::int64_t outer_size) {
    return (inner == 1 || inner_size == 1) && (outer >= inner_size || outer_size == 1);
  };
  const bool by_rows = fits(v.column_stride, columns, v.row_stride, rows);
  layout = {!by_rows, by_rows ? std::max(v.row_stride, columns) : std::max(v.column_stride, rows), v.batch_stride};
  return by_rows || fits(v.row_stride, rows, v.column_stride, columns);
}

/// Null where cuBLASLt knows no way.
const Products::Plan* Products::plan_for(const Shape& shape) {
  std::lock_guard hold(lock_);
  if (!handle_) expect(cublasLtCreate(&handle_), "cublasLtCreate");
  const auto [place, is_new] = plans_.try_emplace(shape);
  if (is_new) {
    auto plan = std::make_unique<Plan>();
    plan->describe(shape);
    if (plan->choose(handle_)) place->second = std::move(plan);
  }
  return place->second.get();
}

void Products::run(const Queue& queue, const Plan& plan, const MatrixProduct& p, std::int64_t item) {
  const bool is_double = plan.is_double;
  const auto first = [&](const MatrixView& v) {
    return static_cast<const char*>(v.data) + item * v.batch_stride * (is_double ? 8 : 4);
  };
  const double alpha = p.alpha.cast<double>(), beta = p.accumulate ? 1 : 0;
  const auto alpha_float = p.alpha.cast<float>(), beta_float = float(beta);
  const Scratch workspace(queue, plan.workspace);
  expect(cublasLtMatmul(handle_, plan.desc, is_double ? static_cast<const void*>(&alpha) : &alpha_float, first(p.b),
                        plan.b, first(p.a), plan.a, is_double ? static_cast<const void*>(&beta) : &beta_float, p.out,
                        plan.out, p.out, plan.out, &plan.algorithm, workspace.as<void>(), plan.workspace,
                        static_cast<cudaStream_t>(queue.stream)),
         "cublasLtMatmul");
}

bool Products::multiply(const Queue& queue, DType dtype, const MatrixProduct& p) {
  if ((dtype != DType::float32 && dtype != DType::float64) || p.k == 0) return false;
  if (p.m == 0 || p.n == 0 || p.batch == 0) return true;
  const bool adds_up = p.out_batch_stride == 0 && p.batch > 1;  // items one after another
  const std::int64_t at_once = adds_up ? 1 : p.batch;
  Shape shape{dtype, p.m, p.n, p.k, at_once, adds_up ? 0 : p.out_batch_stride, p.accumulate, {}, {}};
  if (!layout_of(p.a, p.m, p.k, shape.a) || !layout_of(p.b, p.k, p.n, shape.b)) return false;
  const Plan* const plan = plan_for(shape);
  if (!plan) return false;
  for (std::int64_t item = 0; item < p.batch; item += at_once) run(queue, *plan, p, item);
  return true;
}

}  // namespace gradproof::cuda
