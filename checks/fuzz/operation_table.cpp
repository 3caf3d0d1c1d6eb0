#include <algorithm>
#include <cmath>
#include <gradproof/checks/fuzz/operation_table.hpp>

namespace gradproof::checks::fuzz {
namespace {

constexpr Range anywhere{-30, 30};
constexpr Range moderate{-4, 4};
constexpr Range positive{0.2, 30};

Range same(Range a, Range, double) { return a; }
Range unit(Range, Range, double) { return {-1, 1}; }
Range zero_to_one(Range, Range, double) { return {0, 1}; }
Range both(Range a, Range b, double) { return a.together(b); }
Range sum_of(Range a, Range, double n) { return {-n * a.size(), n * a.size()}; }
Range times(Range a, Range b, double) {
  const double corners[] = {a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high};
  return {*std::min_element(corners, corners + 4), *std::max_element(corners, corners + 4)};
}
Range plus(Range a, Range b, double) { return {a.low + b.low, a.high + b.high}; }
Range minus(Range a, Range b, double) { return {a.low - b.high, a.high - b.low}; }
Range divided(Range a, Range b, double) { return times(a, {1 / b.high, 1 / b.low}, 1); }
Range squared(Range a, Range, double) { return {0, a.size() * a.size()}; }
Range cubed(Range a, Range, double) { return {-std::pow(a.size(), 3), std::pow(a.size(), 3)}; }
Range exponential(Range a, Range, double) { return {std::exp(a.low), std::exp(a.high)}; }
Range logarithm(Range a, Range, double) { return {std::log(a.low), std::log(a.high)}; }
Range root(Range a, Range, double) { return {std::sqrt(a.low), std::sqrt(a.high)}; }
Range inverse(Range a, Range, double) { return {1 / a.high, 1 / a.low}; }
Range size_of(Range a, Range, double) { return {0, a.size()}; }
Range shrunk(Range a, Range, double) { return {-a.size() - 1, a.size() + 1}; }
Range shifted(Range a, Range, double n) { return {-a.size() - n - 1, a.size() + n + 1}; }
Range power_of(Range a, Range, double n) { return {-std::pow(a.size() + 1, n), std::pow(a.size() + 1, n)}; }
Range product_of(Range a, Range b, double n) { return {-n * a.size() * b.size(), n * a.size() * b.size()}; }
Range normal(Range, Range, double n) { return {-n, n}; }

Range exponential_less_one(Range a, Range, double) { return {-1, std::exp(a.high)}; }
Range inverse_root(Range a, Range, double) { return {1 / std::sqrt(a.high), 1 / std::sqrt(a.low)}; }
Range negated(Range a, Range, double) { return {-a.high, -a.low}; }
Range angle(Range, Range, double) { return {-1.6, 1.6}; }
Range hyperbolic(Range a, Range, double) { return {-std::exp(a.size()), std::exp(a.size())}; }
Range larger(Range a, Range, double) { return {1.7 * a.low, 1.7 * a.high}; }
Range raised(Range a, Range, double) { return {a.low + 0.6, a.high + 0.6}; }
Range turned(Range a, Range, double) { return {2.3 - a.high, 2.3 - a.low}; }
Range inverse_of_1_9(Range a, Range, double) { return {1.9 / a.high, 1.9 / a.low}; }
Range power(Range, Range, double) { return {0.05, 4.5}; }
Range tens(Range, Range, double) { return {-10, 10}; }
Range cubic(Range a, Range, double) { return {-a.size() - 32, a.size() + 32}; }
Range tens_above_zero(Range, Range, double) { return {0.2, 11}; }
Range squared_difference(Range, Range, double) { return {0, 64}; }
Range far_apart(Range a, Range b, double n) { return {0, n * (a.size() + b.size() + 9)}; }
Range difference(Range, Range, double) { return {0, 8}; }

constexpr Operation rows[] = {
    {"sin", "{a}.sin()", Form::same, anywhere, unit},
    {"cos", "torch.cos({a})", Form::same, anywhere, unit},
    {"tanh", "torch.tanh({a})", Form::same, anywhere, unit},
    {"sigmoid", "{a}.sigmoid()", Form::same, anywhere, zero_to_one},
    {"exp", "{a}.exp()", Form::same, moderate, exponential},
    {"expm1", "torch.expm1({a})", Form::same, moderate, exponential_less_one},
    {"log", "torch.log({a})", Form::same, positive, logarithm},
    {"log1p", "{a}.log1p()", Form::same, positive, same},
    {"sqrt", "{a}.sqrt()", Form::same, positive, root},
    {"rsqrt", "torch.rsqrt({a})", Form::same, positive, inverse_root},
    {"reciprocal", "{a}.reciprocal()", Form::same, positive, inverse},
    {"square", "torch.square({a})", Form::same, anywhere, squared},
    {"abs", "{a}.abs()", Form::same, anywhere, size_of},
    {"neg", "-{a}", Form::same, anywhere, negated},
    {"erf", "torch.erf({a})", Form::same, anywhere, unit},
    {"atan", "{a}.atan()", Form::same, anywhere, angle},
    {"sinh", "torch.sinh({a})", Form::same, moderate, hyperbolic},
    {"relu", "F.relu({a})", Form::same, anywhere, size_of},
    {"leaky_relu", "F.leaky_relu({a}, 0.2)", Form::same, anywhere, same},
    {"elu", "F.elu({a})", Form::same, anywhere, shrunk},
    {"gelu", "F.gelu({a})", Form::same, anywhere, shrunk},
    {"silu", "F.silu({a})", Form::same, anywhere, shrunk},
    {"softplus", "F.softplus({a})", Form::same, anywhere, shrunk},
    {"hardtanh", "F.hardtanh({a})", Form::same, anywhere, unit},
    {"clamp", "{a}.clamp(-0.7, 0.9)", Form::same, anywhere, unit},
    {"pow_number", "{a} ** 2", Form::same, anywhere, squared},
    {"pow_number", "{a}.pow(3)", Form::same, moderate, cubed},
    {"number_pow", "1.3 ** {a}", Form::same, moderate, exponential},
    {"mul_number", "{a} * 1.7", Form::same, anywhere, larger},
    {"add_number", "{a} + 0.6", Form::same, anywhere, raised},
    {"rsub_number", "2.3 - {a}", Form::same, anywhere, turned},
    {"rdiv_number", "1.9 / {a}", Form::same, positive, inverse_of_1_9},
    {"div_number", "{a} / 1.3", Form::same, anywhere, same},
    {"softmax", "F.softmax({a}, dim={d})", Form::same, anywhere, zero_to_one},
    {"log_softmax", "F.log_softmax({a}, dim={d})", Form::same, moderate, shifted},
    {"cumsum", "{a}.cumsum({d})", Form::same, moderate, sum_of},
    {"cumprod", "torch.cumprod({a}, {d})", Form::same, {-2, 2}, power_of},
    {"logcumsumexp", "torch.logcumsumexp({a}, {d})", Form::same, moderate, shifted},
    {"flip", "{a}.flip({d})", Form::same, anywhere, same},
    {"roll", "torch.roll({a}, 1, {d})", Form::same, anywhere, same},
    {"sort", "torch.sort({a}, {d})[0]", Form::same, anywhere, same},
    {"clone", "{a}.clone()", Form::same, anywhere, same},
    {"masked_fill", "{a}.masked_fill({a} > 0.3, 0.8)", Form::same, anywhere, shrunk},
    {"where", "torch.where({a} > 0.2, {a}, 0.4 * {a})", Form::same, anywhere, same},
    {"to", "{a}.to(torch.float64)", Form::same, anywhere, same},
    {"normalize", "F.normalize({a}, dim={d})", Form::same, positive, unit},
    {"layer_norm", "F.layer_norm({a}, [{last}])", Form::same, anywhere, normal},
    {"gather", "torch.gather({a}, {d}, torch.argsort({a}, {d}))", Form::same, anywhere, same},
    {"mul", "{a} * {b}", Form::broadcast, anywhere, times},
    {"mul", "torch.mul({a}, {b})", Form::broadcast, anywhere, times},
    {"add", "{a} + {b}", Form::broadcast, anywhere, plus},
    {"add_scaled", "torch.add({a}, {b}, alpha=0.7)", Form::broadcast, anywhere, plus},
    {"sub", "{a} - {b}", Form::broadcast, anywhere, minus},
    {"div", "{a} / {b}", Form::broadcast, positive, divided},
    {"pow", "{a} ** {b}", Form::broadcast, {0.3, 2}, power},
    {"maximum", "torch.maximum({a}, {b})", Form::broadcast, anywhere, both},
    {"minimum", "torch.minimum({a}, {b})", Form::broadcast, anywhere, both},
    {"atan2", "torch.atan2({a}, {b})", Form::broadcast, positive, angle},
    {"hypot", "torch.hypot({a}, {b})", Form::broadcast, positive, sum_of},
    {"where2", "torch.where({a} > {b}, {a}, {b} * 0.3)", Form::broadcast, anywhere, both},
    {"lerp", "torch.lerp({a}, {b}, 0.3)", Form::alike, anywhere, both},
    {"lerp_tensor", "torch.lerp({a}, {b}, {a})", Form::alike, {-2, 2}, tens},
    {"addcmul", "torch.addcmul({a}, {b}, {a}, value=0.5)", Form::alike, moderate, cubic},
    {"addcdiv", "torch.addcdiv({a}, {a}, {b}, value=0.5)", Form::alike, {0.2, 3}, tens_above_zero},
    {"mse_loss", "F.mse_loss({a}, {b})", Form::pair, moderate, squared_difference},
    {"smooth_l1_loss", "F.smooth_l1_loss({a}, {b})", Form::pair, moderate, difference},
    {"dist", "torch.dist({a}, {b} + 9.)", Form::pair, moderate, far_apart},
    {"sum", "{a}.sum()", Form::all, anywhere, sum_of},
    {"mean", "{a}.mean()", Form::all, anywhere, same},
    {"prod", "{a}.prod()", Form::all, {-2, 2}, power_of},
    {"norm", "torch.norm({a})", Form::all, positive, sum_of},
    {"max", "{a}.max()", Form::all, anywhere, same},
    {"logsumexp_all", "torch.logsumexp({a}.reshape(-1), 0)", Form::all, moderate, shifted},
    {"masked_select", "torch.masked_select({a}, {a} > 0.1).sum()", Form::all, anywhere, sum_of},
    {"sum_dim", "{a}.sum({d})", Form::along, anywhere, sum_of},
    {"mean_dim", "torch.mean({a}, {d})", Form::along, anywhere, same},
    {"prod_dim", "{a}.prod({d})", Form::along, {-2, 2}, power_of},
    {"max_dim", "torch.max({a}, {d})[0]", Form::along, anywhere, same},
    {"amax", "{a}.amax({d})", Form::along, anywhere, same},
    {"logsumexp", "torch.logsumexp({a}, {d})", Form::along, moderate, shifted},
    {"norm_dim", "torch.norm({a}, dim={d})", Form::along, positive, sum_of},
    {"index", "{a}.select({d}, 0) * 1.1", Form::along, anywhere, shrunk},
    {"sum_kept", "{a}.sum({d}, keepdim=True)", Form::kept, anywhere, sum_of},
    {"mean_kept", "{a}.mean({d}, keepdim=True)", Form::kept, anywhere, same},
    {"gram", "{a} @ {a}.t()", Form::gram, moderate, product_of},
    {"einsum", "torch.einsum('ij,kj->ik', {a}, {a}) * 1.1", Form::gram, moderate, product_of},
    {"linear", "F.linear({a}, {a})", Form::gram, moderate, product_of},
    {"matmul", "{a} @ {b}", Form::product, moderate, product_of},
    {"mm", "torch.mm({a}, {b})", Form::product, moderate, product_of},
    {"outer", "torch.outer({a}, {b})", Form::outer, moderate, product_of},
    {"cat", "torch.cat([{a}, {b}])", Form::twice, anywhere, both},
    {"stack", "torch.stack([{a}, {b}])", Form::stacked, anywhere, both},
    {"index_select", "torch.index_select({a}, 0, torch.tensor([0, 0]))", Form::two_rows, anywhere, same},
    {"index_list", "{a}[[0, 0]]", Form::two_rows, anywhere, same},
};

}  // namespace

std::span<const Operation> operations() { return rows; }

}  // namespace gradproof::checks::fuzz
