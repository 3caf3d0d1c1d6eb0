// What a difference between two snapshots means: a save, a write, a gradient, a flag.
#include <algorithm>
#include <gradproof/checks/explain/recorder.hpp>

namespace gradproof::checks::explain {
/// Whose bytes were saved: an operand of the frame, its result, or what a module holds. Among them the one that reads
/// the bytes as they were saved, if there is one.
const Holder* Recorder::saved_holder(const Frame& frame, const Slot& slot, const Snapshot& now) const {
  const Holder* nearest = nullptr;
  const auto consider = [&](const Holder& holder) {
    if (holder.region.storage != slot.region.storage) return false;
    if (!nearest) nearest = &holder;
    if (!is_same_region(holder.region, slot.region)) return false;
    nearest = &holder;
    return true;
  };
  for (const int number : frame.objects)
    if (const auto holder = now.holders.find('#' + std::to_string(number)); holder != now.holders.end())
      if (consider(holder->second)) return nearest;
  if (nearest) return nearest;
  for (const auto& entry : now.holders)
    if (consider(entry.second)) break;
  return nearest;
}

/// `before`: what an operation saved before it wrote, as `x.mul_(w)` does; else all the others.
void Recorder::note_saved(const Frame& frame, const Snapshot& now, bool before) {
  for (const auto& [key, slot] : now.slots) {
    const bool was_written = !slot.packed && slot.at_save != slot.count.writes;
    if (saved_.contains(key) || was_written != before) continue;
    Saved& saved = saved_[key];
    saved.then = slot;
    saved.line = frame.line;
    saved.memory = memory_of(slot.region.storage);
    saved.event = static_cast<int>(notes_.size());
    Note& note = add("saved", frame);
    if (const Holder* holder = slot.packed ? nullptr : saved_holder(frame, slot, now)) {
      saved.object = note.name = holder->object;
      saved.name = note.event.name = holder->label;
      const auto earlier = last_.holders.find('#' + std::to_string(holder->object));
      if (before && earlier != last_.holders.end()) saved.then.contents = earlier->second.contents;
    }
    note.memory = saved.memory;
    note.event.by = slot.node;
    note.event.counter = slot.packed ? "none" : "checked";
    if (!slot.packed) note.event.version_before = slot.at_save;
    note.event.before = saved.then.contents.first;
  }
}

void Recorder::note_writes(const Frame& frame, const Snapshot& now) {
  std::map<int, std::vector<std::string>> written;
  for (const auto& [key, after] : now.holders) {
    const auto was = last_.holders.find(key);
    if (was == last_.holders.end()) continue;
    const Holder& before = was->second;
    if (before.region.storage != after.region.storage) {
      if (!after.is_gradient) note_moved(frame, before, after);
      continue;
    }
    const bool counted = before.count.counter == after.count.counter && before.count.writes != after.count.writes;
    const bool changed = is_same_region(before.region, after.region) && !(before.contents == after.contents);
    if (counted || changed) written[memory_of(after.region.storage)].push_back(key);
  }
  for (const auto& [key, after] : now.slots) {
    const auto was = last_.slots.find(key);
    if (was == last_.slots.end() || was->second.region.storage != after.region.storage) continue;
    if (!(was->second.contents == after.contents)) written[memory_of(after.region.storage)];
  }
  for (const auto& [memory, keys] : written)
    if (memory >= 0) note_write(frame, memory, now, keys);
}

/// The counter that the check of a saved value on this memory reads; else that of its first tensor.
const Count* Recorder::checked_count(const Snapshot& shot, int memory) const {
  for (const auto& entry : shot.slots)
    if (memory_of(entry.second.region.storage) == memory) return &entry.second.count;
  const Count* first = nullptr;
  for (const auto& entry : shot.holders) {
    const Holder& holder = entry.second;
    if (memory_of(holder.region.storage) != memory || !holder.count.counter) continue;
    if (holder.object >= 0 && holder.object == memories_[static_cast<std::size_t>(memory)].object) return &holder.count;
    if (!first) first = &holder.count;
  }
  return first;
}

/// Whether a backward only added to gradients that nobody else reads: note_gradients tells of that.
bool Recorder::only_gradients(const Frame& frame, int memory, const Snapshot& now,
                              const std::vector<std::string>& keys) const {
  if (!frame.is_backward || keys.empty()) return false;
  for (const auto& key : keys)
    if (!now.holders.at(key).is_gradient) return false;
  return std::ranges::none_of(now.slots, [&](const auto& entry) {
    const auto was = last_.slots.find(entry.first);
    return was != last_.slots.end() && memory_of(entry.second.region.storage) == memory &&
           !(was->second.contents == entry.second.contents);
  });
}

void Recorder::note_write(const Frame& frame, int memory, const Snapshot& now, const std::vector<std::string>& keys) {
  if (only_gradients(frame, memory, now, keys)) return;
  Note& note = add("write", frame);
  note.memory = memory;
  note.name = frame.is_backward ? -1 : target_of(frame, memory);
  for (const auto& key : keys) {
    const Holder& holder = now.holders.at(key);
    const bool is_other = holder.object >= 0 && holder.object != note.name;
    if (is_other && !(last_.holders.at(key).contents == holder.contents)) note.others.push_back(holder.object);
    if (note.name < 0 && holder.object < 0 && note.event.name.empty()) note.event.name = holder.label;
  }
  tell_counts(note, now);
  tell_bytes(note, now, keys);
}

/// Of a memory that is called after an array: who counts.
void Recorder::tell_counted(Note& note) const {
  const auto first = last_.holders.find('#' + std::to_string(memories_[static_cast<std::size_t>(note.memory)].object));
  note.is_of_array = first != last_.holders.end() && first->second.is_array;
  for (const auto& entry : last_.holders) {
    const Holder& holder = entry.second;
    const bool is_tensor = holder.count.counter && holder.object >= 0 && objects_.is_spelled(holder.object);
    if (note.counted < 0 && is_tensor && memory_of(holder.region.storage) == note.memory) note.counted = holder.object;
  }
}

/// What the write did to the counter that is checked, and to that of the name through which it came.
void Recorder::tell_counts(Note& note, const Snapshot& now) const {
  auto& event = note.event;
  const Count *before = checked_count(last_, note.memory), *after = checked_count(now, note.memory);
  if (before && after && before->counter == after->counter) {
    event.version_before = before->writes;
    event.version_after = after->writes;
    tell_counted(note);
  }
  const auto own = '#' + std::to_string(note.name);
  if (!now.holders.contains(own) || !last_.holders.contains(own)) return;
  const Count &was = last_.holders.at(own).count, &is = now.holders.at(own).count;
  event.counter = !is.counter ? "none" : before && is.counter == before->counter ? "shared" : "own";
  if (event.counter != "own") return;
  event.own_before = was.writes;
  event.own_after = is.writes;
}

/// What was saved shows the change best, then the name that was written, then whoever reads the bytes.
void Recorder::tell_bytes(Note& note, const Snapshot& now, const std::vector<std::string>& keys) const {
  auto& event = note.event;
  const auto show = [&](const Contents& was, const Contents& is) {
    if (event.bytes_changed || was == is) return;
    event.bytes_changed = true;
    event.before = was.first;
    event.after = is.first;
  };
  for (const auto& [key, slot] : now.slots)
    if (const auto was = last_.slots.find(key);
        was != last_.slots.end() && memory_of(slot.region.storage) == note.memory)
      show(was->second.contents, slot.contents);
  const auto own = '#' + std::to_string(note.name);
  if (now.holders.contains(own) && last_.holders.contains(own))
    show(last_.holders.at(own).contents, now.holders.at(own).contents);
  for (const std::string& key : keys) show(last_.holders.at(key).contents, now.holders.at(key).contents);
}

/// `x.data = y`, `x.set_(y)`: the tensor reads other bytes from now on, and so does what holds the tensor.
void Recorder::note_moved(const Frame& frame, const Holder& before, const Holder& after) {
  if (after.object < 0 || std::ranges::find(frame.objects, after.object) == frame.objects.end()) return;
  Note& note = add("moved", frame);
  note.memory = memory_of(after.region.storage);
  note.name = after.object;
  auto& event = note.event;
  event.before = before.contents.first;
  event.after = after.contents.first;
  event.bytes_changed = !(before.contents == after.contents);
  if (after.count.counter) event.version_before = before.count.writes, event.version_after = after.count.writes;
}

void Recorder::note_gradients(const Frame& frame, const Snapshot& now) {
  if (!frame.is_backward) return;
  for (const auto& [key, holder] : now.holders) {
    if (!holder.is_gradient) continue;
    const auto was = last_.holders.find(key);
    const bool is_new = was == last_.holders.end();
    if (!is_new && was->second.contents == holder.contents) continue;
    Note& note = add("gradient", frame);
    note.memory = memory_of(holder.region.storage);
    note.event.name = key;
    if (!is_new) note.event.before = was->second.contents.first;
    note.event.after = holder.contents.first;
  }
}

void Recorder::note_flags(const Frame& frame, const Snapshot& now) {
  for (const auto& [key, after] : now.holders) {
    const auto was = last_.holders.find(key);
    if (was == last_.holders.end() || after.object < 0 || !objects_.is_spelled(after.object)) continue;
    const Holder& before = was->second;
    const bool other_flag = before.requires_grad != after.requires_grad;
    const bool other_node = before.node_number != after.node_number || before.node.empty() != after.node.empty();
    if (!other_flag && !other_node) continue;
    Note& note = add(other_flag ? "flag" : "history", frame);
    note.memory = memory_of(after.region.storage);
    note.name = after.object;
    note.event.version_before = before.requires_grad ? 1 : 0;
    note.event.version_after = after.requires_grad ? 1 : 0;
    note.event.before = before.node.empty() ? records::Value{} : records::Value{before.node};
    note.event.after = after.node.empty() ? records::Value{} : records::Value{after.node};
  }
}

}  // namespace gradproof::checks::explain
