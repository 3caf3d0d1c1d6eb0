#include <fmt/format.h>

#include <gradproof/checks/explain/snapshot.hpp>
#include <gradproof/checks/subjects/native_nn_values.hpp>
#include <gradproof/core/graph/autograd_meta.hpp>
#include <unordered_set>

namespace gradproof::checks::explain {
namespace {

using native::ArrayObject;
using native::ModuleObject;
using native::TensorObject;

Node* node_of(const Tensor& t) { return static_cast<Node*>(t->producer.get()); }

Contents look(const Region& region, Budget& budget) {
  budget.bytes -= bytes_of(region);
  return budget.exhausted() ? Contents{} : contents_of(region);
}

Count count_of(const TensorImpl& t) {
  if (t.inference && !t.counter) return {};
  return {&t.version(), std::int64_t(t.version().current())};
}

Holder holder_of(const Tensor& t, Budget& budget) {
  Holder holder;
  holder.region = {t->storage.get(), t->layout, t->dtype};
  holder.count = count_of(*t.impl());
  holder.requires_grad = t.requires_grad();
  if (const Node* node = node_of(t)) {
    holder.node = node->name();
    holder.node_number = node->sequence_nr();
  }
  holder.contents = look(holder.region, budget);
  return holder;
}

/// Visits every node that the roots lead to, once.
class Walk {
 public:
  explicit Walk(Budget& budget) : budget_(budget) {}

  void start_at(const Tensor& t) {
    visit(node_of(t));
    if (const ViewInfo* view = find_view(t)) visit(node_of(view->base));
  }
  std::map<SlotKey, Slot> finish() {
    std::map<SlotKey, Slot> slots;
    while (!open_.empty() && !budget_.exhausted()) {
      Node& node = *open_.back();
      open_.pop_back();
      --budget_.nodes;
      add_slots(node, slots);
      for (const Edge& edge : node.edges()) visit(edge.function.get());
    }
    return slots;
  }

 private:
  void visit(Node* node) {
    if (node && seen_.insert(node).second) open_.push_back(node);
  }
  void add_slots(Node& node, std::map<SlotKey, Slot>& slots) {
    if (node.saved_released()) return;
    int place = 0;
    for (const SavedTensor& saved : node.rule().kept ? node.rule().kept(node) : node.saved()) {
      if (saved.defined()) slots[{node.sequence_nr(), place}] = slot_of(node, saved);
      ++place;
    }
  }
  Slot slot_of(Node& node, const SavedTensor& saved) {
    Slot slot;
    slot.node = node.name();
    slot.at_save = saved.version_at_save();
    const Storage* storage = saved.storage();
    slot.packed = storage == nullptr;
    if (slot.packed) return slot;
    if (const TensorImpl* body = saved.tensor()) {
      slot.region = {storage, body->layout, body->dtype};
      slot.count = count_of(*body);
    } else {
      const Node::Output& output = node.outputs()[0];
      slot.region = {storage, Layout(output.sizes()), output.dtype};
      auto& version = const_cast<Storage*>(storage)->version();
      slot.count = {&version, std::int64_t(version.current())};
    }
    slot.contents = look(slot.region, budget_);
    return slot;
  }

  Budget& budget_;
  std::unordered_set<Node*> seen_;
  std::vector<Node*> open_;
};

/// Fills a snapshot from one object after the other.
class Camera {
 public:
  Camera(Objects& objects, Budget& budget) : objects_(objects), budget_(budget), walk_(budget) {}

  void look_at(const Objects::Live& live) {
    if (const auto* tensor = dynamic_cast<const TensorObject*>(live.object.get())) {
      Holder holder = holder_of(tensor->tensor, budget_);
      holder.object = live.number;
      snapshot_.holders[fmt::format("#{}", live.number)] = std::move(holder);
      follow(tensor->tensor, objects_.is_spelled(live.number) ? objects_.expression(live.number) : "");
    } else if (const auto* array = dynamic_cast<const ArrayObject*>(live.object.get())) {
      Holder holder;
      holder.object = live.number;
      holder.is_array = true;
      holder.region = {array->array.storage().get(), array->array.layout(), array->array.dtype()};
      holder.contents = look(holder.region, budget_);
      snapshot_.holders[fmt::format("#{}", live.number)] = std::move(holder);
    } else if (const auto* module = dynamic_cast<const ModuleObject*>(live.object.get())) {
      if (objects_.has_name(live.number)) add_module(module->module(), objects_.expression(live.number));
    }
  }

  Snapshot finish() {
    snapshot_.slots = walk_.finish();
    return std::move(snapshot_);
  }

 private:
  void follow(const Tensor& t, const std::string& label) {
    walk_.start_at(t);
    const AutogradMeta* meta = find_meta(t);
    if (label.empty() || !meta || !meta->grad.defined()) return;
    add(meta->grad, label + ".grad", true);
  }
  void add(const Tensor& t, const std::string& label, bool is_gradient) {
    Holder holder = holder_of(t, budget_);
    holder.label = label;
    holder.is_gradient = is_gradient;
    walk_.start_at(t);
    snapshot_.holders[label] = std::move(holder);
  }
  void add_module(const nn::Module& module, const std::string& name) {
    for (const auto& entry : module.named_parameters()) {
      add(entry.value(), name + '.' + entry.key(), false);
      follow(entry.value(), name + '.' + entry.key());
    }
    for (const auto& entry : module.named_buffers())
      if (entry.value().defined()) add(entry.value(), name + '.' + entry.key(), false);
  }

  Objects& objects_;
  Budget& budget_;
  Walk walk_;
  Snapshot snapshot_;
};

}  // namespace

Snapshot take_snapshot(Objects& objects, Budget& budget) {
  Camera camera(objects, budget);
  for (const auto& live : objects.alive()) camera.look_at(live);
  return camera.finish();
}

std::map<SlotKey, Slot> reachable_slots(std::span<const Tensor> roots, Budget& budget) {
  Walk walk(budget);
  for (const Tensor& root : roots)
    if (root.defined()) walk.start_at(root);
  return walk.finish();
}

}  // namespace gradproof::checks::explain
