#pragma once
// The only way in which a node keeps a tensor. The hard rule: what comes out is what went in, or an error.
// A declaration is checked, not the bytes: the counter at unpack must equal the counter at save. A write that no
// counter sees passes, which is what the rest of gradproof is about.
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

class Node;
class SavedTensorHooksGuard;

class SavedTensor {
 public:
  SavedTensor() = default;
  /// Keeps `value`. Output `output_nr` of the saving node is kept without its producer, so that node and value are no
  /// cycle. Throws `inference` for an inference tensor.
  SavedTensor(const Tensor& value, bool is_output, std::uint32_t output_nr = 0)
      : version_(value->version.current()), is_output_(is_output) {
    if (is_output || innermost_hooks || value->inference) [[unlikely]]
      keep(value, output_nr);
    else {
      impl_ = Ref<TensorImpl>::share(value.impl());
      had_producer_ = bool(impl_->producer);
    }
  }

  /// The value. Throws `modified_after_save` when its counter moved since; `node` is the saver.
  Tensor unpack(Node& node) const;
  bool defined() const { return bool(impl_); }
  void release() { impl_ = nullptr; }

  /// The hooks that this thread's saved tensors go through (saved_hooks.hpp); null: none.
  [[gnu::tls_model("initial-exec")]] static inline constinit thread_local SavedTensorHooksGuard* innermost_hooks =
      nullptr;

 private:
  void keep(const Tensor& value, std::uint32_t output_nr);
  [[noreturn]] void raise_detached() const;
  friend bool set_version_check(bool on) noexcept;
  [[gnu::tls_model("initial-exec")]] static inline constinit thread_local bool checks_versions = true;
  [[noreturn]] void raise_modified(const Node& node) const;

  Ref<TensorImpl> impl_;
  std::uint32_t version_ = 0;
  bool is_output_ = false;
  bool had_producer_ = false;  ///< an input that was no leaf: a detach_() since is noticed
  bool hooked_ = false;        ///< impl_ stands in for what a pack hook made (saved_hooks.hpp)
};

/// Throws `freed_graph`; `which` says what was asked for, if that is known.
[[noreturn]] void raise_freed_graph(const std::string& which = {});

/// Switches the check at unpack off or on for this thread; returns what it was. The unchecked run of the judge uses it.
bool set_version_check(bool on) noexcept;

}  // namespace gradproof
