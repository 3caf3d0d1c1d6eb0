// What became of saved values when a backward asked for them.
#include <algorithm>
#include <gradproof/checks/explain/recorder.hpp>

namespace gradproof::checks::explain {
namespace {

constexpr const char* kModified = "modified by an inplace operation";

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// The engine runs the newest node first: of all that would have raised, it came to the newest that the text names.
const SlotKey* raiser(const std::vector<Awaited>& awaited, const std::string& message) {
  if (!has(message, kModified)) return nullptr;
  const SlotKey* newest = nullptr;
  for (const auto& [key, now] : awaited) {
    if (now.packed || now.count.writes == now.at_save || !has(message, "saved by " + now.node + ".")) continue;
    if (!newest || newest->first < key.first) newest = &key;
  }
  return newest;
}

}  // namespace

// While a hook runs, what was released has been used; everything else still waits and is seen as it is now.
void Recorder::refresh_awaited(const Snapshot& now) {
  for (Frame& frame : frames_)
    for (Awaited& awaited : frame.awaited)
      if (const auto slot = now.slots.find(awaited.key); slot != now.slots.end()) awaited.now = slot->second;
}

void Recorder::note_checks(const Frame& frame, const std::string& message) {
  note_checkpoint(frame, message);
  const SlotKey* raised = raiser(frame.awaited, message);
  for (const auto& [key, now] : frame.awaited) {
    const auto found = saved_.find(key);
    if (now.packed || found == saved_.end()) continue;
    const Saved& saved = found->second;
    const bool is_same = saved.then.contents == now.contents, has_moved = now.count.writes != now.at_save;
    Note& note = add("check", frame);
    note.memory = saved.memory;
    note.name = saved.object;
    auto& event = note.event;
    event.name = saved.name;
    event.by = now.node;
    event.saved_line = saved.line;
    event.saved_event = saved.event;
    event.counter = "checked";
    event.version_before = now.at_save;
    event.version_after = now.count.writes;
    event.bytes_changed = !is_same;
    event.before = saved.then.contents.first;
    event.after = now.contents.first;
    if (saved.memory >= 0 && is_same_region(now.region, memories_[static_cast<std::size_t>(saved.memory)].whole))
      event.memory_bytes = now.contents.first;
    if (raised)
      event.finding = *raised == key ? "raised" : "unreached";
    else if (has_moved)
      event.finding = message.empty() ? "unasked" : "unreached";
    else
      event.finding = !message.empty() ? "unreached" : is_same ? "passed" : "unseen";
  }
}

int Recorder::memory_of_object(int object) const {
  const auto holder = last_.holders.find('#' + std::to_string(object));
  return holder == last_.holders.end() ? -1 : memory_of(holder->second.region.storage);
}

Kept Recorder::keep(int object, int line, const std::string& how, bool is_checked) {
  Kept kept;
  kept.object = object;
  kept.is_checked = is_checked;
  if (kept.object < 0 || is_cut_short()) return kept;
  if (!frames_.empty()) settle(frames_.back());
  const auto holder = last_.holders.find('#' + std::to_string(kept.object));
  if (holder == last_.holders.end()) return kept;
  kept.memory = memory_of(holder->second.region.storage);
  kept.line = line;
  kept.by = how;
  kept.contents = holder->second.contents;
  kept.event = static_cast<int>(notes_.size());
  Note& note = add("saved", {.by = how, .line = line});
  note.memory = kept.memory;
  note.name = kept.object;
  note.event.counter = is_checked ? "checked" : "none";
  if (holder->second.count.counter) kept.version = holder->second.count.writes;
  note.event.version_before = kept.version;
  note.event.before = kept.contents.first;
  if (is_checked) checkpointed_.push_back(kept);
  return kept;
}

Kept Recorder::with_contents_of(Kept kept, int object) const {
  const auto holder = last_.holders.find('#' + std::to_string(object));
  if (holder != last_.holders.end()) kept.contents = holder->second.contents;
  return kept;
}

void Recorder::use_kept(const Kept& kept, int object) {
  if (object < 0 || kept.memory < 0 || is_cut_short() || frames_.empty()) return;
  settle(frames_.back());
  const auto holder = last_.holders.find('#' + std::to_string(object));
  if (holder == last_.holders.end()) return;
  const bool is_same = kept.contents == holder->second.contents;
  note_kept(kept, frames_.back(), holder->second, is_same ? "passed" : "unseen");
}

void Recorder::note_kept(const Kept& kept, const Frame& frame, const Holder& now, const std::string& finding) {
  Note& note = add("check", frame);
  note.memory = kept.memory;
  note.name = kept.object;
  auto& event = note.event;
  if (event.during != 0) event.line = event.during;
  event.by = kept.by;
  event.saved_line = kept.line;
  event.saved_event = kept.event;
  event.counter = kept.is_checked ? "checked" : "none";
  event.version_before = kept.version;
  if (now.count.counter) event.version_after = now.count.writes;
  event.bytes_changed = !(kept.contents == now.contents);
  event.before = kept.contents.first;
  event.after = now.contents.first;
  event.finding = finding;
}

/// A checkpoint looks at the counters of its inputs before it runs again.
void Recorder::note_checkpoint(const Frame& frame, const std::string& message) {
  if (!has(message, kModified) || !has(message, "saved by CheckpointInputs")) return;
  for (const Kept& kept : checkpointed_) {
    const auto holder = last_.holders.find('#' + std::to_string(kept.object));
    const bool is_there = holder != last_.holders.end() && memory_of(holder->second.region.storage) == kept.memory;
    if (is_there && holder->second.count.writes != kept.version) note_kept(kept, frame, holder->second, "raised");
  }
}

}  // namespace gradproof::checks::explain
