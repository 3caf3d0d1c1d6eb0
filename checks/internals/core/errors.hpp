#pragma once
#include <functional>
#include <gradproof/gradproof.hpp>
#include <initializer_list>

namespace gradproof::test {

/// The text of the error that `f` raises; empty when it raises none.
inline std::string text_of(const std::function<void()>& f) {
  try {
    f();
  } catch (const Error& e) {
    return e.what();
  }
  return "";
}

/// Empty when `f` raises an error of `kind` whose text has all `parts` in this order; else what is amiss.
inline std::string amiss(const std::function<void()>& f, ErrorKind kind, std::initializer_list<const char*> parts) {
  try {
    f();
  } catch (const Error& e) {
    if (e.kind() != kind) return "another kind, " + std::string(to_string(e.kind())) + ": " + e.what();
    const std::string text = e.what();
    std::size_t at = 0;
    for (const std::string part : parts) {
      const std::size_t found = text.find(part, at);
      if (found == std::string::npos) return "no \"" + part + "\" in: " + text;
      at = found + part.size();
    }
    return "";
  }
  return "nothing was raised";
}

inline std::string node_of(const Tensor& t) { return t.grad_fn() ? t.grad_fn()->name() : ""; }

}  // namespace gradproof::test
