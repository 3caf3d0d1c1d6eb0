#include <algorithm>
#include <gradproof/core/sim/trace_compare.hpp>
#include <iterator>
#include <map>
#include <optional>
#include <set>

namespace gradproof::sim {
namespace {

constexpr Plan kAnyPlan = {Schedule::latest, 0};  // what comes after what is the same in all

std::string place(std::uint32_t stream, std::uint64_t number) {
  return "number " + std::to_string(number) + " of stream " + std::to_string(stream);
}

/// What decides results.
struct Meaning {
  struct Work {
    std::string operation;
    std::vector<std::uint64_t> after;
    bool operator==(const Work&) const = default;
  };
  std::vector<std::vector<Work>> streams;
  std::set<std::string> races;
};

Meaning meaning_of(const Trace& trace) {
  const Replayed replayed = replay(trace, kAnyPlan);
  Meaning meaning = {std::vector<std::vector<Meaning::Work>>(trace.streams.size()), {}};
  std::map<std::size_t, std::string> places;
  for (const TraceWork& work : replayed.work) {
    auto& stream = meaning.streams[work.stream];
    stream.push_back({trace.steps[work.step].operation, work.after});
    places[work.step] = stream.back().operation + ", " + place(work.stream, stream.size());
  }
  for (const TraceRace& race : replayed.races) {
    const auto second = places.find(race.second);
    meaning.races.insert(places.at(race.first) + ", and " + (second == places.end() ? "the host" : second->second));
  }
  return meaning;
}

/// Of the first piece of work of a stream that differs.
std::optional<std::string> difference(std::uint32_t stream, const std::vector<Meaning::Work>& a,
                                      const std::vector<Meaning::Work>& b) {
  const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (x == a.end() && y == b.end()) return std::nullopt;
  const std::string what = place(stream, std::uint64_t(x - a.begin()) + 1);
  if (x == a.end() || y == b.end())
    return what + " is " + (x == a.end() ? y : x)->operation + " in the " + (x == a.end() ? "second" : "first") +
           " trace and missing in the other";
  if (x->operation != y->operation)
    return what + " is " + x->operation + " in the first trace and " + y->operation + " in the second";
  return what + ", " + x->operation + ", comes after other work in the first trace than in the second";
}

void tell_missing(std::vector<std::string>& told, const std::set<std::string>& races,
                  const std::set<std::string>& others, const char* which) {
  for (const std::string& race : races)
    if (!others.contains(race)) told.push_back("only in the " + std::string(which) + " trace nothing orders " + race);
}

}  // namespace

std::vector<std::string> broken_orders(const Trace& trace, const std::vector<std::size_t>& order) {
  const Replayed replayed = replay(trace, kAnyPlan);
  std::map<std::size_t, const TraceWork*> work;
  for (const TraceWork& w : replayed.work) work[w.step] = &w;
  std::vector<std::uint64_t> done(trace.streams.size());
  std::vector<std::string> broken;
  for (const std::size_t step : order) {
    const auto found = work.find(step);
    if (found == work.end()) {
      broken.push_back("step " + std::to_string(step) + " is no work, or ran twice");
      continue;
    }
    const TraceWork& w = *found->second;
    for (std::uint32_t stream = 0; stream < done.size(); ++stream)
      if (done[stream] < w.after[stream])
        broken.push_back("step " + std::to_string(step) + ", " + trace.steps[step].operation + ", ran before " +
                         place(stream, w.after[stream]));
    ++done[w.stream];
    work.erase(found);
  }
  for (const auto& [step, missing] : work) broken.push_back("step " + std::to_string(step) + " did not run");
  return broken;
}

std::vector<std::string> differences(const Trace& a, const Trace& b) {
  std::vector<std::string> told;
  if (a.streams != b.streams) {
    told.push_back("the traces have other streams");
    return told;
  }
  const Meaning x = meaning_of(a), y = meaning_of(b);
  for (std::uint32_t stream = 0; stream < a.streams.size(); ++stream)
    if (const auto found = difference(stream, x.streams[stream], y.streams[stream])) told.push_back(*found);
  tell_missing(told, x.races, y.races, "first");
  tell_missing(told, y.races, x.races, "second");
  return told;
}

}  // namespace gradproof::sim
