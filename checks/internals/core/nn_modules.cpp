// Modules: the tree and its names, modes, conversion; each module's rule; a net trained as PyTorch trains it.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <sstream>

using namespace gradproof;
using namespace gradproof::test;
namespace torch = gradproof;

namespace {

struct NetImpl : torch::nn::Module {
  NetImpl(int in, int hidden) {
    first = register_module("first", torch::nn::Linear(in, hidden));
    second = register_module("second", torch::nn::Linear(torch::nn::LinearOptions(hidden, 2).bias(false)));
    scale = register_parameter("scale", torch::ones({2}));
    count = register_buffer("count", torch::zeros({}));
  }
  torch::Tensor forward(torch::Tensor x) { return second(torch::relu(first->forward(x))) * scale; }

  torch::nn::Linear first{nullptr}, second{nullptr};
  torch::Tensor scale, count;
};
TORCH_MODULE(Net);

void set(const Tensor& t, double shift) {
  NoGradGuard no_grad;
  std::vector<Scalar> values;
  for (std::int64_t i = 0; i < t.numel(); ++i)
    values.emplace_back(0.3 + 0.17 * double(i) - 0.05 * double(i * i % 7) + shift);
  t.copy_(from_values(values, t.sizes(), kDouble));
}

void expect_near(const Tensor& t, const std::vector<double>& due) {
  const std::vector<double> got = numbers(t);
  REQUIRE(got.size() == due.size());
  for (std::size_t i = 0; i < due.size(); ++i) CHECK(got[i] == Approx(due[i]).epsilon(1e-9).margin(1e-10));
}

template <class T>
std::string printed(const T& t) {
  std::ostringstream text;
  text << t;
  return text.str();
}

}  // namespace

TEST_CASE("a module's tree: parameters, buffers and children by name") {
  const Net net(3, 4);
  using Names = std::vector<std::string>;
  CHECK(net->named_parameters().keys() == Names{"scale", "first.weight", "first.bias", "second.weight"});
  CHECK(net->named_parameters(false).keys() == Names{"scale"});
  CHECK(net->named_buffers().keys() == Names{"count"});
  CHECK(net->named_children().keys() == Names{"first", "second"});
  CHECK(net->named_modules().keys() == Names{"", "first", "second"});
  CHECK(net->parameters().size() == 4);
  CHECK(net->modules(false).size() == 2);
  CHECK(net->named_parameters()["first.weight"].is_same(net->first->weight));
  for (const auto& p : net->named_parameters()) CHECK((p.value().requires_grad() && p->is_leaf()));
  CHECK_FALSE(net->count.requires_grad());
  CHECK(net->children()[0]->as<torch::nn::Linear>() == net->first.get());
  CHECK(net->children()[0]->as<torch::nn::ReLU>() == nullptr);
}

TEST_CASE("modes, gradients, conversion and apply reach the whole tree") {
  Net net(3, 4);
  CHECK(net->is_training());
  net->eval();
  CHECK_FALSE(net->first->is_training());
  net->train();
  CHECK(net->second->is_training());
  net(torch::ones({2, 3})).sum().backward();
  CHECK(net->first->weight.grad().defined());
  net->zero_grad(false);
  CHECK(net->first->weight.grad().abs().sum().item<double>() == 0);
  net->zero_grad();
  CHECK_FALSE(net->first->weight.grad().defined());
  const Tensor weight = net->first->weight;
  net->to(torch::kDouble);
  CHECK(net->parameters()[1].is_same(weight));
  CHECK((weight.dtype() == kDouble && weight.is_leaf() && weight.requires_grad() && net->count.dtype() == kDouble));
  net(torch::ones({2, 3}, kDouble)).sum().backward();
  CHECK(weight.grad().dtype() == kDouble);
  net->requires_grad_(false);
  CHECK_FALSE(net(torch::ones({2, 3}, kDouble)).requires_grad());
  std::vector<std::string> names;
  int linear = 0;
  net->apply([&](torch::nn::Module& m) { linear += m.as<torch::nn::Linear>() != nullptr; });
  net->apply([&](const std::string& name, torch::nn::Module&) { names.push_back(name); });
  CHECK(linear == 2);
  CHECK(names == std::vector<std::string>{"", "first", "second"});
}

