#include <algorithm>
#include <cstring>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/indexing.hpp>
#include <gradproof/core/ops/views.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace indexing {

TensorIndex::TensorIndex(const char* text) : kind_(Kind::ellipsis) {
  if (std::strcmp(text, "...") != 0)
    raise(ErrorKind::index, std::string("Expected \"...\" to represent an ellipsis index, but got \"") + text + "\"");
}

}  // namespace indexing

namespace {

using indexing::TensorIndex;

bool is_mask(const Tensor& t) { return t.dtype() == kBool || t.dtype() == kByte; }

/// Dimensions of the indexed tensor that one entry takes up.
std::int64_t taken_by(const TensorIndex& i) {
  if (i.is_tensor()) return is_mask(i.tensor()) ? i.tensor().dim() : 1;
  return i.is_integer() || i.is_slice() ? 1 : 0;
}

void place(ResolvedIndex& r, std::size_t at, const Tensor& pick) {
  if (r.picks.size() <= at) r.picks.resize(at + 1);
  r.picks[at] = pick;
}

Tensor positions(bool one) { return one ? zeros({1}, kLong) : empty({0}, kLong); }

/// Applies one entry at dimension `at` of the view and moves `at` past what it left there. A slice that takes all is no
/// view of its own unless it is the only entry.
void apply(ResolvedIndex& r, const TensorIndex& entry, std::int64_t& at, std::int64_t dims_left_for_rest,
           bool is_only) {
  switch (entry.kind()) {
    case TensorIndex::Kind::integer:
      r.view = r.view.select(at, entry.integer());
      return;
    case TensorIndex::Kind::slice: {
      const indexing::Slice& s = entry.slice();
      const Tensor part = r.view.slice(at, s.start_opt(), s.stop_opt(), s.step());
      if (is_only || s.step() != 1 || part.size(at) != r.view.size(at)) r.view = part;
      ++at;
      return;
    }
    case TensorIndex::Kind::none:
      r.view = r.view.unsqueeze(at++);
      return;
    case TensorIndex::Kind::boolean:
      r.view = r.view.unsqueeze(at);
      return place(r, std::size_t(at++), positions(entry.boolean()));
    case TensorIndex::Kind::tensor: {
      const Tensor& t = entry.tensor();
      const bool scalar_mask = t.dim() == 0 && is_mask(t);
      if (scalar_mask) r.view = r.view.unsqueeze(at);
      place(r, std::size_t(at), scalar_mask ? positions(t.item().toBool()) : t);
      at += scalar_mask ? 1 : is_mask(t) ? t.dim() : 1;
      return;
    }
    default:
      at += dims_left_for_rest;
  }
}

/// A tensor that holds one integer stands for that integer when nothing else picks: it reads as a view does.
std::vector<TensorIndex> with_numbers(const std::vector<TensorIndex>& indices) {
  std::vector<TensorIndex> all;
  for (const TensorIndex& i : indices) {
    const bool number = i.is_tensor() && i.tensor().dim() == 0 && is_integral(i.tensor().dtype()) &&
                        i.tensor().dtype() != kByte && !i.tensor().requires_grad();
    all.push_back(number ? TensorIndex(i.tensor().item().toLong()) : i);
  }
  return all;
}

Tensor without_leading_ones(const Tensor& value, std::int64_t rank) {
  Tensor v = value;
  while (v.dim() > rank && v.size(0) == 1) v = v.select(0, 0);
  return v;
}

/// t[false] = value writes nothing and says nothing.
bool is_nowhere(const std::vector<TensorIndex>& indices) {
  return indices.size() == 1 && indices[0].is_boolean() && !indices[0].boolean();
}

}  // namespace

