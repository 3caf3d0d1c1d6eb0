#pragma once
// What happened inside one program, as `gradproof explain` tells it: who saved which bytes at which version, who wrote
// them through which alias, and what the check could see. Read StoryEvent first.
#include <gradproof/reports/records/verdict.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gradproof::records {

/// One thing that happened to memory that the program holds, in the order of the run.
struct StoryEvent {
  /// "made", "alias", "saved", "write", "moved" (other bytes: `x.data = y`), "flag" (requires_grad), "history" (another
  /// node), "cut" (a result without the history of its operand), "check" or "gradient".
  std::string kind;
  int line = 0;            ///< of the program, from 1; 0: not known
  int during = 0;          ///< line of the backward that was running; 0: none
  std::string memory;      ///< whose bytes: what they are called; empty: none
  int memory_number = -1;  ///< tells memories of one name apart: in a loop each round may make another
  std::string name;        ///< the value as the program spells it: "b", "b.data", "g"
  std::string of;        ///< alias: of what; check: the name under which it was saved; write: other names of the memory
  std::string by;        ///< operation or node: "zero_", ".data", "MulBackward0"
  int saved_line = 0;    ///< check: the line that saved the value
  int saved_event = -1;  ///< check: the number of the event that saved it, from 0; -1: none
  std::optional<std::int64_t> version_before;  ///< saved: then; check: at save; write: of the counter that is checked
  std::optional<std::int64_t> version_after;   ///< check: at use; write: of the same counter
  std::optional<std::int64_t> own_before, own_after;  ///< write: of `name`'s own counter, where that is another
  std::string counter;                                ///< alias: "shared", "own" or "none"; saved: "checked" or "none"
  bool bytes_changed = false;
  Value before, after;  ///< the first elements, flat: as saved or before the write, and as used or after it
  Value memory_bytes;   ///< the first elements of the whole memory then, whoever's part `before` and `after` are; null:
                        ///< not known
  /// check: "passed", "unseen", "raised", "unreached" or "unasked"; cut: "asked", "no_grad", "integers" or "copied".
  std::string finding;
  std::string text;  ///< the event in a sentence
};

/// What stands in one column of the timeline.
struct StoryCell {
  int line = 0;
  std::string mark;     ///< "made", "alias", "save", "write", "check", "raised", "unseen" or empty
  std::string note;     ///< whose deed, in a word or two
  std::string version;  ///< of the counter that is checked: "0"
  std::string bytes;    ///< the first elements
};

/// The life of one memory, a cell for each moment at which something happened to it.
struct StoryRow {
  std::string memory;
  std::vector<StoryCell> cells;
};

/// A change of the program that was run and judged.
struct StoryFix {
  std::string what;               ///< "copy b.data where the alias is made"
  std::vector<std::string> diff;  ///< lines of the program: "-10 b_ = b.data", "+10 b_ = b.data.clone()"
  std::string outcome;            ///< of the changed program
  Values observed;                ///< by the changed program
  bool as_due = false;            ///< every gradient equals what was due for the original
};

/// A piece of work of a stream, or of the host, in simulated nanoseconds: an estimate, by no means a measurement.
struct StoryPiece {
  std::string what;
  std::int64_t begin = 0, end = 0;
};
struct StoryLane {
  std::string name;  ///< "host" or the stream
  std::vector<StoryPiece> pieces;
};

/// What a program asks of an accelerator, as the subject native:sim runs it.
struct StoryDevice {
  std::vector<StoryLane> lanes;
  std::vector<std::string> races;  ///< accesses that nothing orders, in words
  std::string schedule;            ///< what a shell sets for the same run
};

/// The whole story of a program on a subject, schema gradproof.story/1.
struct Story {
  Verdict verdict;
  std::string title, why;           ///< what the author says of the program; empty: nothing
  std::vector<std::string> source;  ///< the lines of the program
  std::vector<StoryEvent> events;
  bool cut_short = false;  ///< the run was too long to be watched to its end
  std::vector<StoryRow> timeline;
  std::string cause;  ///< in one sentence
  std::string advice;
  std::optional<StoryFix> fix;        ///< the smallest change that was proved right
  std::optional<StoryFix> loud;       ///< the smallest change that turns silence into an error
  std::vector<StoryFix> tried;        ///< changes that did not help
  std::optional<StoryDevice> device;  ///< where the program needs one
};

}  // namespace gradproof::records
