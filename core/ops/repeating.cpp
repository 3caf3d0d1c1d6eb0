// Elements several times: repeat, tile, repeat_interleave.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/modify.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

struct Repeats {
  std::vector<std::int64_t> counts;
};

/// Sizes (r0, s0, r1, s1, ...): every dimension beside how often it is repeated.
std::vector<std::int64_t> interleaved(IntArrayRef counts, IntArrayRef sizes) {
  std::vector<std::int64_t> all;
  const std::size_t lead = counts.size() - sizes.size();
  for (std::size_t d = 0; d < counts.size(); ++d) {
    all.push_back(counts[d]);
    all.push_back(d < lead ? 1 : sizes[d - lead]);
  }
  return all;
}

void repeat_gradient(Backward& b) {
  const std::vector<std::int64_t>& counts = b.attributes<Repeats>().counts;
  const IntArrayRef sizes = b.input_sizes(0);
  if (b.grad().numel() == 0) return b.give(0, zeros(sizes, b.grad().options()));
  std::vector<std::int64_t> summed;
  for (std::size_t d = 0; d < counts.size(); ++d) summed.push_back(std::int64_t(2 * d));
  const Tensor parts = b.grad().reshape(interleaved(counts, sizes));
  b.give(0, (summed.empty() ? parts : parts.sum(summed)).reshape(sizes));
}
constexpr GradientRule kRepeat = {"RepeatBackward0", repeat_gradient, false, destroy_attributes<Repeats>};

void expect_counts(const Tensor& repeats) {
  if (repeats.dtype() != kLong && repeats.dtype() != kInt)
    raise(ErrorKind::dtype, "repeats has to be Long or Int tensor, found " + std::string(name(repeats.dtype())));
  if (repeats.dim() > 1) raise(ErrorKind::value, "repeat_interleave only accept 1D vector as repeat");
}

}  // namespace

Tensor Tensor::repeat(IntArrayRef repeats) const {
  if (std::int64_t(repeats.size()) < dim())
    raise(ErrorKind::shape,
          "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor: " +
              to_string(repeats) + " for sizes " + to_string(sizes()));
  const std::vector<std::int64_t> parts = interleaved(repeats, sizes());
  std::vector<std::int64_t> target, once = parts;
  for (std::size_t d = 0; d < repeats.size(); ++d) {
    target.push_back(parts[2 * d] * parts[2 * d + 1]);
    once[2 * d] = 1;
  }
  Tensor out = raw_empty(target, *this);
  if (out.numel()) {
    const Tensor dense = raw_clone(*this);
    raw_copy(raw_view(out, Layout(parts)), raw_view(dense, Layout(once)));
  }
  if (!is_recorded({this}) || !is_floating(dtype())) return out;
  const Tensor* result = &out;
  set_gradient_edge(out, make_list_node(kRepeat, {&result, 1}, {this, 1}, 0, Repeats{repeats.vec()}), 0);
  return out;
}

Tensor Tensor::tile(IntArrayRef repeats) const {
  std::vector<std::int64_t> counts = repeats.vec();
  while (std::int64_t(counts.size()) < dim()) counts.insert(counts.begin(), 1);
  return repeat(counts);
}

namespace {
void expect_length(std::int64_t length, std::optional<std::int64_t> asked) {
  if (asked && *asked != length)
    raise(ErrorKind::value, "allocated size does not match required size: output_size is " + std::to_string(*asked) +
                                ", repeated there are " + std::to_string(length));
}
}  // namespace

Tensor Tensor::repeat_interleave(std::int64_t repeats, std::optional<std::int64_t> dim,
                                 std::optional<std::int64_t> output_size) const {
  if (repeats < 0) raise(ErrorKind::value, "Repeats must be non-negative, found " + std::to_string(repeats));
  const Tensor input = dim ? *this : flatten();
  const int at = wrap_dim(dim.value_or(0), int(input.dim()), "repeat_interleave");
  if (input.dim() == 0) return input.flatten().repeat_interleave(repeats, 0);
  expect_length(input.size(at) * repeats, output_size);
  std::vector<std::int64_t> spread = input.sizes().vec();
  spread.insert(spread.begin() + at + 1, repeats);
  return input.unsqueeze(at + 1).expand(spread).clone(MemoryFormat::Contiguous).flatten(at, at + 1);
}

Tensor Tensor::repeat_interleave(const Tensor& repeats, std::optional<std::int64_t> dim,
                                 std::optional<std::int64_t> output_size) const {
  expect_counts(repeats);
  const Tensor input = dim ? *this : flatten();
  const int at = wrap_dim(dim.value_or(0), int(input.dim()), "repeat_interleave");
  const std::int64_t size = input.dim() ? input.layout().size(at) : 1;
  if (repeats.numel() == 1) return repeat_interleave(repeats.item().toLong(), dim, output_size);
  if (repeats.numel() != size)
    raise(ErrorKind::value, "repeats must have the same size as input along dim, but got repeats.size(0) = " +
                                std::to_string(repeats.numel()) + " and input.size(" + std::to_string(at) +
                                ") = " + std::to_string(size));
  const Tensor places = gradproof::repeat_interleave(repeats);
  expect_length(places.numel(), output_size);
  return input.index_select(at, places);
}

Tensor repeat_interleave(const Tensor& repeats) {
  expect_counts(repeats);
  const Tensor counts = host_clone(repeats.to(kLong));
  const auto* n = counts.data_ptr<std::int64_t>();
  std::vector<std::int64_t> all;
  for (std::int64_t i = 0; i < counts.numel(); ++i) {
    if (n[i] < 0) raise(ErrorKind::value, "repeats can not be negative, found " + std::to_string(n[i]));
    all.insert(all.end(), std::size_t(n[i]), i);
  }
  const Tensor out = empty(IntArrayRef(std::int64_t(all.size())), kLong);
  std::copy(all.begin(), all.end(), out.data_ptr<std::int64_t>());
  return placed_beside(repeats, out.to(repeats.dtype()));
}

}  // namespace gradproof
