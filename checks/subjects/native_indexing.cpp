// Indexing as Python writes it, for tensors and arrays.
#include <gradproof/checks/subjects/native_operations.hpp>
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/ops/indexing.hpp>

namespace gradproof::checks::native {
namespace {

using indexing::TensorIndex;

TensorIndex entry(const Value& v) {
  if (v.is_none()) return indexing::None;
  if (const auto* i = v.get<std::int64_t>()) return *i;
  if (const auto* s = v.get<Slice>()) return indexing::Slice(s->start, s->stop, s->step);
  if (v.is<Ellipsis>()) return indexing::Ellipsis;
  if (const Tensor* t = get_tensor(v); t && t->dim() == 0 && t->dtype() == kLong) return t->item().toLong();
  throw Unsupported("the native runtime indexes with integers, slices, None and ... only");
}

std::vector<TensorIndex> entries(const Value& index) {
  const auto* s = index.get<std::shared_ptr<Sequence>>();
  if (!s || !(*s)->is_tuple) return {entry(index)};
  std::vector<TensorIndex> all;
  for (const Value& v : (*s)->items) all.push_back(entry(v));
  if (all.empty()) all.push_back(indexing::Ellipsis);
  return all;
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
  if (const auto n = get_number(value)) return index_put_(target, entries(index), *n);
  if (const Tensor* t = get_tensor(value)) return index_put_(target, entries(index), *t);
  const auto* source = value.object<ArrayObject>();
  if (!array && !source)
    throw Raised("argument", "can't assign a list to a tensor's part; make it a tensor first", "TypeError");
  const Literal l = literal(value);
  index_put_(target, entries(index), source ? from_numpy(source->array) : from_values(l.numbers, l.sizes));
}

}  // namespace gradproof::checks::native
