#pragma once
// Made-up facts for the judge: numbers become values, and a case starts as a correct run of one gradient.
#include <gradproof/checks/judge/judge.hpp>
#include <initializer_list>
#include <limits>

namespace gradproof::checks::made_up {

inline records::Value real(double x) { return {x}; }
inline records::Value integer(std::int64_t x) { return {x}; }
inline records::Value flag(bool x) { return {x}; }
inline records::Value word(std::string x) { return {std::move(x)}; }
inline const records::Value null;
inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
inline constexpr double infinity = std::numeric_limits<double>::infinity();

inline records::Value list(std::initializer_list<double> numbers) {
  records::Value::List items;
  for (const double x : numbers) items.push_back(real(x));
  return {items};
}
inline records::Value nested(std::initializer_list<records::Value> items) { return {records::Value::List(items)}; }

inline Answer finished(records::Values observed) {
  Answer answer;
  answer.observed = std::move(observed);
  answer.version = "1.0";
  return answer;
}

inline Answer raised(std::string kind, std::string message = "text", int line = 7) {
  Answer answer;
  answer.status = Status::raised;
  answer.error = records::ErrorRecord{std::move(kind), "", line, std::move(message)};
  answer.version = "1.0";
  return answer;
}

inline Answer ended(Status status, std::string reason) {
  Answer answer;
  answer.status = status;
  answer.reason = std::move(reason);
  return answer;
}

/// The oracle says that these values are due; each `.grad` is a gradient.
inline OracleAnswer oracle(records::Values due) {
  OracleAnswer answer;
  answer.judged = true;
  for (const auto& [expression, value] : due) {
    answer.tolerances.emplace_back(expression, 1e-6);
    if (expression.ends_with(".grad")) answer.gradients.push_back(expression);
  }
  answer.due = std::move(due);
  return answer;
}

inline OracleAnswer silent_oracle() {
  OracleAnswer answer;
  answer.reason = "no tape for this";
  return answer;
}

/// A native run that observed what the oracle finds due.
inline Case correct_case() {
  Case facts;
  facts.program = "seed";
  facts.file = "checks/seed.py";
  facts.subject = parse_subject_name("native");
  facts.answer = finished({{"a.grad", list({6, 2})}});
  facts.oracle = oracle({{"a.grad", list({6, 2})}});
  return facts;
}

}  // namespace gradproof::checks::made_up
