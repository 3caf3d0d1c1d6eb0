#pragma once
#include <stdexcept>

namespace gradproof::bench {

/// A benchmark that did not run or did not give what it should; the message names the program.
struct BenchError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace gradproof::bench
