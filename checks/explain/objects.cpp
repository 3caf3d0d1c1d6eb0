#include <fmt/format.h>

#include <gradproof/checks/explain/objects.hpp>

namespace gradproof::checks::explain {
namespace {

const std::shared_ptr<Object>* watched(const Value& value) {
  const auto* object = value.get<std::shared_ptr<Object>>();
  if (!object || !*object) return nullptr;
  const auto type = (*object)->type();
  return type == "Tensor" || type == "ndarray" || type == "Module" || type == "Optimizer" ? object : nullptr;
}

/// A list may hold itself: only so deep is it looked into.
void collect(Objects& objects, const Value& value, std::vector<int>& into, int depth) {
  if (const int number = objects.number(value); number >= 0) into.push_back(number);
  const auto* list = value.get<std::shared_ptr<Sequence>>();
  if (!list || depth == 0) return;
  for (const Value& item : (*list)->items) collect(objects, item, into, depth - 1);
}

}  // namespace

int Objects::number(const Value& value) { return born(value, {}); }

int Objects::born(const Value& value, const Origin& origin) {
  const auto* object = watched(value);
  if (!object) return -1;
  if (const auto known = numbers_.find(object->get()); known != numbers_.end()) {
    if (!at(known->second).object.expired()) return known->second;
    numbers_.erase(known);  // another one lived there
  }
  const int number = static_cast<int>(entries_.size());
  entries_.push_back({*object, origin, {}});
  alive_.push_back(number);
  numbers_[object->get()] = number;
  return number;
}

std::vector<int> Objects::numbers(const Value& value) {
  constexpr int deepest = 4;
  std::vector<int> all;
  collect(*this, value, all, deepest);
  return all;
}

void Objects::bind(const std::string& name, const Value& value, int line) {
  const int number = this->number(value), before = named(name);
  names_[name] = number;
  if (number >= 0) {
    auto& entry = entries_[static_cast<std::size_t>(number)];
    if (entry.name.empty()) entry.name = name, entry.named_in = line;
    if (before < 0 || before == number) return;
    auto& earlier = entries_[static_cast<std::size_t>(before)];
    if (earlier.name == name && earlier.named_in != line) earlier.lost_name = true;
    return;
  }
  const auto* list = value.get<std::shared_ptr<Sequence>>();
  if (!list) return;
  for (std::size_t i = 0; i < (*list)->items.size(); ++i) {
    const int item = this->number((*list)->items[i]);
    if (item < 0) continue;
    auto& entry = entries_[static_cast<std::size_t>(item)];
    if (entry.name.empty()) entry.name = fmt::format("{}[{}]", name, i);
  }
}

void Objects::call_it(int number, const std::string& name) {
  if (number < 0 || is_spelled(number)) return;
  auto& entry = entries_[static_cast<std::size_t>(number)];
  entry.name = name;
  entry.is_parameter = true;
}

int Objects::named(std::string_view name) const {
  const auto found = names_.find(name);
  return found == names_.end() ? -1 : found->second;
}

bool Objects::is_spelled(int number) const {
  for (const Entry* entry = &at(number);; entry = &at(entry->origin.of)) {
    if (!entry->name.empty()) return true;
    if (entry->origin.of < 0 || entry->origin.around.after.empty()) return false;
  }
}

std::string Objects::spell(int number) const {
  const Entry* root = &at(number);
  while (root->name.empty() && root->origin.of >= 0 && is_spelled(number)) root = &at(root->origin.of);
  return root->lost_name ? fmt::format("{} of line {}", expression(number), root->named_in) : expression(number);
}

std::string Objects::expression(int number) const {
  const Entry& entry = at(number);
  if (!entry.name.empty()) return entry.name;
  if (is_spelled(number)) return entry.origin.around.before + expression(entry.origin.of) + entry.origin.around.after;
  if (entry.origin.by.empty()) return "a value without a name";
  return fmt::format("the result of {} in line {}", entry.origin.by, entry.origin.line);
}

std::vector<Objects::Live> Objects::alive() {
  std::vector<Live> all;
  std::erase_if(alive_, [&](int number) {
    auto object = at(number).object.lock();
    if (!object) return true;
    all.push_back({number, std::move(object)});
    return false;
  });
  return all;
}

}  // namespace gradproof::checks::explain
