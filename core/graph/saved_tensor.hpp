#pragma once
// The only way in which a node keeps a tensor. The hard rule: what comes out is what went in, or an error.
// A declaration is checked, not the bytes: the counter at unpack must equal the counter at save. A write that no
// counter sees passes, which is what the rest of gradproof is about.
#include <gradproof/core/tensor/tensor.hpp>
#include <new>
#include <utility>

namespace gradproof {

class Node;
class SavedTensorHooksGuard;

class SavedTensor {
 public:
  SavedTensor() = default;
  /// Keeps `value`. Output `output_nr` of the saving node is kept without its producer, so that node and value are no
  /// cycle. Throws `inference` for an inference tensor.
  SavedTensor(const Tensor& value, bool is_output, std::uint32_t output_nr = 0)
      : version_(value->version().current()), is_output_(is_output) {
    if (is_output || innermost_hooks || value->inference) [[unlikely]] {
      keep(value, output_nr);
    } else {
      kept_ = Ref<TensorImpl>::share(value.impl()).release();
      had_producer_ = bool(value->producer);
    }
  }
  /// Keeps a leaf that an edge of the saving node leads to. Its accumulator holds it, so no reference is counted.
  static SavedTensor of_leaf(const Tensor& leaf) { return {leaf.impl(), Form::body_of_edge, leaf}; }
  /// Keeps the bytes of the saving node's only output, a new dense tensor: the node knows the rest.
  static SavedTensor of_result(const Tensor& result) {
    return {Ref<Storage>(result->storage).release(), Form::bytes, result};
  }

  SavedTensor(SavedTensor&& o) noexcept
      : kept_(std::exchange(o.kept_, nullptr)),
        version_(o.version_),
        form_(o.form_),
        is_output_(o.is_output_),
        had_producer_(o.had_producer_) {}
  SavedTensor& operator=(SavedTensor&& o) noexcept {
    release();
    return *new (this) SavedTensor(std::move(o));
  }
  ~SavedTensor() { release(); }

  /// The value. Throws `modified_after_save` when its counter moved since; `node` is the saver.
  Tensor unpack(Node& node) const {
    const bool is_plain = form_ <= Form::body_of_edge && !is_output_ && body()->version().current() == version_;
    if (is_plain && (!had_producer_ || body()->producer)) [[likely]]
      return Tensor(Ref<TensorImpl>::share(body()));
    return unpack_with_care(node);
  }
  bool defined() const { return kept_; }
  /// What holds the value's bytes; null for an undefined one and for what a pack hook made.
  const Storage* storage() const {
    if (!kept_ || form_ == Form::packed) return nullptr;
    return form_ == Form::bytes ? bytes() : body()->storage.get();
  }
  /// What the counter said when the value was kept, for who asks without unpacking.
  std::uint32_t version_at_save() const { return version_; }
  /// The body that is kept; null where only its bytes are, for an undefined value and for what a pack hook made.
  const TensorImpl* tensor() const { return kept_ && form_ <= Form::body_of_edge ? body() : nullptr; }
  void release() noexcept {
    if (!kept_) return;
    if (form_ == Form::bytes)
      Ref<Storage>::adopt(bytes());
    else if (form_ != Form::body_of_edge)
      Ref<TensorImpl>::adopt(body());
    kept_ = nullptr;
  }

  /// The hooks that this thread's saved tensors go through (saved_hooks.hpp); null: none.
  [[gnu::tls_model("initial-exec")]] static inline constinit thread_local SavedTensorHooksGuard* innermost_hooks =
      nullptr;

 private:
  /// What kept_ points to.
  enum class Form : std::uint8_t {
    body,          ///< a TensorImpl
    body_of_edge,  ///< one that counts no reference
    packed,        ///< one that stands in for what a pack hook made (saved_hooks.hpp)
    bytes          ///< a Storage
  };

  SavedTensor(void* kept, Form form, const Tensor& value)
      : kept_(kept), version_(value->version().current()), form_(form), is_output_(form == Form::bytes) {}
  TensorImpl* body() const { return static_cast<TensorImpl*>(kept_); }
  Storage* bytes() const { return static_cast<Storage*>(kept_); }
  void keep(const Tensor& value, std::uint32_t output_nr);
  /// A handle of the body, which is made anew where only the bytes are kept.
  Tensor handle(Node& node) const;
  Tensor unpack_with_care(Node& node) const;
  [[noreturn]] void raise_detached() const;
  [[noreturn]] void raise_modified(Node& node) const;
  friend bool set_version_check(bool on) noexcept;
  [[gnu::tls_model("initial-exec")]] static inline constinit thread_local bool checks_versions = true;

  void* kept_ = nullptr;
  std::uint32_t version_ = 0;
  Form form_ = Form::body;
  bool is_output_ = false;
  bool had_producer_ = false;  ///< an input that was no leaf: a detach_() since is noticed
};

/// Throws `freed_graph`; `which` says what was asked for, if that is known.
[[noreturn]] void raise_freed_graph(const std::string& which = {});

/// Switches the check at unpack off or on for this thread; returns what it was. The unchecked run of the judge uses it.
bool set_version_check(bool on) noexcept;

}  // namespace gradproof
