#include <cmath>
#include <gradproof/checks/subjects/name_json.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace gradproof::checks {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(double number) {
  if (std::isfinite(number)) return number;
  return std::isnan(number) ? "nan" : number > 0 ? "inf" : "-inf";
}

Json json_of(const Parameter& parameter) {
  Json json{{"name", parameter.name}};
  if (parameter.kind == Parameter::Kind::variadic) json["kind"] = "variadic";
  if (parameter.kind == Parameter::Kind::keyword_only) json["kind"] = "keyword_only";
  if (!parameter.accepts.empty()) json["accepts"] = parameter.accepts;
  if (parameter.fallback) json["default"] = checks::json_of(*parameter.fallback);
  return json;
}

Json typed(const char* type, Json value) { return {{"of", type}, {"value", std::move(value)}}; }

}  // namespace

Json json_of(const Value& value) {
  if (value.is_none()) return typed("NoneType", nullptr);
  if (const auto* flag = value.get<bool>()) return typed("bool", *flag);
  if (const auto* number = value.get<std::int64_t>()) return typed("int", *number);
  if (const auto* number = value.get<double>()) return typed("float", json_of(*number));
  if (const auto* text = value.get<std::string>()) return typed("str", *text);
  if (const auto* symbol = value.get<Symbol>()) return typed("symbol", symbol->name);
  if (const auto* sequence = value.get<std::shared_ptr<Sequence>>()) {
    Json items = Json::array();
    for (const auto& item : (*sequence)->items) items.push_back(json_of(item));
    return typed((*sequence)->is_tuple ? "tuple" : "list", std::move(items));
  }
  throw std::invalid_argument("a default in the table of names is no plain value");
}

Json json_of(const Callee& callee) {
  Json json{{"op", callee.op}};
  if (!callee.receiver.empty()) json["receiver"] = callee.receiver;
  Json& signatures = json["signatures"] = Json::array();
  for (const auto& signature : callee.signatures) {
    Json& parameters = signatures.emplace_back(Json::array());
    for (const auto& parameter : signature.parameters) parameters.push_back(json_of(parameter));
  }
  return json;
}

}  // namespace gradproof::checks
