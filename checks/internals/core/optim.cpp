// Optimizers against PyTorch 2.15's numbers after five steps, and what a step may touch.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <gradproof/core/optim/adam.hpp>
#include <gradproof/core/optim/lbfgs.hpp>
#include <gradproof/core/optim/reduce_on_plateau.hpp>
#include <gradproof/core/optim/sgd.hpp>

using namespace gradproof;
using namespace gradproof::test;
using namespace gradproof::optim;

namespace {

struct Two {
  Tensor a = tensor({0.5, -1.25, 2.0}, dtype(kDouble).requires_grad(true));
  Tensor b = tensor({{1.5}, {-0.75}}, dtype(kDouble).requires_grad(true));
  TensorList all() const { return {a, b}; }
};

void backward(const Two& p, int i) {
  const Tensor loss = (p.a * p.b).pow(2).sum() * 0.1 + (p.a - p.b.sum()).pow(2).mean() * (i + 1);
  loss.backward();
}

void expect_after_five(const Two& p, Optimizer& o, const std::vector<double>& due) {
  for (int i = 0; i < 5; ++i) {
    o.zero_grad();
    backward(p, i);
    o.step();
  }
  std::vector<double> got = numbers(p.a);
  for (double v : numbers(p.b)) got.push_back(v);
  REQUIRE(got.size() == due.size());
  for (std::size_t i = 0; i < due.size(); ++i) CHECK(got[i] == Approx(due[i]).epsilon(1e-10));
}

template <class Algorithm, class Options>
void expect_like(const char* name, const Options& options, const std::vector<double>& due) {
  INFO(name);
  const Two p;
  Algorithm o(p.all(), options);
  expect_after_five(p, o, due);
}

}  // namespace

TEST_CASE("SGD equals PyTorch's after five steps") {
  expect_like<SGD>("plain", SGDOptions(0.1),
                   {0.391185235338, -0.0443633517908, 0.764512595734, 0.976090609067, -0.600861053398});
  expect_like<SGD>("momentum", SGDOptions(0.05).momentum(0.9),
                   {0.305786495665, 0.331045767735, 0.284135691033, 0.7036537702, -0.352033149758});
  expect_like<SGD>("dampening", SGDOptions(0.05).momentum(0.9).dampening(0.25),
                   {0.355227442337, 0.108971277165, 0.566304155341, 0.727701551127, -0.46605750973});
  expect_like<SGD>("nesterov", SGDOptions(0.05).momentum(0.8).nesterov(true),
                   {0.328101994577, 0.290557981232, 0.360282577444, 0.768059600667, -0.437863941225});
  expect_like<SGD>("decay", SGDOptions(0.05).momentum(0.7).dampening(0.1).weight_decay(0.3),
                   {0.313799701801, 0.0482765288798, 0.541390992877, 0.74080982882, -0.428085445154});
  expect_like<SGD>("maximize", SGDOptions(0.02).weight_decay(0.1).maximize(true),
                   {0.422978005852, -1.81771099754, 2.34356858019, 2.06945534342, -0.470626922656});
}

TEST_CASE("Adam and AdamW equal PyTorch's after five steps") {
  const AdamBetas betas(0.8, 0.95);
  expect_like<Adam>("adam", AdamOptions(0.1),
                    {0.424544136802, -0.751426029916, 1.50118382883, 1.03227240083, -0.765600696458});
  expect_like<Adam>("adam all", AdamOptions(0.1).betas(betas).eps(1e-3).weight_decay(0.2).amsgrad(true),
                    {0.361203710727, -0.745788457338, 1.49445198129, 1.02892841598, -0.737467358735});
  expect_like<AdamW>("adamw", AdamWOptions(0.1).weight_decay(0.2),
                     {0.380560386038, -0.650065905784, 1.32750224393, 0.918019983881, -0.692834591805});
  expect_like<AdamW>("adamw all",
                     AdamWOptions(0.1).betas(betas).eps(1e-3).weight_decay(0.2).amsgrad(true).maximize(true),
                     {0.800121450007, -1.60758108082, 2.29118555422, 1.83812859266, -0.561622266855});
}

TEST_CASE("groups have options of their own, else the defaults") {
  const Two p;
  SGD o({OptimizerParamGroup({p.a}),
         OptimizerParamGroup({p.b}, std::make_unique<SGDOptions>(SGDOptions(0.01).momentum(0.5)))},
        0.1);
  CHECK(o.param_groups().size() == 2);
  CHECK(o.size() == 2);
  CHECK(static_cast<SGDOptions&>(o.param_groups()[0].options()).lr() == 0.1);
  expect_after_five(p, o, {0.50775020641, 0.114901552677, 0.844477623895, 1.32003870766, -0.796284748366});
  CHECK(o.state().size() == 1);
  o.param_groups()[1].options().set_lr(0);
  const std::vector<double> before = numbers(p.b);
  backward(p, 0);
  o.step();
  CHECK(numbers(p.b) == before);
  CHECK(o.param_groups()[1].options().get_lr() == 0);
}

