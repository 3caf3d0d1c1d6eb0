#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/nn/modules/pixelshuffle.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <ostream>

namespace gradproof {
namespace {

void expect_image(const char* function, const Tensor& input, std::int64_t factor) {
  if (input.dim() < 3)
    raise(ErrorKind::shape, std::string(function) +
                                " expects input to have at least 3 dimensions, but got input with " +
                                std::to_string(input.dim()) + " dimension(s)");
  if (factor <= 0)
    raise(ErrorKind::value, std::string(function) + " expects a positive factor, but got " + std::to_string(factor));
}

void expect_divisible(const char* function, const char* what, std::int64_t size, std::int64_t by) {
  if (size % by != 0)
    raise(ErrorKind::shape, std::string(function) + " expects " + what + " to be divisible by " + std::to_string(by) +
                                ", but it is " + std::to_string(size));
}

/// All dimensions before the last three, and three more.
std::vector<std::int64_t> with_image(const Tensor& input, std::int64_t c, std::int64_t h, std::int64_t w) {
  std::vector<std::int64_t> sizes(input.sizes().begin(), input.sizes().end() - 3);
  sizes.insert(sizes.end(), {c, h, w});
  return sizes;
}

}  // namespace

Tensor pixel_shuffle(const Tensor& input, std::int64_t r) {
  expect_image("pixel_shuffle", input, r);
  const std::int64_t h = input.size(-2), w = input.size(-1);
  expect_divisible("pixel_shuffle", "its input's 'channel' dimension", input.size(-3), r * r);
  const std::int64_t c = input.size(-3) / (r * r);
  const Tensor parts = input.reshape({-1, c, r, r, h, w}).permute({0, 1, 4, 2, 5, 3});
  return parts.reshape(with_image(input, c, h * r, w * r));
}

Tensor pixel_unshuffle(const Tensor& input, std::int64_t r) {
  expect_image("pixel_unshuffle", input, r);
  expect_divisible("pixel_unshuffle", "height", input.size(-2), r);
  expect_divisible("pixel_unshuffle", "width", input.size(-1), r);
  const std::int64_t c = input.size(-3), h = input.size(-2) / r, w = input.size(-1) / r;
  const Tensor parts = input.reshape({-1, c, h, r, w, r}).permute({0, 1, 3, 5, 2, 4});
  return parts.reshape(with_image(input, c * r * r, h, w));
}

namespace nn {

PixelShuffleImpl::PixelShuffleImpl(const PixelShuffleOptions& o) : options(o) {}
void PixelShuffleImpl::pretty_print(std::ostream& stream) const {
  stream << "torch::nn::PixelShuffle(upscale_factor=" << options.upscale_factor() << ")";
}
PixelUnshuffleImpl::PixelUnshuffleImpl(const PixelUnshuffleOptions& o) : options(o) {}
void PixelUnshuffleImpl::pretty_print(std::ostream& stream) const {
  stream << "torch::nn::PixelUnshuffle(downscale_factor=" << options.downscale_factor() << ")";
}

}  // namespace nn
}  // namespace gradproof
