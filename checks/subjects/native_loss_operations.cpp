// Losses by canonical name: torch.nn.functional's arguments to the plain ones of core/ops/functions/losses.hpp.
#include <gradproof/checks/subjects/native_operations.hpp>
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/core/ops/operators.hpp>

namespace gradproof::checks::native {
namespace {

namespace F = gradproof::nn::functional;

const Tensor& tensor_of(const Arguments& a, std::string_view name) { return as_tensor(a[name]); }
Tensor optional_tensor(const Arguments& a, std::string_view name) {
  return a[name].is_none() ? Tensor() : as_tensor(a[name]);
}
double number(const Arguments& a, std::string_view name) { return as_number(a[name]).toDouble(); }

std::int64_t reduction(const Arguments& a) {
  if (!a["size_average"].is_none() || !a["reduce"].is_none())
    throw Unsupported("the native runtime has no size_average and reduce: they are older than reduction");
  const auto* name = a["reduction"].get<std::string>();
  if (!name || *name == "mean") return Reduction::Mean;
  if (*name == "none") return Reduction::None;
  if (*name == "sum") return Reduction::Sum;
  throw Raised("value", *name + " is not a valid value for reduction", "ValueError");
}

void expect_no_weight(const Arguments& a) {
  if (!a["weight"].is_none()) throw Unsupported("the native runtime has no weight here");
}

Value mse_loss(const Arguments& a) {
  expect_no_weight(a);
  return wrap(F::mse_loss(tensor_of(a, "input"), tensor_of(a, "target"), reduction(a)));
}
Value l1_loss(const Arguments& a) {
  expect_no_weight(a);
  return wrap(F::l1_loss(tensor_of(a, "input"), tensor_of(a, "target"), reduction(a)));
}
Value smooth_l1_loss(const Arguments& a) {
  return wrap(F::smooth_l1_loss(tensor_of(a, "input"), tensor_of(a, "target"), reduction(a), number(a, "beta")));
}
Value huber_loss(const Arguments& a) {
  expect_no_weight(a);
  return wrap(F::huber_loss(tensor_of(a, "input"), tensor_of(a, "target"), reduction(a), number(a, "delta")));
}
Value soft_margin_loss(const Arguments& a) {
  return wrap(F::soft_margin_loss(tensor_of(a, "input"), tensor_of(a, "target"), reduction(a)));
}
Value binary_cross_entropy(const Arguments& a) {
  return wrap(F::binary_cross_entropy(tensor_of(a, "input"), tensor_of(a, "target"), optional_tensor(a, "weight"),
                                      reduction(a)));
}
Value with_logits(const Arguments& a) {
  return wrap(F::binary_cross_entropy_with_logits(tensor_of(a, "input"), tensor_of(a, "target"),
                                                  optional_tensor(a, "weight"), optional_tensor(a, "pos_weight"),
                                                  reduction(a)));
}
Value nll_loss(const Arguments& a) {
  return wrap(F::nll_loss(tensor_of(a, "input"), tensor_of(a, "target"), optional_tensor(a, "weight"), reduction(a),
                          as_integer(a["ignore_index"])));
}
Value cross_entropy(const Arguments& a) {
  return wrap(F::cross_entropy(tensor_of(a, "input"), tensor_of(a, "target"), optional_tensor(a, "weight"),
                               reduction(a), as_integer(a["ignore_index"]), number(a, "label_smoothing")));
}
Value kl_div(const Arguments& a) {
  const Tensor &x = tensor_of(a, "input"), &t = tensor_of(a, "target");
  const bool logs = as_flag(a["log_target"], false);
  const auto* name = a["reduction"].get<std::string>();
  if (name && *name == "batchmean") return wrap(F::kl_div(x, t, Reduction::Sum, logs) / double(x.size(0)));
  return wrap(F::kl_div(x, t, reduction(a), logs));
}
Value hinge_embedding_loss(const Arguments& a) {
  return wrap(
      F::hinge_embedding_loss(tensor_of(a, "input"), tensor_of(a, "target"), number(a, "margin"), reduction(a)));
}
Value margin_ranking_loss(const Arguments& a) {
  return wrap(F::margin_ranking_loss(tensor_of(a, "input1"), tensor_of(a, "input2"), tensor_of(a, "target"),
                                     number(a, "margin"), reduction(a)));
}
Value cosine_embedding_loss(const Arguments& a) {
  return wrap(F::cosine_embedding_loss(tensor_of(a, "input1"), tensor_of(a, "input2"), tensor_of(a, "target"),
                                       number(a, "margin"), reduction(a)));
}
Value triplet_margin_loss(const Arguments& a) {
  return wrap(F::triplet_margin_loss(tensor_of(a, "anchor"), tensor_of(a, "positive"), tensor_of(a, "negative"),
                                     number(a, "margin"), number(a, "p"), number(a, "eps"), as_flag(a["swap"], false),
                                     reduction(a)));
}

Value cosine_similarity(const Arguments& a) {
  return wrap(F::cosine_similarity(tensor_of(a, "x1"), tensor_of(a, "x2"), as_integer(a["dim"]), number(a, "eps")));
}
Value normalize(const Arguments& a) {
  return wrap(F::normalize(tensor_of(a, "input"), number(a, "p"), as_integer(a["dim"]), number(a, "eps")));
}

const Operations kOperations = {
    {"cosine_similarity", cosine_similarity},
    {"normalize", normalize},
    {"mse_loss", mse_loss},
    {"l1_loss", l1_loss},
    {"smooth_l1_loss", smooth_l1_loss},
    {"huber_loss", huber_loss},
    {"soft_margin_loss", soft_margin_loss},
    {"binary_cross_entropy", binary_cross_entropy},
    {"binary_cross_entropy_with_logits", with_logits},
    {"nll_loss", nll_loss},
    {"cross_entropy", cross_entropy},
    {"kl_div", kl_div},
    {"hinge_embedding_loss", hinge_embedding_loss},
    {"margin_ranking_loss", margin_ranking_loss},
    {"cosine_embedding_loss", cosine_embedding_loss},
    {"triplet_margin_loss", triplet_margin_loss},
};

}  // namespace

const Operations& loss_operations() { return kOperations; }

}  // namespace gradproof::checks::native
