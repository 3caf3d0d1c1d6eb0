// Lists, tuples and strings as Python has them, and reading and writing by subscript.
#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/program/arithmetic.hpp>
#include <gradproof/checks/program/utf8.hpp>
#include <gradproof/checks/program/walker.hpp>

namespace gradproof::checks {
namespace {

using List = std::shared_ptr<Sequence>;

// The positions that a slice names in a sequence of `size` items, by CPython's rules of clipping.
std::vector<std::size_t> positions(const Slice& slice, std::int64_t size) {
  auto step = slice.step.value_or(1);
  if (step == 0) throw Raised("value", "slice step cannot be zero", "ValueError");
  auto lowest = step > 0 ? std::int64_t{0} : std::int64_t{-1};
  auto highest = step > 0 ? size : size - 1;
  auto clip = [&](std::int64_t i) { return std::clamp(i < 0 ? i + size : i, lowest, highest); };
  auto start = slice.start ? clip(*slice.start) : step > 0 ? lowest : highest;
  auto stop = slice.stop ? clip(*slice.stop) : step > 0 ? highest : lowest;
  std::vector<std::size_t> found;
  for (; step > 0 ? start < stop : start > stop;) {
    found.push_back(static_cast<std::size_t>(start));
    if (__builtin_add_overflow(start, step, &start)) break;
  }
  return found;
}

std::size_t position(std::int64_t index, std::size_t size, const std::string& type) {
  auto length = static_cast<std::int64_t>(size);
  if (index < -length || index >= length) throw Raised("index", type + " index out of range", "IndexError");
  return static_cast<std::size_t>(index < 0 ? index + length : index);
}

void require_room(std::size_t items, std::size_t more) {
  if (items + more > limits::items) throw LimitError(fmt::format("a list of more than {} items", limits::items));
}

void replace(Sequence& list, const Slice& slice, const std::vector<Value>& values) {
  auto where = positions(slice, static_cast<std::int64_t>(list.items.size()));
  bool contiguous = slice.step.value_or(1) == 1;
  if (!contiguous && where.size() != values.size())
    throw Raised(
        "value",
        fmt::format("attempt to assign sequence of size {} to extended slice of size {}", values.size(), where.size()),
        "ValueError");
  if (!contiguous) {
    for (std::size_t i = 0; i < where.size(); ++i) list.items[where[i]] = values[i];
    return;
  }
  // An empty slice still has a place: where it begins.
  auto begin = slice.start.value_or(0), size = static_cast<std::int64_t>(list.items.size());
  auto first = list.items.begin() + std::clamp(begin < 0 ? begin + size : begin, std::int64_t{0}, size);
  require_room(list.items.size() - where.size(), values.size());
  auto rest = list.items.erase(first, first + static_cast<std::ptrdiff_t>(where.size()));
  list.items.insert(rest, values.begin(), values.end());
}

[[noreturn]] void not_subscriptable(const Value& value, const char* what) {
  throw Raised("argument", fmt::format("'{}' object {}", type_name(value), what), "TypeError");
}

}  // namespace

Value Walker::part_of(const std::string& text, const Value& index) {
  const auto letters = split_characters(text);
  const auto* slice = index.get<Slice>();
  if (!slice) return {std::string(letters[position(to_index(index), letters.size(), "string")])};
  std::string part;
  for (auto i : positions(*slice, static_cast<std::int64_t>(letters.size()))) part += letters[i];
  return {part};
}

Value Walker::get_item(const Value& object, const Value& index) {
  if (object.is<std::shared_ptr<Object>>()) return machine_.get_item(object, index);
  if (const auto* text = object.get<std::string>()) return part_of(*text, index);
  const auto* list = object.get<List>();
  if (!list) not_subscriptable(object, "is not subscriptable");
  const auto& items = (*list)->items;
  const auto* slice = index.get<Slice>();
  if (!slice) return items[position(to_index(index), items.size(), type_name(object))];
  auto result = std::make_shared<Sequence>(Sequence{(*list)->is_tuple, {}, (*list)->is_size});
  for (auto i : positions(*slice, static_cast<std::int64_t>(items.size()))) result->items.push_back(items[i]);
  return {result};
}

void Walker::set_item(const Value& object, const Value& index, const Value& value) {
  if (object.is<std::shared_ptr<Object>>()) return machine_.set_item(object, index, value);
  const auto* list = object.get<List>();
  if (!list || (*list)->is_tuple) not_subscriptable(object, "does not support item assignment");
  if (const auto* slice = index.get<Slice>()) return replace(**list, *slice, iterate(value));
  auto& items = (*list)->items;
  items[position(to_index(index), items.size(), "list assignment")] = value;
}

void Walker::delete_item(const Value& object, const Value& index) {
  const auto* list = object.get<List>();
  if (!list || (*list)->is_tuple) not_subscriptable(object, "does not support item deletion");
  auto& items = (*list)->items;
  const auto* slice = index.get<Slice>();
  auto where = slice ? positions(*slice, static_cast<std::int64_t>(items.size()))
                     : std::vector{position(to_index(index), items.size(), "list assignment")};
  std::ranges::sort(where, std::greater());
  for (auto i : where) items.erase(items.begin() + static_cast<std::ptrdiff_t>(i));
}

Value Walker::list_method(std::string_view name, const Arguments& arguments) {
  auto& items = arguments["self"].as<List>()->items;
  if (name == "append") {
    require_room(items.size(), 1);
    items.push_back(arguments["object"]);
  } else if (name == "extend") {
    auto more = iterate(arguments["iterable"]);
    require_room(items.size(), more.size());
    items.insert(items.end(), more.begin(), more.end());
  } else if (name == "pop") {
    if (items.empty()) throw Raised("index", "pop from empty list", "IndexError");
    auto at = items.begin() + static_cast<std::ptrdiff_t>(position(to_index(arguments["index"]), items.size(), "pop"));
    Value value = *at;
    items.erase(at);
    return value;
  } else {  // tuple.numel, of a shape
    Value product{std::int64_t{1}};
    for (const auto& item : items) product = arithmetic(ast::BinaryOperator::multiply, product, item);
    return product;
  }
  return {};
}

std::vector<Value> Walker::iterate(const Value& value) {
  if (const auto* list = value.get<List>()) return (*list)->items;
  std::vector<Value> items;
  if (const auto* text = value.get<std::string>()) {
    for (auto letter : split_characters(*text)) items.push_back({std::string(letter)});
    return items;
  }
  if (!value.is<std::shared_ptr<Object>>()) not_subscriptable(value, "is not iterable");
  // A tensor hands out its rows by unbind: they are outputs of one node.
  const bool is_tensor = type_name(value) == "Tensor";
  if (is_tensor && to_int(machine_.get_attribute(value, "ndim")) == 0)
    throw Raised("argument", "iteration over a 0-d tensor", "TypeError");
  if (is_tensor) return iterate(call_operation("torch.unbind", {value}));
  for (std::int64_t i = 0, size = length(value); i < size; ++i) items.push_back(machine_.get_item(value, {i}));
  return items;
}

}  // namespace gradproof::checks
