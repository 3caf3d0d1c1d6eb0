#pragma once
#include <gradproof/core/graph/record.hpp>

namespace gradproof {

/// A view of `base` read through `layout`: shares storage, counter and history (`rule` is its derivative).
/// Tracked in every mode, since a later write through it may bring gradient.
template <class A = NoAttributes>
Tensor make_view(const Tensor& base, const Layout& layout, const GradientRule& rule, const A& attributes = {},
                 CreationMeta creation = CreationMeta::ordinary);

/// `index` counted from the front. Throws `index`, which names dimension `dim`.
std::int64_t wrap_index(std::int64_t index, std::int64_t size, std::int64_t dim);
/// A view of all of `t`: what t[...] is.
Tensor whole_view(const Tensor& t);
/// Makes `view` a tracked view of base's root.
void track_view(const Tensor& view, const Tensor& base, CreationMeta creation);
Tensor alias_as_view(const Tensor& base, const Layout& layout);
/// The node of `base.as_strided_(...)`, whose result will be read as `target` is.
Ref<Node> as_strided_node(const Tensor& base, const Tensor& target);

template <class A>
Tensor make_view(const Tensor& base, const Layout& layout, const GradientRule& rule, const A& attributes,
                 CreationMeta creation) {
  Tensor v = alias_as_view(base, layout);
  record(rule, v, {&base}, {}, attributes);
  track_view(v, base, creation);
  return v;
}

}  // namespace gradproof
