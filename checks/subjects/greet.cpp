#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/subjects/greet.hpp>
#include <gradproof/checks/subjects/worker_process.hpp>
#include <memory>
#include <system_error>

namespace gradproof::checks {
namespace {

/// A worker that is awaited, until it has said something or will not.
class Guest {
 public:
  Guest(const Launch& launch, Clock::time_point deadline) {
    try {
      worker_ = std::make_unique<Worker>(launch, deadline);
    } catch (const std::system_error& fault) {
      greeting_.reason = fault.what();
    }
  }

  bool awaited() const { return worker_ != nullptr; }
  Clock::time_point deadline() const { return worker_ ? worker_->deadline() : Clock::time_point::max(); }
  void add_events(std::vector<pollfd>& events) const {
    if (worker_) worker_->add_events(events);
  }

  void advance() {
    if (!worker_) return;
    worker_->transfer(false);
    if (const auto line = worker_->take_line()) {
      hear(*line);
    } else if (const auto fault = worker_->fault()) {
      greeting_.reason = explained(fault->reason, worker_->complaints());
    } else {
      return;
    }
    worker_.reset();
  }

  Greeting take() { return std::move(greeting_); }

 private:
  void hear(const std::string& line) {
    try {
      greeting_.hello = hello_from_line(line);
    } catch (const ProtocolError& fault) {
      greeting_.reason = explained(fault.what(), worker_->complaints());
    }
  }

  std::unique_ptr<Worker> worker_;
  Greeting greeting_;
};

}  // namespace

std::optional<std::vector<Greeting>> greet(std::span<const Launch> launches, double seconds, int stop_descriptor) {
  const auto deadline =
      Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  std::vector<Guest> guests;
  for (const auto& launch : launches) guests.emplace_back(launch, deadline);
  while (std::ranges::any_of(guests, &Guest::awaited)) {
    std::vector<pollfd> events{{stop_descriptor, POLLIN, 0}};
    for (const auto& guest : guests) guest.add_events(events);
    const auto next = std::ranges::min_element(guests, {}, &Guest::deadline)->deadline();
    poll(events.data(), events.size(), milliseconds_until(next));
    if (events.front().revents != 0) return std::nullopt;
    for (auto& guest : guests) guest.advance();
  }
  std::vector<Greeting> greetings;
  for (auto& guest : guests) greetings.push_back(guest.take());
  return greetings;
}

}  // namespace gradproof::checks
