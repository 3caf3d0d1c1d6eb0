#pragma once
#include <gradproof/core/device/pool.hpp>
#include <memory>
#include <utility>

namespace gradproof::sim {

/// A piece of work as it waits in a queue. It stays where it was made, and may point into itself.
class Work {
 public:
  Work() = default;
  virtual ~Work() = default;
  Work(const Work&) = delete;
  virtual void run() = 0;
  static void* operator new(std::size_t bytes) { return Pool::allocate(bytes); }
  static void operator delete(void* p, std::size_t bytes) noexcept { Pool::release(p, bytes); }
};

/// A call of F.
template <class F>
class Call final : public Work {
 public:
  explicit Call(F call) : call_(std::move(call)) {}
  void run() override { call_(); }

 private:
  F call_;
};

template <class F>
std::unique_ptr<Work> work_of(F call) {
  return std::make_unique<Call<F>>(std::move(call));
}

}  // namespace gradproof::sim
