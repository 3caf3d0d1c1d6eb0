// Several views that one operation gives. They are outputs of one node, which is why none may be written with history.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/functions/indexing.hpp>
#include <gradproof/core/ops/views.hpp>
#include <gradproof/core/tensor/alias.hpp>

namespace gradproof {
namespace {

struct AlongDim {
  int dim;
};

TensorList all_gradients(Backward& b) {
  TensorList all;
  for (std::size_t k = 0; k < b.node().num_inputs(); ++k) all.push_back(b.grad_or_zeros(k));
  return all;
}
void unbind_gradient(Backward& b) { b.give(0, stack(all_gradients(b), b.attributes<AlongDim>().dim)); }
void split_gradient(Backward& b) { b.give(0, cat(all_gradients(b), b.attributes<AlongDim>().dim)); }

constexpr GradientRule kUnbind = {"UnbindBackward0", unbind_gradient}, kSplit = {"SplitBackward0", split_gradient},
                       kSplitWithSizes = {"SplitWithSizesBackward0", split_gradient},
                       kUnsafeSplit = {"UnsafeSplitBackward0", split_gradient};

void record_all(const GradientRule& rule, const TensorList& results, const Tensor& input, int dim) {
  if (results.empty() || !is_recorded({&input}) || !is_floating(input.dtype())) return;
  std::vector<const Tensor*> outputs;
  for (const Tensor& r : results) outputs.push_back(&r);
  const Ref<Node> node = make_node(rule, outputs, {&input}, {}, AlongDim{dim});
  for (std::size_t k = 0; k < results.size(); ++k) set_gradient_edge(results[k], node, std::uint32_t(k));
}

TensorList make_views(const Tensor& base, const std::vector<Layout>& layouts, const GradientRule& rule, int dim) {
  TensorList views;
  for (const Layout& l : layouts) views.push_back(alias_as_view(base, l));
  record_all(rule, views, base, dim);
  const CreationMeta creation = GradMode::is_enabled() ? CreationMeta::multi_output_node : CreationMeta::no_grad_mode;
  for (const Tensor& v : views) track_view(v, base, creation);
  return views;
}

std::vector<Layout> pieces(const Layout& l, int dim, const std::vector<std::int64_t>& lengths) {
  std::vector<Layout> all;
  std::int64_t start = 0;
  for (std::int64_t n : lengths) {
    auto sizes = l.sizes().vec();
    sizes[std::size_t(dim)] = n;
    all.emplace_back(sizes, l.strides(), l.offset() + start * l.stride(dim));
    start += n;
  }
  return all;
}

int split_dim(const Tensor& t, std::int64_t dim, const char* name) {
  if (t.dim() == 0) raise(ErrorKind::value, std::string(name) + " expects at least a 1-dimensional tensor");
  return wrap_dim(dim, int(t.dim()), name);
}

std::vector<std::int64_t> equal_lengths(std::int64_t size, std::int64_t each) {
  if (each < 0)
    raise(ErrorKind::value, "split expects split_size be non-negative, but got split_size=" + std::to_string(each));
  if (each == 0 && size != 0)
    raise(ErrorKind::value,
          "split_size can only be 0 if dimension size is 0, but got dimension size of " + std::to_string(size));
  const std::int64_t count = each == 0 ? 1 : std::max<std::int64_t>((size + each - 1) / each, 1);
  std::vector<std::int64_t> lengths(std::size_t(count), each);
  lengths.back() = size - each * (count - 1);
  return lengths;
}

std::int64_t chunk_length(const Tensor& t, std::int64_t chunks, int dim) {
  if (chunks <= 0)
    raise(ErrorKind::value, "chunk expects `chunks` to be greater than 0, got: " + std::to_string(chunks));
  return (t.layout().size(dim) + chunks - 1) / chunks;
}

}  // namespace

TensorList Tensor::unbind(std::int64_t dim) const {
  if (body().layout.dim() == 0) raise(ErrorKind::index, "Dimension specified as 0 but tensor has no dimensions");
  const int at = wrap_dim(dim, int(this->dim()), "unbind");
  std::vector<Layout> layouts;
  for (std::int64_t i = 0; i < layout().size(at); ++i) {
    auto sizes = this->sizes().vec(), strides = this->strides().vec();
    sizes.erase(sizes.begin() + at);
    strides.erase(strides.begin() + at);
    layouts.emplace_back(sizes, strides, storage_offset() + i * layout().stride(at));
  }
  return make_views(*this, layouts, kUnbind, at);
}

TensorList Tensor::split(std::int64_t split_size, std::int64_t dim) const {
  const int at = split_dim(*this, dim, "split");
  return make_views(*this, pieces(layout(), at, equal_lengths(layout().size(at), split_size)), kSplit, at);
}

namespace {
std::vector<std::int64_t> lengths_given(const Tensor& t, IntArrayRef sizes, int at) {
  std::int64_t total = 0;
  for (std::int64_t n : sizes) {
    if (n < 0)
      raise(ErrorKind::value,
            "split_with_sizes expects split_sizes have only non-negative entries, but got " + to_string(sizes));
    total += n;
  }
  if (total != t.layout().size(at))
    raise(ErrorKind::shape, "split_with_sizes expects split_sizes to sum exactly to " +
                                std::to_string(t.layout().size(at)) + " (input tensor's size at dimension " +
                                std::to_string(at) + "), but got split_sizes=" + to_string(sizes));
  return sizes.vec();
}
}  // namespace

TensorList Tensor::split_with_sizes(IntArrayRef sizes, std::int64_t dim) const {
  const int at = split_dim(*this, dim, "split");
  return make_views(*this, pieces(layout(), at, lengths_given(*this, sizes, at)), kSplitWithSizes, at);
}

TensorList Tensor::chunk(std::int64_t chunks, std::int64_t dim) const {
  const int at = split_dim(*this, dim, "chunk");
  const std::int64_t each = chunk_length(*this, chunks, at);
  // An empty dimension still gives the number of pieces that were asked for.
  if (each == 0) return split_with_sizes(std::vector<std::int64_t>(std::size_t(chunks), 0), at);
  return split(each, at);
}

TensorList Tensor::unsafe_split(std::int64_t split_size, std::int64_t dim) const {
  const int at = split_dim(*this, dim, "split");
  TensorList parts;
  for (const Layout& l : pieces(layout(), at, equal_lengths(layout().size(at), split_size)))
    parts.push_back(gradproof::alias(*this, Alias::data, l));
  record_all(kUnsafeSplit, parts, *this, at);
  return parts;
}

TensorList Tensor::unsafe_split_with_sizes(IntArrayRef sizes, std::int64_t dim) const {
  const int at = split_dim(*this, dim, "split");
  TensorList parts;
  for (const Layout& l : pieces(layout(), at, lengths_given(*this, sizes, at)))
    parts.push_back(gradproof::alias(*this, Alias::data, l));
  record_all(kUnsafeSplit, parts, *this, at);
  return parts;
}

TensorList Tensor::unsafe_chunk(std::int64_t chunks, std::int64_t dim) const {
  const int at = split_dim(*this, dim, "chunk");
  return unsafe_split(chunk_length(*this, chunks, at), at);
}

TensorList Tensor::tensor_split(std::int64_t sections, std::int64_t dim) const {
  const int at = split_dim(*this, dim, "tensor_split");
  if (sections <= 0)
    raise(ErrorKind::value, "number of sections must be larger than 0, got " + std::to_string(sections));
  const std::int64_t size = layout().size(at);
  TensorList parts;
  for (std::int64_t k = 0, start = 0; k < sections; ++k) {
    const std::int64_t length = size / sections + (k < size % sections ? 1 : 0);
    parts.push_back(slice(at, start, start + length));
    start += length;
  }
  return parts;
}

TensorList Tensor::tensor_split(IntArrayRef indices, std::int64_t dim) const {
  const int at = split_dim(*this, dim, "tensor_split");
  TensorList parts;
  std::int64_t start = 0;
  for (std::int64_t end : indices) {
    parts.push_back(slice(at, start, end));
    start = end;
  }
  parts.push_back(slice(at, start, {}));
  return parts;
}

TensorList Tensor::tensor_split(const Tensor& given, std::int64_t dim) const {
  if (given.dtype() != kLong || given.dim() > 1)
    raise(ErrorKind::value,
          "tensor_split expected tensor_indices_or_sections to be a zero-dimensional or one-dimensional tensor of long "
          "dtype, but got a tensor with " +
              std::to_string(given.dim()) + " dims and dtype " + std::string(scalar_name(given.dtype())));
  const Tensor numbers = given.cpu().contiguous();
  const auto* first = numbers.data_ptr<std::int64_t>();
  return given.dim() == 0 ? tensor_split(*first, dim)
                          : tensor_split(IntArrayRef(first, std::size_t(given.numel())), dim);
}

}  // namespace gradproof
