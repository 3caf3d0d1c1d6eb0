#include <fmt/format.h>

#include <gradproof/checks/explain/spelling.hpp>
#include <gradproof/checks/program/names.hpp>

namespace gradproof::checks::explain {
namespace {

std::string bound_text(const std::optional<std::int64_t>& bound) { return bound ? std::to_string(*bound) : ""; }

std::string text_of(const Value& value) {
  if (const auto* flag = value.get<bool>()) return *flag ? "True" : "False";
  if (const auto* integer = value.get<std::int64_t>()) return std::to_string(*integer);
  if (const auto* number = value.get<double>()) return fmt::format("{:g}", *number);
  if (const auto* text = value.get<std::string>()) return '"' + *text + '"';
  if (const auto* symbol = value.get<Symbol>()) return symbol->name;
  if (const auto* slice = value.get<Slice>())
    return bound_text(slice->start) + ':' + bound_text(slice->stop) +
           (slice->step ? ':' + bound_text(slice->step) : "");
  if (value.is<Ellipsis>()) return "...";
  if (value.is_none()) return "None";
  const auto* list = value.get<std::shared_ptr<Sequence>>();
  if (!list || (*list)->items.size() > 6) return "...";
  std::string text;
  for (const Value& item : (*list)->items) {
    const bool nests = item.is<std::shared_ptr<Sequence>>();
    text += (text.empty() ? "" : ", ") + (nests ? std::string("...") : text_of(item));
  }
  return text;
}

}  // namespace

std::string plain_name(std::string_view op) {
  for (const std::string_view prefix :
       {"prelude.", "Tensor.", "ndarray.", "Optimizer.", "Module.", "Storage.", "autograd."})
    if (op.starts_with(prefix)) op.remove_prefix(prefix.size());
  return std::string(op);
}

Around call_around(std::string_view op, const Arguments& arguments) {
  std::string given;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const auto name = arguments.name(i);
    if (!arguments.given(name)) continue;
    if (arguments.at(i).is<std::shared_ptr<Object>>() || arguments.at(i).is<std::shared_ptr<Callable>>()) return {};
    const bool is_plain = i == 1 || !given.empty();
    given += (given.empty() ? "" : ", ") + (is_plain ? "" : std::string(name) + '=') + text_of(arguments.at(i));
  }
  const auto plain = plain_name(op);
  if (op.starts_with("ndarray.") || op.starts_with("Module.") || (op == plain && find_method("Tensor", plain)))
    return {"", fmt::format(".{}({})", plain, given)};
  return {plain + '(', given.empty() ? ")" : ", " + given + ')'};
}

std::string index_suffix(const Value& index) { return '[' + text_of(index) + ']'; }

}  // namespace gradproof::checks::explain
