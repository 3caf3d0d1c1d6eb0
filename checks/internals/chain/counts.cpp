// What every order costs on every device, in numbers that were thought out before they were measured.
#include <gradproof/checks/chain/cost.hpp>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/core/sim/sim.hpp>

namespace gradproof::checks::chain {
namespace {

using records::ChainAmount;
using records::ChainCost;
using records::ChainRun;

constexpr ChainAmount kNothing{0, 0}, kNumbers{1, 40000}, kMany{1, 4000000};

ChainCost cost(const std::string& chain, const std::string& device) { return cost_of(known_chain(chain), device); }

const ChainRun& run_of(const ChainCost& cost, const std::string& name) {
  for (const ChainRun& run : cost.runs)
    if (run.name == name) return run;
  FAIL("there is no run '" << name << "' of " << cost.chain);
  return cost.runs.front();
}

bool has_run(const ChainCost& cost, const std::string& name) {
  return std::any_of(cost.runs.begin(), cost.runs.end(), [&](const ChainRun& run) { return run.name == name; });
}

/// Nothing of any device, and nothing copied.
void check_free(const records::ChainCounts& counts) {
  for (const auto& row : records::chain_amounts) {
    CAPTURE(row.key);
    CHECK(counts.*row.amount == kNothing);
  }
  CHECK(counts.nodes_made == 0);
  CHECK(counts.launches == 0);
  CHECK(counts.synchronizations == 0);
}

}  // namespace

TEST_CASE("on the host neither order makes a node, copies or asks for memory") {
  for (const char* chain : {"y.cpu().detach()", "y.detach().cpu()", "y.cpu().detach().numpy()"}) {
    CAPTURE(chain);
    const ChainCost found = cost(chain, "cpu");
    for (const char* name : {"as written", "other order", "without grad", "large"}) {
      const ChainRun& run = run_of(found, name);
      CAPTURE(name);
      CHECK(run.error.empty());
      check_free(run.forward);
      CHECK(run.forward.host_ns.value() > 0);
    }
    CHECK(run_of(found, "other order").difference == "nothing");
    CHECK(run_of(found, "large").difference != "");
    CHECK_FALSE(has_run(found, "non_blocking"));
    CHECK_FALSE(has_run(found, "pinned"));
    CHECK_FALSE(has_run(found, "on the host already"));
  }
}

TEST_CASE("on the host cpu() is y itself and keeps what y keeps; detach() keeps nothing") {
  const ChainCost found = cost("y.cpu().detach()", "cpu");
  const auto& steps = run_of(found, "as written").steps;
  REQUIRE(steps.size() == 2);
  CHECK(steps[0].keeps_nodes == 2);
  CHECK(steps[0].keeps_bytes == 40000);
  CHECK(steps[1].keeps_nodes == 0);
  CHECK(run_of(found, "as written").backward_of == "y.cpu()");
  CHECK(run_of(found, "as written").backward.nodes_made == 3);  // sum, exp, the accumulator
  CHECK(run_of(found, "other order").backward_of == "y");
  CHECK(run_of(found, "other order").backward.nodes_made == 3);
  CHECK(run_of(found, "without grad").backward_of.empty());
}

TEST_CASE("cpu() of a device tensor is one copy and one wait; before detach() also a node, which detach() drops") {
  const ChainCost found = cost("y.cpu().detach().numpy()", "sim");
  CHECK(found.simulated);
  const ChainRun& written = run_of(found, "as written");
  REQUIRE(written.steps.size() == 3);
  CHECK(written.steps[0].counts.nodes_made == 1);
  CHECK(written.steps[0].counts.nodes_dropped == 0);
  CHECK(written.steps[0].counts.to_host == kNumbers);
  CHECK(written.steps[0].counts.host_blocks == kNumbers);
  CHECK(written.steps[0].counts.device_blocks == kNothing);
  CHECK(written.steps[0].counts.synchronizations == 1);
  CHECK(written.steps[0].place == "cpu");
  CHECK(written.steps[0].keeps_nodes == 3);  // the copy, exp and the accumulator
  CHECK(written.steps[0].keeps_bytes == 40000);
  CHECK(written.steps[1].counts.nodes_made == 0);
  CHECK(written.steps[1].counts.nodes_dropped == 1);
  CHECK(written.steps[1].keeps_nodes == 0);
  CHECK(written.steps[2].place == "numpy");
  check_free(written.steps[2].counts);
  CHECK_FALSE(written.forward.host_ns);

  const ChainRun& other = run_of(found, "other order");
  CHECK(other.chain == "y.detach().cpu().numpy()");
  CHECK(other.forward.nodes_made == 0);
  CHECK(other.forward.to_host == kNumbers);
  CHECK(other.forward.host_blocks == kNumbers);
  CHECK(other.forward.synchronizations == 1);
  for (const auto& step : other.steps) CHECK(step.keeps_nodes == 0);
}

TEST_CASE("backward through a kept y.cpu() copies the gradient to the device again; past it nothing is copied") {
  const ChainCost found = cost("y.cpu().detach()", "sim");
  const ChainRun& through = run_of(found, "as written");
  CHECK(through.backward_of == "y.cpu()");
  CHECK(through.backward.nodes_made == 4);
  CHECK(through.backward.to_device == kNumbers);
  CHECK(through.backward.to_host == kNothing);
  CHECK(through.backward.synchronizations == 1);
  const ChainRun& past = run_of(found, "other order");
  CHECK(past.backward_of == "y");
  CHECK(past.backward.nodes_made == 3);
  CHECK(past.backward.to_device == kNothing);
  CHECK(past.backward.synchronizations == 0);
}

TEST_CASE(
    "on a device: without grad there is no node to save; a large tensor moves more bytes and costs no more counts") {
  const ChainCost found = cost("y.cpu().detach()", "sim");
  const ChainRun& plain = run_of(found, "without grad");
  CHECK(plain.forward.nodes_made == 0);
  CHECK(plain.forward.to_host == kNumbers);
  CHECK(plain.backward_of.empty());
  const ChainRun& large = run_of(found, "large");
  CHECK(large.forward.nodes_made == 1);
  CHECK(large.forward.to_host == kMany);
  CHECK(large.forward.host_blocks == kMany);
  CHECK(large.forward.synchronizations == 1);
  check_free(run_of(found, "on the host already").forward);
}

TEST_CASE("to('cpu', non_blocking=True) lands in page-locked memory and waits for nothing") {
  const ChainCost found = cost("y.detach().cpu()", "sim");
  const ChainRun& run = run_of(found, "non_blocking");
  CHECK(run.chain == "y.detach().to(\"cpu\", non_blocking=True)");
  CHECK(run.forward.to_host == kNumbers);
  CHECK(run.forward.host_blocks == kNothing);
  CHECK(run.forward.pinned_blocks == kNumbers);
  CHECK(run.forward.synchronizations == 0);
  CHECK(run.difference ==
        "host memory none in place of 40,000 B; page-locked memory 40,000 B in place of none; waits 0 in place of 1");
}

TEST_CASE("cuda() of a host tensor waits unless it is non_blocking; page-locked memory alone changes nothing") {
  for (const char* chain : {"y.cuda()", "y.to('cuda')", "y.to(torch.device('cuda'))"}) {
    CAPTURE(chain);
    const ChainCost found = cost(chain, "cpu");
    const ChainRun& written = run_of(found, "as written");
    CHECK(written.steps[0].place == "cuda:0");
    CHECK(written.forward.nodes_made == 1);
    CHECK(written.forward.nodes_dropped == 0);
    CHECK(written.forward.to_device == kNumbers);
    CHECK(written.forward.device_blocks == kNumbers);
    CHECK(written.forward.host_blocks == kNothing);
    CHECK(written.forward.synchronizations == 1);
    CHECK_FALSE(written.forward.host_ns);
    CHECK(run_of(found, "non_blocking").forward.synchronizations == 0);
    CHECK(run_of(found, "pinned").forward.synchronizations == 1);
    CHECK(run_of(found, "pinned and non_blocking").forward.synchronizations == 0);
    CHECK(run_of(found, "pinned and non_blocking").forward.to_device == kNumbers);
  }
}

TEST_CASE("copies within one place are counted too") {
  const ChainCost host = cost("y.clone().double()", "cpu");
  const ChainRun& written = run_of(host, "as written");
  CHECK(written.steps[0].counts.within_host == kNumbers);
  CHECK(written.steps[0].counts.host_blocks == kNumbers);
  CHECK(written.steps[1].counts.within_host == ChainAmount{1, 80000});
  CHECK(written.forward.nodes_made == 2);
  CHECK(written.forward.nodes_dropped == 0);
  const ChainCost device = cost("y.clone()", "sim");
  CHECK(run_of(device, "as written").forward.launches == 1);
  CHECK(run_of(device, "as written").forward.device_blocks == kNumbers);
  CHECK(run_of(device, "as written").forward.synchronizations == 0);
  const ChainCost across = cost("y.to('cuda:1')", "sim");
  CHECK(run_of(across, "as written").forward.within_device == kNumbers);
}

TEST_CASE("item() and tolist() copy what they read, and make no node") {
  const ChainCost item = cost("y.item()", "sim");
  CHECK(run_of(item, "as written").size == 1);
  CHECK(run_of(item, "as written").forward.to_host == ChainAmount{1, 4});
  CHECK(run_of(item, "as written").forward.synchronizations == 1);
  CHECK(run_of(item, "as written").forward.nodes_made == 0);
  CHECK_FALSE(has_run(item, "large"));
  const ChainCost list = cost("y.tolist()", "sim");
  CHECK(run_of(list, "as written").forward.to_host == kNumbers);
  CHECK(run_of(list, "as written").steps[0].place == "python");
}

TEST_CASE("numpy() is refused as PyTorch refuses it: off the host first, then for what requires grad") {
  const ChainRun device = cost("y.detach().numpy()", "sim").runs.front();
  CHECK(device.error_kind == "device_access");
  CHECK(device.error ==
        "can't convert cuda:0 device type tensor to numpy. Use Tensor.cpu() to copy the tensor to host memory first.");
  CHECK(device.steps.size() == 1);
  CHECK(cost("y.numpy()", "sim").runs.front().error_kind == "device_access");
  const ChainCost host = cost("y.numpy()", "cpu");
  CHECK(host.runs.front().error_kind == "numpy_requires_grad");
  CHECK(host.runs.front().error ==
        "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.");
  CHECK(run_of(host, "without grad").error.empty());
  const ChainRun forced = cost("y.numpy(force=True)", "sim").runs.front();
  CHECK(forced.error.empty());
  CHECK(forced.forward.to_host == kNumbers);
  CHECK(cost("y.to('nowhere')", "cpu").runs.front().error_kind == "argument");
  CHECK(cost("y.cuda(7)", "cpu").runs.front().error_kind == "device_unavailable");
}

TEST_CASE("the sentence says what is copied, waited for and recorded, and what the other order does") {
  CHECK(
      cost("y.cpu().detach().numpy()", "sim").sentence ==
      "y.cpu().detach().numpy() on sim copies 40,000 B to the host, waits once for the device, makes 1 graph node and "
      "drops it again; y.detach().cpu().numpy() has nodes 0 in place of 1, and the backward that it leaves copies "
      "nothing where that of the first copies 40,000 B to the device.");
  const std::string host = cost("y.detach().cpu()", "cpu").sentence;
  CHECK_THAT(host, Catch::Matchers::StartsWith("y.detach().cpu() on cpu copies nothing, makes no graph node, takes "));
  CHECK_THAT(host, Catch::Matchers::Contains("; y.cpu().detach() costs the same in every count ("));
}

TEST_CASE("after all that nothing is left on the device") {
  const std::size_t before = sim::in_use(0) + sim::in_use(1);
  cost("y.cpu().detach().numpy()", "sim");
  cost("y.cuda().detach().cpu()", "cpu");
  CHECK(sim::in_use(0) + sim::in_use(1) == before);
  CHECK(devices() == std::vector<std::string>{"cpu", "sim"});
  CHECK(pinning_backend().name() == "sim");
  CHECK(available_devices() == "cpu, sim");
}

}  // namespace gradproof::checks::chain
