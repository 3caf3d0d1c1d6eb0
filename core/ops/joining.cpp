// Several tensors into one: along a dimension they have (cat) or a new one (stack).
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/functions/indexing.hpp>
#include <gradproof/core/ops/modify.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

/// How far each input reaches along `dim` of the result; 0 for a skipped one.
struct Joined {
  int dim;
  std::vector<std::int64_t> lengths;
};

void cat_gradient(Backward& b) {
  const auto& [dim, lengths] = b.attributes<Joined>();
  std::int64_t start = 0;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    if (b.wants(i)) {
      const bool skipped = lengths[i] == 0 && b.input_sizes(i).size() != b.grad().sizes().size();
      b.give(i, skipped ? zeros(b.input_sizes(i), b.grad().options()) : b.grad().narrow(dim, start, lengths[i]));
    }
    start += lengths[i];
  }
}
void stack_gradient(Backward& b) {
  const auto& [dim, lengths] = b.attributes<Joined>();
  for (std::size_t i = 0; i < lengths.size(); ++i)
    if (b.wants(i)) b.give(i, b.grad().select(dim, std::int64_t(i)));
}
constexpr GradientRule kCat = {"CatBackward0", cat_gradient, false, destroy_attributes<Joined>},
                       kStack = {"StackBackward0", stack_gradient, false, destroy_attributes<Joined>};

/// PyTorch's old rule: an empty vector joins with anything.
bool is_skipped(const Tensor& t) { return t.dim() == 1 && t.numel() == 0; }

DType common_type(const TensorList& tensors) {
  bool any_array = false;
  DType arrays = kBool, numbers = kBool;
  for (const Tensor& t : tensors) {
    DType& kind = t.dim() ? arrays : numbers;
    kind = promote(kind, t.dtype());
    any_array = any_array || t.dim();
  }
  return any_array ? arrays : numbers;
}

bool records(const TensorList& tensors, DType type) { return is_floating(type) && is_recorded(tensors); }

void record_joined(const GradientRule& rule, const Tensor& out, const TensorList& tensors, Joined joined) {
  if (!records(tensors, out.dtype())) return;
  const Tensor* result = &out;
  set_gradient_edge(out, make_list_node(rule, {&result, 1}, tensors, 0, std::move(joined)), 0);
}

/// Sizes of the result of cat, and each input's part of them.
std::vector<std::int64_t> joined_sizes(const TensorList& tensors, const Tensor& first, Joined& joined) {
  std::vector<std::int64_t> sizes = first.sizes().vec();
  std::int64_t total = 0;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const Tensor& t = tensors[i];
    joined.lengths.push_back(0);
    if (is_skipped(t) && t.dim() != first.dim()) continue;
    if (t.dim() != first.dim())
      raise(ErrorKind::shape, "Tensors must have same number of dimensions: got " + std::to_string(first.dim()) +
                                  " and " + std::to_string(t.dim()));
    for (int d = 0; d < t.dim(); ++d)
      if (d != joined.dim && t.layout().size(d) != sizes[std::size_t(d)])
        raise(ErrorKind::shape, "Sizes of tensors must match except in dimension " + std::to_string(joined.dim) +
                                    ". Expected size " + std::to_string(sizes[std::size_t(d)]) + " but got size " +
                                    std::to_string(t.layout().size(d)) + " for tensor number " + std::to_string(i) +
                                    " in the list.");
    joined.lengths.back() = t.layout().size(joined.dim);
    total += joined.lengths.back();
  }
  sizes[std::size_t(joined.dim)] = total;
  return sizes;
}

Layout part(const Layout& l, int dim, std::int64_t start, std::int64_t length) {
  auto sizes = l.sizes().vec();
  sizes[std::size_t(dim)] = length;
  return {sizes, l.strides(), l.offset() + start * l.stride(dim)};
}

TensorList with_dims(const TensorList& tensors, std::int64_t rank) {
  TensorList out;
  for (const Tensor& t : tensors) out.push_back(rank == 1 ? atleast_1d(t) : rank == 2 ? atleast_2d(t) : atleast_3d(t));
  return out;
}

}  // namespace

namespace {

void expect_all_on_one_device(const TensorList& tensors) {
  for (const Tensor& t : tensors) expect_one_device({&tensors.front(), &t});
}

}  // namespace

Tensor cat(const TensorList& tensors, std::int64_t dim) {
  if (tensors.empty()) raise(ErrorKind::value, "torch.cat(): expected a non-empty list of Tensors");
  expect_all_on_one_device(tensors);
  const Tensor* first = &tensors.front();
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    if (tensors[i].dim() == 0)
      raise(ErrorKind::value, "zero-dimensional tensor (at position " + std::to_string(i) +
                                  ") cannot be concatenated; stack() joins numbers");
    if (is_skipped(*first)) first = &tensors[i];
  }
  Joined joined{wrap_dim(dim, int(first->dim()), "cat"), {}};
  const std::vector<std::int64_t> sizes = joined_sizes(tensors, *first, joined);
  Tensor out = make_result(Layout(sizes), common_type(tensors), first->device());
  std::int64_t start = 0;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    if (joined.lengths[i] == 0) continue;
    raw_copy(raw_view(out, part(out.layout(), joined.dim, start, joined.lengths[i])), tensors[i]);
    start += joined.lengths[i];
  }
  record_joined(kCat, out, tensors, std::move(joined));
  return out;
}

