#pragma once
#include <gradproof/checks/explain/clues.hpp>
#include <gradproof/checks/explain/edit.hpp>
#include <gradproof/checks/program/program.hpp>
#include <gradproof/checks/program/tree.hpp>

namespace gradproof::checks::explain {

using ast::Placed;

/// Changes that may mend the program, the most fitting first.
std::vector<Candidate> candidates_for(const Program& program, const records::Story& story, const Clues& clues);

/// A program on its way to candidates: its own copy of the tree, and the story.
class Mender {
 public:
  Mender(const Program& program, const records::Story& story, const Clues& clues)
      : story_(story), clues_(clues), body_(program.body), placed_(statements_of(body_)) {}

  // A clone() in the right place: candidates_copy.cpp
  void copy_aliases();    ///< where a name that shares memory is made
  void copy_saved();      ///< of the operand that the saver saves
  void copy_all_saved();  ///< of all that was written after it was saved
  void copy_arguments();  ///< of what is assigned, handed over, or returned by a hook
  // The same statement in another form: candidates_form.cpp
  void write_out_of_place();
  void make_loud();
  void rename_calls();  ///< detach, stack, a dtype: what the rule of the error asks for
  void add_keywords();  ///< retain_graph=True and its like
  // Lines in another order, contexts, names: candidates_order.cpp
  void move_write_after_check();
  void move_flags();
  void change_contexts();
  void write_to_new_name();

  std::vector<Candidate> take() { return std::move(candidates_); }

 private:
  /// The statement's own lines with `change` made to a copy of it; nothing when it stays the same.
  template <class F>
  void change(const Placed& placed, const std::string& what, F change, bool is_loud = false);
  std::vector<Placed> alias_makers() const;
  void offer(std::string what, std::vector<Edit> edits, bool is_loud = false);
  std::string indent_of(const Placed& placed) const;
  /// The statement's own lines, its body excluded, printed anew from `changed`.
  Edit own_lines(const Placed& placed, const ast::Statement& changed) const;
  /// Lines first to last of a statement with its body.
  Edit whole(const Placed& placed) const;
  std::vector<std::string> text_of(const Edit& lines) const;
  std::string kind() const;  ///< of the error; empty where none was raised
  void convert_assigned();
  int last_history() const;
  std::string unused(std::string name) const;
  void move_all_writes(int line);
  void wrap_in_no_grad();
  void unwrap_contexts();
  bool is_on(const Placed& placed, int line) const;
  bool is_copyable(const std::string& name) const;
  int write_line() const;
  std::string written_name(int line) const;
  bool is_read_after(int line, const std::string& name) const;
  bool is_written_for_another(const std::string& name, int line) const;

  const records::Story& story_;
  const Clues& clues_;
  std::vector<ast::Statement> body_;
  std::vector<Placed> placed_;
  std::vector<Candidate> candidates_;
};

template <class F>
void Mender::change(const Placed& placed, const std::string& what, F change, bool is_loud) {
  ast::Statement copy = placed.statement();
  change(copy);
  if (copy == placed.statement()) return;
  offer(what, {own_lines(placed, copy)}, is_loud);
}

}  // namespace gradproof::checks::explain
