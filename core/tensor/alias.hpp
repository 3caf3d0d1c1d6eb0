#pragma once
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

/// The ways in which a new tensor can stand on an old one's bytes.
enum class Alias { view, detach, data, clone };

/// What an alias has in common with its source. A write through an alias without the counter is a write that no check
/// sees.
struct Shares {
  bool storage, counter, history;
};
Shares shares(Alias kind);

/// A tensor over `source`'s storage as `layout` reads it, sharing what the table says. History is linked by core/graph.
Tensor alias(const TensorImpl& source, Alias kind, const Layout& layout);
inline Tensor alias(const Tensor& source, Alias kind, const Layout& layout) {
  return alias(source.body(), kind, layout);
}

}  // namespace gradproof
