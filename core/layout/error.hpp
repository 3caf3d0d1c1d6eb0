#pragma once
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace gradproof {

/// What went wrong, for programs; the text is for people. The first group is autograd's, the second is about the
/// program itself (language.md section 9 uses the same names).
enum class ErrorKind {
  modified_after_save,
  leaf_write,
  view_write,
  inference,
  freed_graph,
  no_graph,
  unused_input,
  requires_grad,
  non_scalar_seed,
  out_requires_grad,
  detach_view,
  set_grad,
  set_data,
  dirty,
  saved_hook,
  custom_function,
  overlap,
  resize,
  not_differentiable,
  gradient_shape,
  numpy_requires_grad,
  device_access,
  dlpack,
  deepcopy,
  audit,
  race,
  shape,
  dtype,
  index,
  argument,
  value,
  memory,
  not_implemented,
  device_unavailable,
  assertion
};

std::string_view to_string(ErrorKind kind);

/// Where in a program something was said.
struct SourceLocation {
  const char* function;
  const char* file;
  std::uint32_t line;
};

/// The one exception of the runtime. The text names the operation, what was found, what was expected, what to do,
/// and contains PyTorch's key phrase where PyTorch has the same error, so that a search finds help.
class Error : public std::exception {
 public:
  Error(ErrorKind kind, std::string text) : kind_(kind), text_(std::move(text)) {}
  // A program's own, as libtorch has them; where it came from and a backtrace are not kept.
  explicit Error(std::string text, const std::string& = {}, const void* = nullptr)
      : Error(ErrorKind::argument, std::move(text)) {}
  Error(SourceLocation, std::string text) : Error(ErrorKind::argument, std::move(text)) {}

  ErrorKind kind() const noexcept { return kind_; }
  const char* what() const noexcept override { return (context_.empty() ? text_ : told_).c_str(); }
  /// The same text: no backtrace is kept.
  const char* what_without_backtrace() const noexcept { return what(); }
  const std::string& msg() const noexcept { return text_; }
  /// Says more on the way up: one line of context stands in brackets behind the text, several on lines of their own.
  void add_context(std::string line);
  const std::vector<std::string>& context() const noexcept { return context_; }

 private:
  ErrorKind kind_;
  std::string text_, told_;
  std::vector<std::string> context_;
};

// What libtorch throws for some kinds; here the first four are thrown for the kinds index, value, not_implemented and
// memory, TypeError by TORCH_CHECK_TYPE, and the last by programs alone.
struct IndexError : Error {
  using Error::Error;
};
struct ValueError : Error {
  using Error::Error;
};
struct NotImplementedError : Error {
  using Error::Error;
};
struct OutOfMemoryError : Error {
  using Error::Error;
};
struct TypeError : Error {
  using Error::Error;
};
struct LinAlgError : Error {
  using Error::Error;
};

/// Throws Error; out of line, so that callers stay small.
[[noreturn]] void raise(ErrorKind kind, std::string text);
[[noreturn]] void raise_type_error(std::string text);

}  // namespace gradproof
