// A clone() in the right place.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <gradproof/checks/explain/candidates.hpp>
#include <gradproof/checks/explain/rewrite.hpp>
#include <gradproof/checks/program/print.hpp>
#include <set>

namespace gradproof::checks::explain {
namespace {

using ast::Expr;

/// Functions that give an alias of their argument: what they are given is copied.
constexpr std::array<std::string_view, 4> kAliasing = {"numpy_view", "dlpack_alias", "from_dlpack", "asarray"};

/// A copy of what the expression aliases: bytes that leave the tensor world are copied before they leave.
void copy_value(Expr& value) {
  if (const Method method = method_of(value); method.name && (*method.name == "numpy" || *method.name == "storage")) {
    *method.object = call_of(*method.object, "clone");
    return;
  }
  auto* call = std::get_if<ast::Call>(&value.node);
  if (call && !call->arguments.empty() && std::ranges::find(kAliasing, function_name(value)) != kAliasing.end()) {
    call->arguments.front() = call_of(call->arguments.front(), "clone");
    return;
  }
  value = call_of(value, "clone");
}

/// Whether an expression may be the same memory as what it is made of.
bool may_alias(const Expr& value) {
  if (const auto* attribute = value.get<ast::Attribute>())
    return attribute->name == "data" || attribute->name == "grad" || attribute->name == "T";
  if (value.get<ast::Subscript>() || value.get<ast::Name>()) return true;
  return value.get<ast::Call>() != nullptr;
}

/// Several views at once, of a copy.
void copy_source(Expr& value) {
  if (const Method method = method_of(value); method.object && bottom_name(*method.object) != "torch")
    *method.object = call_of(*method.object, "clone");
  else if (auto* call = std::get_if<ast::Call>(&value.node); call && !call->arguments.empty())
    call->arguments.front() = call_of(call->arguments.front(), "clone");
}

void copy_names(Expr& expr, const std::string& name) {
  if (const auto* found = expr.get<ast::Name>(); found && found->id == name) {
    expr = call_of(expr, "clone");
    return;
  }
  for (Expr* part : parts_of(expr)) copy_names(*part, name);
}

}  // namespace

/// The statements that made names which share memory, those of the story first.
std::vector<Placed> Mender::alias_makers() const {
  std::vector<int> lines;
  const auto add = [&](const std::vector<const records::StoryEvent*>& aliases) {
    for (const auto* alias : aliases) lines.push_back(alias->line);
  };
  add(clues_.aliases);
  if (clues_.check) add(aliases_of(story_, clues_.check->name));
  for (const Wrong& wrong : clues_.wrong) {
    add(aliases_of(story_, wrong.expression));
    for (const Placed& placed : placed_)
      if (const auto* assign = placed.statement().get<ast::Assign>();
          assign && bottom_name(assign->target) == root_of(wrong.expression) && !function_name(assign->value).empty())
        lines.push_back(placed.statement().at.line);
  }
  for (const auto& event : story_.events)
    if (event.kind == "alias") lines.push_back(event.line);
  std::vector<Placed> makers;
  for (const int line : lines)
    for (const Placed& placed : placed_) {
      const auto* assign = placed.statement().get<ast::Assign>();
      const bool is_new = std::ranges::none_of(makers, [&](const Placed& p) { return p.statement().at.line == line; });
      const bool is_maker = placed.statement().at.line == line && assign && is_new && may_alias(assign->value);
      if (is_maker && !makes_object(assign->value)) makers.push_back(placed);
    }
  return makers;
}

void Mender::copy_aliases() {
  std::vector<Edit> wrong_names;
  const int line = write_line();
  const auto written = written_name(line);
  for (const Placed& placed : alias_makers()) {
    const auto& target = std::get<ast::Assign>(placed.statement().node).target;
    const auto* name = target.get<ast::Name>();
    if (name && name->id == written && is_written_for_another(written, line)) continue;
    const bool is_tuple = target.get<ast::Tuple>() != nullptr;
    ast::Statement copy = placed.statement();
    (is_tuple ? copy_source : copy_value)(std::get<ast::Assign>(copy.node).value);
    if (copy == placed.statement()) continue;
    const Edit edit = own_lines(placed, copy);
    offer(is_tuple ? "copy before they are made" : fmt::format("copy where {} is made", print(target)), {edit});
    for (const Wrong& wrong : clues_.wrong)
      if (root_of(wrong.expression) == bottom_name(target)) wrong_names.push_back(edit);
  }
  if (wrong_names.size() > 1) offer("copy where each of them is made", wrong_names);
}

/// What is saved is a copy that nobody else has.
void Mender::copy_saved() {
  if (!clues_.check) return;
  const auto saved = expression_of(clues_.check->name);
  const auto name = root_of(saved);
  for (const Placed& placed : placed_) {
    if (placed.statement().at.line != clues_.check->saved_line) continue;
    if (!is_copyable(name)) continue;
    ast::Statement copy = placed.statement();
    const auto count = expressions_of(copy).size();
    for (std::size_t i = 0; i < count; ++i)
      change(placed, fmt::format("let the operation save a copy of {}", saved), [&](ast::Statement& s) {
        Expr& expr = *expressions_of(s)[i];
        const bool imports = function_name(expr).starts_with("from_") || function_name(expr).starts_with("as_tensor");
        if (imports || (print(expr) == saved && !expr.get<ast::Name>())) expr = call_of(expr, "clone");
      });
    change(placed, fmt::format("let the operation save a copy of {}", name), [&](ast::Statement& s) {
      if (auto* assign = std::get_if<ast::Assign>(&s.node)) copy_names(assign->value, name);
      if (auto* expression = std::get_if<ast::ExprStatement>(&s.node)) copy_names(expression->value, name);
    });
    const auto* assign = placed.statement().get<ast::Assign>();
    if (assign && bottom_name(assign->target) == name)
      change(placed, fmt::format("let {} be a copy of the result that was saved", name), [&](ast::Statement& s) {
        auto& value = std::get<ast::Assign>(s.node).value;
        value = call_of(value, "clone");
      });
  }
}

/// Where several saved values were written, a copy of one alone does not help.
void Mender::copy_all_saved() {
  std::set<std::pair<int, std::string>> written;
  for (const auto& event : story_.events)
    if (event.kind == "check" && (event.bytes_changed || event.version_before != event.version_after))
      written.insert({event.saved_line, root_of(event.name)});
  if (written.size() < 2) return;
  std::vector<Edit> edits;
  for (const Placed& placed : placed_) {
    ast::Statement copy = placed.statement();
    auto* assign = std::get_if<ast::Assign>(&copy.node);
    for (const auto& [line, name] : written)
      if (assign && is_copyable(name) && placed.statement().at.line == line) copy_names(assign->value, name);
    if (!(copy == placed.statement())) edits.push_back(own_lines(placed, copy));
  }
  offer("let the operations save copies", edits);
}

/// What a call keeps or reads while it writes: seeds, assigned gradients, what a hook returns.
void Mender::copy_arguments() {
  std::vector<Edit> assigned;
  for (const Placed& placed : placed_) {
    ast::Statement copy = placed.statement();
    const auto count = expressions_of(copy).size();
    if (auto* assign = std::get_if<ast::Assign>(&copy.node); assign && assign->target.get<ast::Attribute>()) {
      assign->value = call_of(assign->value, "clone");
      assigned.push_back(own_lines(placed, copy));
      offer("assign a copy", {assigned.back()});
    }
    const bool is_kept = placed.statement().get<ast::ExprStatement>() == nullptr;
    for (std::size_t i = 0; i < count; ++i) {
      const auto at = [i](ast::Statement& s) -> Expr& { return *expressions_of(s)[i]; };
      change(placed, "hand over a copy", [&](ast::Statement& s) {
        const Method method = method_of(at(s));
        if (!method.call || method.call->arguments.size() != 1) return;
        Expr& argument = method.call->arguments.front();
        const bool is_value = argument.get<ast::Name>() || argument.get<ast::Subscript>();
        if (is_value && is_copyable(bottom_name(argument))) argument = call_of(argument, "clone");
      });
      change(placed, "let the hook keep a copy", [&](ast::Statement& s) {
        if (auto* lambda = std::get_if<ast::Lambda>(&at(s).node)) *lambda->body = call_of(*lambda->body, "clone");
      });
      change(placed, "write to a copy", [&](ast::Statement& s) {
        const Method method = method_of(at(s));
        if (is_kept && method.name && method.name->ends_with('_') && method.object->get<ast::Call>())
          *method.object = call_of(*method.object, "clone");
      });
    }
  }
  if (assigned.size() > 1) offer("assign copies", assigned);
}

}  // namespace gradproof::checks::explain
