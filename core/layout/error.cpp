#include <array>
#include <gradproof/core/layout/error.hpp>
#include <utility>

namespace gradproof {

std::string_view to_string(ErrorKind kind) {
  static constexpr std::array<std::string_view, 35> names = {"modified_after_save",
                                                             "leaf_write",
                                                             "view_write",
                                                             "inference",
                                                             "freed_graph",
                                                             "no_graph",
                                                             "unused_input",
                                                             "requires_grad",
                                                             "non_scalar_seed",
                                                             "out_requires_grad",
                                                             "detach_view",
                                                             "set_grad",
                                                             "set_data",
                                                             "dirty",
                                                             "saved_hook",
                                                             "custom_function",
                                                             "overlap",
                                                             "resize",
                                                             "not_differentiable",
                                                             "gradient_shape",
                                                             "numpy_requires_grad",
                                                             "device_access",
                                                             "dlpack",
                                                             "deepcopy",
                                                             "audit",
                                                             "race",
                                                             "shape",
                                                             "dtype",
                                                             "index",
                                                             "argument",
                                                             "value",
                                                             "memory",
                                                             "not_implemented",
                                                             "device_unavailable",
                                                             "assertion"};
  static_assert(names.size() == std::size_t(ErrorKind::assertion) + 1);
  return names[std::size_t(kind)];
}

void Error::add_context(std::string line) {
  context_.push_back(std::move(line));
  told_ = text_;
  if (context_.size() == 1) return void(told_ += " (" + context_[0] + ")");
  for (const std::string& c : context_) told_ += "\n  " + c;
}

void raise_type_error(std::string text) { throw TypeError(ErrorKind::dtype, std::move(text)); }

void raise(ErrorKind kind, std::string text) {
  switch (kind) {
    case ErrorKind::index:
      throw IndexError(kind, std::move(text));
    case ErrorKind::value:
      throw ValueError(kind, std::move(text));
    case ErrorKind::memory:
      throw OutOfMemoryError(kind, std::move(text));
    case ErrorKind::not_implemented:
      throw NotImplementedError(kind, std::move(text));
    default:
      throw Error(kind, std::move(text));
  }
}

}  // namespace gradproof
