// Indexing as Python writes it, for tensors and arrays.
#include <gradproof/checks/subjects/native_operations.hpp>
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/ops/indexing.hpp>
#include <gradproof/core/ops/operators.hpp>

namespace gradproof::checks::native {
namespace {

using indexing::TensorIndex;

/// A list of numbers or bools, or an array: a tensor of indices.
Tensor listed(const Value& v) {
  if (const auto* array = v.object<ArrayObject>()) return from_numpy(array->array);
  const Literal l = literal(v);
  return l.numbers.empty() ? empty(l.sizes, kLong) : from_values(l.numbers, l.sizes);
}

TensorIndex entry(const Value& v) {
  if (v.is_none()) return indexing::None;
  if (const auto* b = v.get<bool>()) return *b;
  if (const auto* i = v.get<std::int64_t>()) return *i;
  if (const auto* s = v.get<Slice>()) return indexing::Slice(s->start, s->stop, s->step);
  if (v.is<Ellipsis>()) return indexing::Ellipsis;
  if (const Tensor* t = get_tensor(v)) return *t;
  if (v.is<std::shared_ptr<Sequence>>() || v.object<ArrayObject>()) return listed(v);
  throw Raised("index",
               "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices",
               "IndexError");
}

std::vector<TensorIndex> entries(const Value& index) {
  const auto* s = index.get<std::shared_ptr<Sequence>>();
  if (!s || !(*s)->is_tuple) return {entry(index)};
  std::vector<TensorIndex> all;
  for (const Value& v : (*s)->items) all.push_back(entry(v));
  if (all.empty()) all.push_back(indexing::Ellipsis);
  return all;
}

/// A number over what one tensor picks: PyTorch's Python writes it as a fill.
void fill(const Tensor& target, const std::vector<TensorIndex>& index, const Scalar& value) {
  if (index.size() == 1 && index[0].is_boolean()) return void(index_put_(target, index, value));
  const ResolvedIndex r = resolve(target, index);
  std::size_t dim = 0, count = 0;
  for (std::size_t d = 0; d < r.picks.size(); ++d)
    if (r.picks[d].defined()) dim = d, ++count;
  if (count != 1) return void(index_put_(target, index, value));
  const Tensor& pick = r.picks[dim];
  if (pick.dtype() != kBool) {
    r.view.index_fill_(std::int64_t(dim), pick.reshape({-1}), value);
    return;
  }
  Tensor mask = pick;
  for (std::int64_t after = std::int64_t(dim) + pick.dim(); after < r.view.dim(); ++after) mask = mask.unsqueeze(-1);
  // Where the shapes do not agree, the error is indexing's own.
  if (is_expandable(mask.sizes(), r.view.sizes()))
    r.view.masked_fill_(mask, value);
  else
    index_put_(target, index, value);
}

}  // namespace

Value get_index(const Value& object, const Value& index) {
  const auto* array = object.object<ArrayObject>();
  if (!array) return wrap(gradproof::index(as_tensor(object), entries(index)));
  const Tensor part = gradproof::index(from_numpy(array->array), entries(index));
  if (part.dim() > 0) return wrap(gradproof::numpy(part));
  return is_floating(part.dtype()) ? Value{part.item().toDouble()} : Value{part.item().toLong()};
}

void set_index(const Value& object, const Value& index, const Value& value) {
  const auto* array = object.object<ArrayObject>();
  const Tensor target = array ? from_numpy(array->array) : as_tensor(object);
  if (const auto n = get_number(value)) return fill(target, entries(index), *n);
  if (const Tensor* t = get_tensor(value)) return void(index_put_(target, entries(index), *t));
  const auto* source = value.object<ArrayObject>();
  if (!array && !source)
    throw Raised("argument", "can't assign a list to a tensor's part; make it a tensor first", "TypeError");
  const Literal l = literal(value);
  const Tensor given = source ? from_numpy(source->array) : from_values(l.numbers, l.sizes);
  index_put_(target, entries(index), given.to(target.dtype()));
}

}  // namespace gradproof::checks::native
