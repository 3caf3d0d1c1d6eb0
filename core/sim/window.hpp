#pragma once
// Memory that two parties see: the host at its face, with the rights it is given there, and the executor behind,
// always. One file in memory, mapped twice. A forked child gets a copy of its own, as it does of all other memory.
#include <cstddef>
#include <cstdint>

namespace gradproof::sim {

class Window {
 public:
  static constexpr std::size_t kPage = 4096;
  enum class Rights { none, read, all };

  /// `bytes` bytes of addresses; pages cost memory once they are written. Throws Error `memory`.
  Window(std::size_t bytes, Rights rights);
  Window(const Window&) = delete;

  std::size_t bytes() const { return bytes_; }
  char* face() const { return face_; }
  bool contains(const void* p) const { return std::size_t(static_cast<const char*>(p) - face_) < bytes_; }
  /// The executor's address of a byte that the host calls `p`.
  template <class T>
  T* behind(T* p) const {
    return reinterpret_cast<T*>(reinterpret_cast<std::uintptr_t>(p) + std::uintptr_t(back_ - face_));
  }
  /// What the host may do with whole pages of the face.
  void allow(void* first_page, std::size_t bytes, Rights rights) const;
  /// Gives the pages' memory back; they read as zeros.
  void forget(void* first_page, std::size_t bytes) const;
  // Around a fork: a copy of the first `used` bytes is made for the child, before either side goes on.
  void before_fork(std::size_t used);
  void after_fork_in_parent();
  void after_fork_in_child();

 private:
  void map(int file, int fixed);

  std::size_t bytes_;
  Rights rights_;
  char* face_ = nullptr;
  char* back_ = nullptr;
  int copy_ = -1;  // the file of a child to come
};

}  // namespace gradproof::sim
