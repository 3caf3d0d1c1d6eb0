#include <algorithm>
#include <gradproof/core/sim/races.hpp>

namespace gradproof::sim {

void Races::join(Clock& to, const Clock& from) {
  if (to.size() < from.size()) to.resize(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) to[i] = std::max(to[i], from[i]);
}

bool Races::knows(const Clock& clock, const Step& step) const {
  return step.party < clock.size() && clock[step.party] >= step.number;
}

Races::Clock Races::now(std::uint32_t stream) {
  join(clocks_[stream + 1], clocks_[0]);
  return clocks_[stream + 1];
}

void Races::issue(Position position, const char* operation, const Accesses& accesses) {
  const std::size_t party = position.stream + 1;
  Clock& clock = clocks_[party];
  join(clock, clocks_[0]);
  if (clock.size() <= party) clock.resize(party + 1);
  const auto step = std::make_shared<const Step>(Step{operation, party, ++clock[party], position, accesses});
  for (const Access& access : step->accesses) touch({step, &access}, clock);
}

void Races::touch(const Mark& mark, const Clock& clock) {
  const char *begin = mark.access->begin(), *const end = mark.access->end();
  bool told = false;
  for (auto at = split(begin); begin < end;) {
    if (at == segments_.end() || at->first > begin) {
      const char* const gap_end = at == segments_.end() ? end : std::min(end, at->first);
      at = segments_.emplace_hint(at, begin, Segment{gap_end, {}, {}});
    }
    if (at->second.end > end) split(end);
    Segment& segment = at->second;
    told = told || check(segment.writes, mark, clock) || (mark.access->writes && check(segment.reads, mark, clock));
    remember(segment, mark, clock);
    begin = segment.end;
    ++at;
  }
}

/// The first segment that begins at `at` or later; one that has it inside becomes two.
Races::Segments::iterator Races::split(const char* at) {
  auto next = segments_.lower_bound(at);
  if (next == segments_.begin()) return next;
  const auto before = std::prev(next);
  if (before->second.end <= at) return next;
  const Segment rest = before->second;
  before->second.end = at;
  return segments_.emplace_hint(next, at, rest);
}

bool Races::check(const std::vector<Mark>& earlier, const Mark& mark, const Clock& clock) {
  for (const Mark& other : earlier) {
    if (knows(clock, *other.step) || !share_bytes(*other.access, *mark.access)) continue;
    const auto witness = [](const Mark& m) {
      return Witness{m.step->operation, m.step->party == 0, m.step->position,
                     m.access->begin(), m.access->end(),    m.access->writes};
    };
    found_.push_back({witness(other), witness(mark)});
    return true;
  }
  return false;
}

/// What the newcomer knows of is of no more interest where it leaves no byte of the segment out.
void Races::remember(Segment& segment, const Mark& mark, const Clock& clock) {
  constexpr std::size_t most = 16;
  const Access& a = *mark.access;
  const bool is_whole = a.dims == 0 || (a.dims == 1 && (a.sizes[0] == 1 || a.strides[0] == std::int64_t(a.item)));
  const auto is_known = [&](const Mark& m) { return knows(clock, *m.step); };
  std::vector<Mark>& own = a.writes ? segment.writes : segment.reads;
  if (is_whole || own.size() >= most) std::erase_if(own, is_known);
  if (is_whole && a.writes) std::erase_if(segment.reads, is_known);
  own.push_back(mark);
}

bool Races::host_touches(const char* begin, const char* end, bool writes) {
  Accesses accesses;
  accesses.add(Access::run(begin, std::size_t(end - begin), writes));
  const auto step = std::make_shared<const Step>(Step{"the host", 0, 0, {}, accesses});
  const Mark mark = {step, &step->accesses.all[0]};
  for (auto at = split(begin); at != segments_.end() && at->first < end; ++at)
    if (check(at->second.writes, mark, clocks_[0]) || (writes && check(at->second.reads, mark, clocks_[0])))
      return false;
  return true;
}

void Races::forget(const char* begin, const char* end) {
  split(end);
  segments_.erase(split(begin), segments_.lower_bound(end));
}

}  // namespace gradproof::sim
