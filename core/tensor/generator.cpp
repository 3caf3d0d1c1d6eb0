#include <gradproof/core/tensor/draw.hpp>

namespace gradproof {
namespace {

// The words of a seed beyond 32 bits are not used, as in PyTorch.
void restart(Generator::State& s, std::uint64_t seed) {
  s.seed = seed;
  s.engine.seed(std::uint32_t(seed));
  s.spare_normal.reset();
}

}  // namespace

Generator::Generator(std::uint64_t seed) : state_(std::make_shared<State>()) { restart(*state_, seed); }

void Generator::set_current_seed(std::uint64_t seed) const {
  const std::lock_guard lock(state_->mutex);
  restart(*state_, seed);
}

std::uint64_t Generator::current_seed() const {
  const std::lock_guard lock(state_->mutex);
  return state_->seed;
}

std::uint64_t Generator::seed() const {
  std::random_device device;
  const std::uint64_t high = device(), seed = (high << 32 | device()) & ((std::uint64_t(1) << 53) - 1);
  set_current_seed(seed);
  return seed;
}

Generator Generator::clone() const {
  Generator copy;
  const std::lock_guard lock(state_->mutex);
  copy.state_->seed = state_->seed;
  copy.state_->engine = state_->engine;
  copy.state_->spare_normal = state_->spare_normal;
  return copy;
}

Generator& default_generator() {
  static Generator generator;
  return generator;
}

void manual_seed(std::uint64_t seed) { default_generator().set_current_seed(seed); }

}  // namespace gradproof
