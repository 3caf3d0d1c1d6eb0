#pragma once
#include <gradproof/core/layout/argument.hpp>
#include <gradproof/core/nn/cloneable.hpp>

namespace gradproof {

/// Groups of factor^2 channels of [..., C, H, W] become pixels: [..., C / factor^2, H * factor, W * factor]. Throws
/// `shape` where that does not divide.
Tensor pixel_shuffle(const Tensor& input, std::int64_t upscale_factor);
/// The other way.
Tensor pixel_unshuffle(const Tensor& input, std::int64_t downscale_factor);

namespace nn {

struct PixelShuffleOptions {
  PixelShuffleOptions(std::int64_t upscale_factor) : upscale_factor_(upscale_factor) {}
  TORCH_ARG(std::int64_t, upscale_factor);
};
struct PixelUnshuffleOptions {
  PixelUnshuffleOptions(std::int64_t downscale_factor) : downscale_factor_(downscale_factor) {}
  TORCH_ARG(std::int64_t, downscale_factor);
};

class PixelShuffleImpl : public Cloneable<PixelShuffleImpl> {
 public:
  explicit PixelShuffleImpl(const PixelShuffleOptions& options);
  void pretty_print(std::ostream& stream) const override;
  Tensor forward(const Tensor& input) { return pixel_shuffle(input, options.upscale_factor()); }

  PixelShuffleOptions options;
};
TORCH_MODULE(PixelShuffle);

class PixelUnshuffleImpl : public Cloneable<PixelUnshuffleImpl> {
 public:
  explicit PixelUnshuffleImpl(const PixelUnshuffleOptions& options);
  void pretty_print(std::ostream& stream) const override;
  Tensor forward(const Tensor& input) { return pixel_unshuffle(input, options.downscale_factor()); }

  PixelUnshuffleOptions options;
};
TORCH_MODULE(PixelUnshuffle);

namespace functional {

using PixelShuffleFuncOptions = PixelShuffleOptions;
using PixelUnshuffleFuncOptions = PixelUnshuffleOptions;

inline Tensor pixel_shuffle(const Tensor& input, const PixelShuffleFuncOptions& options) {
  return gradproof::pixel_shuffle(input, options.upscale_factor());
}
inline Tensor pixel_unshuffle(const Tensor& input, const PixelUnshuffleFuncOptions& options) {
  return gradproof::pixel_unshuffle(input, options.downscale_factor());
}

}  // namespace functional
}  // namespace nn
}  // namespace gradproof