TEST_CASE("a step writes parameters in place, outside the graph, and skips those without gradient") {
  const Two p;
  SGD o(p.all(), 0.1);
  o.step();
  CHECK((p.a._version() == 0 && p.b._version() == 0));
  (p.a * 2).sum().backward();
  const void* bytes = p.a.data_ptr();
  const Tensor loss = (p.a * p.a).sum();
  o.step();
  CHECK((p.a._version() == 1 && p.b._version() == 0));
  CHECK(p.a.data_ptr() == bytes);
  CHECK((p.a.is_leaf() && p.a.requires_grad()));
  CHECK(numbers(p.a)[0] == Approx(0.3));
  CHECK(error_of([&] { loss.backward(); }) == ErrorKind::modified_after_save);
}

TEST_CASE("step runs a closure with gradients on and returns its loss") {
  const Two p;
  SGD o(p.all(), 0.1);
  NoGradGuard no_grad;
  const Tensor loss = o.step([&] {
    o.zero_grad();
    const Tensor l = (p.a * p.a).sum();
    l.backward();
    return l;
  });
  CHECK(loss.item<double>() == Approx(5.8125));
  CHECK(numbers(p.a)[1] == Approx(-1.0));
  CHECK_FALSE(GradMode::is_enabled());
}

TEST_CASE("zero_grad drops gradients or writes zeros over them") {
  const Two p;
  SGD o(p.all(), 0.1);
  backward(p, 0);
  const Tensor grad = p.a.grad();
  o.zero_grad(false);
  CHECK(p.a.grad().is_same(grad));
  CHECK(numbers(grad) == std::vector<double>{0, 0, 0});
  o.zero_grad();
  CHECK_FALSE(p.a.grad().defined());
}

TEST_CASE("optimizers refuse what PyTorch's refuse") {
  const Two p;
  CHECK(error_of([&] { SGD(p.all(), -1); }) == ErrorKind::value);
  CHECK(error_of([&] { SGD(p.all(), SGDOptions(0.1).momentum(-1)); }) == ErrorKind::value);
  CHECK(error_of([&] { SGD(p.all(), SGDOptions(0.1).nesterov(true)); }) == ErrorKind::value);
  CHECK(error_of([&] { SGD({p.a, p.a * 2}, 0.1); }) == ErrorKind::value);
  CHECK(error_of([&] { Adam(p.all(), AdamOptions(0.1).betas(AdamBetas(0.9, 1))); }) == ErrorKind::value);
  SGD o(p.all(), 0.1);
  CHECK(error_of([&] { o.add_param_group(OptimizerParamGroup({p.b})); }) == ErrorKind::value);
}

TEST_CASE("rates fall on a plateau as PyTorch's do") {
  using Plateau = ReduceLROnPlateauScheduler;
  const Two p;
  const auto rates = [&](Plateau::SchedulerMode mode, Plateau::ThresholdMode threshold_mode, double threshold,
                         int cooldown, float least, const std::vector<float>& metrics) {
    SGD sgd(p.all(), SGDOptions(1));
    Plateau plateau(sgd, mode, 0.5, 1, threshold, threshold_mode, cooldown, {least});
    std::vector<double> all;
    for (const float metric : metrics) {
      plateau.step(metric);
      all.push_back(sgd.param_groups()[0].options().get_lr());
    }
    return all;
  };
  const std::vector<double> falling{1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125, 0.125, 0.125, 0.0625};
  CHECK(rates(Plateau::min, Plateau::rel, 1e-4, 1, 0,
              {1, 0.9F, 0.9F, 0.91F, 0.95F, 0.99F, 1, 0.5F, 0.6F, 0.6F, 0.6F, 0.6F, 0.6F}) == falling);
  const std::vector<float> metrics{1, 1.1F, 1.3F, 1.4F, 1.5F, 0.9F, 0.5F, -1, -2, -2.1F};
  const std::vector<double> at_most{1, 1, 1, 1, 0.5, 0.5, 0.25, 0.25, double(0.2F), double(0.2F)};
  CHECK(rates(Plateau::max, Plateau::rel, 0.25, 0, 0.2F, metrics) == at_most);
  CHECK(rates(Plateau::max, Plateau::abs, 0.25, 0, 0.2F, metrics) == at_most);
  CHECK(rates(Plateau::min, Plateau::abs, 0.25, 0, 0.2F, metrics) ==
        std::vector<double>{1, 1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25});
  SGD sgd(p.all(), SGDOptions(1));
  CHECK_THROWS_AS(Plateau(sgd, Plateau::min, 1), Error);
  CHECK_THROWS_AS(Plateau(sgd, Plateau::min, 0.5, 1, 0, Plateau::rel, 0, {0.F, 0.F}), Error);
}

TEST_CASE("LBFGS refuses what it cannot do") {
  const Two p;
  CHECK_THROWS_AS(LBFGS(p.all(), LBFGSOptions(-1)), Error);
  CHECK_THROWS_AS(LBFGS(p.all(), LBFGSOptions(1).line_search_fn("armijo")), Error);
  LBFGS empty(TensorList{}, 1.0);
  CHECK(empty.step([] { return ones({}); }).item<float>() == 1);
  empty.add_parameters({p.a});
  CHECK(empty.size() == 1);
  CHECK(empty.step([] { return ones({}); }).item<float>() == 1);
}
