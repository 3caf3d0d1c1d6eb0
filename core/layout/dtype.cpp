#include <atomic>
#include <gradproof/core/layout/dtype.hpp>
#include <gradproof/core/layout/error.hpp>

namespace gradproof {
namespace {

struct Names {
  std::string_view name, scalar_name, type_spelling;
};
constexpr Names kNames[] = {{"bool", "Bool", "bool"},
                            {"uint8", "Byte", "unsigned char"},
                            {"int8", "Char", "signed char"},
                            {"int16", "Short", "short int"},
                            {"int32", "Int", "int"},
                            {"int64", "Long", "long int"},
                            {"float16", "Half", "c10::Half"},
                            {"bfloat16", "BFloat16", "c10::BFloat16"},
                            {"float32", "Float", "float"},
                            {"float64", "Double", "double"},
                            {"complex64", "ComplexFloat", "c10::complex<float>"},
                            {"complex128", "ComplexDouble", "c10::complex<double>"},
                            {"qint8", "QInt8", "c10::qint8"},
                            {"undefined", "Undefined", "nullptr (uninitialized)"}};
std::atomic<DType> current_default = DType::float32;

}  // namespace

std::string_view name(DType t) { return kNames[std::size_t(t)].name; }
std::string_view scalar_name(DType t) { return kNames[std::size_t(t)].scalar_name; }
std::string_view type_spelling(DType t) { return kNames[std::size_t(t)].type_spelling; }

void expect_supported(DType t) {
  if (std::size_t(t) < std::size_t(kDTypeCount)) return;
  raise(ErrorKind::not_implemented, "tensors of type " + std::string(name(t)) +
                                        " are not supported: gradproof has bool, uint8, int8, int16, int32, int64, "
                                        "float16, bfloat16, float32 and float64");
}

DType default_dtype() { return current_default; }
void set_default_dtype(DType t) {
  if (!is_floating(t))
    raise(ErrorKind::dtype, "set_default_dtype: only floating-point types are supported as the default type, but got " +
                                std::string(name(t)));
  current_default = t;
}

}  // namespace gradproof
