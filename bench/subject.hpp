#pragma once
// What every benchmark program shares: one of two libraries under the name `torch` (gradproof's own, or with
// GRADPROOF_AGAINST_LIBTORCH the twin's libtorch), what happens to a wrong result, and main().
#ifdef GRADPROOF_AGAINST_LIBTORCH
#include <torch/autograd.h>
#include <torch/types.h>
#include <torch/utils.h>
#include <torch/version.h>
#else
#include <gradproof/gradproof.hpp>
namespace torch = gradproof;
#endif
#include <benchmark/benchmark.h>

#include <cstdio>
#include <string>

inline bool any_refused = false;

/// A result that is wrong is not timed: says `fault` unless it is empty, and then the program ends with 1.
inline bool refuse(benchmark::State& state, const std::string& fault) {
  if (fault.empty()) return false;
  any_refused = true;
  std::fprintf(stderr, "%s\n", fault.c_str());
  state.SkipWithError(fault.c_str());
  return true;
}

inline void describe_subject() {
#ifdef GRADPROOF_AGAINST_LIBTORCH
  torch::set_num_threads(1);
  benchmark::AddCustomContext("subject", "libtorch");
  benchmark::AddCustomContext("subject_version", TORCH_VERSION);
#else
  benchmark::AddCustomContext("subject", "native");
  benchmark::AddCustomContext("subject_version", std::string(torch::version()));
#endif
}

/// Runs the benchmarks that were registered; the program's exit code.
inline int run_benchmarks(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  describe_subject();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return any_refused ? 1 : 0;
}
