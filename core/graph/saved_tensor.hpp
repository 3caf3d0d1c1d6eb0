#pragma once
// The only way in which a node keeps a tensor. The hard rule: what comes out is what went in, or an error.
// A declaration is checked, not the bytes: the counter at unpack must equal the counter at save. A write that no
// counter sees passes, which is what the rest of gradproof is about.
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

class Node;

class SavedTensor {
 public:
  SavedTensor() = default;
  /// Keeps `value`. An output of the saving node is kept without its producer, so that node and value are no cycle.
  SavedTensor(const Tensor& value, bool is_output)
      : impl_(is_output ? without_producer(value) : Ref<TensorImpl>::share(value.impl())),
        version_(value._version()),
        is_output_(is_output) {}

  /// The value. Throws `modified_after_save` when its counter moved since; `node` is the saver.
  Tensor unpack(Node& node) const;
  bool defined() const { return bool(impl_); }
  void release() { impl_ = nullptr; }

 private:
  static Ref<TensorImpl> without_producer(const Tensor& value);
  friend bool set_version_check(bool on) noexcept;
  [[gnu::tls_model("initial-exec")]] static inline constinit thread_local bool checks_versions = true;
  [[noreturn]] void raise_modified(const Node& node) const;

  Ref<TensorImpl> impl_;
  std::uint32_t version_ = 0;
  bool is_output_ = false;
};

/// Switches the check at unpack off or on for this thread; returns what it was. The unchecked run of the judge uses it.
bool set_version_check(bool on) noexcept;

}  // namespace gradproof
