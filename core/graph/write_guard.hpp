#pragma once
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

/// Asks whether `t` may be written by `operation`. `recorded`: the write goes into the graph (grad mode is on and the
/// destination or a source requires grad). Throws `leaf_write`, `view_write` or `overlap`; nothing has been written
/// then.
void expect_writable(const Tensor& t, bool recorded, const char* operation);
/// The same without a question about overlap: for one value that goes everywhere, and where the last write to an
/// element counts.
void expect_fillable(const Tensor& t, bool recorded, const char* operation);

/// A write that no counter is told of. Throws `inference` outside inference mode, unless below the counters.
void wrote_uncounted(const Tensor& t);
/// Declares a write that happened: every operation that writes says so exactly once, recorded or not.
inline void wrote(const Tensor& t) {
  if (t->inference || ThreadMode::has(ThreadMode::below_counters)) [[unlikely]]
    return wrote_uncounted(t);
  t->count_write();
}

}  // namespace gradproof
