// Lambdas of the program while the machine runs them.
#include <fmt/format.h>

#include <gradproof/checks/explain/witness.hpp>
#include <gradproof/checks/program/tree.hpp>

namespace gradproof::checks::explain {
namespace {

std::string words_for(const std::string& role, int line) {
  if (role == "hook") return fmt::format("the hook of line {}", line);
  if (role == "pack") return fmt::format("the pack hook of line {}", line);
  if (role == "unpack") return fmt::format("the unpack hook of line {}", line);
  if (role == "checkpoint") return fmt::format("the checkpoint of line {}", line);
  return fmt::format("the custom function of line {}", line);
}

std::vector<Value> values_in(const Value& value) {
  const auto* list = value.get<std::shared_ptr<Sequence>>();
  return list ? (*list)->items : std::vector<Value>{value};
}

}  // namespace

Value Witness::wrap(GuestPointer guest) {
  return {std::make_shared<Callable>(
      [this, guest = std::move(guest)](std::span<const Value> values) { return run(guest, values); })};
}

Value Witness::run(const GuestPointer& guest, std::span<const Value> values) {
  if (!is_watching()) return (*guest->call)(values);
  const bool is_lambda = guest->role != "function";
  std::vector<const Value*> operands;
  for (const Value& value : values) operands.push_back(&value);
  Frame now = frame(words_for(guest->role, guest->line), operands);
  if (is_lambda) now.line = guest->line;
  // What is thrown, an early end included, leaves the guest as a return does.
  struct Running {
    std::vector<GuestPointer>& guests;
    bool counts;
    ~Running() {
      if (counts) guests.pop_back();
    }
  } running{guests_, is_lambda};
  if (is_lambda) guests_.push_back(guest);
  return watched(std::move(now), {}, [&] {
    before(*guest, values);
    const Value result = (*guest->call)(values);
    after(*guest, values, result);
    return result;
  });
}

void Witness::before(Guest& guest, std::span<const Value> values) {
  if (guest.role == "function") return;
  const bool last = guest.role == "unpack" || guest.role == "backward";
  const auto parameters = lambda_parameters(program_.body, guest.line, values.size(), last);
  for (std::size_t i = 0; i < parameters.size(); ++i) objects_.call_it(objects_.number(values[i]), parameters[i]);
  if (guest.role == "backward") use_attributes(guest, values);
  if (guest.role != "checkpoint") return;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (const int object = objects_.number(values[i]); object >= 0) read(guest, fmt::format("#{}", i), object, true);
}

void Witness::after(Guest& guest, std::span<const Value> values, const Value& result) {
  guest.has_run = true;
  const int object = objects_.number(result);
  if (guest.role == "function") keep_attributes(guest, values, result);
  if (guest.role == "pack" && object >= 0) {
    Kept kept = recorder_.keep(object, line_, words_for("pack", guest.line));
    // What the hook was given is what must come back.
    if (kept.memory >= 0) guest.kept->push_back(recorder_.with_contents_of(kept, objects_.number(values[0])));
  }
  if (guest.role == "unpack" && object >= 0) use_packed(*guest.kept, objects_.number(values[0]), object);
}

// Hooks may give the same object several times: what was packed last comes back first.
void Witness::use_packed(std::vector<Kept>& all, int packed, int unpacked) {
  Kept* found = nullptr;
  for (auto kept = all.rbegin(); kept != all.rend(); ++kept)
    if (kept->object == packed && (!found || kept->uses < found->uses)) found = &*kept;
  if (!found) return;
  ++found->uses;
  recorder_.use_kept(*found, unpacked);
}

void Witness::keep_attributes(Guest& guest, std::span<const Value> values, const Value& result) {
  std::vector<Value> all(values.begin(), values.end());
  for (const Value& value : values_in(result)) all.push_back(value);
  for (const std::int64_t place : guest.places) {
    const auto count = std::int64_t(all.size());
    const auto index = place < 0 ? place + count : place;
    if (index < 0 || index >= count) continue;
    guest.kept->push_back(recorder_.keep(objects_.number(all[std::size_t(index)]), line_,
                                         fmt::format("keep_as_attribute of line {}", guest.line)));
  }
}

// A custom backward is given gradients, then what was saved, then the attributes.
void Witness::use_attributes(Guest& guest, std::span<const Value> values) {
  const std::size_t count = guest.places.size();
  if (count == 0 || values.size() < count) return;
  for (std::size_t i = 0; i < count; ++i) {
    const int object = objects_.number(values[values.size() - count + i]);
    const Kept* match = nullptr;
    for (std::size_t k = i; k < guest.kept->size(); k += count) {
      const Kept& kept = (*guest.kept)[k];
      if (!match || kept.memory == recorder_.memory_of_object(object)) match = &kept;
    }
    if (match) recorder_.use_kept(*match, object);
  }
}

// A checkpoint runs its part once in forward and once more in backward: what it reads should be the same.
void Witness::read(Guest& guest, const std::string& name, int object, bool is_input) {
  const auto known = guest.reads.find(name);
  if (guest.has_run && known != guest.reads.end())
    recorder_.use_kept(known->second, object);
  else if (!guest.has_run && known == guest.reads.end())
    guest.reads[name] = recorder_.keep(object, line_, words_for("checkpoint", guest.line), is_input);
}

}  // namespace gradproof::checks::explain
