#include <algorithm>
#include <gradproof/checks/program/scope.hpp>
#include <iterator>
#include <new>

namespace gradproof::checks {
namespace {

constexpr std::string_view module_prefix = "module:", function_prefix = "function:";

std::string_view behind(std::string_view prefix, const Value& value) {
  const auto* symbol = value.get<Symbol>();
  if (!symbol || !symbol->name.starts_with(prefix)) return {};
  return std::string_view(symbol->name).substr(prefix.size());
}

using List = std::shared_ptr<Sequence>;

void move_list(Value& value, std::vector<List>& lists) {
  if (auto* list = std::get_if<List>(&value.data)) lists.push_back(std::move(*list));
}

}  // namespace

Scope::~Scope() {
  try {
    std::vector<List> lists;
    for (auto& entry : values_) move_list(entry.second, lists);
    while (!lists.empty()) {
      const List list = std::move(lists.back());
      lists.pop_back();
      if (!list) continue;
      for (auto& item : list->items) move_list(item, lists);
      list->items.clear();
    }
  } catch (const std::bad_alloc&) {
    // The program has used up the memory: what is left goes as deep as it is nested.
  }
}

void Scope::bind(const std::string& name, Value value) {
  if (std::find(order_.begin(), order_.end(), name) == order_.end()) order_.push_back(name);
  values_[name] = std::move(value);
}

bool Scope::unbind(const std::string& name) { return values_.erase(name) > 0; }

const Value* Scope::find(std::string_view name) const {
  auto found = values_.find(name);
  return found == values_.end() ? nullptr : &found->second;
}

std::vector<std::string> Scope::names() const {
  std::vector<std::string> bound;
  std::copy_if(order_.begin(), order_.end(), std::back_inserter(bound), [&](const auto& name) { return find(name); });
  return bound;
}

const Value* Frame::find(std::string_view name) const {
  for (const Frame* frame = this; frame; frame = frame->outer.get())
    if (auto found = frame->values.find(name); found != frame->values.end()) return &found->second;
  return nullptr;
}

std::string_view module_path(const Value& value) { return behind(module_prefix, value); }
std::string_view function_path(const Value& value) { return behind(function_prefix, value); }
Value module_symbol(std::string_view path) { return {Symbol{std::string(module_prefix) + std::string(path)}}; }
Value function_symbol(std::string_view path) { return {Symbol{std::string(function_prefix) + std::string(path)}}; }

}  // namespace gradproof::checks
