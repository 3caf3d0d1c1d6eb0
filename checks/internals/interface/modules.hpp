#pragma once
// For programs that also use modules and optimizers, which libtorch keeps in headers of their own.
#if defined(GRADPROOF_AGAINST_LIBTORCH)
#include <torch/nn.h>
#include <torch/optim.h>
#endif
#include <gradproof/checks/internals/interface/library.hpp>
