#pragma once
// Turns differences between snapshots into events. A Frame is one thing that runs: an operation, an attribute, a lambda
// of the program; they nest, since a hook runs inside a backward. Whatever changed since the last look is the deed of
// the frame that ran.
#include <gradproof/checks/explain/snapshot.hpp>
#include <gradproof/reports/records/story.hpp>
#include <optional>

namespace gradproof::checks::explain {

/// A saved value that a backward which runs now may ask for.
struct Awaited {
  SlotKey key;
  Slot now;  ///< as it was when it was last seen waiting
};

struct Frame {
  std::string by;  ///< "zero_", ".data", "[...] ="
  int line = 0;
  std::vector<int> objects = {};  ///< what it works on, the most likely to be written first
  bool is_backward = false;
  bool writes = true;  ///< an attribute only reads
  std::vector<Awaited> awaited = {};
};

/// What came of a value that is kept outside SavedTensor: by a hook, as an attribute, or to be computed again.
struct Kept {
  int object = -1;
  int memory = -1;
  int line = 0;
  int event = -1;  ///< the number of the event that tells of it
  std::string by;
  Contents contents;
  std::optional<std::int64_t> version;  ///< what its counter said
  bool is_checked = false;              ///< the counter is looked at when it is needed
  int uses = 0;                         ///< how often it came back
};

class Recorder {
 public:
  /// `objects` must outlive the recorder.
  Recorder(Objects& objects, const Budget& budget) : objects_(objects), budget_(budget) {}

  void enter(Frame frame);
  /// The innermost frame has ended; `made` is what it returned, `message` what it threw.
  void leave(const Value* made, const std::string& message = {});
  /// `name` was bound in `line`: memory that is new gets its name.
  void bound(const std::string& name, const Value& value, int line);

  /// A value that nobody checks was kept for backward; reads its contents now.
  Kept keep(int object, int line, const std::string& how, bool is_checked = false);
  /// The same with what `object` holds now as the contents that must come back.
  Kept with_contents_of(Kept kept, int object) const;
  /// The same value came back, or is read again, as `object`.
  void use_kept(const Kept& kept, int object);
  int memory_of_object(int object) const;

  const Frame* frame() const { return frames_.empty() ? nullptr : &frames_.back(); }
  bool in_backward() const;
  /// Stays so once it is.
  bool is_cut_short() const { return is_cut_short_; }
  /// The events so far, with names filled in.
  std::vector<records::StoryEvent> events() const;

 private:
  static constexpr std::size_t kMostNotes = 4000;

  /// An event whose names are filled in at the end, when all names are known.
  struct Note {
    records::StoryEvent event;
    int memory = -1, name = -1, of = -1;
    bool is_of_array = false;  ///< the memory is called after an array, which has no counter
    int counted = -1;          ///< then a tensor on it; -1: none has a name
    std::vector<int> others;
  };
  /// What is known of a saved value.
  struct Saved {
    int memory = -1, line = 0, object = -1, event = -1;
    std::string name;
    Slot then;
  };
  /// What a memory was first known as.
  struct Memory {
    int object = -1;
    std::string label = {};
    bool announced = false;
    Region whole = {};
    records::Value bytes = {};  ///< the first elements when it was last seen
  };

  void settle(Frame& frame);
  void number_memories(const Snapshot& now);
  int memory_of(const Storage* storage) const;
  void introduce(int memory, const Holder& holder);
  void see_memories();
  void note_saved(const Frame& frame, const Snapshot& now, bool before);
  void note_writes(const Frame& frame, const Snapshot& now);
  void note_write(const Frame& frame, int memory, const Snapshot& now, const std::vector<std::string>& keys);
  bool only_gradients(const Frame& frame, int memory, const Snapshot& now, const std::vector<std::string>& keys) const;
  void tell_counted(Note& note) const;
  void tell_counts(Note& note, const Snapshot& now) const;
  void tell_bytes(Note& note, const Snapshot& now, const std::vector<std::string>& keys) const;
  void tell_memory(Note& note) const;
  void note_moved(const Frame& frame, const Holder& before, const Holder& after);
  void note_gradients(const Frame& frame, const Snapshot& now);
  void note_flags(const Frame& frame, const Snapshot& now);
  bool note_gradient_named(int number, const Holder& holder, int line);
  void note_alias(const Frame& frame, int made);
  void note_cut(const Frame& frame, int made);
  void refresh_awaited(const Snapshot& now);
  void note_checks(const Frame& frame, const std::string& message);
  void note_kept(const Kept& kept, const Frame& frame, const Holder& now, const std::string& finding);
  void note_checkpoint(const Frame& frame, const std::string& message);
  const Count* checked_count(const Snapshot& shot, int memory) const;
  int target_of(const Frame& frame, int memory) const;
  const Holder* saved_holder(const Frame& frame, const Slot& slot, const Snapshot& now) const;
  std::string counted_name(const Note& note) const;
  std::string told(Note note) const;
  Note& add(const std::string& kind, const Frame& frame);
  int line_of_backward() const;

  Objects& objects_;
  Budget budget_;
  Snapshot last_;
  bool is_cut_short_ = false;
  std::vector<Frame> frames_;
  std::vector<Note> notes_;
  std::size_t seen_notes_ = 0;  ///< notes that have the bytes of their memory
  std::vector<Memory> memories_;
  std::map<const Storage*, int> places_;  ///< storages of the newest snapshot
  std::map<SlotKey, Saved> saved_;
  std::vector<Kept> checkpointed_;  ///< the inputs of checkpoints
};

}  // namespace gradproof::checks::explain
