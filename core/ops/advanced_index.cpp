// Picking by tensors: index and index_put_. The picked dimensions stand together where the first one was when they
// were neighbours, else in front, as in NumPy and PyTorch.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/layout/warning.hpp>
#include <gradproof/core/ops/indexing.hpp>
#include <gradproof/core/ops/modify.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

/// Which dimensions the saved picks belong to, in order.
struct PickedDims {
  int count, rank;
  int dims[Elements::kMaxDims];
  bool accumulate;
};

TensorList saved_picks(Backward& b) {
  const auto& p = b.attributes<PickedDims>();
  TensorList picks(std::size_t(p.rank));
  for (int i = 0; i < p.count; ++i) picks[std::size_t(p.dims[i])] = b.saved(std::size_t(i));
  return picks;
}

void index_gradient(Backward& b) {
  const Tensor full = zeros(b.input_sizes(0), b.grad().options());
  b.give(0, index_put(full, saved_picks(b), b.grad(), true));
}
void index_put_gradient(Backward& b) {
  const TensorList picks = saved_picks(b);
  if (b.wants(0))
    b.give(0, b.attributes<PickedDims>().accumulate ? b.grad()
                                                    : index_put(b.grad(), picks, zeros({}, b.grad().options()), false));
  if (b.wants(1)) b.give(1, index_tensors(b.grad(), picks));
}
constexpr GradientRule kIndex = {"IndexBackward0", index_gradient},
                       kIndexPut = {"IndexPutBackward0", index_put_gradient};

PickedDims picked_dims(const TensorList& picks, bool accumulate) {
  PickedDims p{0, int(picks.size()), {}, accumulate};
  for (std::size_t d = 0; d < picks.size(); ++d)
    if (picks[d].defined() && p.count < Elements::kMaxDims) p.dims[p.count++] = int(d);
  return p;
}

void save_picks(Node& node, const TensorList& picks) {
  std::size_t at = 0;
  for (const Tensor& p : picks)
    if (p.defined()) node.saved()[at++] = SavedTensor(p, false);
}

void expect_mask_fits(const Tensor& mask, const Tensor& t, std::size_t at) {
  for (std::size_t d = 0; d < mask.sizes().size(); ++d)
    if (at + d >= t.sizes().size() || mask.sizes()[d] != t.sizes()[at + d])
      raise(ErrorKind::index, "The shape of the mask " + to_string(mask.sizes()) + " at index " + std::to_string(d) +
                                  " does not match the shape of the indexed tensor " + to_string(t.sizes()) +
                                  " at index " + std::to_string(at + d));
}

/// Coordinates of the true elements of a mask, one tensor a dimension.
void append_coordinates(TensorList& out, const Tensor& mask) {
  const Tensor at = host_clone(nonzero_positions(mask));
  const std::int64_t n = at.numel();
  std::int64_t below = mask.numel();
  for (std::int64_t size : mask.sizes()) {
    below = size ? below / size : 0;
    const Tensor c = raw_clone(at);
    auto* p = c.data_ptr<std::int64_t>();
    for (std::int64_t i = 0; i < n; ++i) p[i] = p[i] / below % size;
    out.push_back(placed_beside(mask, c));
  }
}

/// Integers for every picked dimension: masks become coordinates.
TensorList integer_picks(const Tensor& t, const TensorList& picks) {
  TensorList out;
  for (const Tensor& pick : picks) {
    const Tensor p = pick.defined() && pick.is_cpu() ? placed_beside(t, pick) : pick;  // the host's may come
    if (!p.defined()) {
      out.emplace_back();
    } else if (p.dtype() == kBool || p.dtype() == kByte) {
      if (p.dtype() == kByte)
        warn_handler("indexing with dtype torch.uint8 is now deprecated, please use a dtype torch.bool instead.");
      expect_mask_fits(p, t, out.size());
      append_coordinates(out, p);
    } else if (p.dtype() == kLong || p.dtype() == kInt) {
      out.push_back(p);
    } else {
      raise(ErrorKind::index,
            "tensors used as indices must be long, int, byte or bool tensors, found " + std::string(name(p.dtype())));
    }
  }
  while (!out.empty() && !out.back().defined()) out.pop_back();
  if (std::int64_t(out.size()) > t.dim())
    raise(ErrorKind::index, "too many indices for tensor of dimension " + std::to_string(t.dim()) + " (got " +
                                std::to_string(out.size()) + ")");
  out.resize(t.sizes().size());
  return out;
}

std::vector<std::int64_t> common_sizes(const TensorList& picks) {
  std::vector<std::int64_t> common;
  std::string shapes;
  for (const Tensor& p : picks)
    if (p.defined()) shapes += (shapes.empty() ? "" : ", ") + to_string(p.sizes());
  for (const Tensor& p : picks) try {
      if (p.defined()) common = broadcast_sizes(common, p.sizes());
    } catch (const Error&) {
      raise(ErrorKind::index, "shape mismatch: indexing tensors could not be broadcast together with shapes " + shapes);
    }
  return common;
}

bool are_neighbours(const TensorList& picks) {
  int runs = 0;
  bool before = false;
  for (const Tensor& p : picks) {
    if (p.defined() && !before) ++runs;
    before = p.defined();
  }
  return runs <= 1;
}

