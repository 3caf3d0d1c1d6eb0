// Rule 1.3.1: every operation that writes counts it once, whatever it writes with.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>

using namespace gradproof;
using namespace gradproof::test;
using indexing::Ellipsis;
using indexing::None;
using indexing::Slice;

namespace {

/// What writes may use: x is [3, 3], float64 and between 0.3 and 0.9.
struct Operands {
  Tensor x, same = full({3, 3}, 0.5, kDouble), row = full({3}, 0.25, kDouble), at = from_values({2, 0}, {2}, kLong),
            places = zeros({3, 3}, kLong), mask = same > 0;
};

struct Write {
  const char* name;
  void (*to)(const Operands&);
};

#define WRITE(expression)                                \
  {                                                      \
#expression, [](const Operands& o) { o.expression; } \
  }

const Write kWrites[] = {
    WRITE(x.zero_()),
    WRITE(x.fill_(2)),
    WRITE(x.fill_(o.row[0])),
    WRITE(x.copy_(o.row)),
    WRITE(x.add_(o.row)),
    WRITE(x.add_(1)),
    WRITE(x.add_(o.row, 3)),
    WRITE(x.sub_(o.same)),
    WRITE(x.mul_(o.same)),
    WRITE(x.mul_(2)),
    WRITE(x.div_(o.same)),
    WRITE(x.pow_(2)),
    WRITE(x.pow_(o.same)),
    WRITE(x.neg_()),
    WRITE(x.exp_()),
    WRITE(x.log_()),
    WRITE(x.relu_()),
    WRITE(x.sigmoid_()),
    WRITE(x.tanh_()),
    WRITE(x.sqrt_()),
    WRITE(x.rsqrt_()),
    WRITE(x.reciprocal_()),
    WRITE(x.abs_()),
    WRITE(x.sin_()),
    WRITE(x.square_()),
    WRITE(x.floor_()),
    WRITE(x.round_()),
    WRITE(x.clamp_(0.4, 0.5)),
    WRITE(x.clamp_min_(0.4)),
    WRITE(x.clamp_max_(o.same)),
    WRITE(x.lerp_(o.same, 0.5)),
    WRITE(x.addcmul_(o.same, o.row)),
    WRITE(x.addcdiv_(o.same, o.row)),
    WRITE(x.atan2_(o.same)),
    WRITE(x.fmod_(o.same)),
    WRITE(x.remainder_(0.2)),
    WRITE(x.floor_divide_(o.same)),
    WRITE(x.copysign_(-1)),
    WRITE(x.logical_and_(o.same)),
    WRITE(x.eq_(o.same)),
    WRITE(x.ge_(0.5)),
    WRITE(x.index_put_({1}, 2)),
    WRITE(x.index_put_({Slice(0, 2), Slice(1, 3)}, o.same.narrow(0, 0, 2).narrow(1, 0, 2))),
    WRITE(x.index_put_({Ellipsis, 0}, o.row)),
    WRITE(x.index_put_({None}, 1)),
    WRITE(x.index_put_({o.at}, o.row)),
    WRITE(x.index_put_({o.mask}, 3)),
    WRITE(x.index_put_({o.at, o.at}, o.row[0], true)),
    WRITE(x.index_add_(0, o.at, o.same.narrow(0, 0, 2))),
    WRITE(x.index_copy_(0, o.at, o.same.narrow(0, 0, 2))),
    WRITE(x.index_fill_(0, o.at, 7)),
    WRITE(x.scatter_(0, o.places, o.same)),
    WRITE(x.scatter_(0, o.places, 2)),
    WRITE(x.scatter_add_(0, o.places, o.same)),
    WRITE(x.scatter_reduce_(0, o.places, o.same, "amax")),
    WRITE(x.masked_fill_(o.mask, 1)),
    WRITE(x.masked_scatter_(o.mask, o.same)),
    WRITE(x.put_(o.at, o.row.narrow(0, 0, 2))),
    WRITE(x.addmm_(o.same, o.same)),
    WRITE(x.tril_()),
    WRITE(x.triu_()),
    WRITE(x.cumsum_(0)),
    WRITE(x.cumprod_(1)),
    WRITE(x.lgamma_()),
    WRITE(x.digamma_()),
    WRITE(x.erfinv_()),
    WRITE(x.sinc_()),
    WRITE(x.i0_()),
    WRITE(x.polygamma_(1)),
    WRITE(x.ldexp_(o.row)),
    WRITE(x.float_power_(2)),
    WRITE(x.nextafter_(o.same)),
    WRITE(x.renorm_(2, 0, 0.1)),
    WRITE(x.fill_diagonal_(2)),
    WRITE(x.index_reduce_(0, o.at, o.same.narrow(0, 0, 2), "amax")),
    WRITE(x.arcsin_()),
    WRITE(x.fix_()),
    WRITE(x.greater_(0.5)),
    WRITE(x.uniform_()),
    WRITE(x.normal_()),
    WRITE(x.bernoulli_()),
    WRITE(x.exponential_()),
    WRITE(x.geometric_(0.5)),
    WRITE(x.log_normal_()),
    WRITE(x.cauchy_()),
    WRITE(x.random_(5)),
    WRITE(x.t_()),
    WRITE(x.transpose_(0, 1)),
    WRITE(x.swapaxes_(0, 1)),
    WRITE(x.squeeze_()),
    WRITE(x.unsqueeze_(0)),
    WRITE(x.as_strided_({2}, {3})),
    WRITE(x.set_()),
    WRITE(x.set_(o.same)),
    WRITE(x.set_(o.same, 1, {2})),
    WRITE(x.resize_({2, 2})),
};
#undef WRITE

const Write kFunctions[] = {
    {"x[0] = y", [](const Operands& o) { o.x[0] = o.row; }},
    {"x += y", [](const Operands& o) { o.x += o.row; }},
    {"leaky_relu_", [](const Operands& o) { leaky_relu_(o.x); }},
    {"elu_", [](const Operands& o) { elu_(o.x); }},
    {"hardtanh_", [](const Operands& o) { hardtanh_(o.x); }},
    {"silu_", [](const Operands& o) { silu_(o.x); }},
    {"threshold_", [](const Operands& o) { threshold_(o.x, 0.5, 0); }},
    {"embedding_renorm_", [](const Operands& o) { embedding_renorm_(o.x, o.at, 0.1); }},
    {"add_out", [](const Operands& o) { add_out(o.x, o.same, o.row); }},
    {"exp_out", [](const Operands& o) { exp_out(o.x, o.same); }},
    {"matmul_out", [](const Operands& o) { matmul_out(o.x, o.same, o.same); }},
    {"exp_", [](const Operands& o) { exp_(o.x); }},
    {"sum_out", [](const Operands& o) { sum_out(o.x, o.same, {0}, true); }},
    {"cat_out",
     [](const Operands& o) {
       cat_out(o.x, {o.same, o.same});
     }},
    {"randn_out",
     [](const Operands& o) {
       randn_out(o.x, {3, 3});
     }},
    {"sort_out", [](const Operands& o) { sort_out(o.x, o.places, o.same); }},
    {"max_out", [](const Operands& o) { max_out(o.x, o.places, o.same, 1); }},
    {"exp_outf", [](const Operands& o) { exp_outf(o.same, o.x); }},
    {"add_out to a view", [](const Operands& o) { add_out(o.x[1], o.row, o.row); }},
    {"a write through a view", [](const Operands& o) { o.x.t().narrow(0, 0, 2).mul_(2); }},
    {"a write through detach", [](const Operands& o) { o.x.detach().mul_(2); }},
};

void expect_one_bump(const Write& w) {
  INFO(w.name);
  const Tensor x = leaf({3, 3}, 0.3, 0.06).detach().clone(), view = x.view({9}), detached = x.detach();
  w.to({x});
  CHECK(x._version() == 1);
  CHECK(view._version() == 1);
  CHECK(detached._version() == 1);
}

}  // namespace

TEST_CASE("1.3.1 every write counts once, for all that share the counter") {
  for (const Write& w : kWrites) expect_one_bump(w);
  for (const Write& w : kFunctions) expect_one_bump(w);
}

TEST_CASE("1.3.1 every recorded write counts once") {
  for (const Write& w : kWrites) {
    INFO(w.name);
    if (std::string(w.name).starts_with("x.resize_")) continue;  // never recorded
    const Tensor x = leaf({3, 3}, 0.3, 0.06) * 1;
    w.to({x});
    CHECK(x._version() == 1);
  }
}
