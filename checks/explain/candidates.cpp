#include <fmt/format.h>

#include <gradproof/checks/explain/candidates.hpp>
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

std::string Mender::kind() const { return story_.verdict.error ? story_.verdict.error->kind : std::string(); }

std::vector<Candidate> candidates_for(const Program& program, const records::Story& story, const Clues& clues) {
  Mender mender(program, story, clues);
  const bool is_silent = !story.verdict.error;
  const bool wrote_itself = clues.write && clues.check && clues.write->name == clues.check->name;
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
