#pragma once
// Finds accesses that nothing orders, whatever the schedule did with them: a vector clock for the host and for each
// stream says what each knows of the others, an issue knows what the host knows, a wait joins what the event knew.
// Bytes remember who wrote them last and who read them since. (The algorithm of vector-clock detectors, Fidge and
// Mattern 1988; over byte ranges, so that overlapping views of one block count.)
#include <gradproof/core/sim/access.hpp>
#include <gradproof/core/sim/executor.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace gradproof::sim {

/// One of two accesses that nothing orders.
struct Witness {
  std::string operation;
  bool is_host = false;
  Position position;  ///< of a stream's work
  const char *begin, *end;
  bool writes;
};
struct Race {
  Witness first, second;  ///< in the order of the program
};

class Races {
 public:
  /// What somebody knows: of each party how many of its steps. The host is the first, then come the streams.
  using Clock = std::vector<std::uint64_t>;

  void add_stream() { clocks_.emplace_back(); }
  /// Work that makes these accesses was put into a stream.
  void issue(Position position, const char* operation, const Accesses& accesses);
  /// What a mark made in the stream now stands for.
  Clock now(std::uint32_t stream);
  void stream_learns(std::uint32_t stream, const Clock& clock) { join(clocks_[stream + 1], clock); }
  void host_learns(const Clock& clock) { join(clocks_[0], clock); }
  /// The host touches bytes itself; false: nothing orders that.
  bool host_touches(const char* begin, const char* end, bool writes);
  /// The bytes are nobody's any more.
  void forget(const char* begin, const char* end);
  /// Those found since the last call.
  std::vector<Race> take() { return std::exchange(found_, {}); }
  bool has_found() const { return !found_.empty(); }

 private:
  struct Step {
    const char* operation;
    std::size_t party;
    std::uint64_t number;  // of the party's steps
    Position position;
    Accesses accesses;
  };
  /// One access of a step.
  struct Mark {
    std::shared_ptr<const Step> step;
    const Access* access;
  };
  struct Segment {
    const char* end;
    std::vector<Mark> writes, reads;
  };
  using Segments = std::map<const char*, Segment>;

  static void join(Clock& to, const Clock& from);
  bool knows(const Clock& clock, const Step& step) const;
  void touch(const Mark& mark, const Clock& clock);
  bool check(const std::vector<Mark>& earlier, const Mark& mark, const Clock& clock);
  Segments::iterator split(const char* at);
  void remember(Segment& segment, const Mark& mark, const Clock& clock);

  std::vector<Clock> clocks_ = {{}};
  Segments segments_;
  std::vector<Race> found_;
};

}  // namespace gradproof::sim
