#pragma once
// What a chain of conversions, `y.cpu().detach().numpy()`, cost when it ran: counts first, then the step that they
// belong to, the run, and all runs of one question.
#include <gradproof/reports/records/verdict.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gradproof::records {

/// How often, and how many bytes together.
struct ChainAmount {
  std::int64_t count = 0;
  std::int64_t bytes = 0;

  bool operator==(const ChainAmount&) const = default;
};

/// What the runtime did meanwhile, read off its own counters. Nothing but numbers' memory counts as a block: tensor
/// bodies and nodes come from free lists.
struct ChainCounts {
  std::int64_t nodes_made = 0, nodes_dropped = 0;              ///< of the graph
  ChainAmount host_blocks, pinned_blocks, device_blocks;       ///< memory asked for; pinned: page-locked
  ChainAmount to_device, to_host, within_device, within_host;  ///< copies
  std::int64_t launches = 0;                                   ///< kernels on the device
  std::int64_t synchronizations = 0;                           ///< times that the host waited for the device
  std::optional<double>
      host_ns;  ///< processor time, the least; absent where a simulated device took part, whose time is none

  bool operator==(const ChainCounts&) const = default;
};

/// The amounts of ChainCounts, in the order of the record, and what people call them.
struct ChainAmountRow {
  const char* key;
  const char* words;
  ChainAmount ChainCounts::*amount;
};
inline constexpr ChainAmountRow chain_amounts[] = {{"host_blocks", "host memory", &ChainCounts::host_blocks},
                                                   {"pinned_blocks", "page-locked memory", &ChainCounts::pinned_blocks},
                                                   {"device_blocks", "device memory", &ChainCounts::device_blocks},
                                                   {"to_device", "host to device", &ChainCounts::to_device},
                                                   {"to_host", "device to host", &ChainCounts::to_host},
                                                   {"within_device", "device to device", &ChainCounts::within_device},
                                                   {"within_host", "host to host", &ChainCounts::within_host}};

/// One conversion of the chain.
struct ChainStep {
  std::string text;   ///< "cpu()"
  std::string place;  ///< where its result is: a device, "numpy" for an array, "python" for numbers
  ChainCounts counts;
  std::int64_t keeps_nodes = 0;  ///< of the graph, that the result alone keeps alive
  std::int64_t keeps_bytes = 0;  ///< that those nodes saved for backward

  bool operator==(const ChainStep&) const = default;
};

/// The chain once through, from one kind of tensor.
struct ChainRun {
  std::string name;   ///< "as written", "other order", "large", "without grad", "non_blocking", "pinned", ...
  std::string chain;  ///< as it ran
  std::string device;
  std::int64_t size = 0;  ///< float32 numbers that y has
  bool grad = false;      ///< y requires grad
  std::vector<ChainStep> steps;
  ChainCounts forward;      ///< all steps together, intermediate results dropped at once
  std::string backward_of;  ///< the last result that still requires grad, "y" where none does; empty: no backward
  ChainCounts backward;     ///< a backward pass from the sum of that, all results kept; its nodes are those it ran
  std::string error_kind;   ///< of the step after the last one, which raised; empty: none did
  std::string error;        ///< the error's text
  std::string difference;   ///< from the first run, in words

  bool operator==(const ChainRun&) const = default;
};

/// What a chain costs on a device: a line of a file of chains, schema gradproof.chain/1.
struct ChainCost {
  std::string chain;
  std::string device;          ///< where y is: "cpu", "sim"
  bool simulated = false;      ///< the accelerator is: its counts are exact, its times are nobody's
  std::vector<ChainRun> runs;  ///< the first is the chain as written
  std::string sentence;        ///< the answer

  bool operator==(const ChainCost&) const = default;
};

}  // namespace gradproof::records
