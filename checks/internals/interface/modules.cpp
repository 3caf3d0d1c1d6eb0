// Modules: deep copies, lists and sequences of modules, and functions whose settings are an options object.
#include <gradproof/checks/internals/interface/modules.hpp>

using torch::Tensor;
namespace nn = torch::nn;
namespace F = torch::nn::functional;

namespace modules_twin {

struct Net : nn::Cloneable<Net> {
  explicit Net(int hidden) : hidden(hidden) { reset(); }
  void reset() override {
    first = register_module("first", nn::Linear(3, hidden));
    rest = register_module("rest", nn::Sequential(nn::ReLU(), nn::BatchNorm1d(hidden), nn::Linear(hidden, 2)));
    scale = register_parameter("scale", torch::full({2}, 1.5));
    count = register_buffer("count", torch::zeros({1}));
  }
  Tensor forward(const Tensor& x) { return rest->forward(first(x)) * scale; }

  int hidden, used = 0;
  nn::Linear first{nullptr};
  nn::Sequential rest{nullptr};
  Tensor scale, count;
};

/// Registers in its constructor what its reset() forgets.
struct Forgetful : nn::Cloneable<Forgetful> {
  Forgetful() { register_parameter("weight", torch::ones({2})); }
  void reset() override {}
};
struct Plain : nn::Module {};

Tensor input() { return torch::tensor({{0.5F, -1.F, 2.F}, {1.5F, 0.25F, -3.F}, {0.F, 4.F, 1.F}}); }

void clones() {
  const auto net = std::make_shared<Net>(4);
  net->used = 7;
  {
    torch::NoGradGuard no_grad;
    net->count.add_(3);
    net->first->weight.mul_(2);
  }
  net->eval();
  const auto copy = std::dynamic_pointer_cast<Net>(net->clone());
  EXPECT(copy && copy->used == 7 && copy->hidden == 4 && copy->count.item<float>() == 3);
  EXPECT(!copy->is_training() && !copy->first->is_training());
  const auto ours = net->named_parameters(), theirs = copy->named_parameters();
  EXPECT(ours.size() == 7 && theirs.size() == 7);
  for (const auto& p : ours) {
    const Tensor& q = theirs[p.key()];
    EXPECT(q.equal(p.value()) && q.data_ptr<float>() != p.value().data_ptr<float>());
    EXPECT(q.is_leaf() && q.requires_grad());
  }
  EXPECT(copy->first->weight.data_ptr<float>() == theirs["first.weight"].data_ptr<float>());
  EXPECT(torch::allclose(copy->forward(input()), net->forward(input())));
  copy->forward(input()).sum().backward();
  EXPECT(copy->first->weight.grad().defined() && !net->first->weight.grad().defined());
  {
    torch::NoGradGuard no_grad;
    copy->scale.zero_();
  }
  EXPECT(net->scale[0].item<float>() == 1.5F);
}

void refused_clones() {
  EXPECT(contains(thrown([] { Plain().clone(); }), "clone() has not been implemented for "));
  const auto forgetful = std::make_shared<Forgetful>();
  EXPECT(contains(thrown([&] { forgetful->clone(); }),
                  "The cloned module does not have the same number of parameters as the original module after calling "
                  "reset(). Are you sure you called register_parameter() inside reset() and not the constructor?"));
}

void sequences() {
  nn::Sequential s(nn::Linear(3, 4), nn::ReLU());
  s->push_back(nn::Linear(4, 2));
  s->push_back("last", nn::Tanh());
  EXPECT(s->size() == 4 && !s->is_empty());
  std::vector<std::string> names;
  for (const auto& child : s->named_children()) names.push_back(child.key());
  EXPECT(names == std::vector<std::string>({"0", "1", "2", "last"}));
  EXPECT(s->ptr<nn::LinearImpl>(0) == s[0] && s->at<nn::LinearImpl>(2).options.in_features() == 4);
  int seen = 0;
  for (auto& module : *s) seen += int(module.ptr() == s->ptr(std::size_t(seen)));
  EXPECT(seen == 4);

  nn::Sequential twice{nn::Identity()};
  twice->extend(*s);
  EXPECT(twice->size() == 5 && twice[1] == s[0]);
  EXPECT(torch::allclose(twice->forward(input()), s->forward(input())));
  const auto copy = std::dynamic_pointer_cast<nn::SequentialImpl>(s->clone());
  EXPECT(copy && copy->ptr(0) != s[0] && torch::allclose(copy->forward(input()), s->forward(input())));
  EXPECT(contains(thrown([] { nn::Sequential()->forward(input()); }), "empty Sequential"));

  int visited = 0;
  s->apply([&](const std::shared_ptr<nn::Module>&) { ++visited; });
  s->apply([&](nn::Module& m) { visited += int(m.is_training()); });
  s->apply([&](const std::string& name, nn::Module&) { visited += int(name == "net.last"); }, "net");
  EXPECT(visited == 11);
}

void lists() {
  nn::ModuleList list(nn::Linear(3, 4), nn::ReLU());
  list->push_back(nn::Tanh());
  list->insert(3, nn::Linear(4, 2));
  EXPECT(list->size() == 4);
  Tensor x = input();
  for (const auto& module : *list) {
    if (auto* linear = module->as<nn::Linear>()) x = linear->forward(x);
    if (auto* relu = module->as<nn::ReLU>()) x = relu->forward(x);
    if (auto* tanh = module->as<nn::Tanh>()) x = tanh->forward(x);
  }
  EXPECT(x.sizes() == torch::IntArrayRef({3, 2}));
  EXPECT(list->parameters().size() == 4);
  std::vector<std::string> names;
  for (const auto& p : list->named_parameters()) names.push_back(p.key());
  EXPECT(names == std::vector<std::string>({"0.weight", "0.bias", "3.weight", "3.bias"}));
  EXPECT(list->at<nn::LinearImpl>(3).options.out_features() == 2 && list->ptr<nn::TanhImpl>(2));
  EXPECT(list[1]->as<nn::ReLU>() && !thrown([&] { list->ptr(4); }).empty());
  const auto copy = std::dynamic_pointer_cast<nn::ModuleListImpl>(list->clone());
  EXPECT(copy && copy->size() == 4 && copy->ptr(0) != list->ptr(0));
  EXPECT(copy->at<nn::LinearImpl>(0).weight.equal(list->at<nn::LinearImpl>(0).weight));
  nn::ModuleList more;
  more->extend(*list);
  EXPECT(more->size() == 4 && more->ptr(2) == list->ptr(2));
}

void forgotten_types() {
  nn::AnyModule any(nn::Linear(3, 2));
  EXPECT(!any.is_empty() && any.ptr<nn::LinearImpl>() && any.get<nn::LinearImpl>().options.bias());
  EXPECT(any.forward(input()).sizes() == torch::IntArrayRef({3, 2}));
  EXPECT(any.clone().ptr() != any.ptr() && nn::AnyModule().is_empty());
  EXPECT(any.get<nn::Linear>().ptr() == any.ptr() && any.type_info() == typeid(nn::LinearImpl));
  EXPECT(contains(thrown([&] { any.get<nn::Dropout>(); }), "Attempted to cast module of type"));
}

void names() {
  EXPECT(nn::Linear(1, 1)->name() == "torch::nn::LinearImpl" && nn::GELU()->name() == "torch::nn::GELUImpl");
  EXPECT(streamed(nn::GELU()) == "torch::nn::GELU()" && streamed(nn::Softmax(1)) == "torch::nn::Softmax(dim=1)");
  EXPECT(streamed(nn::LeakyReLU(nn::LeakyReLUOptions().negative_slope(0.2).inplace(true))) ==
         "torch::nn::LeakyReLU(negative_slope=0.2, inplace=true)");
  EXPECT(streamed(nn::ReLU6()) == "torch::nn::ReLU6()" && streamed(nn::SiLU()) == "torch::nn::SiLU()");
  EXPECT(streamed(nn::ELU()) == "torch::nn::ELU(alpha=1)" && streamed(nn::GLU(1)) == "torch::nn::GLU(dim=1)");
  EXPECT(streamed(nn::Hardtanh()) == "torch::nn::Hardtanh(min_val=-1, max_val=1)");
  EXPECT(streamed(nn::Softplus()) == "torch::nn::Softplus(beta=1, threshold=20)");
  EXPECT(streamed(nn::Softshrink(0.25)) == "torch::nn::Softshrink(0.25)");
  EXPECT(streamed(nn::CrossEntropyLoss()) == "torch::nn::CrossEntropyLoss()");
}

void functions() {
  const Tensor x = input(), y = x.flip({1});
  const double two = torch::tensor({-0.75F, 2.F}).sum().item<double>();
  EXPECT(two == 1.25);
  EXPECT(torch::allclose(F::celu(x, F::CELUFuncOptions().alpha(0.5)),
                         torch::where(x > 0, x, 0.5 * ((x / 0.5).exp() - 1))));
  EXPECT(
      torch::allclose(F::glu(x.slice(1, 0, 2), F::GLUFuncOptions(1)), x.slice(1, 0, 1) * x.slice(1, 1, 2).sigmoid()));
  EXPECT(torch::allclose(F::hardshrink(x, F::HardshrinkFuncOptions(0.75)), x * (x.abs() > 0.75)));
  EXPECT(torch::allclose(F::softshrink(x, F::SoftshrinkFuncOptions(0.75)), x.sign() * (x.abs() - 0.75).clamp_min(0)));
  EXPECT(torch::allclose(F::prelu(x, torch::full({1}, 0.25)), torch::where(x > 0, x, 0.25 * x)));
  EXPECT(torch::allclose(nn::Softshrink(nn::SoftshrinkOptions(0.75))(x), F::softshrink(x, 0.75)));
  EXPECT(torch::allclose(F::cosine_similarity(x, y, F::CosineSimilarityFuncOptions().dim(1)),
                         (x * y).sum(1) / (x.norm(2, 1) * y.norm(2, 1))));
  EXPECT(
      torch::allclose(F::pairwise_distance(x, y, F::PairwiseDistanceFuncOptions().p(1).eps(0)), (x - y).abs().sum(1)));
  EXPECT(torch::allclose(F::smooth_l1_loss(x, y, torch::kSum, 0.5), at::smooth_l1_loss(x, y, at::Reduction::Sum, 0.5)));
}

TWIN(modules) {
  clones();
  refused_clones();
  sequences();
  lists();
  forgotten_types();
  names();
  functions();
}

}  // namespace modules_twin
