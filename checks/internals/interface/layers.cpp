// Losses of margins, activations with a parameter or with draws, dropouts, norms of single items, bilinear maps: what
// they print, their values and gradients to libtorch's digits, their random numbers from the same seed.
#include <cmath>
#include <gradproof/checks/internals/interface/modules.hpp>

using torch::Tensor;
namespace nn = torch::nn;
namespace F = torch::nn::functional;

namespace layers_twin {

/// One number for a whole tensor: its elements times 1, 2, 3, ...
double digest(const Tensor& t) {
  const Tensor row = t.detach().to(torch::kDouble).reshape({-1});
  return (row * torch::arange(1, row.numel() + 1, torch::kDouble)).sum().item<double>();
}

bool is(double found, double due) {
  const bool holds = std::abs(found - due) < 1e-5 * (1 + std::abs(due));
  if (!holds) std::cerr.precision(10), std::cerr << "found " << found << ", expected " << due << '\n';
  return holds;
}

/// Value and gradient of `f` at `x`.
template <class Function>
bool is(const Tensor& x, double value, double gradient, Function f) {
  const Tensor leaf = x.clone().detach().requires_grad_(true), y = f(leaf);
  y.sum().backward();
  const bool value_holds = is(digest(y), value);
  return is(digest(leaf.grad()), gradient) && value_holds;
}

Tensor input() { return torch::tensor({{0.5, -1.0, 2.0}, {1.5, 0.25, -3.0}, {0.0, 4.0, 1.0}}, torch::kDouble); }
Tensor signs() { return torch::tensor({{1, -1, 1}, {-1, -1, 1}, {1, 1, -1}}, torch::kDouble); }

void names() {
  EXPECT(streamed(nn::HingeEmbeddingLoss()) == "torch::nn::HingeEmbeddingLoss(margin=1)");
  EXPECT(streamed(nn::MultiMarginLoss()) ==
         "torch::nn::MultiMarginLoss(p=1, margin=1, weight=[ Tensor (undefined) ], reduction=kMean)");
  EXPECT(streamed(nn::TripletMarginLoss()) == "torch::nn::TripletMarginLoss(margin=1, p=2, eps=1e-06, swap=false)");
  EXPECT(streamed(nn::MultiLabelSoftMarginLoss()) == "torch::nn::MultiLabelSoftMarginLoss()");
  EXPECT(streamed(nn::CosineSimilarity()) == "torch::nn::CosineSimilarity(dim=1, eps=1e-08)");
  EXPECT(streamed(nn::PairwiseDistance()) == "torch::nn::PairwiseDistance(p=2, eps=1e-06, keepdim=false)");
  EXPECT(streamed(nn::Threshold(0.5, 2)) == "torch::nn::Threshold(threshold=0.5, value=2)");
  EXPECT(streamed(nn::RReLU()) == "torch::nn::RReLU(lower=0.125, upper=0.333333)");
  EXPECT(streamed(nn::PReLU(nn::PReLUOptions().num_parameters(4))) == "torch::nn::PReLU(num_parameters=4)");
  EXPECT(streamed(nn::Softmin(1)) == "torch::nn::Softmin(dim=1)" &&
         streamed(nn::Softmax2d()) == "torch::nn::Softmax2d()");
  EXPECT(streamed(nn::Bilinear(2, 3, 4)) ==
         "torch::nn::Bilinear(in1_features=2, in2_features=3, out_features=4, bias=true)");
  EXPECT(streamed(nn::Unflatten(nn::UnflattenOptions(0, {2, 2}))) ==
         "torch::nn::Unflatten(dim=0, unflattened_size={2, 2})");
  EXPECT(streamed(nn::AlphaDropout(0.25)) == "torch::nn::AlphaDropout(p=0.25, inplace=false)");
  EXPECT(streamed(nn::BatchNorm3d(nn::BatchNorm3dOptions(4).momentum(torch::nullopt))) ==
         "torch::nn::BatchNorm3d(4, eps=1e-05, momentum=None, affine=true, track_running_stats=true)");
  EXPECT(streamed(nn::InstanceNorm2d(4)) ==
         "torch::nn::InstanceNorm2d(4, eps=1e-05, momentum=0.1, affine=false, track_running_stats=false)");
  EXPECT(streamed(nn::LocalResponseNorm(4)) == "torch::nn::LocalResponseNorm(4, alpha=0.0001, beta=0.75, k=1)");
}

void margins() {
  const Tensor x = input(), s = signs(), other = x.flip({1}) * 0.5, third = x.roll(1, 0) + 0.3;
  const Tensor classes = torch::tensor({2, 0, 1}, torch::kLong), one = torch::tensor({1, -1, 1}, torch::kDouble);
  const Tensor labels = torch::tensor({{2, 0, -1}, {-1, 0, 1}, {0, 1, 2}}, torch::kLong);
  const Tensor weight = torch::tensor({0.3, 0.3, 0.4}, torch::kDouble);
  EXPECT(is(x, 46.25, 5, [&](const Tensor& t) {
    return F::hinge_embedding_loss(t, s, F::HingeEmbeddingLossFuncOptions().margin(2).reduction(torch::kNone));
  }));
  EXPECT(is(x, 0.02986111111, -0.03888888889, [&](const Tensor& t) {
    return F::multi_margin_loss(t, classes, F::MultiMarginLossFuncOptions().margin(2).p(2).weight(weight));
  }));
  EXPECT(is(x[0], 0, 0, [&](const Tensor& t) { return F::multi_margin_loss(t, classes[0]); }));
  EXPECT(is(x, 0, 0, [&](const Tensor& t) { return F::multilabel_margin_loss(t, labels, torch::kNone); }));
  EXPECT(is(x[0], 0, 0, [&](const Tensor& t) { return F::multilabel_margin_loss(t, labels[0]); }));
  EXPECT(is(x, 8.514765528, 3.104106584, [&](const Tensor& t) { return F::soft_margin_loss(t, s, torch::kSum); }));
  EXPECT(is(x, 2.152778576, 0.3272931144, [&](const Tensor& t) {
    return F::multilabel_soft_margin_loss(
        t, (s + 1) / 2, F::MultilabelSoftMarginLossFuncOptions().weight(weight).reduction(torch::kNone));
  }));
  EXPECT(is(x, 0.162464986, 0.05995339312, [&](const Tensor& t) {
    return F::cosine_embedding_loss(t, other, one, F::CosineEmbeddingLossFuncOptions().margin(0.1));
  }));
  EXPECT(is(x, 70.925, 6, [&](const Tensor& t) {
    return F::margin_ranking_loss(t, other, s, F::MarginRankingLossFuncOptions().margin(0.7).reduction(torch::kNone));
  }));
  EXPECT(is(x, 1.290861518, 2.44259557, [&](const Tensor& t) {
    return F::triplet_margin_loss(t, other, third, F::TripletMarginLossFuncOptions().margin(1.5).swap(true));
  }));
  EXPECT(is(x, 0.9701117903, -0.6851961925, [&](const Tensor& t) {
    return F::triplet_margin_with_distance_loss(t, other, third,
                                                F::TripletMarginWithDistanceLossFuncOptions().swap(true));
  }));
  const auto cityblock = [](const Tensor& a, const Tensor& b) { return (a - b).abs().sum(1); };
  EXPECT(is(x, 0.925, 0, [&](const Tensor& t) {
    return F::triplet_margin_with_distance_loss(
        t, other, third,
        F::TripletMarginWithDistanceLossFuncOptions().distance_function(cityblock).reduction(torch::kSum));
  }));
  EXPECT(is(x, 462.9246678, 484.0719909, [&](const Tensor& t) {
    return F::poisson_nll_loss(t, other.abs(), F::PoissonNLLLossFuncOptions().full(true).reduction(torch::kNone));
  }));
  EXPECT(is(x.abs(), 2.105415767, -38888885.6, [&](const Tensor& t) {
    return F::poisson_nll_loss(t, other.abs(), F::PoissonNLLLossFuncOptions().log_input(false));
  }));
  EXPECT(is(x, -1.547957144, -5.056481223,
            [&](const Tensor& t) { return F::kl_div(t, other.softmax(1), torch::kBatchMean); }));
  EXPECT(is(x, 1.814847486, -1.085327045, [&](const Tensor& t) { return nn::CosineSimilarity()(t, other); }));
  EXPECT(is(x, 16.65407135, 9.054029306,
            [&](const Tensor& t) { return nn::PairwiseDistance(nn::PairwiseDistanceOptions().p(3))(t, other); }));
  EXPECT(is(x, 0.1247304179, 0.8035070002,
            [&](const Tensor& t) { return nn::TripletMarginWithDistanceLoss()(t, other, third); }));
  EXPECT(contains(thrown([&] { F::multi_margin_loss(x, classes, F::MultiMarginLossFuncOptions().p(3)); }),
                  "only p == 1 and p == 2 supported"));
  EXPECT(contains(thrown([&] { F::multi_margin_loss(x, classes[0]); }), "inconsistent target size"));
}

void activations() {
  const Tensor x = input();
  torch::manual_seed(7);
  EXPECT(is(x, 10.99848787, 0.1400618668, [](const Tensor& t) { return nn::Softmin(1)(t).pow(2); }));
  EXPECT(is(x, 11.5434719, -0.8354777559, [](const Tensor& t) {
    return nn::Softmax2d()(t.view({1, 3, 3, 1})).pow(2);
  }));
  EXPECT(is(x, 67.5, 25, [](const Tensor& t) { return nn::Threshold(0.3, 0.7)(t); }));
  EXPECT(is(x, 51.10442569, 33.97067216,
            [](const Tensor& t) { return nn::RReLU(nn::RReLUOptions().lower(0.1).upper(0.4))(t); }));
  EXPECT(is(x, 50.16666667, 33.4375, [](const Tensor& t) { return F::rrelu(t); }));
  const Tensor changed = x.clone();
  F::rrelu(changed, F::RReLUFuncOptions().training(true).inplace(true));
  EXPECT(is(digest(changed), 48.51689469));
  EXPECT(contains(thrown([&] { F::rrelu(x, F::RReLUFuncOptions().lower(1).upper(0)); }),
                  "Lower bound should be less than or equal to the upper bound"));
  nn::PReLU slopes(nn::PReLUOptions().num_parameters(3).init(0.5));
  slopes->to(torch::kDouble);
  EXPECT(is(x, 44.75, 37.5, [&](const Tensor& t) { return slopes(t); }) && is(digest(slopes->weight.grad()), -11));
  EXPECT(is(x, 12.21076199, 0.1249669641, [](const Tensor& t) { return F::gumbel_softmax(t).pow(2); }));
  EXPECT(is(x, 21, 6.423002196, [](const Tensor& t) {
    return F::gumbel_softmax(t, F::GumbelSoftmaxFuncOptions().hard(true).tau(0.5).dim(0)).pow(2);
  }));
}

void dropouts() {
  torch::manual_seed(5);
  EXPECT(is(torch::ones({2, 4, 2, 2, 1}), 400, 400, [](const Tensor& t) { return nn::Dropout3d(0.5)(t); }));
  EXPECT(is(torch::arange(12, torch::kDouble), 390.2283538, 52.51810959,
            [](const Tensor& t) { return nn::AlphaDropout(0.3)(t); }));
  EXPECT(is(torch::ones({3, 4, 2}), 81.57925761, 128.6291105,
            [](const Tensor& t) { return nn::FeatureAlphaDropout(0.4)(t); }));
  const Tensor kept = torch::ones({3}), changed = torch::ones({8});
  EXPECT(F::alpha_dropout(kept).is_same(kept) && F::feature_alpha_dropout(kept).is_same(kept));
  F::alpha_dropout(changed, F::AlphaDropoutFuncOptions().training(true).inplace(true));
  EXPECT(is(digest(changed), 18.40008157));
  EXPECT(contains(thrown([] { nn::AlphaDropout dropout(2.0); }), "dropout probability has to be between 0 and 1"));
}

void maps() {
  torch::manual_seed(5);
  nn::Bilinear map(2, 3, 2);
  EXPECT(is(digest(map->weight), 5.834866211) && is(digest(map->bias), -0.1540218294));
  const Tensor second = torch::arange(12, torch::kFloat).view({4, 3}) / 6;
  EXPECT(is(torch::ones({4, 2}), 13.19149864, 22.59680301, [&](const Tensor& t) { return map(t, second); }));
  EXPECT(is(digest(map->weight.grad()), 291.333334) && is(digest(map->bias.grad()), 12));
  EXPECT(is(digest(F::bilinear(torch::ones({2, 4, 2}), torch::ones({2, 4, 3}), map->weight)), 75.47268438));
  EXPECT(nn::Unflatten(1, std::vector<std::int64_t>{2, 3})(torch::ones({2, 6})).sizes() ==
         torch::IntArrayRef({2, 2, 3}));
}

void norms() {
  const Tensor x = torch::arange(48, torch::kDouble).view({2, 3, 2, 4}).sin();
  const auto cubed = [](auto& norm) { return [&](const Tensor& t) { return norm->forward(t).pow(3); }; };
  nn::InstanceNorm2d own(nn::InstanceNorm2dOptions(3).affine(true)),
      tracking(nn::InstanceNorm2dOptions(3).track_running_stats(true));
  own->to(torch::kDouble);
  tracking->to(torch::kDouble);
  EXPECT(is(x, -113.3017705, -0.4003068833, cubed(own)) && is(digest(own->weight.grad()), -28.1326686));
  EXPECT(is(x, -113.3017705, -0.4003068833, cubed(tracking)) && is(digest(tracking->running_mean), 0.02560536585) &&
         is(digest(tracking->running_var), 5.724564631));
  tracking->eval();
  EXPECT(is(x, 26.80896649, 1853.268254, cubed(tracking)));
  EXPECT(torch::allclose(F::instance_norm(x), nn::InstanceNorm2d(3)(x)));
  EXPECT(torch::allclose(nn::InstanceNorm3d(3)(x.unsqueeze(2)).squeeze(2), nn::InstanceNorm2d(3)(x)));
  EXPECT(torch::allclose(nn::InstanceNorm1d(3)(x.flatten(2))[1], nn::InstanceNorm1d(3)(x[1].flatten(1))));
  EXPECT(contains(thrown([&] { nn::InstanceNorm2d(3)(x[0][0]); }), "input (got 2D input)"));
  nn::BatchNorm3d batch(3);
  batch->to(torch::kDouble);
  EXPECT(is(x.unsqueeze(2), -117.1849049, 11.93861422, cubed(batch)) && is(digest(batch->running_mean), 0.02560536585));
  EXPECT(contains(thrown([&] { batch(x); }), "expected 5D input (got 4D input)"));
  const auto copy = std::dynamic_pointer_cast<nn::BatchNorm3dImpl>(batch->clone());
  EXPECT(copy && copy->running_mean.equal(batch->running_mean) && copy->options.num_features() == 3);
  EXPECT(is(x, 25.48142568, 597.8531767,
            [](const Tensor& t) { return nn::LocalResponseNorm(nn::LocalResponseNormOptions(2).alpha(0.5).k(2))(t); }));
  EXPECT(is(x.flatten(2), 47.6089927, 1175.942993,
            [](const Tensor& t) { return F::local_response_norm(t, F::LocalResponseNormFuncOptions(3)); }));
  EXPECT(contains(thrown([&] { F::local_response_norm(x[0][0], 3); }), "Expected 3D or higher dimensionality input"));
}

void rearrangements() {
  const Tensor x = torch::arange(32, torch::kDouble).view({2, 4, 2, 2});
  const Tensor large = nn::PixelShuffle(2)(x);
  EXPECT(large.sizes() == torch::IntArrayRef({2, 1, 4, 4}) && large[1][0][0][1].item<double>() == 20);
  EXPECT(nn::PixelUnshuffle(2)(large).equal(x) && F::pixel_shuffle(x, F::PixelShuffleFuncOptions(2)).equal(large));
  EXPECT(torch::pixel_shuffle(x[0], 2).equal(large[0]) && torch::pixel_unshuffle(large[0], 2).equal(x[0]));
  EXPECT(contains(thrown([&] { torch::pixel_shuffle(x, 3); }),
                  "pixel_shuffle expects its input's 'channel' dimension to be divisible by"));
  EXPECT(streamed(nn::PixelShuffle(2)) == "torch::nn::PixelShuffle(upscale_factor=2)");
  const auto power = [](const Tensor& t, double exponent, double factor) { return t.pow(exponent) * factor; };
  EXPECT(nn::Functional(power, 2, 3)(torch::full({1}, 2.F)).item<float>() == 12);
  nn::Sequential chain(nn::Functional(power, 2.0, 1.0), nn::Functional(torch::relu));
  EXPECT(chain->forward(torch::full({1}, 3.F)).item<float>() == 9);
}

TWIN(layers) {
  names();
  margins();
  activations();
  dropouts();
  maps();
  norms();
  rearrangements();
}

}  // namespace layers_twin
