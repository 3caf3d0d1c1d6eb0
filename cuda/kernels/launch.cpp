#include <gradproof/cuda/kernels/functions.hpp>
#include <gradproof/cuda/kernels/kernels.hpp>

namespace gradproof::cuda {
namespace {

const Functions& functions_of(PointwiseId id) {
  const auto place = std::size_t(id);
  if (place < scalar::kFirstComparison) return kBinary[place];
  if (place < scalar::kFirstUnary) return kCompare[place - scalar::kFirstComparison];
  if (place < scalar::kFirstTernary) return kUnary[place - scalar::kFirstUnary];
  return kTernary[place - scalar::kFirstTernary];
}

}  // namespace

void launch(const Queue& queue, PointwiseId id, DType dtype, const Elements& e, Numbers numbers) {
  const Function function = functions_of(id).of[std::size_t(dtype)];
  if (e.operands != 2 || int(id) >= scalar::kFirstUnary) return function(queue, e, numbers);
  Elements three = e;  // a function of two that does not read the second
  three.operands = 3;
  three.operand[2] = e.operand[1];
  function(queue, three, numbers | (numbers & 2) << 1);
}

}  // namespace gradproof::cuda
