// A generator's state as a tensor of bytes, and back.
#include <bit>
#include <cstring>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/draw.hpp>
#include <sstream>

namespace gradproof {

Tensor Generator::get_state() const {
  std::ostringstream out;
  {
    const std::lock_guard lock(state_->mutex);
    const std::uint64_t spare = std::bit_cast<std::uint64_t>(state_->spare_normal.value_or(0));
    out << state_->seed << ' ' << state_->spare_normal.has_value() << ' ' << spare << ' ' << state_->engine;
  }
  const std::string text = out.str();
  const Tensor bytes = empty(std::int64_t(text.size()), kByte);
  std::memcpy(bytes.data_ptr(), text.data(), text.size());
  return bytes;
}

void Generator::set_state(const Tensor& state) const {
  if (state.dtype() != kByte)
    raise(ErrorKind::dtype, "RNG state must be a torch.ByteTensor, found " + std::string(name(state.dtype())) +
                                "; ask get_state() for one");
  const Tensor bytes = state.contiguous();
  std::istringstream in(std::string(static_cast<const char*>(bytes.data_ptr()), std::size_t(bytes.numel())));
  std::uint64_t seed = 0, spare = 0;
  bool has_spare = false;
  std::mt19937 engine;
  if (!(in >> seed >> has_spare >> spare >> engine))
    raise(ErrorKind::value, "RNG state is no state of a generator: found " + std::to_string(bytes.numel()) +
                                " bytes; ask get_state() for one");
  const std::lock_guard lock(state_->mutex);
  state_->seed = seed;
  state_->engine = engine;
  state_->spare_normal = has_spare ? std::optional(std::bit_cast<double>(spare)) : std::nullopt;
}

}  // namespace gradproof
