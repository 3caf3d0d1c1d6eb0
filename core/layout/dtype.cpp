#include <atomic>
#include <gradproof/core/layout/dtype.hpp>
#include <gradproof/core/layout/error.hpp>

namespace gradproof {
namespace {

struct Names {
  std::string_view name, long_name, scalar_name;
};
constexpr Names kNames[kDTypeCount] = {{"bool", "torch.BoolTensor", "Bool"},
                                       {"int64", "torch.LongTensor", "Long"},
                                       {"float32", "torch.FloatTensor", "Float"},
                                       {"float64", "torch.DoubleTensor", "Double"}};
std::atomic<DType> current_default = DType::float32;

}  // namespace

std::string_view name(DType t) { return kNames[std::size_t(t)].name; }
std::string_view long_name(DType t) { return kNames[std::size_t(t)].long_name; }
std::string_view scalar_name(DType t) { return kNames[std::size_t(t)].scalar_name; }

DType default_dtype() { return current_default; }
void set_default_dtype(DType t) {
  if (!is_floating(t))
    raise(ErrorKind::dtype, "set_default_dtype: only floating-point types are supported as the default type, but got " +
                                std::string(name(t)));
  current_default = t;
}

}  // namespace gradproof
