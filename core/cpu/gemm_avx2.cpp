#include <gradproof/core/cpu/gemm.hpp>

#if defined(GRADPROOF_X86_KERNELS)
namespace gradproof::cpu {
namespace {
constexpr int kVectorBytes = 32, kGemmRows = 6;
}
}  // namespace gradproof::cpu

#include <gradproof/core/cpu/gemm_kernel.inc>

namespace gradproof::cpu {
const GemmSet kGemmAvx2 = {&kernels<float>, &kernels<double>};
}
#endif
