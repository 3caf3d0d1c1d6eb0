#include <algorithm>
#include <gradproof/core/graph/autograd_meta.hpp>
#include <gradproof/core/graph/saved_memory.hpp>
#include <unordered_set>

namespace gradproof {
namespace {

SavedMemory& entry_of(std::vector<SavedMemory>& all, const std::string& operation) {
  for (SavedMemory& entry : all)
    if (entry.operation == operation) return entry;
  return all.emplace_back(SavedMemory{operation});
}

}  // namespace

std::vector<SavedMemory> saved_memory(const Tensor& root) {
  std::vector<SavedMemory> all;
  std::unordered_set<const void*> seen;
  std::vector<Node*> open;
  const auto visit = [&](const Ref<Node>& n) {
    if (n && seen.insert(n.get()).second) open.push_back(n.get());
  };
  visit(root.grad_fn());
  for (std::size_t next = 0; next < open.size(); ++next) {
    Node& n = *open[next];
    SavedMemory& entry = entry_of(all, n.name());
    ++entry.nodes;
    for (const SavedTensor& saved : n.rule().kept ? n.rule().kept(n) : n.saved())
      if (const Storage* s = saved.storage(); s && seen.insert(s).second) entry.bytes += s->bytes();
    for (const Edge& e : n.edges()) visit(e.function);
  }
  std::ranges::stable_sort(all, std::ranges::greater(), &SavedMemory::bytes);
  return all;
}

}  // namespace gradproof
