#pragma once
// A script in, what the oracle says of it out.
#include <gradproof/checks/oracle/consult.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace gradproof::checks {

/// `body` as a program that observes `expressions`.
inline Program program_of(const std::vector<std::string>& expressions, const std::string& body) {
  std::string source = "#: observe = [";
  for (const std::string& expression : expressions) source += "\"" + expression + "\", ";
  ParseResult parsed =
      parse(source + "]\nimport torch\nimport torch.nn.functional as F\nimport numpy as np\n" + body, "test.py");
  if (!parsed.program) throw std::runtime_error(parsed.errors.front().text());
  return *parsed.program;
}

inline void flatten(const records::Value& value, std::vector<double>& numbers) {
  if (auto* list = std::get_if<records::Value::List>(&value.data)) {
    for (const auto& item : *list) flatten(item, numbers);
  } else if (auto* d = std::get_if<double>(&value.data)) {
    numbers.push_back(*d);
  } else if (auto* i = std::get_if<std::int64_t>(&value.data)) {
    numbers.push_back(static_cast<double>(*i));
  } else if (auto* b = std::get_if<bool>(&value.data)) {
    numbers.push_back(*b);
  }
}

inline std::vector<double> numbers_of(const records::Values& values, const std::string& expression) {
  std::vector<double> numbers;
  for (const auto& [text, value] : values)
    if (text == expression) flatten(value, numbers);
  return numbers;
}

/// The numbers of one observed expression, in R and in R'; empty for None and for what the tape does not speak about.
struct Due {
  std::vector<double> value, with_writes;
};

inline Due due(const std::string& expression, const std::string& body) {
  OracleAnswer answer = consult(program_of({expression}, body), {});
  if (!answer.judged) throw std::runtime_error("not judged: " + answer.reason + answer.file_error);
  return {numbers_of(answer.due, expression), numbers_of(answer.due_with_writes, expression)};
}

}  // namespace gradproof::checks
