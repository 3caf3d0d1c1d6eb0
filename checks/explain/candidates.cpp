#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/explain/candidates.hpp>
#include <gradproof/checks/explain/rewrite.hpp>
#include <gradproof/checks/program/print.hpp>

namespace gradproof::checks::explain {

void Mender::offer(std::string what, std::vector<Edit> edits, bool is_loud) {
  candidates_.push_back({std::move(what), std::move(edits), is_loud});
}

std::string Mender::indent_of(const Placed& placed) const {
  const auto& line = story_.source[static_cast<std::size_t>(placed.statement().at.line) - 1];
  return line.substr(0, line.find_first_not_of(" \t"));
}

Edit Mender::own_lines(const Placed& placed, const ast::Statement& changed) const {
  const auto printed = print(changed);
  const ast::Statement& old = placed.statement();
  return {
      old.at.line, std::max(old.at.line, old.last_line), {indent_of(placed) + printed.substr(0, printed.find('\n'))}};
}

Edit Mender::whole(const Placed& placed) const {
  const ast::Statement* last = &placed.statement();
  Edit lines{last->at.line, std::max(last->at.line, last->last_line), {}};
  for (;;) {
    const auto* with = last->get<ast::With>();
    const auto* loop = last->get<ast::For>();
    if (!with && !loop) break;
    last = with ? &with->body.back() : &loop->body.back();
    lines.last = std::max(last->at.line, last->last_line);
  }
  return lines;
}

std::vector<std::string> Mender::text_of(const Edit& lines) const {
  return {story_.source.begin() + lines.first - 1, story_.source.begin() + lines.last};
}

bool Mender::is_on(const Placed& placed, int line) const {
  const Edit lines = whole(placed);
  return lines.first <= line && line <= lines.last;
}

/// Whether the name may be that of a tensor: no module of Python, and nothing that a class other than a tensor's made.
bool Mender::is_copyable(const std::string& name) const {
  return std::ranges::none_of(placed_, [&](const Placed& placed) {
    const auto* assign = placed.statement().get<ast::Assign>();
    const auto* import = placed.statement().get<ast::Import>();
    const auto* names = placed.statement().get<ast::ImportFrom>();
    const auto* target = assign ? assign->target.get<ast::Name>() : nullptr;
    if (names && std::ranges::find(names->names, name) != names->names.end()) return true;
    return (import && import->alias == name) || (target && target->id == name && makes_object(assign->value));
  });
}

/// Of the write that made the outcome, or that was refused; 0: none.
int Mender::write_line() const {
  return clues_.write ? clues_.write->line : story_.verdict.error ? story_.verdict.error->line : 0;
}

/// The name through which a statement of that line writes; empty where it is an expression of its own.
std::string Mender::written_name(int line) const {
  for (const Placed& placed : placed_)
    if (const auto* expression = placed.statement().get<ast::ExprStatement>();
        expression && placed.statement().at.line == line)
      return bottom_name(expression->value);
  return {};
}

/// Whether a line below reads the value of the name: `x.grad` does not.
bool Mender::is_read_after(int line, const std::string& name) const {
  int reads = 0;
  for (const Placed& placed : placed_) {
    ast::Statement copy = placed.statement();
    if (copy.at.line <= line) continue;
    for (const ast::Expr* expr : expressions_of(copy)) {
      const auto* used = expr->get<ast::Name>();
      const auto* attribute = expr->get<ast::Attribute>();
      reads += used && used->id == name;
      if (attribute && attribute->name == "grad" && bottom_name(*attribute->value) == name) --reads;
    }
  }
  return reads > 0;
}

/// Whether the write in that line through the name, which is an alias, is only there for those who read its source:
/// were it made elsewhere, nobody would read it.
bool Mender::is_written_for_another(const std::string& name, int line) const {
  if (is_read_after(line, name)) return false;
  return std::ranges::any_of(story_.events, [&](const records::StoryEvent& event) {
    return event.kind == "alias" && event.line < line && expression_of(event.name) == name &&
           is_read_after(line, root_of(event.of));
  });
}

std::string Mender::kind() const { return story_.verdict.error ? story_.verdict.error->kind : std::string(); }

std::vector<Candidate> candidates_for(const Program& program, const records::Story& story, const Clues& clues) {
  Mender mender(program, story, clues);
  const bool is_silent = !story.verdict.error;
  const bool wrote_itself = clues.write && clues.check && clues.write->name == clues.check->name;
  if (story.verdict.error && story.verdict.error->kind == "out_requires_grad") mender.write_out_of_place();
  if (!is_silent && !clues.check) {  // a rule of its own: what the rule asks for comes first
    mender.add_keywords();
    mender.rename_calls();
    mender.change_contexts();
  }
  if (wrote_itself) mender.write_out_of_place();
  mender.copy_aliases();
  mender.write_out_of_place();
  mender.move_write_after_check();
  mender.copy_saved();
  mender.copy_all_saved();
  mender.move_flags();
  mender.copy_arguments();
  mender.rename_calls();
  mender.write_to_new_name();
  if (is_silent) mender.make_loud();
  return mender.take();
}

}  // namespace gradproof::checks::explain