Tensor offsets_for(const Tensor& t, const TensorList& picks, const std::vector<std::int64_t>& common) {
  const Tensor offsets = zeros(common, TensorOptions(kLong).device(t.device()));
  for (std::size_t d = 0; d < picks.size(); ++d) {
    if (!picks[d].defined()) continue;
    const std::int64_t size = t.sizes()[d];
    const auto bad = add_offsets(offsets, picks[d], size, t.strides()[d], t.element_size());
    if (bad && size == 0)
      raise(ErrorKind::index, "index is out of bounds for dimension with size 0: found index " + std::to_string(*bad) +
                                  " for dimension " + std::to_string(d));
    if (bad)
      raise(ErrorKind::index, "index " + std::to_string(*bad) + " is out of bounds for dimension " + std::to_string(d) +
                                  " with size " + std::to_string(size));
  }
  return offsets;
}

/// Sizes of t[picks] and where its elements lie.
Indexed locate(const Tensor& t, const TensorList& given) {
  const TensorList picks = integer_picks(t, given);
  const std::vector<std::int64_t> common = common_sizes(picks);
  const Tensor offsets = offsets_for(t, picks, common);
  std::vector<std::int64_t> sizes, strides, moves;
  auto put_common = [&] {
    sizes.insert(sizes.end(), common.begin(), common.end());
    strides.insert(strides.end(), common.size(), 0);
    moves.insert(moves.end(), offsets.strides().begin(), offsets.strides().end());
  };
  const bool in_front = !are_neighbours(picks);
  if (in_front) put_common();
  bool placed = in_front;
  for (std::size_t d = 0; d < picks.size(); ++d) {
    if (picks[d].defined()) {
      if (!std::exchange(placed, true)) put_common();
      continue;
    }
    sizes.push_back(t.sizes()[d]);
    strides.push_back(t.strides()[d]);
    moves.push_back(0);
  }
  return {Layout(sizes, strides, 0), offsets, Layout(sizes, moves, 0)};
}

/// One number where masks are true is a fill, which converts.
bool are_masks(const TensorList& picks) {
  for (const Tensor& p : picks)
    if (p.defined() && p.dtype() != kBool) return false;
  return true;
}

/// What is written must lie apart from what says where and what; one number by masks is read before.
void expect_put_apart(const Tensor& t, const TensorList& picks, const Tensor& values, bool accumulate) {
  if (accumulate || values.numel() != 1 || !are_masks(picks)) expect_apart(t, values);
  for (const Tensor& p : picks)
    if (p.defined() && p.dtype() != kBool) expect_apart(t, p);
}

Tensor put(const Tensor& t, const TensorList& picks, const Tensor& values, bool accumulate, Where where) {
  const bool same_place = is_recorded({&t, &values});
  if (where == Where::in_place) expect_fillable(t, same_place && is_floating(t.dtype()), "index_put_");
  if (values.dtype() != t.dtype() && (accumulate || values.numel() != 1 || !are_masks(picks)))
    raise(ErrorKind::dtype, "Index put requires the source and destination dtypes match, got " +
                                std::string(scalar_name(t.dtype())) + " for the destination and " +
                                std::string(scalar_name(values.dtype())) + " for the source.");
  const Indexed at = locate(t, picks);
  Tensor source = values;
  while (source.dim() > at.range.dim() && source.size(0) == 1) source = source.select(0, 0);
  if (!is_expandable(source.sizes(), at.range.sizes()))
    raise(ErrorKind::shape, "shape mismatch: value tensor of shape " + to_string(values.sizes()) +
                                " cannot be broadcast to indexing result of shape " + to_string(at.range.sizes()));
  if (where == Where::in_place) expect_put_apart(t, picks, values, accumulate);
  const PickedDims dims = picked_dims(picks, accumulate);
  return modify(
      t, where, "index_put_", {&source},
      [&](const Tensor& out) {
        const Tensor* result = &out;
        Ref<Node> node = Node::create(kIndexPut, 2, dims.count, {&result, 1}, dims);
        connect(*node, {&t, &source}, {});
        save_picks(*node, picks);
        return node;
      },
      [&](const Tensor& out) {
        NoGradGuard no_grad;
        const Tensor written = source.to(out.dtype());
        // The copy may have other strides than t.
        const Indexed where_written = out.layout() == t.layout() ? at : locate(out, picks);
        run_indexed(accumulate ? IndexedId::add : IndexedId::write, written, out, where_written);
      },
      SelfOverlap::allowed);
}

}  // namespace

Tensor index_tensors(const Tensor& t, const TensorList& picks) {
  const Indexed at = locate(t, picks);
  Tensor out = raw_empty(at.range.sizes(), t);
  run_indexed(IndexedId::read, out, t, at);
  if (!is_recorded({&t}) || !is_floating(t.dtype())) return out;
  const PickedDims dims = picked_dims(picks, false);
  const Tensor* result = &out;
  Ref<Node> node = Node::create(kIndex, 1, dims.count, {&result, 1}, dims);
  connect(*node, {&t}, {});
  save_picks(*node, picks);
  set_gradient_edge(out, std::move(node), 0);
  return out;
}

Tensor index_put(const Tensor& t, const TensorList& picks, const Tensor& values, bool accumulate) {
  return put(t, picks, values, accumulate, Where::new_tensor);
}
Tensor& index_put_tensors_(const Tensor& t, const TensorList& picks, const Tensor& values, bool accumulate) {
  put(t, picks, values, accumulate, Where::in_place);
  return t.handle();
}

}  // namespace gradproof
