// One function a node, in the order of ast.hpp; on its way `Writer` collects the names that may be meant.
#include <array>
#include <gradproof/checks/program/names.hpp>
#include <gradproof/checks/subjects/name_json.hpp>
#include <gradproof/checks/subjects/program_json.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <utility>

namespace gradproof::checks {
namespace {

using Json = nlohmann::ordered_json;

/// An operator of Python's ast, and the function that it calls where an operand is a tensor or an array.
struct Operator {
  const char* name;
  const char* function;
};
// In the order of the enumerations of ast.hpp.
constexpr std::array<Operator, 11> kBinary{{{"Add", "torch.add"},
                                            {"Sub", "torch.sub"},
                                            {"Mult", "torch.mul"},
                                            {"Div", "torch.div"},
                                            {"FloorDiv", "torch.floor_divide"},
                                            {"Mod", "torch.remainder"},
                                            {"Pow", "torch.pow"},
                                            {"MatMult", "torch.matmul"},
                                            {"BitAnd", "torch.bitwise_and"},
                                            {"BitOr", "torch.bitwise_or"},
                                            {"BitXor", "torch.bitwise_xor"}}};
constexpr std::array<Operator, 2> kUnary{{{"USub", "torch.neg"}, {"Invert", "torch.bitwise_not"}}};
constexpr std::array<Operator, 8> kCompare{{{"Eq", "torch.eq"},
                                            {"NotEq", "torch.ne"},
                                            {"Lt", "torch.lt"},
                                            {"LtE", "torch.le"},
                                            {"Gt", "torch.gt"},
                                            {"GtE", "torch.ge"},
                                            {"Is", ""},
                                            {"IsNot", ""}}};

Json node(const char* type, Json fields) {
  Json json{{"type", type}};
  json.update(fields);
  return json;
}

class Writer {
 public:
  Json program(const Program& program) {
    Json json = node("Module", {{"body", statements(program.body)}});
    json["observe"] = Json::array();
    for (const auto& observed : program.observe) json["observe"].push_back(expression(observed.expr));
    add_methods("call");
    json["names"] = std::move(names_);
    return json;
  }

 private:
  Json expression(const ast::Expr& expr) {
    Json json = std::visit([this](const auto& e) { return write(e); }, expr.node);
    if (auto path = path_of(expr); !path.empty()) add_path(path);
    json["line"] = expr.at.line;
    return json;
  }
  Json expressions(const std::vector<ast::Expr>& items) {
    Json json = Json::array();
    for (const auto& item : items) json.push_back(expression(item));
    return json;
  }
  Json bound(const std::optional<Box<ast::Expr>>& expr) { return expr ? expression(**expr) : Json(nullptr); }

  Json write(const ast::Name& e) { return node("Name", {{"id", e.id}}); }
  Json write(const ast::Attribute& e) {
    add_methods(e.name);
    return node("Attribute", {{"value", expression(*e.value)}, {"attr", e.name}});
  }
  Json write(const ast::Subscript& e) {
    return node("Subscript", {{"value", expression(*e.value)}, {"slice", expression(*e.index)}});
  }
  Json write(const ast::Slice& e) {
    return node("Slice", {{"lower", bound(e.start)}, {"upper", bound(e.stop)}, {"step", bound(e.step)}});
  }
  Json write(const ast::Tuple& e) { return node("Tuple", {{"elts", expressions(e.items)}}); }
  Json write(const ast::List& e) { return node("List", {{"elts", expressions(e.items)}}); }
  Json write(const ast::Constant& e) {
    return node("Constant", std::visit(
                                [](const auto& value) -> Json {
                                  if constexpr (std::is_same_v<std::decay_t<decltype(value)>, ast::Ellipsis>)
                                    return {{"of", "ellipsis"}, {"value", nullptr}};
                                  else if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::monostate>)
                                    return json_of(Value{});
                                  else
                                    return json_of(Value{value});
                                },
                                e.value));
  }
  Json write(const ast::Call& e) {
    Json keywords = Json::array();
    for (const auto& keyword : e.keywords)
      keywords.push_back(node("keyword", {{"arg", keyword.name}, {"value", expression(keyword.value)}}));
    Json function = expression(*e.function);
    return node("Call", {{"func", function}, {"args", expressions(e.arguments)}, {"keywords", keywords}});
  }
  Json write(const ast::BinOp& e) {
    const auto& op = kBinary.at(static_cast<std::size_t>(e.op));
    add_path(op.function);
    return node("BinOp", {{"left", expression(*e.left)}, {"op", op.name}, {"right", expression(*e.right)}});
  }
  Json write(const ast::UnaryOp& e) {
    const auto& op = kUnary.at(static_cast<std::size_t>(e.op));
    add_path(op.function);
    return node("UnaryOp", {{"op", op.name}, {"operand", expression(*e.operand)}});
  }
  Json write(const ast::Compare& e) {
    const auto& op = kCompare.at(static_cast<std::size_t>(e.op));
    add_path(op.function);
    Json right = Json::array({expression(*e.right)});
    return node("Compare", {{"left", expression(*e.left)}, {"ops", Json::array({op.name})}, {"comparators", right}});
  }
  Json write(const ast::Lambda& e) {
    Json parameters = Json::array();
    for (const auto& parameter : e.parameters) parameters.push_back(node("arg", {{"arg", parameter}}));
    return node("Lambda", {{"args", node("arguments", {{"args", parameters}})}, {"body", expression(*e.body)}});
  }

