// The cost of a chain as JSON: writing, then reading, one function per struct.
#include <gradproof/reports/records/json_nodes.hpp>

namespace gradproof::records {
namespace {

Node counts_node(const ChainCounts& counts) {
  Node node = {{"nodes_made", counts.nodes_made}, {"nodes_dropped", counts.nodes_dropped}};
  for (const auto& [key, words, amount] : chain_amounts)
    node[key] = {{"count", (counts.*amount).count}, {"bytes", (counts.*amount).bytes}};
  node["launches"] = counts.launches;
  node["synchronizations"] = counts.synchronizations;
  node["host_ns"] = counts.host_ns ? Node(*counts.host_ns) : Node(nullptr);
  return node;
}

ChainCounts read_counts(const Fields& fields) {
  ChainCounts counts;
  counts.nodes_made = fields.integer("nodes_made");
  counts.nodes_dropped = fields.integer("nodes_dropped");
  for (const auto& [key, words, amount] : chain_amounts) {
    const Fields pair = fields.fields(key);
    counts.*amount = {pair.integer("count"), pair.integer("bytes")};
  }
  counts.launches = fields.integer("launches");
  counts.synchronizations = fields.integer("synchronizations");
  if (!fields.at("host_ns").is_null()) counts.host_ns = fields.number("host_ns");
  return counts;
}

Node step_node(const ChainStep& step) {
  return {{"text", step.text},
          {"place", step.place},
          {"counts", counts_node(step.counts)},
          {"keeps_nodes", step.keeps_nodes},
          {"keeps_bytes", step.keeps_bytes}};
}

ChainStep read_step(const Fields& fields) {
  return {fields.text("text"), fields.text("place"), read_counts(fields.fields("counts")),
          fields.integer("keeps_nodes"), fields.integer("keeps_bytes")};
}

Node run_node(const ChainRun& run) {
  Node node = {
      {"name", run.name}, {"chain", run.chain}, {"device", run.device}, {"size", run.size}, {"grad", run.grad}};
  node["steps"] = list_node(run.steps, step_node);
  node["forward"] = counts_node(run.forward);
  node["backward_of"] = run.backward_of;
  node["backward"] = counts_node(run.backward);
  node["error_kind"] = run.error_kind;
  node["error"] = run.error;
  node["difference"] = run.difference;
  return node;
}

ChainRun read_run(const Fields& fields) {
  ChainRun run;
  run.name = fields.text("name");
  run.chain = fields.text("chain");
  run.device = fields.text("device");
  run.size = fields.integer("size");
  run.grad = fields.flag("grad");
  run.steps = read_list(fields, "steps", read_step);
  run.forward = read_counts(fields.fields("forward"));
  run.backward_of = fields.text("backward_of");
  run.backward = read_counts(fields.fields("backward"));
  run.error_kind = fields.text("error_kind");
  run.error = fields.text("error");
  run.difference = fields.text("difference");
  return run;
}

}  // namespace

Node to_node(const ChainCost& cost) {
  Node node = {{"schema", chain_schema}, {"chain", cost.chain}, {"device", cost.device}, {"simulated", cost.simulated}};
  node["runs"] = list_node(cost.runs, run_node);
  node["sentence"] = cost.sentence;
  return node;
}

ChainCost read_chain(const Fields& fields) {
  return {fields.text("chain"), fields.text("device"), fields.flag("simulated"), read_list(fields, "runs", read_run),
          fields.text("sentence")};
}

}  // namespace gradproof::records
