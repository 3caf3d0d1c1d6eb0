#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/program/bind.hpp>
#include <gradproof/checks/program/check_names.hpp>
#include <gradproof/checks/program/literal_shape.hpp>
#include <gradproof/checks/program/names.hpp>
#include <gradproof/checks/program/nearest.hpp>
#include <gradproof/checks/program/parts.hpp>
#include <gradproof/checks/program/vocabulary.hpp>
#include <map>
#include <optional>
#include <set>

namespace gradproof::checks {
namespace {

using ast::Expr;

constexpr std::pair<std::string_view, std::string_view> imports[] = {{"torch", "import torch"},
                                                                     {"nn", "import torch.nn as nn"},
                                                                     {"F", "import torch.nn.functional as F"},
                                                                     {"np", "import numpy as np"},
                                                                     {"math", "import math"}};

/// Collects what a file binds anywhere: a lambda may read any of it when it runs.
void bound_names(const std::vector<ast::Statement>& body, std::set<std::string>& names) {
  for (const auto& statement : body) {
    if (const auto* assign = statement.get<ast::Assign>()) {
      if (const auto* name = assign->target.get<ast::Name>()) names.insert(name->id);
      if (const auto* tuple = assign->target.get<ast::Tuple>())
        for (const auto& item : tuple->items) names.insert(item.get<ast::Name>()->id);
    } else if (const auto* loop = statement.get<ast::For>()) {
      names.insert(loop->variable);
      bound_names(loop->body, names);
    } else if (const auto* with = statement.get<ast::With>()) {
      bound_names(with->body, names);
    }
  }
}

class Checker {
 public:
  explicit Checker(const Program& program) : program_(program) { bound_names(program.body, anywhere_); }

  std::vector<Diagnostic> check() {
    statements(program_.body);
    for (const auto& observed : program_.observe) expression(observed.expr);
    bool empty = !program_.header.observe && program_.observe.empty() && !may_have_leaf_;
    if (faults_.empty() && empty) faults_.push_back(nothing_to_judge(program_));
    return std::move(faults_);
  }

  void operator()(const ast::Assign& s) {
    expression(s.value);
    target(s.target);
  }
  void operator()(const ast::AugAssign& s) {
    expression(s.target);
    expression(s.value);
  }
  void operator()(const ast::ExprStatement& s) { expression(s.value); }
  void operator()(const ast::With& s) {
    expression(s.context);
    statements(s.body);
  }
  void operator()(const ast::For& s) {
    expression(s.range);
    define(s.variable);
    statements(s.body);
  }
  void operator()(const ast::Delete& s) {
    for (const auto& expr : s.targets) {
      expression(expr);
      if (const auto* name = expr.get<ast::Name>()) defined_.erase(name->id);
    }
  }
  void operator()(const ast::Assert& s) {
    expression(s.condition);
    if (s.message) expression(*s.message);
  }
  void operator()(const ast::Import& s) { defined_[s.alias] = s.module; }
  void operator()(const ast::ImportFrom& s) {
    for (const auto& name : s.names) defined_[name] = s.module + '.' + name;
  }

  void operator()(const ast::Name& e) { name(e, *here_); }
  void operator()(const ast::Attribute& e) { attribute(e, *here_); }
  void operator()(const ast::Call& e) { call(e, *here_); }
  void operator()(const ast::Lambda& e) {
    parameters_.push_back(&e.parameters);
    expression(*e.body);
    parameters_.pop_back();
  }
  template <class Node>
  void operator()(const Node& node) {
    ast::for_each_part(node, [this](const ast::Expr& part) { expression(part); });
  }

 private:
  void statements(const std::vector<ast::Statement>& body) {
    for (const auto& statement : body) std::visit(*this, statement.node);
  }
  void expression(const Expr& expr) {
    here_ = &expr;
    std::visit(*this, expr.node);
  }
  void fault(ast::Position at, std::string message) {
    faults_.push_back({program_.file, at.line, at.column, std::move(message)});
  }
  void define(const std::string& name) { defined_[name] = {}; }

  void target(const Expr& expr);
  bool is_parameter(const std::string& id) const;
  bool is_known(const std::string& id) const;
  std::string path_of(const Expr& expr) const;
  void name(const ast::Name& e, const Expr& expr);
  void attribute(const ast::Attribute& e, const Expr& expr);
  bool check_path(const std::string& owner, const std::string& name, ast::Position at);
  void check_member(const ast::Attribute& e);
  void call(const ast::Call& e, const Expr& expr);
  void check_arguments(const ast::Call& e, const Expr& expr, const std::vector<const Callee*>& callees);
  void check_shape(const ast::Call& e, std::string_view path);

