// Containers of modules and of parameters; modules whose type, arguments and results are forgotten.
#include <array>
#include <gradproof/checks/internals/interface/modules.hpp>

using torch::Tensor;
namespace nn = torch::nn;

namespace containers_twin {

/// How many elements its input has, and, with the next, a chain that is not of tensors alone.
struct Count : nn::Module {
  std::int64_t forward(const Tensor& x) { return x.numel(); }
};
struct Row : nn::Module {
  Tensor forward(std::int64_t n) { return torch::arange(n, torch::kDouble); }
};
struct Join : nn::Module {
  std::string forward(std::string a, const std::string& b, std::string&& c, const char* d) { return a + b + c + d; }
};
/// Has a number, and a forward() that nothing here calls.
struct Numbered : nn::Module {
  explicit Numbered(int number) : nn::Module("Numbered"), number(number) {}
  int forward(float x) { return int(x) + number; }
  int number;
};

struct ScaleImpl : nn::Module {
  Tensor forward(const Tensor& x, double by = 2, Tensor shift = {}) {
    return shift.defined() ? x * by + shift : x * by;
  }

 protected:
  FORWARD_HAS_DEFAULT_ARGS({1, nn::AnyValue(2.0)}, {2, nn::AnyValue(Tensor())})
};
TORCH_MODULE(Scale);

/// Gives its input back plus one, so that a Sequential may stand in another.
struct InnerImpl : nn::SequentialImpl {
  using SequentialImpl::SequentialImpl;
  Tensor forward(Tensor x) { return SequentialImpl::forward(x) + 1; }
};
TORCH_MODULE(Inner);

void forgotten_signatures() {
  nn::AnyModule join(Join{});
  EXPECT(join.forward<std::string>(std::string("a"), std::string("bc"), std::string("d"), "ef") == "abcdef");
  EXPECT(nn::AnyModule(Count{}).forward<std::int64_t>(torch::ones({2, 3})) == 6);
  nn::AnyModule numbered;
  EXPECT(numbered.is_empty());
  numbered = std::make_shared<Numbered>(3);
  EXPECT(numbered.forward<int>(2.5F) == 5 && numbered.get<Numbered>().number == 3);
  EXPECT(numbered.ptr()->name() == "Numbered" && numbered.ptr<Numbered>()->number == 3);
  EXPECT(numbered.any_forward(1.F).get<int>() == 4);
  numbered = std::make_shared<Row>();
  EXPECT(numbered.forward(std::int64_t(3)).size(0) == 3);
}

void refused_signatures() {
  nn::AnyModule numbered(Numbered{1}), join(Join{}), none;
  EXPECT(contains(thrown([&] { numbered.forward<int>(2.5); }),
                  "Expected argument #0 to be of type float, but received value of type double"));
  EXPECT(contains(thrown([&] { numbered.forward<double>(2.5F); }),
                  "Attempted to cast AnyValue to double, but its actual type is int"));
  EXPECT(contains(thrown([&] { join.forward<std::string>(1, 2); }),
                  "Join's forward() method expects 4 argument(s), but received 2. If "));
  EXPECT(contains(thrown([&] { join.forward<std::string>(1, 2); }),
                  "make sure the forward() method is declared with a corresponding `FORWARD_HAS_DEFAULT_ARGS` macro."));
  EXPECT(contains(thrown([&] { numbered.get<Row>(); }), "Attempted to cast module of type "));
  EXPECT(contains(thrown([&] { numbered.ptr<Row>(); }), "Attempted to cast module of type "));
  EXPECT(contains(thrown([&] { none.get<Row>(); }), "Cannot call get() on an empty AnyModule"));
  EXPECT(contains(thrown([&] { none.ptr(); }), "Cannot call ptr() on an empty AnyModule"));
  EXPECT(contains(thrown([&] { none.type_info(); }), "Cannot call type_info() on an empty AnyModule"));
  EXPECT(contains(thrown([&] { none.forward<int>(1); }), "Cannot call forward() on an empty AnyModule"));
}

void forgotten_values() {
  nn::AnyValue number(7), text("seven");
  EXPECT(number.try_get<int>() && *number.try_get<int>() == 7 && !number.try_get<long>() && !number.try_get<float>());
  EXPECT(text.get<const char*>() == std::string("seven") && text.type_info() == typeid(const char*));
  nn::AnyValue copy(std::as_const(number));
  *copy.try_get<int>() = 8;
  EXPECT(number.get<int>() == 7 && copy.get<int>() == 8);
  number = std::move(text);
  EXPECT(number.get<const char*>() == std::string("seven"));
  EXPECT(contains(thrown([&] { copy.get<long>(); }), "Attempted to cast AnyValue to long, but its actual type is int"));
}

void default_arguments() {
  nn::AnyModule scale{Scale()};
  const Tensor x = torch::ones({2});
  EXPECT(scale.forward(x).sum().item<float>() == 4 && scale.forward(x, 3.0).sum().item<float>() == 6);
  EXPECT(scale.forward(x, 3.0, x).sum().item<float>() == 8);
  EXPECT(contains(thrown([&] { scale.forward(); }),
                  "ScaleImpl's forward() method expects at least 1 argument(s) and at most 3 argument(s), but received "
                  "0."));
  EXPECT(contains(thrown([&] { scale.forward(x, 1.0, x, x); }), "but received 4."));
  nn::Sequential twice{Scale(), Scale()};
  EXPECT(twice->forward(x).sum().item<float>() == 8 && twice->forward(x, 1.0).sum().item<float>() == 4);
}

void chains() {
  nn::Sequential s(nn::Identity(), Count{}, Row{}, nn::Identity());
  EXPECT(s->forward(torch::ones({2, 3})).sum().item<double>() == 15);
  nn::Sequential counting(nn::ReLU(), Count{});
  EXPECT(counting->forward<std::int64_t>(torch::ones({5})) == 5);
  EXPECT(contains(thrown([&] { counting->forward<int>(torch::ones({5})); }),
                  "The type of the return value is long, but you asked for type int"));
  EXPECT(contains(thrown([&] { counting->forward<std::int64_t>(5); }), "Expected argument #0 to be of type "));
  EXPECT(contains(thrown([] { nn::Sequential()->forward<int>(); }), "Cannot call forward() on an empty Sequential"));
  nn::Sequential outer{Inner{nn::Identity(), nn::Identity()}, nn::Identity()};
  EXPECT(outer->forward(torch::zeros({2})).sum().item<float>() == 2);
  torch::OrderedDict<std::string, nn::AnyModule> named;
  named.insert("count", nn::AnyModule(Count{}));
  named.insert("row", nn::AnyModule(Row{}));
  nn::Sequential by_name(std::move(named));
  EXPECT(by_name->named_children()[1].key() == "row" && by_name->forward(torch::ones({4})).size(0) == 4);
  nn::Sequential more;
  more->extend(std::vector<nn::Linear>{nn::Linear(3, 4), nn::Linear(4, 2)});
  more->extend(*by_name);
  EXPECT(more->size() == 4 && more->at<nn::LinearImpl>(1).options.out_features() == 2);
  EXPECT(contains(thrown([&] { more->at<nn::LinearImpl>(4); }), "Index out of range"));
  EXPECT(contains(thrown([&] { more->ptr(7); }), "Index out of range"));
  EXPECT(contains(thrown([&] { more->ptr<nn::LinearImpl>(2); }), "Attempted to cast module"));
}

void lists() {
  nn::ModuleList list(Numbered(1), std::make_shared<Numbered>(2));
  list->insert(1, Numbered(5));
  EXPECT(list->size() == 3 && list->at<Numbered>(1).number == 5 && list->children()[2] == list[2]);
  EXPECT(contains(thrown([&] { list->insert(4, Numbered(1)); }), "Index out of range"));
  EXPECT(contains(thrown([&] { list->at<Numbered>(3); }), "Index out of range"));
  EXPECT(list->ptr<Row>(0) == nullptr);
}

void dictionaries() {
  using Pairs = std::vector<std::pair<std::string, std::shared_ptr<nn::Module>>>;
  using Dict = torch::OrderedDict<std::string, std::shared_ptr<nn::Module>>;
  nn::ModuleDict dict(Pairs{{"one", std::make_shared<Numbered>(1)}, {"fc", nn::Linear(3, 4).ptr()}});
  dict->update(Dict{{"two", std::make_shared<Numbered>(2)}, {"one", std::make_shared<Numbered>(11)}});
  EXPECT(dict->keys() == std::vector<std::string>({"one", "fc", "two"}));
  EXPECT(dict->at<Numbered>("one").number == 11 && dict["fc"]->as<nn::Linear>() && !dict->empty());
  EXPECT(dict->named_parameters().keys() == std::vector<std::string>({"fc.weight", "fc.bias"}));
  EXPECT(dict->children().size() == 3 && dict->children()[0] == dict["one"] && dict->values()[0] == dict["one"]);
  EXPECT(dict->items()[2].first == "two" && dict->contains("two") && !dict->contains("three"));
  std::string keys;
  for (const auto& item : *dict) keys += item.key();
  EXPECT(keys == "onefctwo");
  EXPECT(contains(thrown([&] { dict["three"]; }), " 'three' is not defined"));
  EXPECT(dict->pop("one")->as<Numbered>()->number == 11 && dict->size() == 2);
  EXPECT(contains(thrown([&] { dict->pop("one"); }), " 'one' is not defined"));
  nn::ModuleDict nets(Dict{{"fc", nn::Linear(3, 4).ptr()}, {"act", nn::ReLU().ptr()}});
  EXPECT(streamed(nets) ==
         "torch::nn::ModuleDict(\n  (fc): torch::nn::Linear(in_features=3, out_features=4, bias=true)\n  (act): "
         "torch::nn::ReLU()\n)");
  const auto copy = std::dynamic_pointer_cast<nn::ModuleDictImpl>(nets->clone());
  EXPECT(copy && (*copy)["fc"] != nets["fc"] && copy->parameters()[0].equal(nets->parameters()[0]));
  nets->update(*dict);
  EXPECT(nets->size() == 3 && nets["fc"] == dict["fc"]);
  dict->clear();
  EXPECT(dict->empty() && dict->size() == 0);
}

void parameters() {
  Tensor fixed = torch::ones({2, 3}), learned = torch::zeros({2}, torch::requires_grad());
  nn::ParameterList list(fixed, learned);
  list->append(torch::ones({1}, torch::kDouble));
  list->extend(std::vector<Tensor>{learned});
  EXPECT(list->size() == 4 && !list->is_empty() && !list[0].requires_grad() && list[1].requires_grad());
  EXPECT(list->named_parameters().keys() == std::vector<std::string>({"0", "1", "2", "3"}));
  EXPECT(list->at(3).is_same(learned) && contains(thrown([&] { list->at(4); }), "Index out of range"));
  nn::ParameterList sum(fixed);
  *sum += *list;
  EXPECT(sum->size() == 5 && sum[2].is_same(learned));
  EXPECT(streamed(nn::ParameterList(fixed, learned)) ==
         "torch::nn::ParameterList(\n(0): Parameter containing: [Float of size [2, 3]]\n(1): Parameter containing: "
         "[Float of size [2]]\n)");

  torch::OrderedDict<std::string, Tensor> start = {{"a", fixed}};
  nn::ParameterDict dict(start);
  dict->insert("b", learned);
  EXPECT(dict->size() == 2 && dict["b"].requires_grad() && dict->get("a").is_same(fixed));
  EXPECT(dict->keys() == std::vector<std::string>({"a", "b"}) && dict->values()[1].is_same(learned));
  EXPECT(contains(thrown([&] { dict->insert("a", fixed); }), " 'a' already defined"));
  EXPECT(streamed(dict) ==
         "torch::nn::ParameterDict(\n(a): Parameter containing: [Float of size [2, 3]]\n(b): Parameter containing: "
         "[Float of size [2]]\n)");
  torch::OrderedDict<std::string, Tensor> other = {{"a", learned}};
  dict->update(other);
  EXPECT(dict["a"].is_same(learned) && dict->pop("b").is_same(learned) && !dict->contains("b"));
  dict->clear();
  EXPECT(dict->empty());
}

void ordered_dictionaries() {
  torch::OrderedDict<std::string, int> dict("Penguin"), more = {{"c", 3}, {"d", 4}};
  EXPECT(dict.key_description() == "Penguin" && dict.is_empty());
  EXPECT(contains(thrown([&] { dict.front(); }), "Called front() on an empty OrderedDict"));
  EXPECT(contains(thrown([&] { dict.back(); }), "Called back() on an empty OrderedDict"));
  dict.insert("a", 1);
  dict.update(more);
  EXPECT(dict.front().key() == "a" && *dict.back() == 4 && dict.items()[1].value() == 3);
  EXPECT(contains(thrown([&] { dict.update(more); }), "Penguin 'c' already defined"));
  EXPECT(contains(thrown([&] { dict["e"]; }), "Penguin 'e' is not defined"));
}

void expanding_arrays() {
  const torch::ExpandingArray<3> list({1, 2, 3}), row(std::vector<std::int64_t>{4, 5, 6}), single(7);
  const torch::ExpandingArray<2, double> pair(std::array<double, 2>{0.5, 1.5});
  EXPECT(list.size() == 3 && (*list)[2] == 3 && row->at(1) == 5 && (*single)[0] == 7 && single->back() == 7);
  EXPECT(torch::IntArrayRef(row).vec() == std::vector<std::int64_t>({4, 5, 6}) && (*pair)[1] == 1.5);
  EXPECT(streamed(list) == "[1, 2, 3]" && streamed(pair) == "[0.5, 1.5]");
  EXPECT(streamed(torch::ExpandingArray<1>(4)) == "4");
  EXPECT(contains(thrown([] { torch::ExpandingArray<5>({1, 2, 3}); }), "Expected 5 values, but instead got 3"));
  EXPECT(contains(thrown([] { torch::ExpandingArray<2> two(std::vector<std::int64_t>(4)); }),
                  "Expected 2 values, but instead got 4"));
  const torch::ExpandingArrayWithOptionalElem<2> some({2, torch::nullopt}), both(3);
  EXPECT((*some)[0] == 2 && !(*some)[1] && *(*both)[1] == 3);
  EXPECT(streamed(some) == "[2, None]" && streamed(both) == "[3, 3]");
}

TWIN(containers) {
  forgotten_signatures();
  refused_signatures();
  forgotten_values();
  default_arguments();
  chains();
  lists();
  dictionaries();
  parameters();
  ordered_dictionaries();
  expanding_arrays();
}

}  // namespace containers_twin
