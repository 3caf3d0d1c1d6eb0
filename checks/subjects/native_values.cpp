#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/core/graph/grad_mode.hpp>

namespace gradproof::checks::native {
namespace {

[[noreturn]] void refuse(const std::string& expected) { throw Raised("argument", "expected " + expected, "TypeError"); }

const std::vector<Value>* items_of(const Value& v) {
  const auto* s = v.get<std::shared_ptr<Sequence>>();
  return s ? &(*s)->items : nullptr;
}

void append(Literal& out, const Literal& part) {
  out.numbers.insert(out.numbers.end(), part.numbers.begin(), part.numbers.end());
}

Literal of_tensor(const Tensor& t) { return {elements(t), t.sizes().vec()}; }

template <class V, class MakeList>
V nest(const std::vector<Scalar>& numbers, std::size_t& at, IntArrayRef sizes, MakeList list) {
  if (sizes.empty()) {
    const Scalar s = numbers[at++];
    if (s.kind() == DType::boolean) return V{s.toBool()};
    if (s.kind() == DType::int64) return V{s.toLong()};
    return V{s.toDouble()};
  }
  std::vector<V> items;
  for (std::int64_t i = 0; i < sizes[0]; ++i)
    items.push_back(nest<V>(numbers, at, {sizes.data() + 1, sizes.size() - 1}, list));
  return list(std::move(items));
}

template <class V, class MakeList>
V nested(const Tensor& t, MakeList list) {
  const std::vector<Scalar> numbers = elements(t);
  std::size_t at = 0;
  return nest<V>(numbers, at, t.sizes(), list);
}

}  // namespace

Value wrap(const Tensor& t) {
  if (!t.defined()) return {};
  return {std::shared_ptr<Object>(std::make_shared<TensorObject>(t))};
}
Value wrap(HostArray array) { return {std::shared_ptr<Object>(std::make_shared<ArrayObject>(std::move(array)))}; }

Value make_sequence(bool is_tuple, std::vector<Value> items) {
  return {std::make_shared<Sequence>(Sequence{is_tuple, std::move(items)})};
}

Value wrap_all(const TensorList& tensors) {
  std::vector<Value> items;
  for (const Tensor& t : tensors) items.push_back(wrap(t));
  return make_sequence(true, std::move(items));
}

Value integers(IntArrayRef numbers) {
  std::vector<Value> items;
  for (std::int64_t n : numbers) items.push_back({n});
  return make_sequence(true, std::move(items));
}

const Tensor* get_tensor(const Value& v) {
  const auto* o = v.object<TensorObject>();
  return o ? &o->tensor : nullptr;
}
const Tensor& as_tensor(const Value& v) {
  const Tensor* t = get_tensor(v);
  if (!t) refuse("a tensor");
  return *t;
}

TensorList as_tensors(const Value& v) {
  if (v.is_none()) return {};
  if (const Tensor* t = get_tensor(v)) return {*t};
  const auto* items = items_of(v);
  if (!items) refuse("a tensor or a sequence of tensors");
  TensorList all;
  for (const Value& item : *items) all.push_back(item.is_none() ? Tensor() : as_tensor(item));
  return all;
}

std::optional<Scalar> get_number(const Value& v) {
  if (const auto* b = v.get<bool>()) return Scalar(*b);
  if (const auto* i = v.get<std::int64_t>()) return Scalar(*i);
  if (const auto* d = v.get<double>()) return Scalar(*d);
  return {};
}
Scalar as_number(const Value& v) {
  const auto n = get_number(v);
  if (n) return *n;
  const Tensor* t = get_tensor(v);
  if (!t) refuse("a number");
  return t->item();
}

std::int64_t as_integer(const Value& v) {
  if (const auto* i = v.get<std::int64_t>()) return *i;
  const Tensor* t = get_tensor(v);
  if (!t || is_floating(t->dtype())) refuse("an integer");
  return t->item().toLong();
}

std::vector<std::int64_t> as_integers(const Value& v) {
  if (v.is_none()) return {};
  const auto* items = items_of(v);
  if (!items) return {as_integer(v)};
  if (items->size() == 1 && items_of(items->front())) return as_integers(items->front());
  std::vector<std::int64_t> all;
  for (const Value& item : *items) all.push_back(as_integer(item));
  return all;
}

bool as_flag(const Value& v, bool fallback) {
  const auto* b = v.get<bool>();
  return b ? *b : fallback;
}

std::optional<DType> as_dtype(const Value& v) {
  if (v.is_none()) return {};
  const auto* symbol = v.get<Symbol>();
  if (!symbol) refuse("a dtype");
  std::string_view asked = std::string_view(symbol->name).substr(symbol->name.rfind('.') + 1);
  if (asked == "bool_") asked = "bool";
  for (int t = 0; t < kDTypeCount; ++t)
    if (name(DType(t)) == asked) return DType(t);
  throw Unsupported("the native runtime has no " + symbol->name);
}

Symbol dtype_symbol(DType t) { return {"torch." + std::string(name(t))}; }

std::vector<Scalar> elements(const Tensor& t) {
  NoGradGuard no_grad;
  const Tensor dense = t.detach().cpu().contiguous();
  std::vector<Scalar> all;
  visit(t.dtype(), [&](auto tag) {
    const auto* p = static_cast<const typename decltype(tag)::type*>(dense.data_ptr());
    all.reserve(std::size_t(t.numel()));
    for (std::int64_t i = 0; i < t.numel(); ++i) all.emplace_back(p[i]);
  });
  return all;
}

Literal literal(const Value& data) {
  if (const auto n = get_number(data)) return {{*n}, {}};
  if (const Tensor* t = get_tensor(data)) return of_tensor(*t);
  if (const auto* a = data.object<ArrayObject>()) return of_tensor(from_numpy(a->array));
  const auto* items = items_of(data);
  if (!items) refuse("numbers and lists of them");
  Literal out;
  out.sizes.push_back(std::int64_t(items->size()));
  for (std::size_t i = 0; i < items->size(); ++i) {
    const Literal part = literal((*items)[i]);
    if (i == 0) out.sizes.insert(out.sizes.end(), part.sizes.begin(), part.sizes.end());
    if (!std::equal(part.sizes.begin(), part.sizes.end(), out.sizes.begin() + 1, out.sizes.end()))
      throw Raised("value",
                   "expected sequences of equal length: element " + std::to_string(i) + " has shape " +
                       to_string(part.sizes) + ", the first has " +
                       to_string(IntArrayRef(out.sizes.data() + 1, out.sizes.size() - 1)),
                   "ValueError");
    append(out, part);
  }
  return out;
}

Value nested_values(const Tensor& t) {
  return nested<Value>(t, [](std::vector<Value> items) { return make_sequence(false, std::move(items)); });
}
records::Value nested_record(const Tensor& t) {
  return nested<records::Value>(t, [](std::vector<records::Value> items) { return records::Value{std::move(items)}; });
}

std::string in_python_words(std::string text) {
  for (int i = 0; i < kDTypeCount; ++i) {
    const std::string name(scalar_name(DType(i))), cpp = "CPU" + name + "Type", python = "torch." + name + "Tensor";
    for (std::size_t at = 0; (at = text.find(cpp, at)) != std::string::npos; at += python.size())
      text.replace(at, cpp.size(), python);
  }
  return text;
}

}  // namespace gradproof::checks::native
