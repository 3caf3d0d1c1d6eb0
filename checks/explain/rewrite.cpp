#include <gradproof/checks/explain/rewrite.hpp>

namespace gradproof::checks::explain {
namespace {

/// One level above its parts; what grows too high is refused when it is parsed again.
ast::Expr above(ast::Expr::Node node, int height) { return {std::move(node), {}, height + 1}; }

}  // namespace

ast::Expr name_of(const std::string& name) { return {ast::Name{name}, {}}; }

ast::Expr member_of(ast::Expr value, const std::string& name) {
  const int height = value.height;
  return above(ast::Attribute{std::move(value), name, {}}, height);
}

ast::Expr call_of(ast::Expr value, const std::string& method, std::vector<ast::Expr> arguments) {
  ast::Expr function = member_of(std::move(value), method);
  const int height = function.height;
  return above(ast::Call{std::move(function), std::move(arguments), {}}, height);
}

ast::Expr torch_call(const std::string& function, std::vector<ast::Expr> arguments) {
  return call_of(name_of("torch"), function, std::move(arguments));
}

Method method_of(ast::Expr& expr) {
  auto* call = std::get_if<ast::Call>(&expr.node);
  auto* attribute = call ? std::get_if<ast::Attribute>(&call->function->node) : nullptr;
  if (!attribute) return {};
  return {&*attribute->value, &attribute->name, call};
}

std::string function_name(const ast::Expr& expr) {
  const auto* call = expr.get<ast::Call>();
  const auto path = call ? ast::dotted_name(*call->function) : std::string();
  return path.substr(path.rfind('.') + 1);
}

bool makes_object(const ast::Expr& value) {
  const auto* call = value.get<ast::Call>();
  const auto path = call ? ast::dotted_name(*call->function) : std::string();
  const auto dot = path.rfind('.');
  const bool is_class = dot != std::string::npos && path[dot + 1] >= 'A' && path[dot + 1] <= 'Z';
  if (is_class) return !path.ends_with("Tensor") && !path.ends_with(".Parameter");
  const auto* method = call ? call->function->get<ast::Attribute>() : nullptr;
  return method && makes_object(*method->value);
}

std::string bottom_name(const ast::Expr& expr) {
  if (const auto* name = expr.get<ast::Name>()) return name->id;
  if (const auto* attribute = expr.get<ast::Attribute>()) return bottom_name(*attribute->value);
  if (const auto* subscript = expr.get<ast::Subscript>()) return bottom_name(*subscript->value);
  const auto* call = expr.get<ast::Call>();
  return call ? bottom_name(*call->function) : std::string();
}

}  // namespace gradproof::checks::explain
