#include <gradproof/checks/internals/reports/sample.hpp>

namespace gradproof::reports {

records::ChainCost sample_chain() {
  records::ChainCounts copy;
  copy.nodes_made = 1;
  copy.host_blocks = copy.to_host = {1, 40000};
  copy.synchronizations = 1;
  records::ChainCounts drop;
  drop.nodes_dropped = 1;
  records::ChainRun run;
  run.name = "as written";
  run.chain = "y.cpu().detach()";
  run.device = "cuda:0";
  run.size = 10000;
  run.grad = true;
  run.steps = {{"cpu()", "cpu", copy, 3, 40000}, {"detach()", "cpu", drop, 0, 0}};
  run.forward = copy;
  run.forward.nodes_dropped = 1;
  run.backward_of = "y.cpu()";
  run.backward.nodes_made = 4;
  run.backward.to_device = {1, 40000};
  run.backward.launches = 2;
  records::ChainRun other = run;
  other.name = "other order";
  other.chain = "y.detach().cpu()";
  other.forward.nodes_made = other.forward.nodes_dropped = 0;
  other.forward.host_ns = 12.5;
  other.difference = "nodes 0 in place of 1";
  records::ChainRun failed = run;
  failed.name = "<b>numpy</b>";
  failed.error_kind = "device_access";
  failed.error = "can't convert cuda:0 device type tensor to numpy";
  failed.difference = "raises device_access: \"<i>\"";
  return {
      "y.cpu().detach()", "sim", true, {run, other, failed}, "y.cpu().detach() on sim copies 40,000 B to the host."};
}

}  // namespace gradproof::reports
