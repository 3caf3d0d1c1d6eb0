#pragma once
// The simulated devices from outside: how they schedule, whether they look for races, what they found. For tests and
// for the harness; a program names "sim" and needs none of it.
#include <cstdint>
#include <gradproof/core/device/backend.hpp>
#include <gradproof/core/layout/function_ref.hpp>
#include <gradproof/core/sim/faults.hpp>
#include <string>
#include <vector>

namespace gradproof::sim {

/// When what was issued runs: executor.hpp says what each means.
enum class Schedule { seeded, latest, threads };

/// Goes on with that schedule, after all work is done.
void restart(Schedule schedule, std::uint64_t seed = 0);
/// Whose kernels the devices run from now on: the host's until somebody says otherwise. For kernels of a device that is
/// not there, as long as they reach the host's memory and are done when their call returns.
void compute_with(Backend& kernels);
/// What to ask of a process for the same order: "GRADPROOF_SIM_SCHEDULE=seeded GRADPROOF_SIM_SEED=7". Throws Error
/// `argument` where the environment asks for something else.
std::string schedule();
/// Whether accesses that nothing orders are looked for.
void detect_races(bool on);
/// What was found since the last call, in words.
std::vector<std::string> take_races();
/// After a fault: the device can be used again. What was queued when it was lost has not been computed.
void reset(int device = 0);
/// Gives back what the device's cache keeps; returns how many bytes that were.
std::size_t empty_cache(int device = 0);
/// Bytes that tensors hold there.
std::size_t in_use(int device = 0);
/// Runs `access`, which touches memory and nothing else (it is left without destructors), and throws Error
/// `device_access` where the memory is a device's. Elsewhere the process ends, with a sentence that says which block
/// that was, as it would on a real device.
void guard_host(FunctionRef<void()> access);

}  // namespace gradproof::sim
