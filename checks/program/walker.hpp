#pragma once
// The walker behind walk(): statements in walk_statements.cpp, expressions in walk_expressions.cpp, calls in
// walk_calls.cpp, what Python itself knows in walk_builtins.cpp and walk_lists.cpp.
#include <gradproof/checks/program/arithmetic.hpp>
#include <gradproof/checks/program/bind.hpp>
#include <gradproof/checks/program/scope.hpp>
#include <gradproof/checks/program/walk.hpp>
#include <span>
#include <string>
#include <vector>

namespace gradproof::checks {

/// One run of one program: its names, the contexts it is in, where it stands.
class Walker {
 public:
  Walker(const Program& program, Machine& machine, const WalkOptions& options)
      : program_(program), machine_(machine), options_(options) {}

  void run();                               ///< executes the body; throws what it raises
  records::Values observe();                ///< reads what the program observes
  void unwind();                            ///< leaves every context that is still entered
  ast::Position at() const { return at_; }  ///< of the statement or lambda body that runs
  const std::string& printed() const { return printed_; }
  const Program& program() const { return program_; }

 private:
  // A context that the machine is in; a lasting one was set by a call instead of `with`.
  struct Context {
    std::string op;
    Arguments arguments;
    bool lasting;
  };

  void execute(const std::vector<ast::Statement>& body);
  void execute(const ast::Statement& statement);
  void execute(const ast::Assign& statement);
  void execute(const ast::AugAssign& statement);
  void execute(const ast::ExprStatement& statement) { evaluate(statement.value); }
  void execute(const ast::With& statement);
  void execute(const ast::For& statement);
  void execute(const ast::Delete& statement);
  void execute(const ast::Assert& statement);
  void execute(const ast::Import& statement) { scope_.bind(statement.alias, module_symbol(statement.module)); }
  void execute(const ast::ImportFrom& statement);
  void assign(const ast::Expr& target, const Value& value);
  void enter(Bound context, bool lasting);
  void leave_until(std::size_t depth);

  Value evaluate(const ast::Expr& expr);
  Value evaluate(const ast::Name& name);
  Value evaluate(const ast::Attribute& attribute);
  Value evaluate(const ast::Subscript& subscript);
  Value evaluate(const ast::Slice& slice);
  Value evaluate(const ast::Tuple& tuple) { return sequence(tuple.items, true); }
  Value evaluate(const ast::List& list) { return sequence(list.items, false); }
  Value evaluate(const ast::Constant& constant);
  Value evaluate(const ast::Call& call);
  Value evaluate(const ast::BinOp& operation);
  Value evaluate(const ast::UnaryOp& operation);
  Value evaluate(const ast::Compare& comparison);
  Value evaluate(const ast::Lambda& lambda);
  Value sequence(const std::vector<ast::Expr>& items, bool is_tuple);

  const Value* find(std::string_view name) const;
  std::string path_of(const ast::Expr& expr) const;
  Value at_path(const std::string& path);
  Value get_attribute(const Value& object, const std::string& name);
  void set_attribute(const Value& object, const std::string& name, const Value& value);
  Value get_item(const Value& object, const Value& index);
  Value part_of(const std::string& text, const Value& index);
  void set_item(const Value& object, const Value& index, const Value& value);
  void delete_item(const Value& object, const Value& index);
  Value binary(ast::BinaryOperator op, const Value& left, const Value& right);
  Value in_place(ast::BinaryOperator op, const Value& left, const Value& right);
  Value comparison(ast::CompareOperator op, const Value& left, const Value& right);
  bool compared(ast::CompareOperator op, const Value& left, const Value& right);
  bool equal(const Value& left, const Value& right);

  Given arguments(const ast::Call& call);
  Bound bound(const Callee& callee, const Given& given) const;
  Value call_function(const std::string& path, const Given& given);
  Value call_method(const Value& object, const std::string& name, Given given);
  Value call_value(const Value& callee, const Given& given);
  Value call_operation(const char* function, std::vector<Value> operands);
  Value dispatch(const Bound& bound);
  std::optional<Value> without_machine(const Bound& bound);
  Value run_lambda(const ast::Lambda& lambda, const std::shared_ptr<const Frame>& outer, std::span<const Value> values);

  Value builtin(std::string_view name, const Arguments& arguments);
  Value math(std::string_view name, const Arguments& arguments);
  Value list_method(std::string_view name, const Arguments& arguments);
  Value extreme(const Arguments& arguments, bool largest);
  Value sum(const Arguments& arguments);
  void print(const Arguments& arguments);
  std::int64_t length(const Value& value);
  bool truth(const Value& value);
  double to_float(const Value& value);
  std::int64_t to_int(const Value& value);
  std::int64_t to_index(const Value& value);
  std::vector<Value> iterate(const Value& value);
  std::string text(const Value& value, bool quoted = false);
  records::Value record(const Value& value);
  class Inside;

  const Program& program_;
  Machine& machine_;
  WalkOptions options_;
  Scope scope_;
  std::shared_ptr<const Frame> frame_;
  std::vector<Context> contexts_;
  ast::Position at_;
  std::string printed_;
  int executed_ = 0;
  int depth_ = 0;   // of lambdas that run inside one another
  int nested_ = 0;  // of lists inside one another while they are shown or compared
};

/// Lives while a list's items are visited: a list may hold itself, and no stack is endless.
class Walker::Inside {
 public:
  explicit Inside(Walker& walker) : nested_(walker.nested_) {
    if (nested_ >= limits::height) throw LimitError("lists are nested too deep to be shown, or one holds itself");
    ++nested_;
  }
  ~Inside() { --nested_; }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

 private:
  int& nested_;
};

}  // namespace gradproof::checks
