#pragma once
// What several families of operations read from their arguments.
#include <gradproof/checks/subjects/native_operations.hpp>
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/core/tensor/generator.hpp>

namespace gradproof::checks::native {

/// A generator of a program.
struct GeneratorObject final : Object {
  explicit GeneratorObject(Generator g) : generator(std::move(g)) {}
  std::string_view type() const override { return "Generator"; }
  Generator generator;
};

inline const Tensor& input(const Arguments& a) { return as_tensor(a["input"]); }
inline void expect_no_out(const Arguments& a) {
  if (!a["out"].is_none()) throw Unsupported("the native runtime has no out= forms");
}
inline std::optional<std::int64_t> optional_integer(const Value& v) {
  return v.is_none() ? std::nullopt : std::optional(as_integer(v));
}
inline std::optional<Generator> optional_generator(const Value& v) {
  const auto* g = v.object<GeneratorObject>();
  return g ? std::optional(g->generator) : std::nullopt;
}
const std::string& as_text(const Value& v);     ///< throws Raised `argument`
MemoryFormat as_memory_format(const Value& v);  ///< of a symbol; None is Preserve
Device as_device(const Value& v);               ///< None is the default device. Throws Raised `argument`
Device default_device();
void set_default_device(const Device& device);
/// dtype, device and requires_grad as the arguments say; `implied` is the dtype where they do not.
TensorOptions options_of(const Arguments& a, std::optional<DType> implied = {});

}  // namespace gradproof::checks::native
