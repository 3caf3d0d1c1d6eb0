// What a program asks about tensors, dtypes, storages and devices; generators.
#include <algorithm>
#include <gradproof/checks/oracle/machine.hpp>
#include <gradproof/checks/oracle/module.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

/// The memory of a tensor: in bytes as `untyped_storage()` gives it, in elements as `storage()` does.
struct StorageHandle : Object {
  StorageHandle(TensorPtr t, bool in_bytes) : tensor(std::move(t)), in_bytes(in_bytes) {}
  std::string_view type() const override { return "Storage"; }
  TensorPtr tensor;
  bool in_bytes;
};

struct Generator : Object {
  std::string_view type() const override { return "Generator"; }
};

Value symbol(std::string_view name) { return {Symbol{std::string(name)}}; }

template <bool InBytes>
Value storage_of(const Call& c) {
  auto tensor = std::static_pointer_cast<Tensor>(c.tensor().shared_from_this());
  return {std::shared_ptr<Object>(std::make_shared<StorageHandle>(std::move(tensor), InBytes))};
}

StorageHandle& handle(const Call& c) {
  auto* storage = c["self"].object<StorageHandle>();
  if (!storage) throw Raised("argument", "found no storage, expected one", "TypeError");
  return *storage;
}
Tensor& stored(const Call& c) { return *handle(c).tensor; }

Value storage_address(const Call& c) {
  c.machine.touch_unspeakable();
  return {static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(stored(c).storage().get()))};
}

Value storage_bytes(const Call& c) {
  return {stored(c).storage()->content.size() * size_of(stored(c).storage()->content.dtype())};
}
Value storage_size(const Call& c) {
  return handle(c).in_bytes ? storage_bytes(c) : Value{stored(c).storage()->content.size()};
}
/// All elements; no counter is told, and nothing is recorded.
Value fill_storage(const Call& c) {
  const Var value = c.var("value");
  if (handle(c).in_bytes && value.value()[0] != 0)
    throw Unsupported("the tape knows numbers, not bytes: only zeros are both");
  TensorPtr all = stored(c).cut(Layout({stored(c).storage()->content.size()}));
  all->version = std::make_shared<std::int64_t>(0);
  Recording off(false);
  c.machine.write(*all, [&](const Var& self) { return expand(cast(value, self.dtype()), self.shape()); });
  return c["self"];
}

Value common_type(const Call& c) {
  Var a = c.var("tensor1"), b = c.var("tensor2");
  auto as_default = [](const Var& x) {
    return x.value().is_number() && is_float(x.dtype()) ? Array::number(0, Dtype::float32) : x.value();
  };
  return symbol(name_of(promote(as_default(a), as_default(b))));
}

Value promoted(const Call& c) {
  Dtype a = c.dtype("type1").value_or(Dtype::float32), b = c.dtype("type2").value_or(Dtype::float32);
  return symbol(name_of(promote(Array::full({1}, a, 0), Array::full({1}, b, 0))));
}

Value shapes_broadcast(const Call& c) {
  Shape shape;
  for (const Value& item : items_of(c["shapes"])) shape = broadcast(shape, sizes_of(item));
  return sizes_value(shape);
}

Value device_made(const Call& c) {
  std::string name = c.text("type");
  return symbol("torch.device:" + name + (c.has("index") ? ":" + std::to_string(c.integer("index")) : ""));
}

Value generator(const Call&) { return {std::shared_ptr<Object>(std::make_shared<Generator>())}; }

Value flag_of(bool flag) { return {flag}; }

}  // namespace

const Operations& query_operations() {
  static const Operations table = {
      {"untyped_storage", storage_of<true>},
      {"storage", storage_of<false>},
      {"Storage.data_ptr", storage_address},
      {"Storage.nbytes", storage_bytes},
      {"Storage.size", storage_size},
      {"Storage.fill_", fill_storage},
      {"element_size", [](const Call& c) { return Value{size_of(c.tensor().dtype())}; }},
      {"is_same_size", [](const Call& c) { return flag_of(c.tensor().shape() == c.tensor("other").shape()); }},
      {"is_tensor", [](const Call& c) { return flag_of(c["obj"].object<Tensor>() != nullptr); }},
      {"is_set_to",
       [](const Call& c) {
         Tensor &a = c.tensor(), &b = c.tensor("tensor");
         return flag_of(a.storage() == b.storage() && a.shape() == b.shape() &&
                        a.layout().strides == b.layout().strides && a.layout().offset == b.layout().offset);
       }},
      {"is_shared", [](const Call&) { return flag_of(false); }},
      {"get_device",
       [](const Call& c) {
         const std::string& device = c.tensor().storage()->device;
         return Value{device == "cpu" ? std::int64_t{-1}
                                      : std::int64_t{std::stoi(device.substr(device.find(':') + 1))}};
       }},
      {"result_type", common_type},
      {"promote_types", promoted},
      {"broadcast_shapes", shapes_broadcast},
      {"get_default_dtype", [](const Call&) { return symbol("torch.float32"); }},
      {"Size", [](const Call& c) { return sizes_value(c.sizes("sizes")); }},
      {"device", device_made},
      {"Generator", generator},
      {"Generator.manual_seed", [](const Call& c) { return c["self"]; }},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
