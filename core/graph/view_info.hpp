#pragma once
#include <cstdint>
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

/// How a view came to be. Anything but `ordinary` forbids recorded writes through it; the more restrictive one is
/// inherited along chains.
enum class CreationMeta : std::uint8_t {
  ordinary,
  in_custom_function,
  multi_output_node,
  no_grad_mode,
  inference_mode,
  // libtorch's names
  DEFAULT = ordinary,
  IN_CUSTOM_FUNCTION = in_custom_function,
  MULTI_OUTPUT_NODE = multi_output_node,
  NO_GRAD_MODE = no_grad_mode,
  INFERENCE_MODE = inference_mode
};

/// What makes a tensor a tracked view. A write through it rewrites the base's history; its own producer is made afresh
/// when it is read and the shared counter has moved since.
struct ViewInfo {
  Tensor base;  ///< the root: never itself a view
  CreationMeta creation = CreationMeta::ordinary;
  std::uint32_t made_at_version = 0;  ///< counter when the producer was made
  /// A fresh producer for the view over the base's newest history; set by core/ops/views.cpp.
  Ref<Node> (*make_producer)(const Tensor& view, const Tensor& base) = nullptr;

  CreationMeta get_creation_meta() const { return creation; }
  bool has_bw_view() const { return true; }
};

/// Raises `view_write` unless the view may be written with history, or its producer made afresh.
/// `of_other_alias`: the base or a sibling was written, not this view.
void expect_ordinary(const Tensor& view, const ViewInfo& info, bool of_other_alias);

}  // namespace gradproof
