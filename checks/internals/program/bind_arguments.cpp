// The binder: arguments to parameters, the choice between overloads, and its messages.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/program/bind.hpp>

namespace gradproof::checks {
namespace {

using Integer = std::int64_t;
using List = std::shared_ptr<Sequence>;

struct Thing : Object {
  std::string_view type() const override { return "Tensor"; }
};

const Value tensor{std::shared_ptr<Object>(std::make_shared<Thing>())};

Value list(std::initializer_list<Integer> numbers) {
  auto made = std::make_shared<Sequence>();
  for (auto number : numbers) made->items.push_back({number});
  return {made};
}

Bound method(const char* name, std::vector<Value> positional,
             std::vector<std::pair<std::string, Value>> keywords = {}) {
  return bind(*find_method("Tensor", name), {tensor, std::move(positional), std::move(keywords)});
}

Bound function(const char* path, std::vector<Value> positional,
               std::vector<std::pair<std::string, Value>> keywords = {}) {
  return bind(*find_function(path), {{}, std::move(positional), std::move(keywords)});
}

std::string message(const char* path, std::vector<Value> positional,
                    std::vector<std::pair<std::string, Value>> keywords = {}) {
  try {
    function(path, std::move(positional), std::move(keywords));
  } catch (const BindError& error) {
    return error.what();
  }
  return "it binds";
}

}  // namespace

TEST_CASE("bind: positional and keyword arguments, defaults, and what was written") {
  auto bound = function("torch.add", {tensor, {Integer{1}}}, {{"alpha", {2.0}}});
  CHECK(bound.op == "add");
  CHECK(bound.arguments.size() == 4);
  CHECK(bound.arguments["other"].as<Integer>() == 1);
  CHECK(bound.arguments["alpha"].as<double>() == 2.0);
  CHECK(bound.arguments["out"].is_none());
  CHECK(bound.arguments.given("alpha"));
  CHECK_FALSE(bound.arguments.given("out"));
  CHECK(bound.arguments["no_such_parameter"].is_none());
}

TEST_CASE("bind: the object before the dot takes its parameter, wherever that stands") {
  auto condition = list({1}), other = list({2});
  auto bound = method("where", {condition, other});
  CHECK(bound.arguments["condition"].as<List>() == condition.as<List>());
  CHECK(bound.arguments["input"].object<Thing>());
  CHECK(bound.arguments["other"].as<List>() == other.as<List>());
}

TEST_CASE("bind: sizes come one by one, as one list, or by keyword") {
  CHECK(method("view", {{Integer{2}}, {Integer{3}}}).arguments["size"].as<List>()->items.size() == 2);
  CHECK(method("view", {list({2, 3, 4})}).arguments["size"].as<List>()->items.size() == 3);
  CHECK(function("torch.zeros", {}, {{"size", list({2})}}).arguments["size"].as<List>()->items.size() == 1);
  CHECK(function("torch.zeros", {}).arguments["size"].as<List>()->items.empty());
}

TEST_CASE("bind: overloads are chosen by what their parameters accept") {
  CHECK(method("max", {}).arguments.size() == 1);
  CHECK(method("max", {{Integer{0}}}).arguments["dim"].is<Integer>());
  CHECK(method("max", {tensor}).arguments["other"].object<Thing>());
  CHECK(method("view", {{Symbol{"torch.int32"}}}).arguments["dtype"].is<Symbol>());
  CHECK(method("to", {{Symbol{"torch.float64"}}}).arguments["dtype"].is<Symbol>());
  CHECK(method("to", {{std::string("cpu")}}).arguments["device"].is<std::string>());
  CHECK(method("to", {{Symbol{"torch.device:cpu"}}}).arguments["device"].is<Symbol>());
  CHECK(method("to", {tensor}).arguments["other"].object<Thing>());
  CHECK(method("std", {{false}}).arguments["unbiased"].is<bool>());
  CHECK(method("std", {{Integer{0}}, {true}}).arguments["unbiased"].is<bool>());
  CHECK(function("torch.randint", {{Integer{9}}, list({2})}).arguments["high"].as<Integer>() == 9);
  CHECK(function("torch.randint", {{Integer{3}}, {Integer{9}}, list({2})}).arguments["low"].as<Integer>() == 3);
  CHECK(function("torch.arange", {{Integer{4}}}).arguments["end"].as<Integer>() == 4);
  CHECK(method("scatter_", {{Integer{0}}, tensor, {1.0}}).arguments["value"].is<double>());
}

TEST_CASE("bind: inplace=True asks for the in-place operation, of functions only") {
  CHECK(function("torch.nn.functional.relu", {tensor, {true}}).op == "relu_");
  CHECK(function("torch.nn.functional.relu", {tensor}).op == "relu");
  CHECK(function("torch.nn.ReLU", {{true}}).op == "nn.ReLU");
}

TEST_CASE("bind: messages say what was wrong and what is taken") {
  CHECK(message("torch.exp", {tensor}, {{"foo", {}}}) ==
        "torch.exp() got an unexpected keyword argument 'foo'; it takes (input, *, out=None)");
  CHECK(message("torch.exp", {}) == "torch.exp() missing required argument 'input'; it takes (input, *, out=None)");
  CHECK(message("torch.matmul", {tensor, tensor, tensor}).find("takes 2 positional arguments, 3 given") !=
        std::string::npos);
  CHECK(message("torch.exp", {tensor}, {{"input", tensor}}).find("got multiple values for argument 'input'") !=
        std::string::npos);
  CHECK(message("torch.max", {tensor, tensor, tensor, tensor}).find("(input, *, out=None) or (input, dim, ") !=
        std::string::npos);
}

TEST_CASE("bind: a call is judged by the shape of its arguments alone before it runs") {
  std::vector<std::string> none, dims{"dim"}, wrong{"axes"};
  CHECK_FALSE(misfit(*find_method("Tensor", "sum"), 0, dims));
  CHECK(misfit(*find_method("Tensor", "sum"), 0, wrong));
  CHECK_FALSE(misfit(*find_method("Tensor", "view"), 5, none));
  CHECK(misfit(*find_method("Tensor", "relu_"), 1, none));
}

}  // namespace gradproof::checks
