#include <gradproof/core/cpu/gemm.hpp>

namespace gradproof::cpu {
namespace {
constexpr int kVectorBytes = 16, kGemmRows = 6;
}
}  // namespace gradproof::cpu

#include <gradproof/core/cpu/gemm_kernel.inc>

namespace gradproof::cpu {
const GemmSet kGemmPortable = {&kernels<float>, &kernels<double>};
}
