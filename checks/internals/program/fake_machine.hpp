#pragma once
// A machine for tests of the walker: rows of doubles as tensors, a log of what it was asked. No autograd.
#include <gradproof/checks/program/machine.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/walk.hpp>
#include <map>
#include <string>
#include <vector>

namespace gradproof::checks {

struct FakeTensor : Object {
  std::vector<double> data;
  std::map<std::string, Value, std::less<>> attributes;
  std::string kind = "Tensor";
  std::string_view type() const override { return kind; }
};

/// Computes +, -, *, / and comparisons element by element; logs every call, context and attribute.
class FakeMachine : public Machine {
 public:
  std::vector<std::string> log;
  std::vector<std::shared_ptr<Callable>> hooks;

  std::string version() const override { return "fake"; }
  Value call(std::string_view op, const Arguments& arguments) override;
  Value get_attribute(const Value& object, std::string_view name) override;
  void set_attribute(const Value& object, std::string_view name, const Value& value) override;
  Value get_item(const Value& object, const Value& index) override;
  void set_item(const Value& object, const Value& index, const Value& value) override;
  void enter(std::string_view context, const Arguments&) override { log.push_back("enter " + std::string(context)); }
  void leave() override { log.push_back("leave"); }
  bool truth(const Value& object) override { return numbers(object).at(0) != 0; }
  double to_float(const Value& object) override { return numbers(object).at(0); }
  std::int64_t to_int(const Value& object) override { return static_cast<std::int64_t>(numbers(object).at(0)); }
  std::int64_t length(const Value& object) override { return static_cast<std::int64_t>(numbers(object).size()); }
  std::string text(const Value& object) override { return "tensor of " + std::to_string(length(object)); }
  records::Value observe(const Value& object) override;

  static Value tensor(std::vector<double> data);
  static std::vector<double> numbers(const Value& value);

 private:
  std::vector<double> elementwise(std::string_view op, const Arguments& arguments);
};

/// Parses and walks; a program that does not parse gives its errors as a file error.
inline Answer run(const std::string& source, Machine& machine, const WalkOptions& options = {}) {
  auto parsed = parse(source, "p.py");
  if (parsed.program) return walk(*parsed.program, machine, options);
  Answer answer;
  answer.status = Status::file_error;
  for (const auto& error : parsed.errors) answer.reason += error.text() + '\n';
  return answer;
}

/// What `print(expression)` prints, or "kind: message" of what it raises, or the reason of a file error.
inline std::string evaluate(const std::string& expression, const std::string& before = "") {
  FakeMachine machine;
  auto answer =
      run("#: observe = [\"None\"]\nimport math\nimport torch\n" + before + "\nprint(" + expression + ")\n", machine);
  if (answer.error) return answer.error->kind + ": " + answer.error->message;
  if (answer.status != Status::finished) return answer.reason;
  return answer.printed.substr(0, answer.printed.find('\n'));
}

}  // namespace gradproof::checks
