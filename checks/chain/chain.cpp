#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/chain/chain.hpp>
#include <gradproof/checks/program/bind.hpp>
#include <gradproof/checks/program/fault.hpp>
#include <gradproof/checks/program/names.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/print.hpp>

namespace gradproof::checks::chain {
namespace {

constexpr const char* file = "chain";
constexpr const char* shape = "a chain is a name and conversions, as in y.cpu().detach().numpy()";

/// A value that needs no run: a literal, a constant such as torch.float64, or torch.device('cuda', 1).
Value constant_of(const ast::Expr& expr) {
  if (const auto* literal = expr.get<ast::Constant>()) {
    if (const auto* flag = std::get_if<bool>(&literal->value)) return {*flag};
    if (const auto* number = std::get_if<std::int64_t>(&literal->value)) return {*number};
    if (const auto* text = std::get_if<std::string>(&literal->value)) return {*text};
    if (std::holds_alternative<std::monostate>(literal->value)) return {};
  }
  if (const auto constant = find_constant(ast::dotted_name(expr))) return *constant;
  const auto* call = expr.get<ast::Call>();
  if (call && ast::dotted_name(*call->function) == "torch.device" && call->arguments.size() == 1)
    return constant_of(call->arguments.front());
  throw Fault{expr.at, fmt::format("found the argument {}; a chain takes literals, dtypes such as torch.float64 and "
                                   "devices such as 'cuda' or torch.device('cuda')",
                                   print(expr))};
}

std::string not_a_conversion(const std::string& name) {
  if (find_method("Tensor", name) || is_attribute(name))
    return fmt::format("found '{}', which is no conversion; a chain takes {}", name, conversion_names());
  const std::string near = nearest_member(name);
  const std::string meant = near.empty() ? "" : fmt::format("; did you mean '{}'?", near);
  return fmt::format("found '{}', which no tensor has; a chain takes {}{}", name, conversion_names(), meant);
}

const Conversion& conversion_of(const ast::Attribute& attribute, bool called) {
  const std::string& name = attribute.name;
  const Conversion* found = find_conversion(name);
  if (!found) throw Fault{attribute.name_at, not_a_conversion(name)};
  const bool is_method = find_method("Tensor", name) != nullptr;
  if (is_method && !called)
    throw Fault{attribute.name_at, fmt::format("found the method {0} without a call; write {0}()", name)};
  if (!is_method && called) throw Fault{attribute.name_at, fmt::format("found a call of .{0}; write .{0}", name)};
  return *found;
}

Step call_step(const ast::Call& call, const ast::Attribute& method) {
  const Conversion& conversion = conversion_of(method, true);
  Given given;
  given.receiver = Value{};
  for (const auto& argument : call.arguments) given.positional.push_back(constant_of(argument));
  for (const auto& keyword : call.keywords) given.keywords.emplace_back(keyword.name, constant_of(keyword.value));
  std::string text = print(ast::Expr(call, call.function->at));
  text = text.substr(print(*method.value).size() + 1);
  try {
    return {&conversion, bind(*find_method("Tensor", method.name), given).arguments, text};
  } catch (const BindError& error) {
    throw Fault{method.name_at, error.what()};
  }
}

/// Fills `chain`: the innermost expression is its name, each one around it a step.
void read(const ast::Expr& expr, Chain& chain) {
  const auto* call = expr.get<ast::Call>();
  const auto* attribute = (call ? *call->function : expr).get<ast::Attribute>();
  if (attribute) {
    read(*attribute->value, chain);
    if (!chain.steps.empty() && chain.steps.back().conversion->is_last)
      throw Fault{attribute->name_at, fmt::format("found '{}' behind {}, whose result is no tensor; it ends the chain",
                                                  attribute->name, chain.steps.back().text)};
    chain.steps.push_back(call ? call_step(*call, *attribute)
                               : Step{&conversion_of(*attribute, false), {}, attribute->name});
  } else if (const auto* name = expr.get<ast::Name>()) {
    chain.name = name->id;
  } else {
    throw Fault{expr.at, fmt::format("found {}; {}", print(expr), shape)};
  }
}

}  // namespace

std::string Chain::text() const {
  std::string all = name;
  for (const Step& step : steps) all += "." + step.text;
  return all;
}

ParsedChain parse_chain(std::string_view text) {
  auto parsed = parse_expression(text, file, {1, 1});
  if (!parsed.expr) return {std::nullopt, std::move(parsed.errors)};
  try {
    Chain chain;
    read(*parsed.expr, chain);
    if (chain.steps.empty()) throw Fault{parsed.expr->at, fmt::format("found {} alone; {}", chain.name, shape)};
    return {std::move(chain), {}};
  } catch (const Fault& fault) {
    return {std::nullopt, {{file, fault.at.line, fault.at.column, fault.message}}};
  }
}

Chain known_chain(const std::string& text) {
  auto parsed = parse_chain(text);
  return std::move(*parsed.chain);
}

}  // namespace gradproof::checks::chain
