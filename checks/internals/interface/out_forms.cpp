// out= forms: values, strides, types, counters and refusals; and the free forms that write in place.
#include <functional>
#include <gradproof/checks/internals/interface/library.hpp>

using at::IntArrayRef;
using torch::Tensor;

namespace out_forms_twin {

Tensor of_sixths() { return torch::arange(1, 7, torch::kDouble).div(7).view({2, 3}); }

struct Form {
  const char* name;
  std::function<void(Tensor& out, const Tensor& x)> write;
  std::function<Tensor(const Tensor& x)> value;
};

#define FORM(name, ...)                                                                                              \
  {                                                                                                                  \
#name, [](Tensor & out,                                                                                          \
              const Tensor&                                                                                          \
                  x) { torch::name##_out(out, __VA_ARGS__); },                                                       \
                                                            [](const Tensor& x) { return torch::name(__VA_ARGS__); } \
  }
#define FORM_OF(name, value, ...)                                                                            \
  {                                                                                                          \
#name, [](Tensor & out,                                                                                  \
              const Tensor&) { torch::name##_out(out, __VA_ARGS__); }, [](const Tensor& x) { return value; } \
  }

const Form kForms[] = {
    FORM(abs, x - 1),
    FORM(acos, x),
    FORM(asinh, x),
    FORM(atan2, x, x * 2),
    FORM(ceil, x),
    FORM(clamp, x, 0.2, 0.6),
    FORM(clamp_min, x, 0.4),
    FORM(copysign, x, -x),
    FORM(cosh, x),
    FORM(digamma, x),
    FORM(div, x, x + 1, "floor"),
    FORM(erf, x),
    FORM(erfc, x),
    FORM(erfinv, x),
    FORM(exp, x),
    FORM(exp2, x),
    FORM(expm1, x),
    FORM(fmax, x, x.t().reshape({2, 3})),
    FORM(fmod, x, 0.3),
    FORM(remainder, x, 0.3),
    FORM(frac, x * 3),
    FORM(hypot, x, x * 2),
    FORM(lerp, x, x * 3, 0.25),
    FORM(lgamma, x),
    FORM(log, x),
    FORM(log10, x),
    FORM(log1p, x),
    FORM(log2, x),
    FORM(logaddexp, x, x * 2),
    FORM(logit, x),
    FORM(maximum, x, x.flip({1})),
    FORM(neg, x),
    FORM(pow, x, x + 1),
    FORM(pow, 2, x),
    FORM(pow, x, 3),
    FORM(reciprocal, x),
    FORM(rsqrt, x),
    FORM(sigmoid, x),
    FORM(sign, x - 0.5),
    FORM(sinh, x),
    FORM(sqrt, x),
    FORM(square, x),
    FORM(sub, x, x * 3, 2),
    FORM(tan, x),
    FORM(tanh, x),
    FORM(trunc, x * 4),
    FORM(xlogy, x, x + 1),
    FORM(addcmul, x, x * 2, x * 3, 0.5),
    FORM(addcdiv, x, x * 2, x + 3, 0.5),
    FORM(gt, x, 0.5),
    FORM(ne, x, x.flip({0})),
    FORM(logical_and, x, x - x[0][0]),
    FORM(nan_to_num, x / (x - x)),
    FORM(where, x > 0.5, x, x * 2),
    FORM(softmax, x, 1),
    FORM(log_softmax, x, 0),
    FORM(sum, x, {0}),
    FORM(sum, x, IntArrayRef({0, 1}), true),
    FORM(mean, x, {1}, true),
    FORM(amax, x, {0}),
    FORM(amin, x, {1}, true),
    FORM(prod, x, 1),
    FORM(std, x, IntArrayRef({0}), true),
    FORM(var, x, {1}, false),
    FORM(norm, x, 3, {1}, true),
    FORM(logsumexp, x, {0}),
    FORM(cumsum, x, 1),
    FORM(cumprod, x, 0),
    FORM(nansum, x, {0}),
    FORM(flip, x, {1}),
    FORM(roll, x, {1}, {0}),
    FORM(tril, x, 1),
    FORM(triu, x),
    FORM(diag, x),
    FORM(take, x, torch::tensor({4, 1})),
    FORM(index_select, x, 1, torch::tensor({2, 0})),
    FORM(gather, x, 0, torch::tensor({{1, 0, 1}})),
    FORM(masked_select, x, x > 0.3),
    FORM(take_along_dim, x, torch::tensor({{1, 0, 1}}), 0),
    FORM(renorm, x, 2, 0, 0.5),
    FORM(mm, x, x.t()),
    FORM(mv, x, x[0]),
    FORM(dot, x[0], x[1]),
    FORM(inner, x, x * 2),
    FORM(outer, x[0], x[1]),
    FORM(matmul, x, x.t()),
    FORM(bmm, x.unsqueeze(0), x.t().unsqueeze(0)),
    FORM(addmm, x.mm(x.t()), x, x.t(), 0.5, 2),
    FORM(addmv, x.select(1, 0), x, x[0]),
    FORM(baddbmm, x.new_ones({1, 2, 2}), x.unsqueeze(0), x.t().unsqueeze(0)),
    FORM(addbmm, x.new_ones({2, 2}), x.unsqueeze(0), x.t().unsqueeze(0), 2, 3),
    FORM(addr, x, x.select(1, 0), x[1]),
    FORM(cross, x, x* x, 1),
    FORM(cat, {x, x * 2}, 1),
    FORM(stack, {x, x * 2}, 1),
    FORM(hstack, {x, x}),
    FORM(max, x, x.flip({0})),
    FORM(min, x, x.flip({1})),
    FORM(quantile, x, 0.3, 1),
    FORM(round, x * 7, 1),
    FORM(scatter, x, 1, torch::tensor({{2}, {0}}), 5),
    FORM(index_add, x, 0, torch::tensor({1, 1}), x * 2, 3),
    FORM(index_copy, x, 0, torch::tensor({1, 0}), x * 2),
    FORM(tensordot, x, x, {1}, {1}),
    FORM_OF(zeros, torch::zeros({2, 2}, x.options()), {2, 2}),
    FORM_OF(full, torch::full({3}, 2.5, x.options()), {3}, 2.5),
    FORM_OF(arange, torch::arange(1, 9, 3, x.options()), 1, 9, 3),
    FORM_OF(linspace, torch::linspace(0, 1, 5, x.options()), 0, 1, 5),
    FORM_OF(logspace, torch::logspace(0, 2, 3, 2, x.options()), 0, 2, 3, 2),
    FORM_OF(eye, torch::eye(2, 3, x.options()), 2, 3),
};
#undef FORM
#undef FORM_OF

std::string named(const Form& f, const char* what) { return std::string(f.name) + ": " + what; }

void written() {
  for (const Form& f : kForms) {
    const Tensor x = of_sixths(), due = f.value(x);
    Tensor out = torch::empty({0}, due.options());
    f.write(out, x);
    expect(out.equal(due), named(f, "values").c_str(), __LINE__);
    Tensor again = torch::full_like(due, 9);
    const Tensor view = again.view({-1});
    f.write(again, x);
    expect(again.equal(due) && view.equal(due.reshape({-1})), named(f, "in place").c_str(), __LINE__);
    expect(view._version() == again._version() && again._version() >= 1, named(f, "counted").c_str(), __LINE__);
    if (due.dim() != 2) continue;
    Tensor strided = torch::zeros({due.size(1), due.size(0)}, due.options()).t();
    f.write(strided, x);
    expect(strided.equal(due) && strided.stride(0) == 1, named(f, "through strides").c_str(), __LINE__);
  }
}

/// What had another shape takes the order of strides that the result has.
void resized() {
  const Tensor x = of_sixths().t();
  Tensor out = torch::empty({0}, torch::kDouble), product = torch::empty({0}, torch::kDouble);
  EXPECT(torch::exp_out(out, x).strides() == x.strides() && out.equal(x.exp()));
  EXPECT(torch::mm_out(product, x, x.t()).is_contiguous());
  EXPECT(x.lgamma().strides() == x.strides() && x.isreal().strides() == x.strides() &&
         torch::argsort(x).strides() == x.strides());
}

void types() {
  const Tensor x = torch::tensor({{1.5, 2., -3.}, {4., .25, 7.}}), i = torch::tensor({3, -7, 5});
  Tensor d = torch::empty({0}, torch::kDouble), n = torch::empty({0}, torch::kInt), f = torch::empty({0});
  EXPECT(torch::add_out(d, x, x).dtype() == torch::kDouble && d.equal((x + x).to(torch::kDouble)));
  EXPECT(contains(thrown([&] { torch::add_out(n, x, x); }),
                  "result type Float can't be cast to the desired output type Int"));
  EXPECT(contains(thrown([&] { torch::mm_out(d, x, x.t()); }),
                  "Expected out tensor to have dtype float, but got double instead"));
  EXPECT(!thrown([&] { torch::abs_out(d, x); }).empty() && !thrown([&] { torch::argmax_out(d, x, 0); }).empty());
  EXPECT(!thrown([&] { torch::index_select_out(d, x, 0, torch::tensor({1})); }).empty());
  EXPECT(torch::sum_out(n, x, {0}).equal(torch::tensor({5, 2, 4}, torch::kInt)));  // added up as integers
  Tensor total = torch::empty({0});
  EXPECT(torch::sum_out(total, i, {0}).equal(torch::tensor(1.f)));
  EXPECT(contains(thrown([&] { torch::mean_out(f, i, {0}); }), "could not infer output dtype"));
  Tensor truths = torch::empty({0});
  EXPECT(torch::gt_out(truths, x, 1).equal((x > 1).to(torch::kFloat)));
  Tensor places = torch::empty({0}, torch::kLong);
  EXPECT(torch::argmax_out(places, x, 1).equal(torch::tensor({1, 2})));
  EXPECT(torch::nonzero_out(places, x > 3).equal(torch::tensor({{1, 0}, {1, 2}})));
}

void pairs() {
  const Tensor x = torch::tensor({{1.5, 2., -3.}, {4., .25, 7.}});
  Tensor values = torch::empty({0}), places = torch::empty({0}, torch::kLong);
  torch::max_out(values, places, x, 1);
  EXPECT(values.equal(torch::tensor({2.f, 7.f})) && places.equal(torch::tensor({1, 2})));
  const auto least = torch::min_out(values, places, x, 0, true);
  EXPECT(std::get<0>(least).is_same(values) && values.equal(torch::tensor({{1.5f, .25f, -3.f}})));
  torch::sort_out(values, places, x, -1, true);
  EXPECT(values.equal(torch::tensor({{2.f, 1.5f, -3.f}, {7.f, 4.f, .25f}})) &&
         places[0].equal(torch::tensor({1, 0, 2})));
  torch::topk_out(values, places, x, 2, 1);
  EXPECT(values.equal(torch::tensor({{2.f, 1.5f}, {7.f, 4.f}})));
  torch::kthvalue_out(values, places, x, 2, 1);
  EXPECT(values.equal(torch::tensor({1.5f, 4.f})));
  torch::median_out(values, places, x, 1);
  EXPECT(values.equal(torch::tensor({1.5f, 4.f})));
  torch::mode_out(values, places, torch::tensor({{2.f, 1.f, 2.f}}));
  EXPECT(values.equal(torch::tensor({2.f})) && places.equal(torch::tensor({2})));
  torch::cummax_out(values, places, x, 1);
  EXPECT(values.equal(torch::tensor({{1.5f, 2.f, 2.f}, {4.f, 4.f, 7.f}})));
  Tensor low = torch::empty({0}), high = torch::empty({0});
  torch::aminmax_out(low, high, x, 0);
  EXPECT(low.equal(torch::tensor({1.5f, .25f, -3.f})) && high.equal(torch::tensor({4.f, 2.f, 7.f})));
  EXPECT(!thrown([&] { torch::max_out(values, low, x, 1); }).empty());
}

void results_last() {
  const Tensor x = of_sixths();
  Tensor out = torch::empty({0}, torch::kDouble), values = torch::empty({0}, torch::kDouble),
         places = torch::empty({0}, torch::kLong);
  EXPECT(torch::add_outf(x, x * 2, 3, out).equal(x * 7 + 0 * x) || torch::allclose(out, x * 7));
  EXPECT(torch::exp_outf(x, out).equal(x.exp()));
  EXPECT(torch::sum_outf(x, at::OptionalIntArrayRef(0), true, c10::nullopt, out).equal(x.sum(0, true)));
  EXPECT(torch::amax_outf(x, {1}, false, out).equal(x.amax(1)));
  EXPECT(torch::cat_outf(std::vector<Tensor>{x, x}, 1, out).equal(torch::cat({x, x}, 1)));
  EXPECT(torch::ones_outf({2, 1}, out).equal(torch::ones({2, 1}, torch::kDouble)));
  torch::sort_outf(x, 1, true, values, places);
  EXPECT(values.equal(x.flip({1})));
  torch::max_outf(x, 0, false, values, places);
  EXPECT(values.equal(x[1]));
}

void refused() {
  const Tensor x = of_sixths(), wanted = of_sixths().requires_grad_();
  Tensor out = torch::empty({0}, torch::kDouble), leaf = torch::empty({2, 3}, torch::kDouble).requires_grad_();
  const char* text = "functions with out=... arguments don't support automatic differentiation";
  EXPECT(contains(thrown([&] { torch::exp_out(out, wanted); }), text) &&
         contains(thrown([&] { torch::exp_out(leaf, x); }), text));
  EXPECT(contains(thrown([&] { torch::cat_out(out, {x, wanted}); }), text));
  const torch::NoGradGuard no_grad;
  EXPECT(torch::exp_out(out, wanted).equal(x.exp()) && !out.requires_grad());
  Tensor row = torch::arange(6, torch::kDouble), early = row.narrow(0, 0, 5);
  EXPECT(!thrown([&] { torch::exp_out(early, row.narrow(0, 1, 5)); }).empty());
  Tensor same = of_sixths();
  EXPECT(torch::exp_out(same, same).equal(x.exp()));
}

/// What is written comes back as a handle that is not const.
void handles() {
  Tensor x = of_sixths(), out = torch::empty({0}, torch::kDouble);
  Tensor& added = x.add_(1);
  Tensor& filled = torch::exp_out(out, added);
  added = torch::ones({1});
  EXPECT(&added == &x && x.numel() == 1 && &filled == &out);
  const Tensor fixed = of_sixths();
  Tensor& same = fixed.mul_(2);
  EXPECT(&same == &fixed);
}

void in_place_functions() {
  Tensor x = of_sixths();
  const Tensor before = x.clone();
  EXPECT(torch::exp_(x).is_same(x) && x.equal(before.exp()) && x._version() == 1);
  torch::clamp_(torch::log_(x), 0.2, 0.7);
  EXPECT(torch::allclose(x, before.clamp(0.2, 0.7)) && x._version() == 3);
  torch::neg_(x);
  torch::abs_(x);
  torch::sqrt_(x);
  torch::fill_(x, 3);
  EXPECT(x.equal(torch::full({2, 3}, 3., torch::kDouble)));
  torch::zero_(x);
  EXPECT(x.sum().item<double>() == 0 && x._version() == 8);
  Tensor leaf = of_sixths().requires_grad_();
  EXPECT(contains(thrown([&] { torch::sin_(leaf); }),
                  "a leaf Variable that requires grad is being used in an in-place operation"));
}

TWIN(out_forms) {
  written();
  resized();
  types();
  pairs();
  results_last();
  refused();
  handles();
  in_place_functions();
}

}  // namespace out_forms_twin