  Json statements(const std::vector<ast::Statement>& body) {
    Json json = Json::array();
    for (const auto& statement : body) {
      json.push_back(std::visit([this](const auto& s) { return write(s); }, statement.node));
      json.back()["line"] = statement.at.line;
    }
    return json;
  }
  Json write(const ast::Assign& s) {
    return node("Assign", {{"targets", Json::array({expression(s.target)})}, {"value", expression(s.value)}});
  }
  Json write(const ast::AugAssign& s) {
    const auto& op = kBinary.at(static_cast<std::size_t>(s.op));
    add_path(op.function);
    add_path(std::string("Tensor.") + (op.function + sizeof "torch." - 1) + '_');
    return node("AugAssign", {{"target", expression(s.target)}, {"op", op.name}, {"value", expression(s.value)}});
  }
  Json write(const ast::ExprStatement& s) { return node("Expr", {{"value", expression(s.value)}}); }
  Json write(const ast::With& s) {
    Json item = node("withitem", {{"context_expr", expression(s.context)}});
    return node("With", {{"items", Json::array({item})}, {"body", statements(s.body)}});
  }
  Json write(const ast::For& s) {
    Json target = node("Name", {{"id", s.variable}, {"line", s.range.at.line}});
    return node("For", {{"target", target}, {"iter", expression(s.range)}, {"body", statements(s.body)}});
  }
  Json write(const ast::Delete& s) { return node("Delete", {{"targets", expressions(s.targets)}}); }
  Json write(const ast::Assert& s) {
    return node("Assert", {{"test", expression(s.condition)}, {"msg", s.message ? expression(*s.message) : Json()}});
  }
  Json write(const ast::Import& s) {
    imported_[s.alias] = s.module;
    Json alias = node("alias", {{"name", s.module}, {"asname", s.alias == s.module ? Json() : Json(s.alias)}});
    return node("Import", {{"names", Json::array({alias})}});
  }
  Json write(const ast::ImportFrom& s) {
    Json names = Json::array();
    for (const auto& name : s.names) {
      imported_[name] = s.module + '.' + name;
      names.push_back(node("alias", {{"name", name}, {"asname", nullptr}}));
    }
    return node("ImportFrom", {{"module", s.module}, {"names", names}});
  }

  /// The full path that an expression spells through what was imported, and through Python's builtins; else "".
  std::string path_of(const ast::Expr& expr) const {
    const auto name = ast::dotted_name(expr);
    const auto dot = name.find('.');
    const auto found = imported_.find(name.substr(0, dot));
    if (found != imported_.end()) return found->second + (dot == std::string::npos ? "" : name.substr(dot));
    return dot == std::string::npos && !name.empty() ? "builtins." + name : "";
  }

  void add_path(const std::string& path) {
    if (const auto* function = find_function(path)) {
      names_[path] = json_of(*function);
    } else if (auto constant = find_constant(path)) {
      names_[path] = {{"constant", json_of(*constant)}};
    } else if (path.starts_with("Tensor.")) {
      if (const auto* method = find_method("Tensor", path.substr(sizeof "Tensor." - 1)))
        names_[path] = json_of(*method);
    }
  }

  void add_methods(const std::string& name) {
    for (const auto* method : methods_named(name)) names_[method->name] = json_of(*method);
  }

  std::map<std::string, std::string> imported_;
  Json names_ = Json::object();
};

}  // namespace

std::string program_json(const Program& program) { return Writer().program(program).dump(); }

}  // namespace gradproof::checks
