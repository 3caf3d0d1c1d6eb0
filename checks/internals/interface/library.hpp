#pragma once
// One of two libraries under libtorch's names, and checks that end in an exit code. Every twin here is compiled against
// both and must pass on both; each in a namespace of its own, because against libtorch several are compiled as one
// file.
#if defined(GRADPROOF_AGAINST_LIBTORCH)
#include <ATen/Dispatch.h>
#include <ATen/Parallel.h>
#include <torch/autograd.h>
#include <torch/types.h>
#include <torch/utils.h>
#else
#include <gradproof/gradproof.hpp>
namespace torch = gradproof;
namespace at = gradproof;
namespace c10 = gradproof;
namespace caffe2 = gradproof;
#endif
#include <iostream>
#include <sstream>
#include <vector>

inline int failures = 0;

inline void expect(bool holds, const char* what, int line) {
  if (holds) return;
  ++failures;
  std::cerr << "line " << line << ": " << what << '\n';
}
#define EXPECT(...) expect(bool(__VA_ARGS__), #__VA_ARGS__, __LINE__)

template <class T>
std::string streamed(const T& value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

/// The text of what `f` throws; empty when it throws nothing.
template <class F>
std::string thrown(F f) {
  try {
    f();
  } catch (const std::exception& e) {
    return e.what();
  }
  return {};
}
inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A program that main.cpp runs when it is named.
struct Twin {
  const char* name;
  void (*run)();
};
inline std::vector<Twin>& twins() {
  static std::vector<Twin> all;
  return all;
}
#define TWIN(name)                                                                 \
  static void run_##name();                                                        \
  static const bool name##_known = (twins().push_back({#name, run_##name}), true); \
  static void run_##name()
