#pragma once
#include <utility>
#include <variant>

namespace gradproof {

using std::in_place;

/// A T of somebody else's, or one of one's own: what a function gives that copies only where it must. A borrowed one
/// must outlive this.
template <class T>
class MaybeOwned {
 public:
  MaybeOwned() = default;
  static MaybeOwned borrowed(const T& t) { return MaybeOwned(&t); }
  static MaybeOwned owned(T&& t) { return MaybeOwned(std::in_place, std::move(t)); }
  template <class... A>
  static MaybeOwned owned(std::in_place_t, A&&... arguments) {
    return MaybeOwned(std::in_place, std::forward<A>(arguments)...);
  }

  bool unsafeIsBorrowed() const { return held_.index() == 0; }
  const T& operator*() const& { return unsafeIsBorrowed() ? *std::get<0>(held_) : std::get<1>(held_); }
  /// Takes what is owned, copies what is borrowed.
  T operator*() && { return unsafeIsBorrowed() ? *std::get<0>(held_) : std::move(std::get<1>(held_)); }
  const T* operator->() const { return &**this; }

 private:
  explicit MaybeOwned(const T* t) : held_(t) {}
  template <class... A>
  explicit MaybeOwned(std::in_place_t, A&&... arguments)
      : held_(std::in_place_index<1>, std::forward<A>(arguments)...) {}
  std::variant<const T*, T> held_{std::in_place_index<1>};
};

}  // namespace gradproof
