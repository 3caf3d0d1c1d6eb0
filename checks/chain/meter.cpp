#include <gradproof/checks/chain/meter.hpp>
#include <gradproof/core/graph/saved_memory.hpp>

namespace gradproof::checks::chain {
namespace {

using records::ChainAmount;
using records::ChainCounts;

/// Of all devices of the accelerator's kind together.
DeviceCounters accelerator_counters() {
  DeviceCounters all;
  Backend& first = pinning_backend();
  for (int index = 0; index < first.device_count(); ++index) {
    const DeviceCounters one = first.numbered(index).counters();
    for (int direction = 0; direction < 3; ++direction) {
      all.copies[direction] += one.copies[direction];
      all.bytes[direction] += one.bytes[direction];
    }
    all.launches += one.launches;
    all.synchronizations += one.synchronizations;
    all.allocations += one.allocations;
    all.requested += one.requested;
  }
  return all;
}

std::int64_t growth(std::uint64_t before, std::uint64_t after) { return std::int64_t(after) - std::int64_t(before); }

ChainAmount copied(const DeviceCounters& before, const DeviceCounters& after, Direction direction) {
  const int i = int(direction);
  return {growth(before.copies[i], after.copies[i]), growth(before.bytes[i], after.bytes[i])};
}

void add(ChainAmount& to, const ChainAmount& more) {
  to.count += more.count;
  to.bytes += more.bytes;
}

}  // namespace

Meter::Meter() : nodes_(Node::next_sequence_nr()), host_(cpu_memory_stats()), devices_(accelerator_counters()) {}

ChainCounts Meter::since() const {
  const Meter now;
  ChainCounts counts;
  counts.nodes_made = growth(nodes_, now.nodes_);
  counts.host_blocks = {growth(host_.requests, now.host_.requests), growth(host_.requested, now.host_.requested)};
  counts.device_blocks = {growth(devices_.allocations, now.devices_.allocations),
                          growth(devices_.requested, now.devices_.requested)};
  counts.to_device = copied(devices_, now.devices_, Direction::to_device);
  counts.to_host = copied(devices_, now.devices_, Direction::to_host);
  counts.within_device = copied(devices_, now.devices_, Direction::within);
  counts.launches = growth(devices_.launches, now.devices_.launches);
  counts.synchronizations = growth(devices_.synchronizations, now.devices_.synchronizations);
  return counts;
}

void add_host_copies(ChainCounts& counts, const Tensor& from, const Held& made) {
  const auto* to = std::get_if<Tensor>(&made);
  if (!to || !to->is_cpu() || to->is_alias_of(from)) return;
  const ChainAmount numbers = {1, to->numel() * std::int64_t(to->element_size())};
  if (to->is_pinned()) add(counts.pinned_blocks, numbers);
  if (from.is_cpu()) add(counts.within_host, numbers);
}

std::unordered_set<const Node*> graph_of(const Held& held) {
  std::unordered_set<const Node*> seen;
  std::vector<Node*> open;
  const auto visit = [&](const Ref<Node>& node) {
    if (node && seen.insert(node.get()).second) open.push_back(node.get());
  };
  if (const auto* tensor = std::get_if<Tensor>(&held)) visit(tensor->grad_fn());
  for (std::size_t next = 0; next < open.size(); ++next)
    for (const Edge& edge : open[next]->edges()) visit(edge.function);
  return seen;
}

Kept kept_by(const Held& held) {
  Kept kept;
  if (const auto* tensor = std::get_if<Tensor>(&held))
    for (const SavedMemory& entry : saved_memory(*tensor)) {
      kept.nodes += std::int64_t(entry.nodes);
      kept.bytes += std::int64_t(entry.bytes);
    }
  return kept;
}

std::string place_of(const Held& held) {
  if (const auto* tensor = std::get_if<Tensor>(&held)) return tensor->device().str();
  return std::holds_alternative<HostArray>(held) ? "numpy" : "python";
}

ChainCounts sum(const std::vector<records::ChainStep>& steps) {
  ChainCounts all;
  for (const records::ChainStep& step : steps) {
    const ChainCounts& one = step.counts;
    all.nodes_made += one.nodes_made;
    all.nodes_dropped += one.nodes_dropped;
    for (const auto& row : records::chain_amounts) add(all.*row.amount, one.*row.amount);
    all.launches += one.launches;
    all.synchronizations += one.synchronizations;
  }
  return all;
}

}  // namespace gradproof::checks::chain
