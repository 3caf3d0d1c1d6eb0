// Losses: numbers from PyTorch 2.15, derivatives to second order, weights and ignored classes, errors.
#include <gradproof/checks/internals/core/cases.hpp>
#include <limits>

using namespace gradproof;
using namespace gradproof::test;
namespace F = gradproof::nn::functional;

namespace {

Tensor mixed() { return (leaf({3, 4}).detach() * 3).sin(); }
Tensor aim() { return (leaf({3, 4}).detach() * 1.7).cos(); }
Tensor share() { return aim().abs(); }
Tensor chance() { return mixed().abs() * 0.9 + 0.05; }
Tensor classes() { return tensor({2, 0, 3}); }
Tensor weights() { return tensor({0.5, 1.5, 2., 0.25}, kDouble); }
double value(const Tensor& t) { return t.item<double>(); }

/// Between 0.05 and 0.95.
Tensor chance_of(const Tensor& x) { return (x * 3).sin() * 0.45 + 0.5; }

const Case kCases[] = {
    {"mse",
     [](auto& x) {
       return F::mse_loss(x * x, x.flatten().view({3, 4}) * 0.7);
     }},
    {"mse sum", [](auto& x) { return F::mse_loss(x, aim(), Reduction::Sum) * x; }},
    {"mse none, broadcast", [](auto& x) { return F::mse_loss(x * x, x[0], Reduction::None); }},
    {"smooth_l1", [](auto& x) { return F::smooth_l1_loss(x * x, aim(), Reduction::None, 0.8); }},
    {"smooth_l1 target", [](auto& x) { return F::smooth_l1_loss(aim(), x * x); }},
    {"huber", [](auto& x) { return F::huber_loss(x * x, aim() + x, Reduction::Sum, 0.7); }},
    {"soft margin", [](auto& x) { return F::soft_margin_loss(x, aim()) * x; }},
    {"bce", [](auto& x) { return F::binary_cross_entropy(chance_of(x), share(), weights()) * x; }},
    {"bce target", [](auto& x) { return F::binary_cross_entropy(chance(), chance_of(x)) * x; }},
    {"bce logits", [](auto& x) { return F::binary_cross_entropy_with_logits(x * x, chance_of(x)); }},
    {"bce logits, weights",
     [](auto& x) {
       return F::binary_cross_entropy_with_logits(x, chance_of(x), weights(), weights() * 0.7, Reduction::None);
     }},
    {"nll", [](auto& x) { return F::nll_loss(x * x, classes(), weights()) * x; }},
    {"nll sum", [](auto& x) { return F::nll_loss(x * x, classes(), {}, Reduction::Sum, 0) * x; }},
    {"cross entropy", [](auto& x) { return F::cross_entropy(x * x, classes(), weights()); }},
    {"cross entropy none", [](auto& x) { return F::cross_entropy(x * x, classes(), {}, Reduction::None); }},
    {"cross entropy of images",
     [](auto& x) {
       return F::cross_entropy((x * x).view({1, 3, 4}), tensor({{2, 0, 1, 1}}), {}, Reduction::None, 0);
     }},
    {"cross entropy smoothed",
     [](auto& x) { return F::cross_entropy(x * x, classes(), weights(), Reduction::Mean, 3, 0.3); }},
    {"cross entropy of probabilities", [](auto& x) { return F::cross_entropy(x * x, chance_of(x), weights()); }},
    {"kl_div", [](auto& x) { return F::kl_div(x, chance_of(x)) + F::kl_div(x * x, x, Reduction::Sum, true); }},
    {"hinge", [](auto& x) { return F::hinge_embedding_loss(x * x, aim().sign(), 0.9, Reduction::None); }},
    {"ranking", [](auto& x) { return F::margin_ranking_loss(x * x, x, aim().sign(), 0.3); }},
    {"cosine",
     [](auto& x) {
       return F::cosine_embedding_loss(x, (x * 3).sin(), tensor({1, -1, 1}));
     }},
    {"triplet", [](auto& x) { return F::triplet_margin_loss(x, x * x, (x * 3).sin(), 2, 2, 1e-6, true); }},
};

}  // namespace

TEST_CASE("losses give PyTorch's numbers") {
  const Tensor x = mixed(), t = aim(), p = chance(), q = share(), c = classes(), w = weights();
  CHECK(value(F::mse_loss(x, t)) == Approx(0.8865578));
  CHECK(value(F::mse_loss(x, t, Reduction::Sum)) == Approx(10.638693595));
  CHECK(value(F::l1_loss(x, t)) == Approx(0.748680288));
  CHECK(value(F::smooth_l1_loss(x, t, Reduction::Mean, 0.5)) == Approx(0.542190837));
  CHECK(value(F::huber_loss(x, t, Reduction::Mean, 0.7)) == Approx(0.335175906));
  CHECK(value(F::soft_margin_loss(x, t)) == Approx(0.691679048));
  CHECK(value(F::binary_cross_entropy(p, q)) == Approx(0.815185071));
  CHECK(value(F::binary_cross_entropy(p, q, w)) == Approx(0.975470889));
  CHECK(value(F::binary_cross_entropy_with_logits(x, q)) == Approx(0.888566616));
  CHECK(value(F::binary_cross_entropy_with_logits(x, q, {}, w)) == Approx(0.89182466));
  CHECK(value(F::nll_loss(x, c, w)) == Approx(0.438723849));
  CHECK(numbers(F::nll_loss(x, c, {}, Reduction::None))[1] == Approx(0.599747329));
  CHECK(value(F::cross_entropy(x, c)) == Approx(1.811313366));
  CHECK(value(F::cross_entropy(x, c, w, Reduction::Mean, 0)) == Approx(2.059730584));
  CHECK(value(F::cross_entropy(x, c, {}, Reduction::Mean, -100, 0.2)) == Approx(1.76847037));
  CHECK(value(F::cross_entropy(x, q)) == Approx(4.517136224));
  CHECK(value(F::kl_div(x, q)) == Approx(-0.135716631));
  CHECK(value(F::hinge_embedding_loss(x, x.sign())) == Approx(1.207310164));
  CHECK(value(F::margin_ranking_loss(x, t, (q - 0.5).sign(), 0.3)) == Approx(0.852843842));
  CHECK(value(F::cosine_embedding_loss(x, t, tensor({1, -1, 1}))) == Approx(0.56827419));
  CHECK(value(F::triplet_margin_loss(x, t, p)) == Approx(1.093189785));
  CHECK(value(F::triplet_margin_loss(x, t, p, 2, 2, 1e-6, true)) == Approx(2.326944457));
}

