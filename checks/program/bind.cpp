#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/program/bind.hpp>

namespace gradproof::checks {
namespace {

using Kind = Parameter::Kind;

// Where the argument of one parameter comes from.
struct Place {
  enum class From { receiver, positional, rest, keyword, fallback } from;
  std::size_t index = 0;  // of `positional` or `keywords`; of the first of the rest
};

// How a call fits one signature: a place for each parameter, or the fault.
struct Fit {
  std::vector<Place> places;
  std::string fault;
};

using Keywords = std::vector<std::string_view>;

std::optional<std::size_t> find(const Keywords& keywords, std::string_view name) {
  auto found = std::find(keywords.begin(), keywords.end(), name);
  if (found == keywords.end()) return std::nullopt;
  return static_cast<std::size_t>(found - keywords.begin());
}

std::string surplus(const Callee& callee, const Signature& signature, std::size_t positional) {
  auto room = std::count_if(signature.parameters.begin(), signature.parameters.end(), [&](const Parameter& p) {
    return p.kind == Kind::positional && p.name != callee.receiver;
  });
  return fmt::format("takes {} positional argument{}, {} given", room, room == 1 ? "" : "s", positional);
}

std::string unexpected(const Signature& signature, const Keywords& keywords) {
  for (auto keyword : keywords) {
    auto has = [&](const Parameter& p) { return p.name == keyword; };
    if (std::none_of(signature.parameters.begin(), signature.parameters.end(), has))
      return fmt::format("got an unexpected keyword argument '{}'", keyword);
  }
  return {};
}

Fit fit(const Callee& callee, const Signature& signature, std::size_t positional, const Keywords& keywords) {
  Fit result;
  std::size_t used = 0;
  for (const auto& parameter : signature.parameters) {
    auto keyword = find(keywords, parameter.name);
    Place place{Place::From::fallback};
    if (parameter.name == callee.receiver) {
      place = {Place::From::receiver};
    } else if (parameter.kind == Kind::variadic && (used < positional || !keyword)) {
      place = {Place::From::rest, used};
      used = positional;
    } else if (parameter.kind == Kind::positional && used < positional) {
      place = {Place::From::positional, used++};
    } else if (keyword) {
      place = {Place::From::keyword, *keyword};
    } else if (!parameter.fallback) {
      result.fault = fmt::format("missing required argument '{}'", parameter.name);
    }
    if (keyword && place.from != Place::From::keyword)
      result.fault = fmt::format("got multiple values for argument '{}'", parameter.name);
    result.places.push_back(place);
  }
  if (auto fault = unexpected(signature, keywords); !fault.empty()) result.fault = fault;
  if (used < positional) result.fault = surplus(callee, signature, positional);
  return result;
}

std::string show(const Value& value) {
  if (value.is_none()) return "None";
  if (const auto* flag = value.get<bool>()) return *flag ? "True" : "False";
  if (const auto* number = value.get<std::int64_t>()) return fmt::format("{}", *number);
  if (const auto* number = value.get<double>()) return fmt::format("{}", *number);
  if (const auto* text = value.get<std::string>()) return *text == "\n" ? "'\\n'" : fmt::format("'{}'", *text);
  if (const auto* symbol = value.get<Symbol>()) return symbol->name;
  return "...";
}

std::string show(const Callee& callee, const Signature& signature) {
  std::string text;
  bool keyword_only = false;
  for (const auto& parameter : signature.parameters) {
    if (parameter.name == callee.receiver) continue;
    if (!text.empty()) text += ", ";
    if (parameter.kind == Kind::keyword_only && !keyword_only) text += "*, ";
    keyword_only = parameter.kind != Kind::positional;
    text += parameter.kind == Kind::variadic ? "*" + parameter.name : parameter.name;
    if (parameter.fallback) text += "=" + show(*parameter.fallback);
  }
  return "(" + text + ")";
}

std::string describe(const Callee& callee, const std::string& fault) {
  std::string takes;
  for (const auto& signature : callee.signatures) takes += (takes.empty() ? "" : " or ") + show(callee, signature);
  const std::string_view name = callee.name;
  return fmt::format("{}() {}; it takes {}", name.substr(name.starts_with("builtins.") ? 9 : 0), fault, takes);
}

// The fault of the overload with the most parameters: the others refuse more.
std::string fault(const Callee& callee, std::size_t positional, const Keywords& keywords) {
  auto widest = std::max_element(
      callee.signatures.begin(), callee.signatures.end(),
      [](const Signature& a, const Signature& b) { return a.parameters.size() < b.parameters.size(); });
  return describe(callee, fit(callee, *widest, positional, keywords).fault);
}

bool is_device(const Value& value) {
  const auto* symbol = value.get<Symbol>();
  return value.is<std::string>() || (symbol && symbol->name.starts_with("torch.device:"));
}

bool is_integer(const Value& value) { return value.is<std::int64_t>(); }
bool is_number(const Value& value) { return is_integer(value) || value.is<double>() || value.is<bool>(); }
bool is_list(const Value& value) { return value.is<std::shared_ptr<Sequence>>(); }

bool accepts(std::string_view what, const Value& value) {
  if (what.empty() || what == "each") return true;
  if (what == "int") return is_integer(value);
  if (what == "number") return is_number(value);
  if (what == "bool") return value.is<bool>();
  if (what == "list") return is_list(value);
  if (what == "dims") return is_integer(value) || is_list(value) || value.is_none();
  if (what == "dtype") return value.is<Symbol>() && !is_device(value);
  if (what == "device") return value.is_none() || is_device(value);
  return value.is<std::shared_ptr<Object>>();  // "tensor"
}

// `f(2, 3)` and `f((2, 3))` mean the same to most variadic parameters.
std::shared_ptr<Sequence> gather_rest(const std::vector<Value>& positional, std::size_t first, bool one_by_one) {
  auto rest = std::make_shared<Sequence>(Sequence{true, {}});
  bool alone = positional.size() == first + 1 && !one_by_one;
  const auto* only = alone ? positional[first].get<std::shared_ptr<Sequence>>() : nullptr;
  if (only)
    rest->items = (*only)->items;
  else
    rest->items.assign(positional.begin() + static_cast<std::ptrdiff_t>(first), positional.end());
  return rest;
}

Value take(const Parameter& parameter, const Place& place, const Given& given) {
  switch (place.from) {
    case Place::From::receiver:
      return *given.receiver;
    case Place::From::positional:
      return given.positional[place.index];
    case Place::From::rest:
      return {gather_rest(given.positional, place.index, parameter.accepts == "each")};
    case Place::From::keyword:
      return given.keywords[place.index].second;
    case Place::From::fallback:
      break;
  }
  return *parameter.fallback;
}

bool accepted(const Signature& signature, const Fit& fit, const Given& given) {
  for (std::size_t i = 0; i < fit.places.size(); ++i) {
    const auto& parameter = signature.parameters[i];
    if (fit.places[i].from == Place::From::fallback || parameter.accepts.empty()) continue;
    auto value = take(parameter, fit.places[i], given);
    bool variadic = fit.places[i].from == Place::From::rest;
    auto good = [&](const Value& v) { return accepts(parameter.accepts, v); };
    const auto* items = variadic ? &value.as<std::shared_ptr<Sequence>>()->items : nullptr;
    if (items ? !std::all_of(items->begin(), items->end(), good) : !good(value)) return false;
  }
  return true;
}

Bound make(const Callee& callee, const Signature& signature, const Fit& fit, const Given& given) {
  Bound bound{callee.op, {}};
  for (std::size_t i = 0; i < fit.places.size(); ++i) {
    const auto& parameter = signature.parameters[i];
    bool written = fit.places[i].from != Place::From::fallback;
    bound.arguments.add(parameter.name, take(parameter, fit.places[i], given), written);
  }
  const auto* in_place = bound.arguments["inplace"].get<bool>();
  if (in_place && *in_place && callee.op.find('.') == std::string::npos) bound.op += '_';
  return bound;
}

}  // namespace

Bound bind(const Callee& callee, const Given& given) {
  Keywords keywords;
  for (const auto& keyword : given.keywords) keywords.push_back(keyword.first);
  std::optional<std::pair<const Signature*, Fit>> chosen;
  for (const auto& signature : callee.signatures) {
    auto fitted = fit(callee, signature, given.positional.size(), keywords);
    if (!fitted.fault.empty()) continue;
    bool good = accepted(signature, fitted, given);
    if (good || !chosen) chosen.emplace(&signature, std::move(fitted));
    if (good) break;
  }
  if (!chosen) throw BindError(fault(callee, given.positional.size(), keywords));
  return make(callee, *chosen->first, chosen->second, given);
}

std::optional<std::string> misfit(const Callee& callee, std::size_t positional, std::span<const std::string> keywords) {
  Keywords names(keywords.begin(), keywords.end());
  for (const auto& signature : callee.signatures)
    if (fit(callee, signature, positional, names).fault.empty()) return std::nullopt;
  return fault(callee, positional, names);
}

}  // namespace gradproof::checks
