// Copies between a simulated device and the host, or another one. The host's memory is read or written at once where it
// is pageable, and when the copy runs where it is page-locked.
#include <cstring>
#include <gradproof/core/sim/sim_device.hpp>

namespace gradproof::sim {

void SimDevice::transfer(Direction direction, void* to, const void* from, std::size_t bytes, bool non_blocking) {
  if (bytes == 0) return;
  Simulator::Lock hold(simulator().lock);
  expect_no_fault(Fallible::copy, "a copy");
  counters_.copies[int(direction)] += 1;
  counters_.bytes[int(direction)] += bytes;
  if (direction == Direction::to_device)
    copy_in(to, from, bytes, non_blocking);
  else if (direction == Direction::to_host)
    copy_out(to, from, bytes, non_blocking);
  else
    copy_across(to, from, bytes);
}

void SimDevice::copy_in(void* to, const void* from, std::size_t bytes, bool non_blocking) {
  Accesses accesses;
  accesses.add(Access::run(to, bytes, true));
  expect_own("a copy", accesses);
  if (is_pinned(from))
    return copy_pinned(from, accesses, bytes, true, non_blocking, behind(to),
                       simulator().pinned().window().behind(from));
  expect_not_captured(current_stream(), "a copy from memory that is not page-locked");
  const auto* const bytes_of = static_cast<const char*>(from);
  issue("copy to device", accesses, guarded([at = behind(to), staged = std::vector<char>(bytes_of, bytes_of + bytes)] {
          std::memcpy(at, staged.data(), staged.size());
        }));
  if (!non_blocking) wait_for(current_stream());
}

void SimDevice::copy_out(void* to, const void* from, std::size_t bytes, bool non_blocking) {
  Accesses accesses;
  accesses.add(Access::run(from, bytes, false));
  expect_own("a copy", accesses);
  if (is_pinned(to))
    return copy_pinned(to, accesses, bytes, false, non_blocking, simulator().pinned().window().behind(to),
                       behind(from));
  expect_not_captured(current_stream(), "a copy to memory that is not page-locked");
  issue("copy to host", accesses, guarded([to, at = behind(from), bytes] { std::memcpy(to, at, bytes); }));
  wait_for(current_stream());
}

void SimDevice::copy_pinned(const void* host, Accesses accesses, std::size_t bytes, bool is_read, bool non_blocking,
                            void* to, const void* from) {
  if (!non_blocking) expect_not_captured(current_stream(), "a copy that the host waits for");
  accesses.add(Access::run(host, bytes, !is_read));
  const Position position = issue(is_read ? "copy to device" : "copy to host", accesses,
                                  guarded([to, from, bytes] { std::memcpy(to, from, bytes); }));
  simulator().pinned().use(host, position);
  if (!non_blocking) return wait_for(current_stream());
  if (simulator().detects_races()) simulator().pinned().close(host, bytes, is_read);
}

void SimDevice::copy_across(void* to, const void* from, std::size_t bytes) {
  // What is nobody's memory, the first device will refuse.
  SimDevice& source = device(owner_of(from).value_or(0));
  SimDevice& target = device(owner_of(to).value_or(0));
  Accesses accesses;
  accesses.add(Access::run(to, bytes, true));
  accesses.add(Access::run(from, bytes, false));
  target.expect_own("a copy", accesses.all[0].begin(), accesses.all[0].end());
  source.expect_own("a copy", accesses.all[1].begin(), accesses.all[1].end());
  issue("copy between devices", accesses,
        guarded([to = target.behind(to), from = source.behind(from), bytes] { std::memcpy(to, from, bytes); }));
}

std::optional<int> SimDevice::owner_of(const void* p) {
  for (int index = 0; index < kDevices; ++index)
    if (device(index).parts().memory.window().contains(p)) return index;
  return std::nullopt;
}

}  // namespace gradproof::sim
