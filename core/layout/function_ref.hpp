#pragma once
#include <memory>
#include <type_traits>
#include <utility>

namespace gradproof {

template <class Signature>
class FunctionRef;

/// A borrowed callable: two words, no allocation. Lives no longer than what it was made from.
template <class Result, class... A>
class FunctionRef<Result(A...)> {
 public:
  template <class F>
  requires(!std::is_same_v<std::remove_cvref_t<F>, FunctionRef> && std::is_invocable_r_v<Result, F&, A...>)
      FunctionRef(F&& f)
      : object_(address_of(f)), call_([](void* object, A... a) -> Result {
          return (*reinterpret_cast<std::add_pointer_t<F>>(object))(std::forward<A>(a)...);
        }) {}

  Result operator()(A... a) const { return call_(object_, std::forward<A>(a)...); }

 private:
  template <class F>
  static void* address_of(F& f) {
    if constexpr (std::is_function_v<F>)
      return reinterpret_cast<void*>(&f);
    else
      return const_cast<void*>(static_cast<const void*>(std::addressof(f)));
  }

  void* object_;
  Result (*call_)(void*, A...);
};

}  // namespace gradproof