TEST_CASE("losses: first derivatives equal central differences") { expect_first_order(kCases, leaf({3, 4}), 1e-6); }

TEST_CASE("losses: second derivatives equal central differences of the first") {
  expect_second_order(kCases, leaf({3, 4}, 0.3, 0.21), 1e-5);
}

TEST_CASE("logarithms of losses neither overflow nor lose small numbers") {
  const Tensor p = tensor({0., 1., 1e-9}, kDouble), t = tensor({1., 0., 0.}, kDouble);
  const auto each = numbers(F::binary_cross_entropy(p, t, {}, Reduction::None));
  CHECK(each[0] == 100);
  CHECK(each[1] == 100);
  CHECK(each[2] == Approx(1e-9));
  const auto logits = numbers(F::binary_cross_entropy_with_logits(
      tensor({-800., 800., 40.}, kDouble), tensor({1., 0., 1.}, kDouble), {}, {}, Reduction::None));
  CHECK(logits[0] == 800);
  CHECK(logits[1] == 800);
  CHECK(logits[2] == Approx(std::exp(-40.0)));
}

TEST_CASE("ignored items count nothing, even where their entry is infinite") {
  const double inf = std::numeric_limits<double>::infinity();
  const Tensor x = tensor({{-1., -inf}, {-2., -3.}}, dtype(kDouble).requires_grad(true));
  const Tensor loss = F::nll_loss(x, tensor({1, 0}), {}, Reduction::Mean, 1);
  CHECK(value(loss) == 2);
  loss.backward();
  CHECK(numbers(x.grad()) == std::vector<double>{0, 0, -1, 0});
  CHECK(std::isnan(value(F::nll_loss(x, tensor({1, 1}), {}, Reduction::Mean, 1))));
}

TEST_CASE("losses are one node each, named as PyTorch's") {
  const Tensor x = leaf({3, 4}), c = classes();
  CHECK(F::mse_loss(x, aim()).grad_fn()->name() == "MseLossBackward0");
  CHECK(F::huber_loss(x, aim()).grad_fn()->name() == "HuberLossBackward0");
  CHECK(F::nll_loss(x, c).grad_fn()->name() == "NllLossBackward0");
  CHECK(F::nll_loss(x.view({1, 3, 4, 1}), tensor({{{2}, {0}, {1}, {0}}})).grad_fn()->name() == "NllLoss2DBackward0");
  CHECK(F::binary_cross_entropy_with_logits(x, aim()).grad_fn()->name() == "BinaryCrossEntropyWithLogitsBackward0");
  const auto node = F::cross_entropy(x, c).grad_fn();
  CHECK(node->name() == "NllLossBackward0");
  CHECK(node->next_edge(0).function->name() == "LogSoftmaxBackward0");
}

TEST_CASE("what losses refuse") {
  const Tensor x = leaf({3, 4}), i = tensor({{1, 2}});
  CHECK(error_of([&] { F::mse_loss(i, i); }) == ErrorKind::dtype);
  CHECK(error_of([&] { F::mse_loss(x, aim(), 7); }) == ErrorKind::value);
  CHECK(error_of([&] { F::smooth_l1_loss(x, aim(), 1, -1); }) == ErrorKind::value);
  CHECK(error_of([&] { F::nll_loss(x, tensor({2, 0, 7})); }) == ErrorKind::index);
  CHECK(error_of([&] { F::nll_loss(x, tensor({2, 0})); }) == ErrorKind::shape);
  CHECK(error_of([&] { F::nll_loss(x, tensor({2., 0., 1.})); }) == ErrorKind::dtype);
  CHECK(error_of([&] { F::nll_loss(x, classes(), tensor({1., 2.})); }) == ErrorKind::shape);
  CHECK(error_of([&] { F::binary_cross_entropy(x * 9, share()); }) == ErrorKind::value);
  CHECK(error_of([&] { F::binary_cross_entropy(x, share()[0]); }) == ErrorKind::value);
  CHECK(error_of([&] { F::soft_margin_loss(x, x); }) == ErrorKind::value);
  CHECK(error_of([&] { F::cross_entropy(x, classes(), {}, 1, -100, 1.5); }) == ErrorKind::value);
}