Tensor stack(const TensorList& tensors, std::int64_t dim) {
  if (tensors.empty()) raise(ErrorKind::value, "stack expects a non-empty TensorList");
  expect_all_on_one_device(tensors);
  const Tensor& first = tensors.front();
  const int at = wrap_dim(dim, int(first.dim()) + 1, "stack");
  for (std::size_t i = 0; i < tensors.size(); ++i)
    if (!(tensors[i].sizes() == first.sizes()))
      raise(ErrorKind::shape, "stack expects each tensor to be equal size, but got " + to_string(first.sizes()) +
                                  " at entry 0 and " + to_string(tensors[i].sizes()) + " at entry " +
                                  std::to_string(i));
  std::vector<std::int64_t> sizes = first.sizes().vec();
  sizes.insert(sizes.begin() + at, std::int64_t(tensors.size()));
  Tensor out = make_result(Layout(sizes), common_type(tensors), first.device());
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    auto strides = out.strides().vec();
    strides.erase(strides.begin() + at);
    raw_copy(raw_view(out, Layout(first.sizes(), strides, std::int64_t(i) * out.layout().stride(at))), tensors[i]);
  }
  record_joined(kStack, out, tensors, {at, std::vector<std::int64_t>(tensors.size(), 1)});
  return out;
}

Tensor atleast_1d(const Tensor& t) { return t.dim() == 0 ? t.reshape({1}) : t; }
Tensor atleast_2d(const Tensor& t) {
  if (t.dim() == 0) return t.reshape({1, 1});
  return t.dim() == 1 ? t.unsqueeze(0) : t;
}
Tensor atleast_3d(const Tensor& t) {
  if (t.dim() == 0) return t.reshape({1, 1, 1});
  if (t.dim() == 1) return t.unsqueeze(0).unsqueeze(-1);
  return t.dim() == 2 ? t.unsqueeze(-1) : t;
}

TensorList atleast_1d(const TensorList& tensors) { return with_dims(tensors, 1); }
TensorList atleast_2d(const TensorList& tensors) { return with_dims(tensors, 2); }
TensorList atleast_3d(const TensorList& tensors) { return with_dims(tensors, 3); }

Tensor hstack(const TensorList& tensors) {
  const TensorList rows = with_dims(tensors, 1);
  return cat(rows, !rows.empty() && rows.front().dim() == 1 ? 0 : 1);
}
Tensor vstack(const TensorList& tensors) { return cat(with_dims(tensors, 2), 0); }
Tensor dstack(const TensorList& tensors) { return cat(with_dims(tensors, 3), 2); }
Tensor column_stack(const TensorList& tensors) {
  TensorList columns;
  for (const Tensor& t : tensors) columns.push_back(t.dim() <= 1 ? t.reshape({t.numel(), 1}) : t);
  return hstack(columns);
}

TensorList broadcast_tensors(const TensorList& tensors) {
  std::vector<std::int64_t> sizes;
  for (const Tensor& t : tensors) sizes = broadcast_sizes(sizes, t.sizes());
  TensorList out;
  for (const Tensor& t : tensors) out.push_back(t.sizes() == IntArrayRef(sizes) ? t : t.expand(sizes));
  return out;
}

TensorList meshgrid(const TensorList& tensors, const std::string& indexing) {
  if (tensors.empty()) raise(ErrorKind::value, "meshgrid expects a non-empty TensorList");
  if (indexing != "ij" && indexing != "xy")
    raise(ErrorKind::value, "torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: " + indexing);
  for (const Tensor& t : tensors)
    if (t.dim() > 1)
      raise(ErrorKind::shape, "torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got sizes " +
                                  to_string(t.sizes()) + "; flatten() it first");
  TensorList axes = tensors;
  const bool swapped = indexing == "xy" && axes.size() >= 2;
  if (swapped) std::swap(axes[0], axes[1]);
  std::vector<std::int64_t> sizes;
  for (const Tensor& t : axes) sizes.push_back(t.numel());
  TensorList grids;
  for (std::size_t d = 0; d < axes.size(); ++d) {
    std::vector<std::int64_t> shape(axes.size(), 1);
    shape[d] = -1;
    grids.push_back(axes[d].view(shape).expand(sizes));
  }
  if (swapped) std::swap(grids[0], grids[1]);
  return grids;
}

}  // namespace gradproof
