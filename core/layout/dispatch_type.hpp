#pragma once
// libtorch's way to write one loop for several element types: inside the callable, `scalar_t` is the C++ type.
//   AT_DISPATCH_FLOATING_TYPES(x.scalar_type(), "scale", [&] { scale(x.data_ptr<scalar_t>()); });
// Another type throws `not_implemented`.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/layout/type_meta.hpp>

namespace gradproof {

[[noreturn]] inline void refuse_type(const char* name, DType type) {
  raise(ErrorKind::not_implemented,
        '"' + std::string(name) + "\" not implemented for '" + std::string(scalar_name(type)) + "'");
}

/// One piece, on this thread: a program's own loops are its own affair.
template <class F>
void parallel_for(std::int64_t begin, std::int64_t end, std::int64_t, const F& f) {
  if (begin < end) f(begin, end);
}

}  // namespace gradproof

#if !defined(AT_DISPATCH_SWITCH)
#define AT_DISPATCH_SWITCH(TYPE, NAME, ...)             \
  [&] {                                                 \
    const ::gradproof::DType gradproof_type = (TYPE);   \
    switch (gradproof_type) {                           \
      __VA_ARGS__                                       \
      default:                                          \
        ::gradproof::refuse_type(NAME, gradproof_type); \
    }                                                   \
  }()
#define GRADPROOF_CASE(TYPE, CPP_TYPE, ...) \
  case ::gradproof::DType::TYPE: {          \
    using scalar_t = CPP_TYPE;              \
    return __VA_ARGS__();                   \
  }
#define AT_DISPATCH_CASE_FLOATING_TYPES(...) \
  GRADPROOF_CASE(Double, double, __VA_ARGS__) GRADPROOF_CASE(Float, float, __VA_ARGS__)
#define AT_DISPATCH_CASE_INTEGRAL_TYPES(...)      \
  GRADPROOF_CASE(Byte, std::uint8_t, __VA_ARGS__) \
  GRADPROOF_CASE(Char, std::int8_t, __VA_ARGS__)  \
  GRADPROOF_CASE(Int, std::int32_t, __VA_ARGS__)  \
  GRADPROOF_CASE(Long, std::int64_t, __VA_ARGS__) \
  GRADPROOF_CASE(Short, std::int16_t, __VA_ARGS__)
#define AT_DISPATCH_FLOATING_TYPES(TYPE, NAME, ...) \
  AT_DISPATCH_SWITCH(TYPE, NAME, AT_DISPATCH_CASE_FLOATING_TYPES(__VA_ARGS__))
#define AT_DISPATCH_INTEGRAL_TYPES(TYPE, NAME, ...) \
  AT_DISPATCH_SWITCH(TYPE, NAME, AT_DISPATCH_CASE_INTEGRAL_TYPES(__VA_ARGS__))
#define AT_DISPATCH_ALL_TYPES(TYPE, NAME, ...) \
  AT_DISPATCH_SWITCH(TYPE, NAME,               \
                     AT_DISPATCH_CASE_INTEGRAL_TYPES(__VA_ARGS__) AT_DISPATCH_CASE_FLOATING_TYPES(__VA_ARGS__))
#endif
