#pragma once
// Random numbers. The source is PyTorch's for the CPU (mt19937), so that a seed gives the same numbers.
#include <cstdint>
#include <gradproof/core/device/device.hpp>
#include <memory>
#include <optional>

namespace gradproof {

class Tensor;

/// A stream of random numbers. Copies share one stream. Drawing is safe from several threads, one operation after
/// another.
class Generator {
 public:
  static constexpr std::uint64_t kDefaultSeed = 67280421310721;

  explicit Generator(std::uint64_t seed = kDefaultSeed);

  void set_current_seed(std::uint64_t seed) const;  ///< starts afresh
  std::uint64_t current_seed() const;               ///< the seed it was started from
  std::uint64_t seed() const;                       ///< starts afresh from a seed that nobody chose; returns it
  Device device() const { return Device(); }
  /// Where the stream stands, as bytes for set_state() of any generator; which throws `dtype` for anything but uint8
  /// and `value` for bytes that are no such state.
  Tensor get_state() const;
  void set_state(const Tensor& state) const;
  Generator clone() const;  ///< an independent stream in the same state
  bool defined() const { return bool(state_); }
  bool operator==(const Generator& o) const { return state_ == o.state_; }

  /// The lock, the engine and what is kept between draws; for the operations that draw (core/tensor/draw.hpp).
  struct State;
  State& state() const { return *state_; }

 private:
  std::shared_ptr<State> state_;
};

/// The stream used where no generator is given. One for the process.
Generator& default_generator();
/// Starts the default stream afresh.
void manual_seed(std::uint64_t seed);

/// What make_generator is asked for, as in libtorch: `make_generator<CPUGeneratorImpl>(seed)`.
struct CPUGeneratorImpl {};
template <class Impl = CPUGeneratorImpl>
Generator make_generator(std::uint64_t seed = Generator::kDefaultSeed) {
  return Generator(seed);
}
namespace detail {
inline Generator createCPUGenerator(std::uint64_t seed = Generator::kDefaultSeed) { return Generator(seed); }
inline const Generator& getDefaultCPUGenerator() { return default_generator(); }
}  // namespace detail

}  // namespace gradproof
