#pragma once
// What libtorch programs check their own arguments with. The macros stay out of the way of a program that has its own.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/layout/stream.hpp>
#include <gradproof/core/layout/warning.hpp>
#include <sstream>
#include <utility>

namespace gradproof {

/// Everything that streams, one after another.
template <class... T>
std::string str(const T&... parts) {
  std::ostringstream out;
  (out << ... << parts);
  return std::move(out).str();
}

/// What a failed check says: its own words, else the condition.
inline std::string check_text(const char* condition) { return condition; }
template <class... T>
std::string check_text(const char*, const T&... parts) {
  return str(parts...);
}

}  // namespace gradproof

/// Raises an error of `kind` with the text of the rest, or without any with the text of the condition.
#define GRADPROOF_CHECK_KIND(kind, condition, ...)                         \
  ((condition)                                                             \
       ? void()                                                            \
       : ::gradproof::raise(::gradproof::ErrorKind::kind,                  \
                            ::gradproof::check_text("Expected " #condition \
                                                    " to be true, but got false." __VA_OPT__(, ) __VA_ARGS__)))
#if !defined(TORCH_CHECK)
#define TORCH_CHECK(condition, ...) GRADPROOF_CHECK_KIND(argument, condition __VA_OPT__(, ) __VA_ARGS__)
#endif
#if !defined(TORCH_INTERNAL_ASSERT)
#define TORCH_INTERNAL_ASSERT(condition, ...)                  \
  ((condition)                                                 \
       ? void()                                                \
       : ::gradproof::raise(::gradproof::ErrorKind::assertion, \
                            ::gradproof::str(#condition " INTERNAL ASSERT FAILED " __VA_OPT__(, ) __VA_ARGS__)))
#endif
#if !defined(C10_THROW_ERROR)
#define C10_THROW_ERROR(type, text) throw ::gradproof::type({__func__, __FILE__, std::uint32_t(__LINE__)}, text)
#endif
#if !defined(TORCH_RETHROW)
/// Inside a handler of `e`: throws it on, with the rest as further context.
#define TORCH_RETHROW(e, ...)                       \
  do {                                              \
    (e).add_context(::gradproof::str(__VA_ARGS__)); \
    throw;                                          \
  } while (false)
#endif
#if !defined(TORCH_INTERNAL_ASSERT_DEBUG_ONLY)
#if defined(NDEBUG)
#define TORCH_INTERNAL_ASSERT_DEBUG_ONLY(...) \
  while (false) TORCH_INTERNAL_ASSERT(__VA_ARGS__)
#else
#define TORCH_INTERNAL_ASSERT_DEBUG_ONLY(...) TORCH_INTERNAL_ASSERT(__VA_ARGS__)
#endif
#endif
#if !defined(AT_ASSERT)
#define AT_ASSERT(...) TORCH_INTERNAL_ASSERT((__VA_ARGS__))
#endif
#if !defined(AT_ERROR)
#define AT_ERROR(...) TORCH_CHECK(false, __VA_ARGS__)
#endif

// The same with a kind of its own.
#if !defined(TORCH_CHECK_VALUE)
#define TORCH_CHECK_VALUE(condition, ...) GRADPROOF_CHECK_KIND(value, condition __VA_OPT__(, ) __VA_ARGS__)
#define TORCH_CHECK_INDEX(condition, ...) GRADPROOF_CHECK_KIND(index, condition __VA_OPT__(, ) __VA_ARGS__)
#define TORCH_CHECK_TYPE(condition, ...)                                \
  ((condition) ? void()                                                 \
               : ::gradproof::raise_type_error(::gradproof::check_text( \
                     "Expected " #condition " to be true, but got false." __VA_OPT__(, ) __VA_ARGS__)))
#define TORCH_CHECK_NOT_IMPLEMENTED(condition, ...) \
  GRADPROOF_CHECK_KIND(not_implemented, condition __VA_OPT__(, ) __VA_ARGS__)
#endif
#if !defined(TORCH_WARN)
#define TORCH_WARN(...) ::gradproof::warn(::gradproof::Warning(::gradproof::str("" __VA_OPT__(, ) __VA_ARGS__)))
#endif
#if !defined(TORCH_WARN_ONCE)
#define TORCH_WARN_ONCE(...)                                                                             \
  do {                                                                                                   \
    static const bool gradproof_warned = (TORCH_WARN(__VA_ARGS__), true);                                \
    static thread_local bool gradproof_again = false;                                                    \
    if (std::exchange(gradproof_again, gradproof_warned) && ::gradproof::WarningUtils::get_warnAlways()) \
      TORCH_WARN(__VA_ARGS__);                                                                           \
  } while (false)
#endif
