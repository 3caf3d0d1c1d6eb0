#include <algorithm>
#include <deque>
#include <gradproof/core/graph/anomaly.hpp>
#include <gradproof/core/layout/warning.hpp>
#include <mutex>
#include <unordered_map>

namespace gradproof {
namespace {

struct Write {
  std::string operation;
  std::uint32_t version;  ///< the counter after it: tells a storage's last write from one at a reused address
};
/// The nodes that a thread recorded while it ran another: with create_graph.
struct Descent {
  std::uint64_t first, end;  ///< their sequence numbers
  std::uint64_t parent;
  std::string parent_name;
};
constexpr std::size_t kDescents = 1 << 16;  ///< older ones are forgotten
thread_local std::deque<Descent> descents;

const Descent* descent_of(std::uint64_t sequence) {
  const auto found =
      std::ranges::find_if(descents, [&](const Descent& d) { return d.first <= sequence && sequence < d.end; });
  return found == descents.end() ? nullptr : &*found;
}

void trace_back(const Node& n) {
  const auto recorded_as = [](std::uint64_t sequence) {
    return "it was recorded as operation " + std::to_string(sequence) + " of its thread, whose stack is not kept.";
  };
  warn_handler(("Error detected in " + n.name() +
                ". Traceback of forward call that caused the error: " + recorded_as(n.sequence_nr()))
                   .c_str());
  for (const Descent* d = descent_of(n.sequence_nr()); d; d = descent_of(d->parent))
    warn_handler(("Previous calculation was induced by " + d->parent_name +
                  ". Traceback of forward call that induced the previous calculation: " + recorded_as(d->parent))
                     .c_str());
}

std::mutex guard;
std::unordered_map<const Storage*, Write>& writes() {
  static std::unordered_map<const Storage*, Write> all;
  return all;
}

}  // namespace

void AnomalyMode::set_enabled(bool on, bool check_nan) {
  enabled_ = on;
  check_nan_ = check_nan;
  if (on) return;
  descents.clear();
  const std::lock_guard lock(guard);
  writes().clear();
}

void run_watched(Node& n, const std::function<void()>& run) {
  const std::uint64_t first = Node::next_sequence_nr();
  try {
    run();
  } catch (...) {
    trace_back(n);
    throw;
  }
  if (Node::next_sequence_nr() == first) return;
  descents.push_back({first, Node::next_sequence_nr(), n.sequence_nr(), n.name()});
  if (descents.size() > kDescents) descents.pop_front();
}

void note_write(const Tensor& t, const char* operation) {
  if (t.is_inference()) return;
  const std::lock_guard lock(guard);
  writes()[t->storage.get()] = {operation, t._version() + 1};
}

std::string last_writer(const Tensor& t) {
  const std::lock_guard lock(guard);
  const auto found = writes().find(t->storage.get());
  return found != writes().end() && found->second.version == t._version() ? found->second.operation : "";
}

}  // namespace gradproof
