#include <functional>
#include <gradproof/checks/internals/program/fake_machine.hpp>

namespace gradproof::checks {
namespace {

using Operator = std::function<double(double, double)>;

const std::map<std::string, Operator, std::less<>> operators = {
    {"add", std::plus<>()},       {"sub", std::minus<>()},        {"mul", std::multiplies<>()},
    {"div", std::divides<>()},    {"lt", std::less<>()},          {"gt", std::greater<>()},
    {"le", std::less_equal<>()},  {"ge", std::greater_equal<>()}, {"eq", std::equal_to<>()},
    {"ne", std::not_equal_to<>()}};

}  // namespace

Value FakeMachine::tensor(std::vector<double> data) {
  auto made = std::make_shared<FakeTensor>();
  made->data = std::move(data);
  made->attributes["requires_grad"] = {false};
  made->attributes["is_leaf"] = {true};
  made->attributes["grad"] = {};
  made->attributes["ndim"] = {std::int64_t{1}};
  return {std::shared_ptr<Object>(made)};
}

std::vector<double> FakeMachine::numbers(const Value& value) {
  if (auto* object = value.object<FakeTensor>()) return object->data;
  if (const auto* number = value.get<double>()) return {*number};
  if (const auto* number = value.get<std::int64_t>()) return {static_cast<double>(*number)};
  if (const auto* flag = value.get<bool>()) return {*flag ? 1.0 : 0.0};
  const auto* list = value.get<std::shared_ptr<Sequence>>();
  if (!list) throw Unsupported("the fake machine knows numbers only");
  std::vector<double> all;
  for (const auto& item : (*list)->items)
    for (double number : numbers(item)) all.push_back(number);
  return all;
}

std::vector<double> FakeMachine::elementwise(std::string_view op, const Arguments& arguments) {
  auto a = numbers(arguments["input"]), b = numbers(arguments["other"]);
  std::vector<double> result(std::max(a.size(), b.size()));
  for (std::size_t i = 0; i < result.size(); ++i)
    result[i] = operators.find(op)->second(a[i % a.size()], b[i % b.size()]);
  return result;
}

Value FakeMachine::call(std::string_view op, const Arguments& arguments) {
  log.push_back(std::string(op));
  if (op == "tensor") {
    auto made = tensor(numbers(arguments["data"]));
    made.object<FakeTensor>()->attributes["requires_grad"] = arguments["requires_grad"];
    return made;
  }
  if (op == "register_hook") {
    hooks.push_back(arguments["hook"].as<std::shared_ptr<Callable>>());
    return {};
  }
  if (op == "backward") return (*hooks.at(0))(std::vector<Value>{arguments["input"]});
  if (op == "unbind") {
    auto rows = std::make_shared<Sequence>(Sequence{true, {}});
    for (double number : numbers(arguments["input"])) rows->items.push_back(tensor({number}));
    return {rows};
  }
  if (op == "neg") return tensor({-numbers(arguments["input"]).at(0)});
  bool in_place = op.ends_with('_');
  if (in_place) op.remove_suffix(1);
  if (!operators.contains(op)) throw Unsupported("no operation " + std::string(op));
  auto data = elementwise(op, arguments);
  if (!in_place) return tensor(std::move(data));
  arguments["input"].object<FakeTensor>()->data = data;
  return arguments["input"];
}

Value FakeMachine::get_attribute(const Value& object, std::string_view name) {
  log.push_back("get " + std::string(name));
  auto& attributes = object.object<FakeTensor>()->attributes;
  auto found = attributes.find(name);
  if (found == attributes.end()) throw Unsupported("no attribute " + std::string(name));
  return found->second;
}

void FakeMachine::set_attribute(const Value& object, std::string_view name, const Value& value) {
  log.push_back("set " + std::string(name));
  object.object<FakeTensor>()->attributes[std::string(name)] = value;
}

Value FakeMachine::get_item(const Value& object, const Value& index) {
  log.push_back("get_item");
  return tensor({numbers(object).at(static_cast<std::size_t>(index.as<std::int64_t>()))});
}

void FakeMachine::set_item(const Value& object, const Value& index, const Value& value) {
  log.push_back("set_item");
  object.object<FakeTensor>()->data.at(static_cast<std::size_t>(index.as<std::int64_t>())) = numbers(value).at(0);
}

records::Value FakeMachine::observe(const Value& object) {
  records::Value::List list;
  for (double number : numbers(object)) list.push_back({number});
  return {std::move(list)};
}

}  // namespace gradproof::checks
