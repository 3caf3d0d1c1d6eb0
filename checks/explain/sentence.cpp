#include <fmt/format.h>

#include <gradproof/checks/explain/sentence.hpp>

namespace gradproof::checks::explain {
namespace {

using records::StoryEvent;

std::string alias_words(const StoryEvent& event) {
  const auto bytes = event.by == ".grad"
                         ? fmt::format("{} is {} itself: the same bytes", event.name, event.of)
                         : fmt::format("{} comes from {} by {}: the same bytes", event.name, event.of, way_of(event));
  if (event.counter == "none") return bytes + ", and no counter at all";
  const auto version = event.version_after ? *event.version_after : 0;
  if (event.counter == "own") return fmt::format("{}, but a counter of its own ({})", bytes, version);
  return fmt::format("{} and the same counter ({})", bytes, version);
}

/// Which counters saw a write; `counted` has the one that is checked.
std::string counted_words(const StoryEvent& event, const std::string& counted) {
  std::string words;
  if (event.version_before && event.version_after) {
    words = *event.version_before == *event.version_after
                ? fmt::format("the counter of {} stays {}", counted, *event.version_after)
                : fmt::format("the counter of {} goes {} → {}", counted, *event.version_before, *event.version_after);
  }
  if (event.own_before && event.own_after)
    words += fmt::format("{} goes {} → {}",
                         words.empty() ? fmt::format("the counter of {}", event.name) : ", " + event.name + "'s own",
                         *event.own_before, *event.own_after);
  if (event.counter == "none") words += fmt::format("{}{} has no counter", words.empty() ? "" : ", ", event.name);
  return words;
}

std::string write_words(const StoryEvent& event, const std::string& counted_tensor) {
  const bool through = event.name != event.memory;
  std::string words = fmt::format("{} writes {}{}", event.by, event.memory,
                                  through ? fmt::format("'s bytes through {}", event.name) : std::string());
  if (!event.of.empty() && event.of != event.memory) words += fmt::format(" (also {}'s bytes)", event.of);
  words += event.bytes_changed ? fmt::format(": {} → {}", in_words(event.before), in_words(event.after))
                               : ": the bytes stay as they are";
  const auto counted = counted_words(event, counted_tensor);
  return counted.empty() ? words : words + "; " + counted;
}

std::string moved_words(const StoryEvent& event) {
  auto words = fmt::format("{} gives {} other bytes: {} → {}", event.by, event.name, in_words(event.before),
                           in_words(event.after));
  if (event.version_before && event.version_after)
    words += *event.version_before == *event.version_after
                 ? fmt::format("; its counter stays {}", *event.version_after)
                 : fmt::format("; its counter goes {} → {}", *event.version_before, *event.version_after);
  return words;
}

std::string saved_words(const StoryEvent& event) {
  const auto value = event.before.is_null() ? std::string() : " = " + in_words(event.before);
  if (event.counter == "checked")
    return fmt::format("{} saves {} at version {}{}", event.by, event.name, event.version_before.value_or(0), value);
  if (event.memory.empty()) return fmt::format("{} saves a value through hooks: its version is not checked", event.by);
  return fmt::format("{} keeps {}{}: no version is checked", event.by, event.name, value);
}

std::string check_words(const StoryEvent& event) {
  const auto line = fmt::format("line {}", event.saved_line);
  const auto who = fmt::format("{}, {} by {}{}", event.name, event.counter == "none" ? "kept" : "saved", event.by,
                               event.by.ends_with(line) ? "" : " in " + line);
  const auto versions =
      fmt::format("version {} then, {} now", event.version_before.value_or(0), event.version_after.value_or(0));
  const auto bytes = event.bytes_changed
                         ? fmt::format("bytes {} then, {} now", in_words(event.before), in_words(event.after))
                         : std::string("the bytes are the same");
  if (event.finding == "passed")
    return event.counter == "none" ? fmt::format("{} is used again: {}", who, bytes)
                                   : fmt::format("check of {}: {}, {}: passed", who, versions, bytes);
  if (event.finding == "unseen")
    return event.counter == "none"
               ? fmt::format("{}: {}; nobody checks it", who, bytes)
               : fmt::format("check of {}: {}: passed; {}: it cannot see that", who, versions, bytes);
  if (event.finding == "raised") return fmt::format("check of {}: {}: it raises; {}", who, versions, bytes);
  if (event.finding == "unasked") return fmt::format("{}: {}; no derivative asked for it", who, versions);
  return fmt::format("{}: not reached", who);
}

std::string flag_words(const StoryEvent& event) {
  return fmt::format("{} {} requires grad after {}", event.name,
                     event.version_after.value_or(0) != 0 ? "now" : "no longer", event.by);
}

std::string cut_words(const StoryEvent& event) {
  const auto why = event.finding == "integers"  ? "integers carry no gradient"
                   : event.finding == "no_grad" ? "nothing is recorded here"
                   : event.finding == "copied"  ? "it copies plain numbers"
                                                : "as asked for";
  return fmt::format("{} has no history, though {} has: {} ({})", event.name, event.of, event.by, why);
}

std::string history_words(const StoryEvent& event) {
  const auto node = [](const records::Value& value) {
    return value.is_null() ? std::string("a leaf") : "a result of " + std::get<std::string>(value.data);
  };
  return fmt::format("{} was {} and is {} after {}", event.name, node(event.before), node(event.after), event.by);
}

}  // namespace

std::string way_of(const StoryEvent& event) {
  const bool is_call = !event.by.starts_with('.') && event.by.find_first_of(" (") == std::string::npos;
  return is_call ? event.by + "()" : event.by;
}

std::string in_words(const records::Value& value) {
  if (const auto* flag = std::get_if<bool>(&value.data)) return *flag ? "True" : "False";
  if (const auto* integer = std::get_if<std::int64_t>(&value.data)) return std::to_string(*integer);
  if (const auto* number = std::get_if<double>(&value.data)) return fmt::format("{:.6g}", *number);
  if (const auto* text = std::get_if<std::string>(&value.data)) return *text;
  const auto* list = std::get_if<records::Value::List>(&value.data);
  if (!list) return "None";
  std::string text;
  for (const auto& item : *list) text += (text.empty() ? "" : ", ") + in_words(item);
  return '[' + text + ']';
}

std::string in_few_words(const records::Value& value) {
  constexpr std::size_t width = 90;
  auto text = in_words(value);
  if (text.size() > width) text = text.substr(0, width) + "...";
  return text;
}

std::string sentence(const StoryEvent& event, const std::string& counted) {
  if (event.kind == "made") {
    const auto version = event.version_after ? fmt::format(" at version {}", *event.version_after) : std::string();
    return fmt::format("{} is new memory{}: {}", event.name, version, in_words(event.after));
  }
  if (event.kind == "alias") return alias_words(event);
  if (event.kind == "write") return write_words(event, counted);
  if (event.kind == "moved") return moved_words(event);
  if (event.kind == "saved") return saved_words(event);
  if (event.kind == "check") return check_words(event);
  if (event.kind == "cut") return cut_words(event);
  if (event.kind == "flag") return flag_words(event);
  if (event.kind == "history") return history_words(event);
  return event.before.is_null() ? fmt::format("{} = {}", event.name, in_words(event.after))
                                : fmt::format("{}: {} → {}", event.name, in_words(event.before), in_words(event.after));
}

}  // namespace gradproof::checks::explain
