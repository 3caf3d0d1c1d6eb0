// Convolutions and pools: windows over the last dimensions are gathered, then multiplied, averaged or searched.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradproof/checks/oracle/places.hpp>

namespace gradproof::checks::oracle {
namespace {

/// One setting of each spatial dimension; a single number stands for all.
Shape each(const Call& c, const char* name, std::size_t n, const Shape& fallback) {
  Shape sizes = c.has(name) ? c.sizes(name) : fallback;
  if (sizes.empty()) sizes = fallback;
  if (sizes.size() == 1) sizes.resize(n, sizes[0]);
  return sizes;
}

struct Windows {
  Shape kernel, stride, padding, dilation;
  Shape out;              ///< windows in each spatial dimension
  Positions from;         ///< for (channels, windows, elements of one): a position in one image, -1 for padding
  std::int64_t size = 1;  ///< elements of a window
};

/// Adds to `w` where its windows read, for an image of (channels, spatial...).
void place(Windows& w, const Shape& image) {
  std::size_t n = w.kernel.size();
  for (std::size_t d = 0; d < n; ++d) {
    std::int64_t reach = w.dilation[d] * (w.kernel[d] - 1) + 1, room = image[d + 1] + 2 * w.padding[d] - reach;
    if (room < 0) throw Raised("shape", "the kernel is larger than the padded input");
    w.out.push_back(room / w.stride[d] + 1);
    w.size *= w.kernel[d];
  }
  Shape all{image[0]}, strides = row_major_strides(image);
  all.insert(all.end(), w.out.begin(), w.out.end());
  all.insert(all.end(), w.kernel.begin(), w.kernel.end());
  Shape steps = row_major_strides(all);
  for (std::int64_t i = 0; i < count(all); ++i) {
    std::int64_t at = i / steps[0] * strides[0];
    for (std::size_t d = 0; d < n && at >= 0; ++d) {
      std::int64_t window = i / steps[d + 1] % w.out[d], element = i / steps[d + 1 + n] % w.kernel[d];
      std::int64_t k = window * w.stride[d] + element * w.dilation[d] - w.padding[d];
      at = k < 0 || k >= image[d + 1] ? -1 : at + k * strides[d + 1];
    }
    w.from.push_back(at);
  }
}

/// (batch, channels, windows, elements of one) of an input with or without a batch dimension.
Var gathered(const Var& x, const Windows& w, std::int64_t batch, std::int64_t channels) {
  Positions from;
  std::int64_t image = x.value().size() / std::max<std::int64_t>(batch, 1);
  for (std::int64_t b = 0; b < batch; ++b)
    for (std::int64_t p : w.from) from.push_back(p < 0 ? -1 : p + b * image);
  return gather(x, std::move(from), {batch, channels, count(w.out), w.size});
}

struct Image {
  std::int64_t batch = 1;
  Shape shape;  ///< channels, spatial...
  bool batched = false;
};

Image image_of(const Var& x, std::size_t n) {
  Image image{1, x.shape(), x.shape().size() == n + 2};
  if (image.batched) {
    image.batch = x.shape()[0];
    image.shape.erase(image.shape.begin());
  }
  if (image.shape.size() != n + 1) throw Raised("shape", "the input has the wrong number of dimensions");
  return image;
}

Shape result_shape(const Image& image, std::int64_t channels, const Shape& out) {
  Shape shape = image.batched ? Shape{image.batch, channels} : Shape{channels};
  shape.insert(shape.end(), out.begin(), out.end());
  return shape;
}

template <std::size_t n>
Var convolution(const Call& c) {
  if (c["padding"].get<std::string>()) throw Unsupported("the tape has no convolution with a named padding");
  Var x = c.input(), weight = c.var("weight");
  Image image = image_of(x, n);
  std::int64_t groups = c.integer("groups"), outputs = weight.shape().at(0), inputs = weight.shape().at(1);
  if (image.shape[0] != inputs * groups)
    throw Raised("shape",
                 fmt::format("expected input to have {} channels, but got {}", inputs * groups, image.shape[0]));
  Windows w{Shape(weight.shape().begin() + 2, weight.shape().end()),
            each(c, "stride", n, {1}),
            each(c, "padding", n, {0}),
            each(c, "dilation", n, {1}),
            {},
            {},
            1};
  place(w, image.shape);
  std::int64_t windows = count(w.out), width = inputs * w.size;
  Var columns = reshape(gathered(x, w, image.batch, image.shape[0]), {image.batch, groups, inputs, windows, w.size});
  columns = reshape(transpose(columns, 2, 3), {image.batch, groups, windows, width});
  Var kernels = transpose(reshape(weight, {1, groups, outputs / groups, width}), 2, 3);
  Var y = reshape(transpose(matmul(columns, kernels), 2, 3), {image.batch, outputs, windows});
  if (c.has("bias")) y = y + reshape(c.var("bias"), {1, outputs, 1});
  return reshape(y, result_shape(image, outputs, w.out));
}

Windows pool_windows(const Call& c, std::size_t n, const Image& image) {
  if (c.flag("ceil_mode")) throw Unsupported("the tape has no pools with ceil_mode");
  Shape kernel = each(c, "kernel_size", n, {1});
  Shape dilation = c.has("dilation") ? each(c, "dilation", n, {1}) : Shape(n, 1);
  Windows w{kernel, each(c, "stride", n, kernel), each(c, "padding", n, {0}), dilation, {}, {}, 1};
  place(w, image.shape);
  return w;
}

template <std::size_t n>
Var average_pool(const Call& c) {
  Image image = image_of(c.input(), n);
  Windows w = pool_windows(c, n, image);
  Var total = sum(gathered(c.input(), w, image.batch, image.shape[0]), {3});
  Numbers counts;
  for (std::size_t i = 0; i < w.from.size(); i += static_cast<std::size_t>(w.size)) {
    auto begin = w.from.begin() + static_cast<std::ptrdiff_t>(i);
    auto outside = std::count(begin, begin + w.size, -1);
    counts.push_back(c.has("divisor_override")     ? c.number("divisor_override")
                     : c.flag("count_include_pad") ? static_cast<double>(w.size)
                                                   : static_cast<double>(w.size - outside));
  }
  Var divisor = constant(Array({1, image.shape[0], count(w.out)}, total.dtype(), std::move(counts)));
  return reshape(total / divisor, result_shape(image, image.shape[0], w.out));
}

template <std::size_t n>
Var max_pool(const Call& c) {
  if (c.flag("return_indices")) throw Unsupported("the tape has no max_pool with return_indices");
  Image image = image_of(c.input(), n);
  Windows w = pool_windows(c, n, image);
  Array x = c.input().value();
  Positions best;
  std::int64_t one = x.size() / std::max<std::int64_t>(image.batch, 1);
  for (std::int64_t b = 0; b < image.batch; ++b)
    for (std::size_t i = 0; i < w.from.size(); i += static_cast<std::size_t>(w.size)) {
      std::int64_t found = -1;
      for (std::size_t k = i; k < i + static_cast<std::size_t>(w.size); ++k) {
        std::int64_t at = w.from[k] < 0 ? -1 : w.from[k] + b * one;
        if (at >= 0 && (found < 0 || x[at] > x[found] || std::isnan(x[at]))) found = at;
      }
      best.push_back(found);
    }
  return gather(c.input(), std::move(best), result_shape(image, image.shape[0], w.out));
}

/// Averages over parts of nearly equal length; along one dimension after the other.
Var adaptive(const Call& c, std::size_t n) {
  Var x = c.input();
  Shape sizes = each(c, "output_size", n, {1});
  for (std::size_t d = 0; d < n; ++d) {
    auto dim = static_cast<std::int64_t>(x.shape().size() - n + d);
    std::int64_t length = x.shape()[static_cast<std::size_t>(dim)];
    Vars parts;
    for (std::int64_t i = 0; i < sizes[d]; ++i) {
      std::int64_t start = i * length / sizes[d], end = ((i + 1) * length + sizes[d] - 1) / sizes[d];
      parts.push_back(mean(part(x, narrow(Layout(x.shape()), dim, start, end - start)), {dim}, true));
    }
    x = joined(parts, dim);
  }
  return x;
}

Var instance_norm(const Call& c) {
  if (c.has("running_mean") || !c.flag("use_input_stats"))
    throw Unsupported("the tape has instance_norm only over the input's own statistics");
  c.machine.doubt();
  Var x = c.input();
  Shape dims, channels(x.shape().size() - 1, 1);
  for (std::size_t d = 2; d < x.shape().size(); ++d) dims.push_back(static_cast<std::int64_t>(d));
  channels[0] = x.shape().at(1);
  Var y = (x - mean(x, dims, true)) * pointwise("rsqrt", variance(x, dims, 0, true) + constant(c.number("eps")));
  if (c.has("weight")) y = y * reshape(c.var("weight"), channels);
  return c.has("bias") ? y + reshape(c.var("bias"), channels) : y;
}

/// (batch, c, r, r, rows, columns) as (batch, c, rows r, columns r).
Var pixel_shuffle(const Call& c) {
  Var x = c.input();
  std::int64_t r = c.integer("upscale_factor");
  Shape shape(x.shape().begin(), x.shape().end() - 3);
  std::int64_t batch = count(shape), channels = x.shape()[shape.size()] / (r * r), rows = x.shape()[shape.size() + 1],
               columns = x.shape().back();
  shape.insert(shape.end(), {channels, rows * r, columns * r});
  Layout split({batch, channels, r, r, rows, columns});
  return reshape(part(x, permute(split, {0, 1, 4, 2, 5, 3})), shape);
}

}  // namespace

const Formulas& window_formulas() {
  static const Formulas table = {
      {"conv1d", convolution<1>},
      {"conv2d", convolution<2>},
      {"avg_pool1d", average_pool<1>},
      {"avg_pool2d", average_pool<2>},
      {"max_pool1d", max_pool<1>},
      {"max_pool2d", max_pool<2>},
      {"adaptive_avg_pool1d", [](const Call& c) { return adaptive(c, 1); }},
      {"adaptive_avg_pool2d", [](const Call& c) { return adaptive(c, 2); }},
      {"instance_norm", instance_norm},
      {"pixel_shuffle", pixel_shuffle},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
