#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/explain/recorder.hpp>
#include <gradproof/checks/explain/sentence.hpp>
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/core/graph/grad_mode.hpp>

namespace gradproof::checks::explain {
namespace {

constexpr const char* kNoName = "a value without a name";

/// The tensors that a backward starts from.
std::vector<Tensor> tensors_of(Objects& objects, const std::vector<int>& numbers) {
  std::vector<Tensor> all;
  for (const auto& live : objects.alive())
    if (std::ranges::find(numbers, live.number) != numbers.end())
      if (const auto* t = dynamic_cast<const native::TensorObject*>(live.object.get())) all.push_back(t->tensor);
  return all;
}

}  // namespace

void Recorder::enter(Frame frame) {
  if (is_cut_short()) return frames_.push_back(std::move(frame));
  if (!frames_.empty()) settle(frames_.back());
  if (frame.is_backward) {
    const auto roots = tensors_of(objects_, frame.objects);
    for (auto& [key, slot] : reachable_slots(roots, budget_)) frame.awaited.push_back({key, std::move(slot)});
  }
  frames_.push_back(std::move(frame));
}

void Recorder::leave(const Value* made, const std::string& message) {
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  if (is_cut_short()) return;
  std::vector<int> results = made ? objects_.numbers(*made) : std::vector<int>{};
  settle(frame);
  if (is_cut_short()) return;
  for (const int result : results) {
    note_alias(frame, result);
    note_cut(frame, result);
  }
  if (frame.is_backward) note_checks(frame, message);
}

void Recorder::settle(Frame& frame) {
  Snapshot now = take_snapshot(objects_, budget_);
  is_cut_short_ = budget_.exhausted() || notes_.size() >= kMostNotes;
  if (is_cut_short_) return;
  number_memories(now);
  if (!frame.writes) see_memories();
  if (frame.writes) {
    note_saved(frame, now, true);
    see_memories();
    note_writes(frame, now);
    note_saved(frame, now, false);
    note_gradients(frame, now);
    note_flags(frame, now);
  }
  refresh_awaited(now);
  for (auto& awaited : frame.awaited)
    if (const auto slot = now.slots.find(awaited.key); slot != now.slots.end()) awaited.now = slot->second;
  last_ = std::move(now);
}

// A storage is the one that it was if somebody who held it still does; else another may live at its address.
void Recorder::number_memories(const Snapshot& now) {
  std::map<const Storage*, int> places;
  const auto stay = [&](const auto& before, const auto& after) {
    for (const auto& [key, item] : after) {
      const auto was = before.find(key);
      if (was == before.end() || was->second.region.storage != item.region.storage) continue;
      if (const int memory = memory_of(item.region.storage); memory >= 0) places[item.region.storage] = memory;
    }
  };
  stay(last_.holders, now.holders);
  stay(last_.slots, now.slots);
  const auto add = [&](const Region& region) {
    if (!region.storage || !places.try_emplace(region.storage, static_cast<int>(memories_.size())).second) return;
    memories_.push_back({.whole = whole_memory(region)});
  };
  for (const auto& entry : now.holders) add(entry.second.region);
  for (const auto& entry : now.slots) add(entry.second.region);
  places_ = std::move(places);
  for (const auto& entry : now.holders) introduce(memory_of(entry.second.region.storage), entry.second);
}

// What was noted since the last look happened to the bytes as they were then.
void Recorder::see_memories() {
  for (; seen_notes_ < notes_.size(); ++seen_notes_) tell_memory(notes_[seen_notes_]);
  for (const auto& [storage, number] : places_) {
    Memory& memory = memories_[static_cast<std::size_t>(number)];
    memory.bytes = first_elements(memory.whole);
  }
}

void Recorder::tell_memory(Note& note) const {
  if (note.memory < 0 || !note.event.memory_bytes.is_null()) return;
  note.event.memory_bytes = memories_[static_cast<std::size_t>(note.memory)].bytes;
}

int Recorder::memory_of(const Storage* storage) const {
  const auto found = places_.find(storage);
  return found == places_.end() ? -1 : found->second;
}

// A memory is called after the first value that has a name.
void Recorder::introduce(int memory, const Holder& holder) {
  if (memory < 0) return;
  Memory& known = memories_[static_cast<std::size_t>(memory)];
  const bool is_named = known.object >= 0 && objects_.is_spelled(known.object) && !objects_.is_parameter(known.object);
  const bool has_own_name = is_named && objects_.has_name(known.object);
  if (!known.label.empty() || (holder.object < 0 ? has_own_name : is_named)) return;
  if (holder.object < 0)
    known.label = holder.label, known.object = -1;
  else if (known.object < 0 || objects_.is_spelled(holder.object))
    known.object = holder.object;
}

void Recorder::bound(const std::string& name, const Value& value, int line) {
  objects_.bind(name, value, line);
  const int number = objects_.number(value);
  const auto holder = last_.holders.find('#' + std::to_string(number));
  if (number < 0 || holder == last_.holders.end()) return;
  const int memory = memory_of(holder->second.region.storage);
  if (memory < 0) return;
  introduce(memory, holder->second);
  Memory& known = memories_[static_cast<std::size_t>(memory)];
  if (note_gradient_named(number, holder->second, line)) known.announced = true;
  if (std::exchange(known.announced, true)) return;
  Note& note = add("made", {.by = objects_.origin(number).by, .line = line});
  note.memory = memory;
  note.name = number;
  note.event.after = holder->second.contents.first;
  if (holder->second.count.counter) note.event.version_after = holder->second.count.writes;
}

/// `g = x.grad`: the name holds the very tensor that backward adds to.
bool Recorder::note_gradient_named(int number, const Holder& holder, int line) {
  if (objects_.origin(number).by != ".grad") return false;
  for (const auto& [label, gradient] : last_.holders) {
    if (!gradient.is_gradient || gradient.region.storage != holder.region.storage) continue;
    Note& note = add("alias", {.by = ".grad", .line = line});
    note.memory = memory_of(holder.region.storage);
    note.name = number;
    note.event.of = label;
    note.event.counter = holder.count.counter == gradient.count.counter ? "shared" : "own";
    note.event.version_after = holder.count.writes;
    return true;
  }
  return false;
}

bool Recorder::in_backward() const { return std::ranges::any_of(frames_, &Frame::is_backward); }

int Recorder::line_of_backward() const {
  const auto running = std::ranges::find(frames_, true, &Frame::is_backward);
  return running == frames_.end() ? 0 : running->line;
}

Recorder::Note& Recorder::add(const std::string& kind, const Frame& frame) {
  Note& note = notes_.emplace_back();
  note.event.kind = kind;
  note.event.line = frame.line;
  note.event.during = line_of_backward();
  note.event.by = frame.by;
  return note;
}

int Recorder::target_of(const Frame& frame, int memory) const {
  for (const int object : frame.objects) {
    const auto holder = last_.holders.find('#' + std::to_string(object));
    if (holder != last_.holders.end() && memory_of(holder->second.region.storage) == memory) return object;
  }
  return -1;
}

void Recorder::note_alias(const Frame& frame, int made) {
  const auto result = last_.holders.find('#' + std::to_string(made));
  if (result == last_.holders.end() || std::ranges::find(frame.objects, made) != frame.objects.end()) return;
  const int memory = memory_of(result->second.region.storage);
  const int source = memory < 0 ? -1 : target_of(frame, memory);
  if (source < 0) return;
  const Holder& of = last_.holders.at('#' + std::to_string(source));
  Note& note = add("alias", frame);
  note.memory = memory;
  note.name = made;
  note.of = source;
  const Count &own = result->second.count, &other = of.count;
  note.event.counter = !own.counter ? "none" : own.counter == other.counter ? "shared" : "own";
  if (own.counter) note.event.version_after = own.writes;
}

// A result without a history, though an operand has one.
void Recorder::note_cut(const Frame& frame, int made) {
  const auto result = last_.holders.find('#' + std::to_string(made));
  if (result == last_.holders.end() || result->second.requires_grad || frame.is_backward) return;
  for (const int object : frame.objects) {
    const auto operand = last_.holders.find('#' + std::to_string(object));
    if (operand == last_.holders.end() || !operand->second.requires_grad || object == made) continue;
    Note& note = add("cut", frame);
    note.memory = memory_of(result->second.region.storage);
    note.name = made;
    note.of = object;
    const bool is_asked = frame.by == ".data" || frame.by == ".grad" || frame.by == "detach" || result->second.is_array;
    note.event.finding = is_asked                                    ? "asked"
                         : !is_floating(result->second.region.dtype) ? "integers"
                         : !GradMode::is_enabled()                   ? "no_grad"
                                                                     : "copied";
    return;
  }
}

std::string Recorder::counted_name(const Note& note) const {
  if (!note.is_of_array) return note.event.memory;
  return note.counted >= 0 ? objects_.spell(note.counted) : "its tensor";
}

/// In its own line a name needs no line.
std::string Recorder::told(Note note) const {
  const auto suffix = fmt::format(" of line {}", note.event.line);
  for (std::string* name : {&note.event.name, &note.event.memory, &note.event.of})
    if (name->ends_with(suffix)) name->erase(name->size() - suffix.size());
  return sentence(note.event, counted_name(note));
}

std::vector<records::StoryEvent> Recorder::events() const {
  std::vector<records::StoryEvent> all;
  for (Note note : notes_) {
    tell_memory(note);
    records::StoryEvent& event = note.event;
    if (note.memory >= 0) {
      const Memory& memory = memories_[static_cast<std::size_t>(note.memory)];
      event.memory = memory.object >= 0 ? objects_.spell(memory.object) : memory.label;
      event.memory_number = note.memory;
    }
    if (note.name >= 0) event.name = objects_.spell(note.name);
    if (note.of >= 0) event.of = objects_.spell(note.of);
    for (const int other : note.others) {
      const std::string name = objects_.spell(other);
      const bool is_told = (", " + event.of + ",").find(", " + name + ",") != std::string::npos;
      if (objects_.is_spelled(other) && !is_told && name != event.name && name != event.memory)
        event.of += (event.of.empty() ? "" : ", ") + name;
    }
    const bool is_kept = event.kind == "saved" || event.kind == "check";
    if (event.name.empty() || (is_kept && note.name >= 0 && objects_.is_parameter(note.name)))
      event.name = event.memory;
    if (event.name.empty()) event.name = kNoName;
    event.text = told(note);
    all.push_back(std::move(event));
  }
  return all;
}

}  // namespace gradproof::checks::explain
