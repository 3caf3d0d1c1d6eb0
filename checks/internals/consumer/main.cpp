// Built against an installed copy by test.cmake: what a user of the library writes.
#include <gradproof/gradproof.hpp>

#if __has_include( \
    <core/tensor/tensor.hpp>) || __has_include(<tensor/tensor.hpp>) || __has_include(<gradproof/checks/program/value.hpp>)
#error "the installed package puts more on the include path than <gradproof/...>"
#endif

int main() {
  gradproof::Tensor a = gradproof::tensor({7.0F, 0.0F, 0.0F}).requires_grad_(true);
  gradproof::Tensor b = a + 2;
  (b * b).mean().backward();
  return a.grad().select(0, 0).item<double>() == 6.0 ? 0 : 1;
}