ResolvedIndex resolve(const Tensor& t, const std::vector<TensorIndex>& indices) {
  std::int64_t used = 0;
  for (const TensorIndex& i : indices) used += taken_by(i);
  if (t.dim() == 0 && indices.size() == 1 && indices[0].is_integer() && indices[0].integer() == 0)
    raise(ErrorKind::index,
          "invalid index of a 0-dim tensor. Use tensor.item() in Python or tensor.item<T>() in C++ to convert a 0-dim "
          "tensor to a number");
  if (used > t.dim())
    raise(ErrorKind::index,
          "too many indices for tensor of dimension " + std::to_string(t.dim()) + ": found " + std::to_string(used));
  ResolvedIndex r{t, {}};
  std::int64_t at = 0, place = 0;
  for (const TensorIndex& entry : with_numbers(indices)) {
    if (entry.is_integer()) wrap_index(entry.integer(), r.view.size(at), place);  // select() would name the view's own
    apply(r, entry, at, t.dim() - used, indices.size() == 1);
    ++place;
  }
  return r;
}

Tensor index(const Tensor& t, const std::vector<TensorIndex>& indices) {
  const ResolvedIndex r = resolve(t, indices);
  if (r.picks_any()) return index_tensors(r.view, r.picks);
  return r.view.is_same(t) ? whole_view(t) : r.view;
}

Tensor& index_put_(const Tensor& t, const std::vector<TensorIndex>& indices, const Tensor& value, bool accumulate) {
  if (is_nowhere(indices)) return t.handle();
  const ResolvedIndex r = resolve(t, indices);
  if (r.picks_any()) {
    index_put_tensors_(r.view, r.picks, value, accumulate);
    return t.handle();
  }
  const Tensor source = without_leading_ones(value, r.view.dim());
  if (accumulate)
    r.view.add_(source);
  else
    r.view.copy_(source);
  return t.handle();
}

Tensor& index_put_(const Tensor& t, const std::vector<TensorIndex>& indices, const Scalar& value) {
  if (is_nowhere(indices)) return t.handle();
  const ResolvedIndex r = resolve(t, indices);
  if (r.picks_any())
    index_put_tensors_(r.view, r.picks, scalar_tensor(value, t.options()));
  else
    r.view.fill_(value);
  return t.handle();
}

namespace {
const std::vector<TensorIndex>& expect_some(const std::vector<TensorIndex>& indices, const char* method) {
  if (indices.empty())
    raise(ErrorKind::index, std::string("Passing an empty index list to Tensor::") + method +
                                "() is not valid syntax; give it \"...\" for the whole tensor");
  return indices;
}
}  // namespace

Tensor Tensor::index(std::initializer_list<TensorIndex> indices) const {
  return index(std::vector<TensorIndex>(indices));
}
Tensor Tensor::index(const std::vector<TensorIndex>& indices) const {
  return gradproof::index(*this, expect_some(indices, "index"));
}
Tensor& Tensor::index_put_(std::initializer_list<TensorIndex> indices, const Tensor& value, bool accumulate) const {
  return index_put_(std::vector<TensorIndex>(indices), value, accumulate);
}
Tensor& Tensor::index_put_(const std::vector<TensorIndex>& indices, const Tensor& value, bool accumulate) const {
  return gradproof::index_put_(*this, expect_some(indices, "index_put_"), value, accumulate);
}
Tensor& Tensor::index_put_(std::initializer_list<TensorIndex> indices, const Scalar& value) const {
  return index_put_(std::vector<TensorIndex>(indices), value);
}
Tensor Tensor::index_put(const std::vector<TensorIndex>& indices, const Tensor& value, bool accumulate) const {
  return clone().index_put_(indices, value, accumulate);
}
Tensor& Tensor::index_put_(const std::vector<TensorIndex>& indices, const Scalar& value) const {
  return gradproof::index_put_(*this, expect_some(indices, "index_put_"), value);
}

Tensor Tensor::operator[](const Tensor& position) const {
  if (position.dim() != 0)
    raise(ErrorKind::index, "Can only index with tensors that are scalars (zero-dim), found sizes " +
                                to_string(position.sizes()) + "; use index({...})");
  return select(0, position.item().toLong());
}

}  // namespace gradproof