TEST_CASE("modules refuse bad names, and holders say that they are empty") {
  Net net(3, 4);
  CHECK(error_of([&] { net->register_parameter("a.b", torch::ones({1})); }) == ErrorKind::argument);
  CHECK(error_of([&] { net->register_buffer("", torch::ones({1})); }) == ErrorKind::argument);
  CHECK(error_of([&] { net->register_module("first", torch::nn::ReLU()); }) == ErrorKind::argument);
  torch::nn::Linear none{nullptr};
  CHECK_FALSE(none);
  CHECK(error_of([&] { none->forward(torch::ones({1})); }) == ErrorKind::value);
  torch::nn::ReLUImpl on_the_stack;
  CHECK(error_of([&] { on_the_stack.modules(); }) == ErrorKind::value);
  CHECK(on_the_stack.parameters().empty());
}

TEST_CASE("modules print as libtorch's") {
  const torch::nn::Sequential net(torch::nn::Linear(3, 4), torch::nn::ReLU(), torch::nn::Dropout(0.25));
  CHECK(printed(net) ==
        "torch::nn::Sequential(\n  (0): torch::nn::Linear(in_features=3, out_features=4, bias=true)\n"
        "  (1): torch::nn::ReLU()\n  (2): torch::nn::Dropout(p=0.25, inplace=false)\n)");
  CHECK(printed(torch::nn::BatchNorm1d(4)) ==
        "torch::nn::BatchNorm1d(4, eps=1e-05, momentum=0.1, affine=true, track_running_stats=true)");
}

TEST_CASE("linear layers start within the bounds that PyTorch draws from") {
  const torch::nn::Linear layer(16, 200);
  double largest = 0, sum = 0;
  for (double v : numbers(layer->weight)) largest = std::max(largest, std::fabs(v)), sum += v;
  CHECK(largest <= 0.25);
  CHECK(largest > 0.24);
  CHECK(std::fabs(sum) < 40);
  for (double v : numbers(layer->bias)) CHECK(std::fabs(v) <= 0.25);
  const Tensor w = torch::empty({40, 60});
  torch::nn::init::xavier_uniform_(w, 2);
  CHECK(numbers(w.abs().sum())[0] / 2400 == Approx(std::sqrt(6.0 / 100)).epsilon(0.1));
  torch::nn::init::kaiming_normal_(w, 0, torch::kFanOut, torch::kReLU);
  CHECK(numbers((w * w).mean())[0] == Approx(2.0 / 40).epsilon(0.15));
  torch::nn::init::eye_(w);
  CHECK(w.sum().item<double>() == 40);
  CHECK(error_of([] { torch::nn::init::xavier_uniform_(torch::empty({3})); }) == ErrorKind::shape);
  CHECK(torch::nn::init::calculate_gain(torch::kTanh) == Approx(5.0 / 3));
}

TEST_CASE("a net trains to PyTorch's numbers") {
  torch::nn::Sequential net(torch::nn::Linear(3, 4), torch::nn::BatchNorm1d(4), torch::nn::Tanh(),
                            torch::nn::Linear(torch::nn::LinearOptions(4, 2).bias(false)),
                            torch::nn::LayerNorm(torch::nn::LayerNormOptions({2})));
  net->to(torch::kDouble);
  double shift = 0;
  for (const Tensor& p : net->parameters()) set(p, shift), shift += 0.1;
  const Tensor x = torch::tensor({{0.5, -1., 2.}, {1.5, .25, -.75}, {-.5, .8, .1}, {2., -.3, .6}}, kDouble);
  const Tensor due = torch::tensor({{1., 0.}, {0., .5}, {.3, -1.}, {.2, .2}}, kDouble);
  torch::optim::SGD optimizer(net->parameters(), torch::optim::SGDOptions(0.1).momentum(0.9));
  std::vector<double> losses, norms;
  for (int i = 0; i < 4; ++i) {
    optimizer.zero_grad();
    const Tensor loss = (net->forward(x) - due).pow(2).mean();
    loss.backward();
    norms.push_back(torch::nn::utils::clip_grad_norm_(net->parameters(), 0.8));
    optimizer.step();
    losses.push_back(loss.item<double>());
  }
  expect_near(torch::tensor(losses, kDouble), {2.29464614984, 2.07052064419, 1.67125414891, 0.967907795651});
  expect_near(torch::tensor(norms, kDouble), {2.87864624657, 2.72801209304, 3.59471242612, 1.36170157691});
  expect_near(net->at<torch::nn::LinearImpl>(0).weight,
              {0.366721948179, 0.39449758547, 0.417662863637, 0.738551919996, 0.869497272348, 0.938288152769,
               1.29375757932, 1.48105519745, 1.59949510382, 1.65454965551, 1.89090856966, 2.05897793959});
  expect_near(net->at<torch::nn::LinearImpl>(3).weight, {0.705639068107, 0.822142660768, 0.839815776895, 1.10742901888,
                                                         1.27436093189, 1.34785733923, 1.6701842231, 1.89257098112});
  const auto& norm = net->at<torch::nn::BatchNorm1dImpl>(1);
  expect_near(norm.running_mean, {0.29613435974, 0.534259526154, 0.806918931055, 1.0764402598});
  expect_near(norm.running_var, {0.681438962055, 0.790075411265, 1.0719417364, 1.35010528102});
  CHECK(norm.num_batches_tracked.item<int>() == 4);
  net->eval();
  expect_near(net->forward(x), {0.231887066896, 1.01301709119, 0.231887572197, 1.01301675601, 0.231888088266,
                                1.01301641369, 0.231886958091, 1.01301716337});
  CHECK(norm.num_batches_tracked.item<int>() == 4);
}

