#include <cstring>
#include <gradproof/core/autograd/gradcheck_watch.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <unordered_set>

namespace gradproof::autograd {

std::vector<unsigned char> bytes_of(const Tensor& t) {
  NoGradGuard no_grad;
  const Tensor dense = empty(t.sizes(), t.options().device(kCPU));
  dense.copy_(t);
  std::vector<unsigned char> bytes(std::size_t(t.numel()) * t.element_size());
  if (!bytes.empty()) std::memcpy(bytes.data(), dense.data_ptr(), bytes.size());
  return bytes;
}

void Watch::add(std::string name, const Tensor& t) { all_.push_back({std::move(name), t, bytes_of(t), t._version()}); }

std::vector<std::string> Watch::changes() const {
  std::vector<std::string> found;
  for (const Watched& w : all_) {
    const std::uint32_t now = w.tensor._version();
    const bool other_bytes = bytes_of(w.tensor) != w.bytes;
    if (!other_bytes && now == w.version) continue;
    found.push_back(w.name + " was written: " + (other_bytes ? "its bytes changed" : "its bytes are the same") +
                    ", its counter went from " + std::to_string(w.version) + " to " + std::to_string(now));
  }
  return found;
}

void watch_saved(Watch& watch, const TensorList& outputs) {
  NoGradGuard no_grad;
  std::unordered_set<const Node*> seen;
  std::vector<Ref<Node>> left;
  const auto visit_node = [&](const Ref<Node>& n) {
    if (n && seen.insert(n.get()).second) left.push_back(n);
  };
  for (const Tensor& t : outputs) visit_node(t.grad_fn());
  while (!left.empty()) {
    const Ref<Node> node = left.back();
    left.pop_back();
    for (std::size_t i = 0; i < node->saved().size(); ++i)
      if (node->saved()[i].defined())
        watch.add("saved tensor " + std::to_string(i) + " of " + node->name(), node->saved()[i].unpack(*node));
    for (const Edge& e : node->next_edges()) visit_node(e.function);
  }
}

}  // namespace gradproof::autograd
