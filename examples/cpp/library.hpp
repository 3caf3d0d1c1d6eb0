#pragma once
// The two lines in which a program for libtorch and one for gradproof differ; everything after them is the same.
#if defined(GRADPROOF_AGAINST_LIBTORCH)
#include <torch/autograd.h>
#include <torch/types.h>
#include <torch/utils.h>
#else
#include <gradproof/gradproof.hpp>
namespace torch = gradproof;
namespace at = gradproof;
namespace c10 = gradproof;
#endif
#include <cstdio>
#include <string>

/// Prints "name: values" with six digits, row by row of memory, so that outputs compare as text.
inline void show(const std::string& name, const torch::Tensor& t) {
  const torch::Tensor flat = t.detach().to(torch::kDouble).contiguous().view({-1});
  std::printf("%s:", name.c_str());
  for (int64_t i = 0; i < flat.numel(); ++i) std::printf(" %.6f", flat.data_ptr<double>()[i]);
  std::printf("\n");
}

/// Prints the start of the error that `f` throws.
template <class F>
void show_error(const std::string& name, const std::string& phrase, F f) {
  try {
    f();
    std::printf("%s: no error\n", name.c_str());
  } catch (const std::exception& e) {
    const bool found = std::string(e.what()).find(phrase) != std::string::npos;
    std::printf("%s: %s\n", name.c_str(), found ? phrase.c_str() : e.what());
  }
}