  const Program& program_;
  std::vector<Diagnostic> faults_;
  std::map<std::string, std::string, std::less<>> defined_;  // name -> the path it was imported as, or ""
  std::set<std::string> anywhere_;
  std::vector<const std::vector<std::string>*> parameters_;  // of the lambdas around
  const Expr* here_ = nullptr;
  bool may_have_leaf_ = false;
};

void Checker::target(const Expr& expr) {
  if (const auto* name = expr.get<ast::Name>()) return define(name->id);
  if (const auto* tuple = expr.get<ast::Tuple>())
    for (const auto& item : tuple->items) target(item);
  else
    expression(expr);
}

bool Checker::is_parameter(const std::string& id) const {
  return std::any_of(parameters_.begin(), parameters_.end(),
                     [&](const auto* names) { return std::find(names->begin(), names->end(), id) != names->end(); });
}

bool Checker::is_known(const std::string& id) const {
  return is_parameter(id) || defined_.contains(id) || find_function("builtins." + id) ||
         (!parameters_.empty() && anywhere_.contains(id));
}

// The full path that an expression spells through imports and builtins; "" for a value of the program.
std::string Checker::path_of(const Expr& expr) const {
  if (const auto* name = expr.get<ast::Name>()) {
    if (is_parameter(name->id)) return {};
    auto found = defined_.find(name->id);
    if (found != defined_.end()) return found->second;
    return find_function("builtins." + name->id) ? "builtins." + name->id : std::string();
  }
  const auto* attribute = expr.get<ast::Attribute>();
  if (!attribute) return {};
  auto owner = path_of(*attribute->value);
  return owner.empty() || !is_module(owner) ? std::string() : owner + '.' + attribute->name;
}

void Checker::name(const ast::Name& e, const Expr& expr) {
  if (is_known(e.id)) return;
  auto import = std::find_if(std::begin(imports), std::end(imports), [&](const auto& i) { return i.first == e.id; });
  if (import != std::end(imports))
    return fault(expr.at, fmt::format("'{}' is not imported; write: {}", e.id, import->second));
  if (contains(prelude_names, e.id))
    return fault(expr.at, fmt::format("'{0}' is not imported; write: from gradproof.prelude import {0}", e.id));
  std::vector<std::string_view> candidates;
  for (const auto& entry : defined_) candidates.push_back(entry.first);
  fault(expr.at, fmt::format("name '{}' is not defined here{}", e.id, did_you_mean(e.id, candidates)));
}

void Checker::attribute(const ast::Attribute& e, const Expr& expr) {
  may_have_leaf_ = may_have_leaf_ || e.name.starts_with("requires_grad");
  if (auto path = path_of(expr); !path.empty()) {
    may_have_leaf_ = may_have_leaf_ || path.starts_with("torch.nn.");
    check_path(path.substr(0, path.rfind('.')), e.name, e.name_at);
    return;
  }
  expression(*e.value);
  check_member(e);
}

bool Checker::check_path(const std::string& owner, const std::string& name, ast::Position at) {
  auto path = owner + '.' + name;
  if (find_function(path) || find_constant(path) || is_module(path)) return true;
  auto near = nearest_in_module(owner, name);
  fault(at, fmt::format("'{}' has no name '{}' that this language knows{}", owner, name,
                        near.empty() ? "" : fmt::format("; did you mean '{}'?", near)));
  return false;
}

void Checker::check_member(const ast::Attribute& e) {
  if (is_attribute(e.name) || !methods_named(e.name).empty() || e.name.starts_with("__")) return;
  auto near = nearest_member(e.name);
  fault(e.name_at, fmt::format("no tensor, module or other object has '{}' in this language{}", e.name,
                               near.empty() ? "" : fmt::format("; did you mean '{}'?", near)));
}

void Checker::call(const ast::Call& e, const Expr& expr) {
  auto path = path_of(*e.function);
  auto before = faults_.size();
  expression(*e.function);
  for (const auto& argument : e.arguments) expression(argument);
  for (const auto& keyword : e.keywords) {
    may_have_leaf_ = may_have_leaf_ || keyword.name == "requires_grad";
    expression(keyword.value);
  }
  if (faults_.size() != before) return;
  const auto* method = e.function->get<ast::Attribute>();
  if (!path.empty()) {
    const auto* function = find_function(path);
    if (!function) return fault(expr.at, fmt::format("'{}' is not a function", path));
    check_arguments(e, expr, {function});
    check_shape(e, path);
  } else if (method && !methods_named(method->name).empty()) {
    check_arguments(e, expr, methods_named(method->name));
  } else if (method) {
    fault(method->name_at, fmt::format("'{}' is an attribute; leave out the parentheses", method->name));
  }
}

// One of the callees must take the arguments; which of them is meant is not known before the program runs.
void Checker::check_arguments(const ast::Call& e, const Expr& expr, const std::vector<const Callee*>& callees) {
  std::vector<std::string> keywords;
  for (const auto& keyword : e.keywords) keywords.push_back(keyword.name);
  std::optional<std::string> reason;
  for (const auto* callee : callees) {
    auto misfitting = misfit(*callee, e.arguments.size(), keywords);
    if (!misfitting) return;
    if (!reason || callee->receiver == "input") reason = misfitting;
  }
  fault(expr.at, *reason);
}

void Checker::check_shape(const ast::Call& e, std::string_view path) {
  static constexpr std::string_view from_lists[] = {"torch.tensor", "torch.as_tensor", "torch.asarray", "numpy.array",
                                                    "numpy.asarray"};
  if (e.arguments.empty() || std::find(std::begin(from_lists), std::end(from_lists), path) == std::end(from_lists))
    return;
  if (auto ragged = ragged_literal(e.arguments.front())) fault(ragged->at, ragged->message);
}

}  // namespace

std::vector<Diagnostic> check_names(const Program& program) { return Checker(program).check(); }

}  // namespace gradproof::checks
