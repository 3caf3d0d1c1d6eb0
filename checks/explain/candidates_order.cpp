// Lines in another order, and contexts around them.
#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/explain/candidates.hpp>
#include <gradproof/checks/explain/rewrite.hpp>
#include <set>

namespace gradproof::checks::explain {
namespace {

std::string without_indent(const std::string& line) { return line.substr(std::min(line.size(), std::size_t{4})); }

std::string called(ast::Statement& statement) {
  auto* expression = std::get_if<ast::ExprStatement>(&statement.node);
  const Method method = expression ? method_of(expression->value) : Method{};
  return method.name ? *method.name : std::string();
}

}  // namespace

/// The write, with the block that it stands in, goes below the backward, where both stand in one block.
void Mender::move_write_after_check() {
  // A hook writes when it runs, wherever it was registered.
  if (!clues_.check || !clues_.write || clues_.write->during != 0) return;
  const int line = clues_.check->during != 0 ? clues_.check->during : clues_.check->line;
  for (const Placed& write : placed_) {
    if (!is_on(write, clues_.write->line)) continue;
    for (const Placed& check : placed_) {
      if (check.block != write.block || check.index <= write.index || !is_on(check, line)) continue;
      Edit from = whole(write);
      const Edit below = whole(check);
      offer(fmt::format("write after the backward of line {}", line),
            {from, {below.last + 1, below.last, text_of(from)}});
    }
  }
  if (clues_.writes.size() > 1) move_all_writes(line);
}

void Mender::move_all_writes(int line) {
  std::vector<Edit> edits;
  std::vector<std::string> moved;
  for (const Placed& placed : placed_) {
    const Edit lines = whole(placed);
    const bool is_write = placed.depth == 0 && std::ranges::any_of(clues_.writes, [&](const auto* write) {
                            return lines.first <= write->line && write->line <= lines.last;
                          });
    if (is_write && lines.last < line) {
      edits.push_back(lines);
      for (const auto& text : text_of(lines)) moved.push_back(text);
    }
    if (placed.depth == 0 && lines.first <= line && line <= lines.last)
      edits.push_back({lines.last + 1, lines.last, moved});
  }
  offer(fmt::format("all writes after the backward of line {}", line), edits);
}

/// A flag belongs before the first use or after the last.
void Mender::move_flags() {
  for (const Placed& flag : placed_) {
    const auto name = called(flag.statement());
    if (name != "requires_grad_" && name != "detach_") continue;
    const Edit from = whole(flag);
    const Edit last = whole({flag.block, flag.block->size() - 1, 0});
    if (last.last > from.last)
      offer(fmt::format("{}() after the backward", name), {from, {last.last + 1, last.last, text_of(from)}});
    for (const Placed& before : placed_) {
      if (before.block != flag.block || before.index >= flag.index) continue;
      const int first = before.statement().at.line;
      if (before.index > 0) offer(fmt::format("{}() before the use", name), {{first, first - 1, text_of(from)}, from});
    }
  }
}

void Mender::change_contexts() {
  const auto kind = this->kind();
  if (kind == "leaf_write" || kind == "view_write" || kind == "out_requires_grad") wrap_in_no_grad();
  if (kind == "no_graph" || kind == "inference" || kind == "view_write") unwrap_contexts();
}

/// The written value gets a name of its own, and what comes after the write reads that; the old name keeps the old
/// value and its place in the graph.
void Mender::write_to_new_name() {
  const int line = clues_.write           ? clues_.write->line
                   : story_.verdict.error ? story_.verdict.error->line
                                          : last_history();
  std::set<std::string> names;
  for (const Placed& written : placed_) {
    if (written.statement().at.line != line) continue;
    ast::Statement statement = written.statement();
    for (ast::Expr* expr : expressions_of(statement))
      if (const auto* name = expr->get<ast::Name>(); name && is_copyable(name->id)) names.insert(name->id);
    for (const auto& name : names) {
      const auto copy = unused(name + "_copy");
      std::vector<Edit> edits{{line, line - 1, {fmt::format("{}{} = {}.clone()", indent_of(written), copy, name)}}};
      for (const Placed& placed : placed_) {
        if (placed.statement().at.line < line) continue;
        ast::Statement renamed = placed.statement();
        for (ast::Expr* expr : expressions_of(renamed))
          if (auto* found = std::get_if<ast::Name>(&expr->node); found && found->id == name) found->id = copy;
        if (!(renamed == placed.statement())) edits.push_back(own_lines(placed, renamed));
      }
      offer(fmt::format("write to a copy of {} and go on with that", name), edits);
    }
  }
}

std::string Mender::unused(std::string name) const {
  const auto is_taken = [&](const Placed& placed) {
    ast::Statement copy = placed.statement();
    return std::ranges::any_of(expressions_of(copy), [&](const ast::Expr* expr) {
      const auto* used = expr->get<ast::Name>();
      return used && used->id == name;
    });
  };
  while (std::ranges::any_of(placed_, is_taken)) name += '_';
  return name;
}

/// The line after which a tensor had another history; 0: none.
int Mender::last_history() const {
  int line = 0;
  for (const auto& event : story_.events)
    if (event.kind == "history") line = event.line;
  return line;
}

void Mender::wrap_in_no_grad() {
  const int line = story_.verdict.error ? story_.verdict.error->line : 0;
  for (const Placed& placed : placed_) {
    if (placed.statement().at.line != line) continue;
    Edit lines = whole(placed);
    lines.lines = {indent_of(placed) + "with torch.no_grad():"};
    for (const auto& text : text_of(lines)) lines.lines.push_back("    " + text);
    offer("write under no_grad(): the write is not recorded", {lines});
  }
}

void Mender::unwrap_contexts() {
  for (const Placed& placed : placed_) {
    const auto* with = placed.statement().get<ast::With>();
    if (!with) continue;
    const auto context = function_name(with->context);
    if (context == "inference_mode")
      change(placed, "no_grad() instead of inference_mode()",
             [](ast::Statement& s) { std::get<ast::With>(s.node).context = torch_call("no_grad", {}); });
    if (context != "no_grad" && context != "inference_mode") continue;
    Edit lines = whole(placed);
    const auto text = text_of(lines);
    for (std::size_t i = 1; i < text.size(); ++i) lines.lines.push_back(without_indent(text[i]));
    offer(fmt::format("record the block: no {}()", context), {lines});
  }
}

}  // namespace gradproof::checks::explain
