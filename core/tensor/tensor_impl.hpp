#pragma once
#include <gradproof/core/device/ref.hpp>
#include <gradproof/core/layout/layout.hpp>
#include <gradproof/core/tensor/storage.hpp>
#include <gradproof/core/tensor/thread_mode.hpp>
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
  bool requires_grad = false;  ///< asked for by the user; a leaf's flag (an inference tensor's: AutogradMeta::wanted)
  bool inference = ThreadMode::has(ThreadMode::inference);  ///< never in a graph; no counter unless `counter`
  bool housed = false;          ///< stands in one block with the storage it was made with, and refers to that once more
  std::uint32_t output_nr = 0;  ///< which output of `producer` this is
  Ref<Storage> storage;
  Layout layout;
  Ref<Counted> producer;  ///< the Node that made this value; null for leaves
  std::unique_ptr<MetaBase> meta;
  Ref<SharedCounter> counter;  ///< counts writes in the storage's place; null: the storage does

  TensorImpl(Ref<Storage> s, const Layout& l, DType t) : dtype(t), storage(std::move(s)), layout(l) {}
  /// A new impl in pooled memory.
  static inline Ref<TensorImpl> create(Ref<Storage> storage, const Layout& layout, DType dtype);
  /// A new impl with fresh bytes for a dense layout.
  static inline Ref<TensorImpl> create(const Device& device, const Layout& dense, DType dtype);
  /// The same where kHouse has room for it.
  static inline Ref<TensorImpl> create_housed(const Device& device, const Layout& dense, DType dtype,
                                              std::size_t bytes);

  VersionCounter& version() const { return counter ? counter->version : storage->version(); }
  /// Throws `inference` for an inference tensor that was made as one.
  const VersionCounter& version_counter() const;
  /// The same outside inference mode; inside, there is nothing to count.
  void bump_version();
  /// Of a tensor that has a counter.
  void count_write() {
    VersionCounter& v = version();
    if (!__libc_single_threaded && !counter && has_bytes_alone() && storage->has_version_alone())
      v.set(v.current() + 1);  // nobody else counts here
    else
      v.bump();
  }
  /// Other bytes under the same counter.
  void move_to(Ref<Storage> bytes) {
    if (!counter && !inference) counter = storage->share_version();
    storage = std::move(bytes);
  }

  /// Whether no other tensor has these bytes.
  bool has_bytes_alone() const { return storage->refs.is(storage.get() == home() ? 2 : 1); }
  /// The storage in whose block this stands; null for an impl in a block of its own.
  Storage* home() const { return housed ? reinterpret_cast<Storage*>(const_cast<TensorImpl*>(this) + 1) : nullptr; }

  char* data() const { return static_cast<char*>(storage->data()) + layout.offset() * std::int64_t(size_of(dtype)); }
};

void destroy(TensorImpl* impl) noexcept;

inline constexpr House kHouse = {sizeof(TensorImpl)};

// Inline: making a result is half of a small operation.
Ref<TensorImpl> TensorImpl::create(Ref<Storage> storage, const Layout& layout, DType dtype) {
  return Ref<TensorImpl>::adopt(new (Pool::allocate(sizeof(TensorImpl))) TensorImpl(std::move(storage), layout, dtype));
}
Ref<TensorImpl> TensorImpl::create_housed(const Device& device, const Layout& dense, DType dtype, std::size_t bytes) {
  void* block = kHouse.build(device, bytes);
  auto* home = reinterpret_cast<Storage*>(static_cast<TensorImpl*>(block) + 1);
  auto* impl = new (block) TensorImpl(Ref<Storage>::adopt(home), dense, dtype);
  impl->housed = true;
  return Ref<TensorImpl>::adopt(impl);
}
Ref<TensorImpl> TensorImpl::create(const Device& device, const Layout& dense, DType dtype) {
  const std::size_t bytes = std::size_t(dense.numel()) * size_of(dtype);
  if (kHouse.has_room(bytes) && device.is_cpu()) return create_housed(device, dense, dtype, bytes);
  return create(Storage::create(device, bytes), dense, dtype);
}

}  // namespace gradproof