TEST_CASE("sequential, functional and stateless modules") {
  torch::nn::Sequential net;
  CHECK(error_of([&] { net->forward(torch::ones({1})); }) == ErrorKind::value);
  net->push_back(torch::nn::Flatten());
  net->push_back("twice", torch::nn::Functional([](const Tensor& x) { return x * 2; }));
  net->push_back(std::make_shared<torch::nn::IdentityImpl>());
  const Tensor y = net->forward(torch::ones({2, 3, 2}));
  CHECK(y.sizes() == IntArrayRef({2, 6}));
  CHECK(y.sum().item<double>() == 24);
  CHECK(net->size() == 3);
  CHECK(net->named_children().keys() == std::vector<std::string>{"0", "twice", "2"});
  const Tensor h = torch::ones({2}) * -1;
  CHECK(torch::nn::ReLU(true)->forward(h).is_same(h));
  CHECK(numbers(h) == std::vector<double>{0, 0});
  torch::nn::Dropout dropout(1.0);
  CHECK(dropout(torch::ones({3})).sum().item<double>() == 0);
  dropout->eval();
  CHECK(dropout(torch::ones({3})).sum().item<double>() == 3);
  CHECK(error_of([] { torch::nn::Dropout(1.5); }) == ErrorKind::value);
}

TEST_CASE("batch normalization's modes") {
  torch::nn::BatchNorm1d norm(torch::nn::BatchNormOptions(2).momentum(std::nullopt).affine(false));
  CHECK(norm->parameters().empty());
  norm(torch::tensor({{1., 2.}, {3., 6.}}));
  norm(torch::tensor({{5., 2.}, {7., 2.}}));
  expect_near(norm->running_mean, {4, 3});
  CHECK(norm->running_mean._version() == 1);
  CHECK(error_of([&] { norm(torch::ones({1, 2})); }) == ErrorKind::value);
  CHECK(error_of([&] { norm(torch::ones({2})); }) == ErrorKind::value);
  CHECK(error_of([&] { torch::nn::BatchNorm2d(2)->forward(torch::ones({2, 2})); }) == ErrorKind::value);
  torch::nn::BatchNorm2d untracked(torch::nn::BatchNormOptions(2).track_running_stats(false));
  CHECK(untracked->buffers().empty());
  untracked->eval();
  const Tensor y = untracked(leaf({2, 2, 1, 2}).to(kFloat));
  CHECK(std::fabs(y.sum().item<double>()) < 1e-5);
}

TEST_CASE("gradients are clipped by norm and by value") {
  const Tensor a = torch::tensor({3., -4.}, requires_grad()), none = torch::tensor({1.}, requires_grad());
  (a * torch::tensor({3., -4.})).sum().backward();
  const std::uint32_t version = a.grad()._version();
  CHECK(torch::nn::utils::clip_grad_norm_({a, none}, 10) == Approx(5));
  expect_near(a.grad(), {3, -4});
  CHECK(a.grad()._version() == version + 1);
  CHECK(torch::nn::utils::clip_grad_norm_(a, 1, std::numeric_limits<double>::infinity()) == Approx(4));
  CHECK(numbers(a.grad())[1] == Approx(-1));
  torch::nn::utils::clip_grad_value_(a, 0.5);
  expect_near(a.grad(), {0.5, -0.5});
  a.grad().fill_(std::numeric_limits<double>::infinity());
  CHECK(error_of([&] { torch::nn::utils::clip_grad_norm_(a, 1, 2, true); }) == ErrorKind::value);
}
