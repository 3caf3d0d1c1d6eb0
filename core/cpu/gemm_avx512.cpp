#include <gradproof/core/cpu/gemm.hpp>

#if defined(GRADPROOF_X86_KERNELS)
namespace gradproof::cpu {
namespace {
constexpr int kVectorBytes = 64, kGemmRows = 8;
}
}  // namespace gradproof::cpu
#define GRADPROOF_EIGHT_ROWS
#include <gradproof/core/cpu/gemm_kernel.inc>

namespace gradproof::cpu {
const GemmSet kGemmAvx512 = {&kernels<float>, &kernels<double>};
}
#endif
