#pragma once
#include <gradproof/checks/program/ast.hpp>
#include <string>

namespace gradproof::checks::explain {

ast::Expr name_of(const std::string& name);
/// `value.name`
ast::Expr member_of(ast::Expr value, const std::string& name);
/// `value.method(arguments)`
ast::Expr call_of(ast::Expr value, const std::string& method, std::vector<ast::Expr> arguments = {});
/// `torch.function(arguments)`
ast::Expr torch_call(const std::string& function, std::vector<ast::Expr> arguments);

/// The method that a call is of, and what it is called on; null where it is no method call.
struct Method {
  ast::Expr* object = nullptr;
  std::string* name = nullptr;
  ast::Call* call = nullptr;
};
Method method_of(ast::Expr& expr);

/// The last name of a function's path: "from_numpy" of torch.from_numpy; empty where the callee is no path.
std::string function_name(const ast::Expr& call);

/// Whether the value is made by a class, a tensor's excepted: a module, an optimizer.
bool makes_object(const ast::Expr& value);

/// The name at the bottom of attributes, subscripts and method calls; empty where there is none.
std::string bottom_name(const ast::Expr& expr);

}  // namespace gradproof::checks::explain
