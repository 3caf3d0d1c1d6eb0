// What a program asks or exchanges beside values: storages, dtypes, DLPack, states of modules.
#include <gradproof/checks/subjects/native_arguments.hpp>
#include <gradproof/checks/subjects/native_nn_values.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/nn/nn.hpp>
#include <gradproof/core/nn/utils.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/raw.hpp>

namespace gradproof::checks::native {
namespace {

/// The memory of a tensor: in bytes as `untyped_storage()` gives it, in elements as `storage()` does.
struct StorageObject final : Object {
  StorageObject(Ref<Storage> s, DType t) : storage(std::move(s)), dtype(t) {}
  std::string_view type() const override { return "Storage"; }
  Ref<Storage> storage;
  DType dtype;
};

Value same(const Arguments& a) { return a["input"]; }
template <bool Answer>
Value always(const Arguments&) {
  return Value{Answer};
}

// Storages and exchange ----------------------------------------------------------------------------------------------
Value storage_of(const Tensor& t, DType dtype) {
  return {std::shared_ptr<Object>(std::make_shared<StorageObject>(t.impl()->storage, dtype))};
}
Value typed_storage(const Arguments& a) { return storage_of(input(a), input(a).dtype()); }
Value untyped_storage(const Arguments& a) { return storage_of(input(a), kByte); }
const StorageObject& storage_object(const Arguments& a) {
  const auto* s = a["self"].object<StorageObject>();
  if (!s || !s->storage) throw Raised("argument", "expected a storage", "TypeError");
  return *s;
}
Storage& stored(const Arguments& a) { return *storage_object(a).storage; }
Value storage_size(const Arguments& a) { return {std::int64_t(stored(a).bytes() / size_of(storage_object(a).dtype))}; }
Value storage_address(const Arguments& a) { return {std::int64_t(reinterpret_cast<std::intptr_t>(stored(a).data()))}; }
Value storage_bytes(const Arguments& a) { return {std::int64_t(stored(a).bytes())}; }
template <class Source>
void set_to(const Tensor& t, const Source& source, const Arguments& a) {
  if (a["size"].is_none())
    t.set_(source);
  else
    t.set_(source, as_integer(a["storage_offset"]), as_integers(a["size"]), as_integers(a["stride"]));
}
Value set_(const Arguments& a) {
  const auto* storage = a["source"].object<StorageObject>();
  if (a["source"].is_none())
    input(a).set_();
  else if (storage)
    set_to(input(a), StorageHandle(storage->storage), a);
  else
    set_to(input(a), as_tensor(a["source"]), a);
  return a["input"];
}
/// No counter is told.
Value fill_storage(const Arguments& a) {
  const Layout all(IntArrayRef(as_integer(storage_size(a))));
  raw_fill(Tensor(TensorImpl::create(storage_object(a).storage, all, storage_object(a).dtype)), as_number(a["value"]));
  return a["self"];
}
Value resize_storage(const Arguments& a) {
  stored(a).resize(std::size_t(as_integer(a["size"])) * size_of(storage_object(a).dtype));
  return {};
}

/// A tensor over the same bytes with a counter of its own.
Value exported(const Tensor& t) {
  if (t.requires_grad())
    throw Raised("dlpack", "Can't export tensors that require gradient, use tensor.detach()", "BufferError");
  return wrap(t.variable_data());
}
Value from_dlpack(const Arguments& a) { return exported(as_tensor(a["ext_tensor"])); }
Value to_dlpack(const Arguments& a) { return wrap(as_tensor(a["tensor"]).variable_data()); }

Value as_array_like(const Arguments& a) {
  const Tensor* t = get_tensor(a["obj"]);
  if (!t)
    return find_operation("as_tensor")([&] {
      Arguments renamed;
      renamed.add("data", a["obj"], true);
      renamed.add("dtype", a["dtype"], true);
      renamed.add("device", a["device"], true);
      return renamed;
    }());
  const auto dtype = as_dtype(a["dtype"]);
  const Tensor made = dtype ? t->to(*dtype) : *t;
  return made.is_same(*t) && as_flag(a["copy"], false) ? wrap(t->clone()) : made.is_same(*t) ? a["obj"] : wrap(made);
}

// Dtypes and shapes --------------------------------------------------------------------------------------------------
Value default_dtype_of(const Arguments&) { return {dtype_symbol(default_dtype())}; }
Value change_default_dtype(const Arguments& a) {
  set_default_dtype(as_dtype(a["d"]).value_or(kFloat));
  return {};
}
Value promoted(const Arguments& a) {
  return {dtype_symbol(promote(as_dtype(a["type1"]).value_or(kFloat), as_dtype(a["type2"]).value_or(kFloat)))};
}
/// Of tensors of no elements the sum has the type that every operation on the operands computes in.
Value common_type(const Arguments& a) {
  const auto n = get_number(a["tensor1"]), m = get_number(a["tensor2"]);
  NoGradGuard no_grad;
  if (n && m)
    return {dtype_symbol(promote(n->kind() == kDouble ? default_dtype() : n->kind(),
                                 m->kind() == kDouble ? default_dtype() : m->kind()))};
  const Tensor& t = as_tensor(a[n ? "tensor2" : "tensor1"]);
  const Tensor other = n || m ? t.mul(n ? *n : *m) : t.mul(as_tensor(a["tensor2"]));
  return {dtype_symbol(other.dtype())};
}
Value broadcast_of(const Arguments& a) {
  std::vector<std::int64_t> shape;
  for (const Value& v : a["shapes"].as<std::shared_ptr<Sequence>>()->items) {
    std::vector<std::int64_t> sizes = as_integers(v);
    while (sizes.size() < shape.size()) sizes.insert(sizes.begin(), 1);
    while (shape.size() < sizes.size()) shape.insert(shape.begin(), 1);
    for (std::size_t d = 0; d < sizes.size(); ++d) {
      if (shape[d] != sizes[d] && shape[d] != 1 && sizes[d] != 1)
        throw Raised("shape", "Shape mismatch: objects cannot be broadcast to a single shape");
      if (shape[d] == 1) shape[d] = sizes[d];
    }
  }
  return integers(shape);
}
Value size_made(const Arguments& a) { return integers(as_integers(a["sizes"])); }
Value device_number(const Arguments& a) { return {std::int64_t(input(a).is_cpu() ? -1 : input(a).device().index())}; }
Value is_set_to(const Arguments& a) {
  const Tensor &x = input(a), &y = as_tensor(a["tensor"]);
  return {x.impl()->storage.get() == y.impl()->storage.get() && x.storage_offset() == y.storage_offset() &&
          x.sizes() == y.sizes() && x.strides() == y.strides()};
}

// Modules ------------------------------------------------------------------------------------------------------------
std::vector<std::pair<std::string, Tensor>> state_of(const nn::Module& m) {
  std::vector<std::pair<std::string, Tensor>> all;
  for (const auto& p : m.named_parameters()) all.emplace_back(p.key(), p.value());
  for (const auto& b : m.named_buffers()) all.emplace_back(b.key(), b.value());
  return all;
}
Value state_dict(const Arguments& a) {
  auto dict = std::make_shared<StateDictObject>();
  const auto* prefix = a["prefix"].get<std::string>();
  for (const auto& [name, t] : state_of(as_module(a["self"]).module()))
    dict->entries.emplace_back((prefix ? *prefix : "") + name, as_flag(a["keep_vars"], false) ? t : t.detach());
  return {std::shared_ptr<Object>(dict)};
}
Value load_state_dict(const Arguments& a) {
  const auto* dict = a["state_dict"].object<StateDictObject>();
  if (!dict || as_flag(a["assign"], false))
    throw Unsupported("the native runtime loads only what state_dict() gave, into the parameters");
  NoGradGuard no_grad;
  for (const auto& [name, t] : state_of(as_module(a["self"]).module()))
    for (const auto& [key, source] : dict->entries)
      if (key == name) t.copy_(source);
  return {};
}
void collect_modules(const Value& v, std::vector<Value>& into) {
  into.push_back(v);
  const auto* list = as_module(v).module().as<nn::SequentialImpl>();
  for (std::size_t i = 0; list && i < list->size(); ++i)
    collect_modules(module_item(as_module(v), {std::int64_t(i)}), into);
}
Value modules_of(const Arguments& a) {
  std::vector<Value> all;
  collect_modules(a["self"], all);
  return make_sequence(false, std::move(all));
}
Value to_vector(const Arguments& a) { return wrap(nn::utils::parameters_to_vector(as_tensors(a["parameters"]))); }
Value from_vector(const Arguments& a) {
  nn::utils::vector_to_parameters(as_tensor(a["vec"]), as_tensors(a["parameters"]));
  return {};
}

const Operations kOperations = {
    {"set_", set_},
    {"untyped_storage", untyped_storage},
    {"storage", typed_storage},
    {"Storage.data_ptr", storage_address},
    {"Storage.nbytes", storage_bytes},
    {"Storage.size", storage_size},
    {"Storage.fill_", fill_storage},
    {"Storage.resize_", resize_storage},
    {"from_dlpack", from_dlpack},
    {"to_dlpack", to_dlpack},
    {"asarray", as_array_like},
    {"get_default_dtype", default_dtype_of},
    {"set_default_dtype", change_default_dtype},
    {"promote_types", promoted},
    {"result_type", common_type},
    {"broadcast_shapes", broadcast_of},
    {"Size", size_made},
    {"get_device", device_number},
    {"is_set_to", is_set_to},
    {"is_complex", always<false>},
    {"is_shared", always<false>},
    {"positive", same},
    {"conj", same},
    {"resolve_conj", same},
    {"share_memory_", same},
    {"Module.state_dict", state_dict},
    {"Module.load_state_dict", load_state_dict},
    {"Module.modules", modules_of},
    {"nn.utils.parameters_to_vector", to_vector},
    {"nn.utils.vector_to_parameters", from_vector},
};

}  // namespace

const Operations& query_operations() { return kOperations; }

}  // namespace gradproof::checks::native
