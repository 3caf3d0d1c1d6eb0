#pragma once
#include <gradproof/core/device/ref.hpp>
#include <gradproof/core/layout/layout.hpp>
#include <gradproof/core/tensor/storage.hpp>
#include <gradproof/core/tensor/thread_mode.hpp>
#include <gradproof/core/tensor/version_counter.hpp>
#include <memory>

namespace gradproof {

/// What the graph layer keeps with a tensor and most tensors do not have (core/graph/autograd_meta.hpp).
struct MetaBase {
  virtual ~MetaBase() = default;
};

/// The body behind Tensor handles: bytes, how they are read, the counter, and the place in the graph. Knows no
/// operation.
struct TensorImpl {
  RefCount refs;
  DType dtype;
  bool requires_grad = false;                               ///< asked for by the user; a leaf's flag
  bool inference = ThreadMode::has(ThreadMode::inference);  ///< no counter, never in a graph
  bool housed = false;          ///< stands in one block with the storage it was made with, and refers to that once more
  std::uint32_t output_nr = 0;  ///< which output of `producer` this is
  VersionCounter version;
  Ref<Storage> storage;
  Layout layout;
  Ref<Counted> producer;  ///< the Node that made this value; null for leaves
  std::unique_ptr<MetaBase> meta;

  TensorImpl(Ref<Storage> s, const Layout& l, DType t) : dtype(t), storage(std::move(s)), layout(l) {}
  /// A new impl in pooled memory.
  static Ref<TensorImpl> create(Ref<Storage> storage, const Layout& layout, DType dtype);
  /// A new impl with fresh bytes for a dense layout.
  static inline Ref<TensorImpl> create(const Device& device, const Layout& dense, DType dtype);

  const VersionCounter& version_counter() const { return version; }
  void bump_version() { version.bump(); }

  /// Whether no other tensor has these bytes.
  bool has_bytes_alone() const { return storage->refs.is(storage.get() == home() ? 2 : 1); }
  /// The storage in whose block this stands; null for an impl in a block of its own.
  Storage* home() const { return housed ? reinterpret_cast<Storage*>(const_cast<TensorImpl*>(this) + 1) : nullptr; }

  char* data() const { return static_cast<char*>(storage->data()) + layout.offset() * std::int64_t(size_of(dtype)); }
};

void destroy(TensorImpl* impl) noexcept;

inline constexpr House kHouse = {sizeof(TensorImpl)};

// Inline: making a result is half of a small operation.
Ref<TensorImpl> TensorImpl::create(const Device& device, const Layout& dense, DType dtype) {
  const std::size_t bytes = std::size_t(dense.numel()) * size_of(dtype);
  if (!kHouse.has_room(device, bytes)) return create(Storage::create(device, bytes), dense, dtype);
  void* block = kHouse.build(device, bytes);
  auto* home = reinterpret_cast<Storage*>(static_cast<TensorImpl*>(block) + 1);
  auto* impl = new (block) TensorImpl(Ref<Storage>::adopt(home), dense, dtype);
  impl->housed = true;
  return Ref<TensorImpl>::adopt(impl);
}

}  // namespace gradproof
