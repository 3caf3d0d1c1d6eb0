#include <algorithm>
#include <array>
#include <gradproof/checks/fuzz/edit.hpp>
#include <gradproof/checks/fuzz/shrink.hpp>

namespace gradproof::checks::fuzz {
namespace {

using namespace ast;

bool is_module(const Expr& expr) {
  static constexpr std::array<std::string_view, 3> names = {"torch", "F", "torch.autograd"};
  return std::ranges::find(names, dotted_name(expr)) != names.end();
}

class Shrinker {
 public:
  Shrinker(Program program, const Shows& shows) : program_(std::move(program)), shows_(shows) {}

  Program run() {
    for (bool smaller = true; smaller;) {
      smaller = remove_statements();
      smaller |= unwrap_blocks();
      smaller |= join_names();
      smaller |= replace_expressions();
      smaller |= drop_observed();
    }
    return std::move(program_);
  }

 private:
  bool take(std::optional<Program> candidate) {
    if (!candidate || *candidate == program_ || !shows_(*candidate)) return false;
    program_ = std::move(*candidate);
    return true;
  }

  /// From the end, because later statements need earlier ones; runs of several first.
  bool remove_statements() {
    bool smaller = false;
    for (int length = std::max(1, count_statements(program_.body) / 2); length >= 1; length /= 2)
      for (int from = count_statements(program_.body) - length; from >= 0; --from)
        smaller |= take(with_body(program_, without_statements(program_.body, from, length)));
    return smaller;
  }

  bool unwrap_blocks() {
    bool smaller = false;
    for (int at = count_statements(program_.body) - 1; at >= 0; --at)
      if (auto body = without_block(program_.body, at)) smaller |= take(with_body(program_, std::move(*body)));
    return smaller;
  }

  bool join_names() {
    bool smaller = false;
    for (int at = count_statements(program_.body) - 1; at >= 0; --at)
      smaller |= take(without_second_name(program_, at));
    return smaller;
  }

  bool replace_expressions() {
    bool smaller = false;
    for (int at = 0, end = count_expressions(); at < end; ++at) {
      for (const Expr& simpler : simpler_than(expression(at))) {
        if (!replace(at, simpler)) continue;
        smaller = true;
        end = count_expressions();
        break;
      }
    }
    return smaller;
  }

  bool drop_observed() {
    bool smaller = false;
    for (std::size_t i = program_.observe.size(); i-- > 0 && program_.observe.size() > 1;) {
      std::vector<std::string> kept;
      for (const auto& observed : program_.observe) kept.push_back(observed.text);
      kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(i));
      smaller |= take(with_observed(program_, kept));
    }
    return smaller;
  }

  int count_expressions() {
    int count = 0;
    visit_expressions(program_.body, [&](Expr&) { ++count; });
    return count;
  }

  Expr expression(int at) {
    Expr found;
    visit_expressions(program_.body, [&](Expr& expr) {
      if (at-- == 0) found = expr;
    });
    return found;
  }

  bool replace(int at, const Expr& by) {
    auto body = program_.body;
    visit_expressions(body, [&](Expr& expr) {
      if (at-- == 0) expr = by;
    });
    return take(with_body(program_, std::move(body)));
  }

  /// What could stand in place of `expr`, the smallest first.
  static std::vector<Expr> simpler_than(const Expr& expr) {
    std::vector<Expr> result;
    if (const auto* binary = expr.get<BinOp>()) result = {*binary->left, *binary->right};
    if (const auto* unary = expr.get<UnaryOp>()) result = {*unary->operand};
    if (const auto* subscript = expr.get<Subscript>()) result = {*subscript->value};
    if (const auto* call = expr.get<Call>()) result = simpler_calls(*call, expr);
    if (const auto* list = expr.get<List>()) result = shorter_lists(*list, expr);
    if (const auto* constant = expr.get<Constant>()) result = rounder(*constant, expr);
    return result;
  }

  /// The object of a method, an argument of a function, or the same call with fewer keywords.
  static std::vector<Expr> simpler_calls(const Call& call, const Expr& expr) {
    std::vector<Expr> result;
    const auto* method = call.function->get<Attribute>();
    if (method && !is_module(*method->value)) result.push_back(*method->value);
    for (const auto& argument : call.arguments) result.push_back(argument);
    for (std::size_t i = 0; i < call.keywords.size(); ++i) {
      Call fewer = call;
      fewer.keywords.erase(fewer.keywords.begin() + static_cast<std::ptrdiff_t>(i));
      result.emplace_back(std::move(fewer), expr.at, expr.height);
    }
    return result;
  }

  static std::vector<Expr> shorter_lists(const List& list, const Expr& expr) {
    std::vector<Expr> result;
    for (const std::size_t size : {list.items.size() / 2, list.items.size() - 1}) {
      if (size == 0 || size >= list.items.size()) continue;
      result.emplace_back(List{{list.items.begin(), list.items.begin() + static_cast<std::ptrdiff_t>(size)}}, expr.at,
                          expr.height);
    }
    return result;
  }

  /// 2.0 and 3.0 for any float that is not yet one of them: unlike 0 and 1 they hide no factor.
  static std::vector<Expr> rounder(const Constant& constant, const Expr& expr) {
    const auto* number = std::get_if<double>(&constant.value);
    if (!number || *number == 2.0 || *number == 3.0) return {};
    return {Expr(Constant{2.0}, expr.at), Expr(Constant{3.0}, expr.at)};
  }

  Program program_;
  const Shows& shows_;
};

}  // namespace

Program shrink(const Program& program, const Shows& shows) { return Shrinker(program, shows).run(); }

}  // namespace gradproof::checks::fuzz
