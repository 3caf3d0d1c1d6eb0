#pragma once
// The only way in which a node keeps a tensor. The hard rule: what comes out is what went in, or an error.
// A declaration is checked, not the bytes: the counter at unpack must equal the counter at save. A write that no
// counter sees passes, which is what the rest of gradproof is about.
#include <gradproof/core/tensor/tensor.hpp>
#include <new>

namespace gradproof {

class Node;
class SavedTensorHooksGuard;

class SavedTensor {
 public:
  SavedTensor() = default;
  SavedTensor(SavedTensor&& o) noexcept
      : impl_(std::move(o.impl_)),
        version_(o.version_),
        is_output_(o.is_output_),
        had_producer_(o.had_producer_),
        hooked_(o.hooked_),
        held_by_edge_(o.held_by_edge_) {}
  SavedTensor& operator=(SavedTensor&& o) noexcept {
    release();
    return *new (this) SavedTensor(std::move(o));
  }
  ~SavedTensor() { release(); }
  /// Keeps `value`. Output `output_nr` of the saving node is kept without its producer, so that node and value are no
  /// cycle. Throws `inference` for an inference tensor.
  SavedTensor(const Tensor& value, bool is_output, std::uint32_t output_nr = 0)
      : version_(value->version().current()), is_output_(is_output) {
    if (is_output || innermost_hooks || value->inference) [[unlikely]]
      keep(value, output_nr);
    else {
      impl_ = Ref<TensorImpl>::share(value.impl());
      had_producer_ = bool(impl_->producer);
    }
  }
  /// Keeps a leaf that an edge of the saving node leads to. Its accumulator holds it, so no reference is counted.
  static SavedTensor of_leaf(const Tensor& leaf) {
    SavedTensor saved;
    saved.impl_ = Ref<TensorImpl>::adopt(leaf.impl());
    saved.version_ = leaf->version().current();
    saved.held_by_edge_ = true;
    return saved;
  }

  /// The value. Throws `modified_after_save` when its counter moved since; `node` is the saver.
  Tensor unpack(Node& node) const {
    const bool is_plain = !hooked_ && !is_output_ && impl_->version().current() == version_;
    if (is_plain && (!had_producer_ || impl_->producer)) [[likely]]
      return Tensor(impl_);
    return unpack_with_care(node);
  }
  bool defined() const { return bool(impl_); }
  /// What holds the value's bytes; null for an undefined one and for what a pack hook made.
  const Storage* storage() const { return impl_ ? impl_->storage.get() : nullptr; }
  void release() {
    if (!impl_) return;
    if (held_by_edge_)
      impl_.release();
    else
      impl_ = nullptr;
  }

  /// The hooks that this thread's saved tensors go through (saved_hooks.hpp); null: none.
  [[gnu::tls_model("initial-exec")]] static inline constinit thread_local SavedTensorHooksGuard* innermost_hooks =
      nullptr;

 private:
  void keep(const Tensor& value, std::uint32_t output_nr);
  Tensor unpack_with_care(Node& node) const;
  [[noreturn]] void raise_detached() const;
  friend bool set_version_check(bool on) noexcept;
  [[gnu::tls_model("initial-exec")]] static inline constinit thread_local bool checks_versions = true;
  [[noreturn]] void raise_modified(const Node& node) const;

  Ref<TensorImpl> impl_;
  std::uint32_t version_ = 0;
  bool is_output_ = false;
  bool had_producer_ = false;  ///< an input that was no leaf: a detach_() since is noticed
  bool hooked_ = false;        ///< impl_ stands in for what a pack hook made (saved_hooks.hpp)
  bool held_by_edge_ = false;  ///< impl_ counts no reference
};

/// Switches the check at unpack off or on for this thread; returns what it was. The unchecked run of the judge uses it.
bool set_version_check(bool on) noexcept;

}  // namespace gradproof
