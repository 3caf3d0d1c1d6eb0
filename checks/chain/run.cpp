#include <algorithm>
#include <gradproof/checks/chain/meter.hpp>
#include <gradproof/checks/chain/run.hpp>
#include <gradproof/checks/chain/timing.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/gradproof.hpp>

namespace gradproof::checks::chain {
namespace {

using records::ChainRun;
using records::ChainStep;

/// A conversion with its arguments read.
struct Prepared {
  Held (*run)(const Tensor&, const Asked&);
  Asked asked;
};

Tensor make_source(const Setting& setting) {
  const Tensor x = zeros({setting.size}, TensorOptions(setting.device)).requires_grad_(setting.grad);
  const Tensor y = setting.pinned ? x.exp().pin_memory() : x.exp();
  setting.device.backend().synchronize();
  return y;
}

/// Nodes of the chain's own that live as long as `held`: those of y live anyway.
std::int64_t own_nodes(const Held& held, const Tensor& y) {
  const auto before = graph_of(y);
  return std::ranges::count_if(graph_of(held), [&](const Node* node) { return !before.contains(node); });
}

/// One step counted; its operand is dropped as soon as the result is there.
ChainStep count_step(const Step& step, const Prepared& prepared, const Tensor& y, Held& current) {
  const std::int64_t before = own_nodes(current, y);
  const Meter meter;
  Held made = prepared.run(std::get<Tensor>(current), prepared.asked);
  ChainStep counted{step.text, place_of(made), meter.since()};
  add_host_copies(counted.counts, std::get<Tensor>(current), made);
  const Kept kept = kept_by(made);
  counted.keeps_nodes = kept.nodes;
  counted.keeps_bytes = kept.bytes;
  current = std::move(made);
  counted.counts.nodes_dropped = before + counted.counts.nodes_made - own_nodes(current, y);
  return counted;
}

/// Fills in the steps; returns them prepared.
std::vector<Prepared> count_steps(const Chain& chain, const Setting& setting, ChainRun& run) {
  std::vector<Prepared> prepared;
  const Tensor y = make_source(setting);
  Held current = y;
  for (const Step& step : chain.steps) {
    const Device from = std::get<Tensor>(current).device();
    prepared.push_back({step.conversion->run, asked_of(*step.conversion, step.arguments, from)});
    run.steps.push_back(count_step(step, prepared.back(), y, current));
  }
  return prepared;
}

/// Every result of the chain, and y before them.
std::vector<Held> all_results(const std::vector<Prepared>& steps, const Tensor& y) {
  std::vector<Held> results{y};
  for (const Prepared& step : steps) results.push_back(step.run(std::get<Tensor>(results.back()), step.asked));
  return results;
}

/// The last result from which a backward pass can begin; y is the first of them.
std::size_t last_with_grad(const std::vector<Held>& results) {
  std::size_t last = 0;
  for (std::size_t i = 0; i < results.size(); ++i)
    if (const auto* tensor = std::get_if<Tensor>(&results[i]); tensor && tensor->requires_grad()) last = i;
  return last;
}

void count_backward(const Chain& chain, const std::vector<Prepared>& steps, const Setting& setting, ChainRun& run) {
  const std::vector<Held> results = all_results(steps, make_source(setting));
  const std::size_t last = last_with_grad(results);
  if (!std::get<Tensor>(results[last]).requires_grad()) return;
  run.backward_of = Chain{chain.name, {chain.steps.begin(), chain.steps.begin() + std::ptrdiff_t(last)}}.text();
  const Tensor loss = std::get<Tensor>(results[last]).sum();
  const std::int64_t nodes = kept_by(loss).nodes;
  setting.device.backend().synchronize();
  const Meter meter;
  loss.backward();
  run.backward = meter.since();
  run.backward.nodes_made = nodes;
}

bool is_on_host(const ChainRun& run, const Setting& setting) {
  const auto& f = run.forward;
  return setting.device.is_cpu() && !setting.pinned && f.device_blocks.count + f.pinned_blocks.count == 0;
}

Held through(const std::vector<Prepared>& steps, const Tensor& y) {
  Held current = steps.front().run(y, steps.front().asked);
  for (std::size_t i = 1; i < steps.size(); ++i) current = steps[i].run(std::get<Tensor>(current), steps[i].asked);
  return current;
}

/// Every step by itself on its operand, its result dropped, and the whole.
void time_forward(const std::vector<Prepared>& steps, const Setting& setting, ChainRun& run) {
  const Tensor y = make_source(setting);
  const std::vector<Held> operands = all_results(steps, y);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Tensor& operand = std::get<Tensor>(operands[i]);
    run.steps[i].counts.host_ns = ns_of([&] { steps[i].run(operand, steps[i].asked); });
  }
  run.forward.host_ns = ns_of([&] { through(steps, y); });
}

void time_backward(const std::vector<Prepared>& steps, const Setting& setting, ChainRun& run) {
  const std::int64_t calls = setting.size < 100000 ? 32 : 1;  // a large one is long enough for the clock
  run.backward.host_ns = fastest_ns(calls, [&] {
    std::vector<std::vector<Held>> kept;
    std::vector<Tensor> losses;
    for (std::int64_t i = 0; i < calls; ++i) {
      kept.push_back(all_results(steps, make_source(setting)));
      losses.push_back(std::get<Tensor>(kept.back()[last_with_grad(kept.back())]).sum());
    }
    const double start = processor_ns();
    for (const Tensor& loss : losses) loss.backward();
    return processor_ns() - start;
  });
}

void tell_error(ChainRun& run, std::string_view kind, const char* text) {
  run.forward = sum(run.steps);
  run.error_kind = kind;
  run.error = text;
}

void measure(const Chain& chain, const Setting& setting, ChainRun& run) {
  const std::vector<Prepared> steps = count_steps(chain, setting, run);
  run.forward = sum(run.steps);
  count_backward(chain, steps, setting, run);
  if (!is_on_host(run, setting)) return;
  time_forward(steps, setting, run);
  if (!run.backward_of.empty()) time_backward(steps, setting, run);
}

}  // namespace

ChainRun run(const Chain& chain, const Setting& setting) {
  ChainRun run;
  run.name = setting.name;
  run.chain = chain.text();
  run.device = setting.device.str();
  run.size = setting.size;
  run.grad = setting.grad;
  try {
    measure(chain, setting, run);
  } catch (const Error& error) {
    tell_error(run, to_string(error.kind()), error.what());
  } catch (const Raised& raised) {
    tell_error(run, raised.kind, raised.what());
  }
  return run;
}

}  // namespace gradproof::checks::chain
