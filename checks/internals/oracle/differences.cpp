// Every rule against central differences, first and second order, on data without symmetry.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/oracle/asking.hpp>
#include <gradproof/checks/oracle/differences.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks {
namespace {

const char* const data =
    "x = torch.tensor([[0.31, 0.72, -0.55], [0.87, -0.24, 0.43]], dtype=torch.float64, requires_grad=True)\n"
    "p = torch.tensor([[1.3, 0.6, 2.1], [0.4, 1.7, 0.9]], dtype=torch.float64, requires_grad=True)\n"
    "v = torch.tensor([0.5, -1.2, 0.8], dtype=torch.float64, requires_grad=True)\n"
    "m = torch.tensor([[0.2, -0.7], [1.1, 0.4], [-0.3, 0.6]], dtype=torch.float64, requires_grad=True)\n"
    "k = torch.tensor([[1.9, -0.4, 0.3], [0.8, 2.2, -1.5]], dtype=torch.float64)\n"
    "i = torch.tensor([2, 0, 2])\n";

const std::vector<std::string> expressions = {
    // one operand
    "-x",
    "x.abs()",
    "x.square()",
    "x.relu()",
    "x.exp()",
    "x.exp2()",
    "x.expm1()",
    "p.log()",
    "p.log1p()",
    "p.log2()",
    "p.log10()",
    "p.sqrt()",
    "p.rsqrt()",
    "p.reciprocal()",
    "x.sin()",
    "x.cos()",
    "x.tan()",
    "x.asin()",
    "x.acos()",
    "x.atan()",
    "x.sinh()",
    "x.cosh()",
    "x.tanh()",
    "x.asinh()",
    "(p + 1).acosh()",
    "x.atanh()",
    "x.sigmoid()",
    "x.erf()",
    "x.erfc()",
    "x.frac()",
    "x.clamp(-0.3, 0.5)",
    "x.clamp_min(0.1)",
    "x.clamp_max(0.1)",
    "torch.deg2rad(x)",
    "(p / 3).logit()",
    // two operands
    "x + v",
    "x - v",
    "x * v",
    "x / p",
    "3 / p",
    "p ** x",
    "x ** 3",
    "2 ** x",
    "x.add(v, alpha=2)",
    "x.sub(v, alpha=0.5)",
    "torch.maximum(x, v)",
    "torch.minimum(x, v)",
    "torch.atan2(x, p)",
    "torch.hypot(x, p)",
    "torch.logaddexp(x, v)",
    "torch.remainder(p, p.detach() * 0.7 + x * 0)",
    "torch.fmod(p, 0.8 + x * 0)",
    "torch.lerp(x, v, 0.3)",
    "torch.lerp(x, p, x)",
    "torch.addcmul(x, v, p, value=0.5)",
    "torch.addcdiv(x, v, p, value=2)",
    "torch.where(k > 0, x, v)",
    "torch.xlogy(x, p)",
    // reductions and scans
    "x.sum()",
    "x.sum(0)",
    "x.sum(dim=(0, 1), keepdim=True)",
    "x.mean(1)",
    "x.prod()",
    "x.prod(1)",
    "x.var()",
    "x.var(0, unbiased=False)",
    "x.std(1)",
    "x.norm()",
    "x.norm(1)",
    "x.norm(3, dim=1)",
    "x.amax(1)",
    "x.amin(0)",
    "x.max()",
    "x.max(1)[0]",
    "x.min(0)[0]",
    "torch.logsumexp(x, 1)",
    "x.softmax(1)",
    "x.log_softmax(0)",
    "x.cumsum(1)",
    "x.cumprod(1)",
    "x.sort(1)[0]",
    "x.topk(2, dim=1)[0]",
    // linear algebra
    "x @ m",
    "x @ v",
    "v @ m",
    "v @ v",
    "torch.mv(x, v)",
    "torch.outer(v, v)",
    "torch.bmm(x.expand(2, 2, 3), m.expand(2, 3, 2))",
    "x.unsqueeze(1) @ m",
    "torch.addmm(k[:, :2] * 1, x, m, beta=0.5, alpha=2)",
    "x.tril()",
    "x.triu(1)",
    // views, indices, joins
    "x.t()",
    "x.view(3, 2)",
    "x.reshape(-1)",
    "x[1]",
    "x[:, 1:]",
    "x[0, ::2]",
    "x.permute(1, 0)",
    "x.expand(2, 2, 3)",
    "x.unfold(1, 2, 1)",
    "x.diagonal()",
    "x.select(1, 2)",
    "x.flatten()",
    "x.unsqueeze(0)",
    "x[:, i]",
    "v[i]",
    "x[k > 0]",
    "x[[1, 0], [2, 1]]",
    "x[0, [1, 1]]",
    "x.index_select(1, i)",
    "x.gather(1, i.expand(2, 3))",
    "x.masked_fill(k > 0, 0.)",
    "x.masked_select(k > 0)",
    "x.flip(1)",
    "x.roll(1, 1)",
    "x.repeat(2, 2)",
    "torch.cat([x, p], 1)",
    "torch.stack([v, v * 2])",
    "x.scatter(1, i.view(1, 3)[:, :2], p)",
    "x.scatter_add(1, i.expand(2, 3), p)",
    "x.index_add(1, i, p)",
    "x.index_copy(1, i[:2], p[:, :2])",
    "torch.take(x, i)",
    "x.split(1)[1]",
    "x.chunk(2, 1)[0]",
    "x.unbind(1)[2]",
    "x.to(torch.float64, copy=True)",
    "x.clone()",
    "torch.stack([x, p], 2).movedim(2, 0)",
    // nn.functional
    "F.leaky_relu(x)",
    "F.elu(x)",
    "F.selu(x)",
    "F.gelu(x)",
    "F.gelu(x, approximate='tanh')",
    "F.silu(x)",
    "F.mish(x)",
    "F.softplus(x)",
    "F.softsign(x)",
    "F.logsigmoid(x)",
    "F.relu6(x)",
    "F.linear(x, p, m[0:2, 0])",
    "F.layer_norm(x, [3], v)",
    "F.mse_loss(x, p)",
    "F.l1_loss(x, p)",
    "F.smooth_l1_loss(x, p)",
    "F.huber_loss(x, p, delta=0.5)",
    "F.cross_entropy(x, torch.tensor([2, 0]))",
    "F.nll_loss(x, torch.tensor([1, 0]), reduction='sum')",
    "F.binary_cross_entropy(x.sigmoid(), p / 3)",
    "F.binary_cross_entropy_with_logits(x, p / 3)",
    "F.kl_div(x, p)",
    "F.embedding(i, m)",
    "F.celu(x, alpha=0.7)",
    "F.prelu(x, v[:1])",
    "F.prelu(x, v)",
    "F.hardtanh(x, -0.3, 0.5)",
    "F.hardsigmoid(x)",
    "F.hardswish(x)",
    "F.hardshrink(x, 0.4)",
    "F.softshrink(x, 0.4)",
    "F.threshold(x, 0.1, 0.2)",
    "F.glu(x.expand(2, 2, 3), 1)",
    "F.group_norm(torch.cat([x, p], 1), 2, v.repeat(2), m.flatten())",
    "F.rms_norm(x, [3], v, 1e-5)",
    "F.batch_norm(x, None, None, v, m[:, 0], training=True)",
    "F.batch_norm(x, k[0], k[1].abs(), v, m[:, 0])",
    "F.normalize(x)",
    "F.pad(x, [1, 2], value=0.5)",
    "F.pad(x, [-1, 2, 1, 0])",
    "F.cosine_similarity(x, p)",
    "F.pairwise_distance(x, p)",
    "F.hinge_embedding_loss(x, k.sign())",
    "F.margin_ranking_loss(x, p, k.sign(), margin=0.3)",
    "F.cosine_embedding_loss(x, p, k[:, 0].sign())",
    "F.triplet_margin_loss(x, p, k * 1)",
    "F.soft_margin_loss(x, k.sign())",
    // composed of the others
    "torch.nan_to_num(x)",
    "torch.copysign(x, k)",
    "torch.sinc(x)",
    "torch.logaddexp2(x, v)",
    "torch.ldexp(x, i)",
    "x.nansum(1)",
    "x.nanmean(1)",
    "torch.renorm(x, 2, 0, 0.9)",
    "torch.quantile(x, 0.3, dim=1)",
    "torch.logcumsumexp(x, 1)",
    "torch.diff(x)",
    "torch.cov(x)",
    "torch.diag(v)",
    "torch.diag(v, -1)",
    "torch.diag(x, 1)",
    "torch.diag_embed(x, 1)",
    "torch.diagflat(x, -1)",
    "torch.cross(x, p, dim=1)",
    "torch.kron(x, v)",
    "torch.kron(x, m)",
    "torch.tensordot(x, m, 1)",
    "torch.tensordot(x, p, 2)",
    "torch.chain_matmul(x, m, x)",
    "torch.matrix_power(x @ m, 3)",
    "torch.cdist(x, p)",
    "torch._foreach_add([x, p], 2)[1] * 1",
    "torch.lgamma(p)",
    "torch.erfinv(x)",
    "torch.i0(x)",
    "F.cross_entropy(x, torch.tensor([2, 0]), label_smoothing=0.1)",
    "F.cross_entropy(x, torch.tensor([2, 0]), weight=p[0].detach(), label_smoothing=0.1)",
    "F.cross_entropy(x, p.softmax(1), label_smoothing=0.2)",
    "F.rrelu(x)",
    // writing by index into a copy, rearranging
    "x.scatter(1, i.view(1, 3), p, reduce='add')",
    "x.scatter_reduce(1, i.expand(2, 3), p, 'sum')",
    "x.scatter_reduce(1, i.expand(2, 3), p, 'sum', include_self=False)",
    "x.scatter_reduce(1, i.expand(2, 3), p, 'prod')",
    "x.scatter_reduce(1, i.expand(2, 3), p, 'prod', include_self=False)",
    "x.scatter_reduce(1, i.expand(2, 3), p, 'mean')",
    "x.scatter_reduce(1, i.expand(2, 3), p, 'mean', include_self=False)",
    "x.scatter_reduce(1, i.expand(2, 3), p, 'amax')",
    "x.scatter_reduce(1, i.expand(2, 3), p, 'amin', include_self=False)",
    "x.index_reduce(1, i, p, 'prod')",
    "x.masked_scatter(k > 0, p)",
    "x.put(torch.tensor([5, 0]), v[:2])",
    "x.put(torch.tensor([5, 5]), v[:2], accumulate=True)",
    "torch.select_scatter(x, v, 0, 1)",
    "torch.slice_scatter(x, p[:, :2], 1, 0, 3, 2)",
    "torch.diagonal_scatter(x, v[:2])",
    "torch.as_strided_scatter(x, v[:2], [2], [2], 1)",
    "torch.take_along_dim(x, i.view(1, 3), 1)",
    "torch.take_along_dim(x, i)",
    "x.repeat_interleave(2, 1)",
    "x.repeat_interleave(torch.tensor([2, 0, 1]), dim=1)",
    "torch.rot90(x)",
    "torch.rot90(x, 3)",
    "torch.fliplr(x)",
    "torch.hstack([x, p])",
    "torch.vstack([v, x])",
    "torch.dstack([x, p])",
    "torch.column_stack([v, m])",
    "torch.block_diag(x, v, p)",
    "torch.narrow_copy(x, 1, 1, 2)",
    "torch.broadcast_tensors(x, v)[1]",
    "torch.meshgrid(v, x[0], indexing='xy')[1]",
    "torch.atleast_2d(v)",
    "torch.tensor_split(x, 2, dim=1)[0]",
    "torch.tensor_split(x, [1], dim=1)[1]",
    "torch.hsplit(x, 3)[2]",
    "torch.vsplit(x, 2)[1]",
    // statistics
    "torch.var_mean(x, 1)[0]",
    "torch.std_mean(x, dim=0, unbiased=False)[0]",
    "torch.std_mean(x)[1]",
    "x.median()",
    "x.median(1)[0]",
    "x.kthvalue(2)[0]",
    "x.mode(1)[0]",
    "x.cummax(1)[0]",
    "x.cummin(0)[0]",
    "torch.aminmax(x, dim=1)[1]",
    "torch.msort(x)",
    // products of matrices
    "torch.einsum('ij,jk->ik', x, m)",
    "torch.einsum('ij,ij', x, p)",
    "torch.einsum('ij,ij->i', x, p)",
    "torch.einsum('ii->i', x @ m)",
    "torch.einsum('ii', x @ m)",
    "torch.einsum('i,j->ji', v, p[0])",
    "torch.einsum('...j,j->...', x, v)",
    "torch.einsum('ij->ji', x)",
    "torch.inverse(x @ m)",
    "torch.linalg.det(x @ m)",
    "torch.linalg.solve(x @ m, v[:2])",
    "torch.cholesky(p @ p.t() + torch.eye(2, dtype=torch.float64))",
    "torch.linalg.norm(x)",
    "torch.linalg.vector_norm(x, 3, dim=1)",
    "F.scaled_dot_product_attention(x, p, x, is_causal=True)",
    "F.bilinear(x, p, torch.stack([x.t() @ p, p.t() @ p]), v[:2])",
    // windows
    "F.conv1d(x, p.view(1, 2, 3), v[:1], padding=1)",
    "F.conv1d(x.view(1, 2, 3), p.view(2, 1, 3)[:, :, :2], groups=2)",
    "F.conv2d(x.view(1, 1, 2, 3), m.view(3, 1, 1, 2), v, stride=(1, 2))",
    "F.avg_pool1d(x, 2, stride=1, padding=1, count_include_pad=False)",
    "F.avg_pool2d(x.view(1, 2, 3), (1, 2))",
    "F.max_pool1d(x, 2, stride=1, padding=1)",
    "F.max_pool2d(x.view(1, 2, 3), 2, 1)",
    "F.adaptive_avg_pool1d(x, 2)",
    "F.instance_norm(x.view(1, 2, 3), weight=v[:2], bias=p[0, :2])",
    "F.pixel_shuffle(torch.cat([x, p], 0).view(4, 3, 1), 2)",
    "torch._foreach_mul([x, p], [v, v])[0]",
};

void agree(const std::string& body) {
  INFO(body);
  Program program = program_of({"x.grad", "p.grad", "v.grad", "m.grad"}, data + body);
  OracleAnswer answer = consult(program, {});
  INFO(answer.reason << answer.file_error);
  REQUIRE(answer.judged);
  for (const Disagreement& d : referee(program, {})) {
    INFO("pass " << d.pass << ", leaf " << d.leaf << ", element " << d.element << ": " << d.skipped);
    CHECK(d.tape == Approx(d.differences).epsilon(1e-5));
    CHECK(d.skipped.empty());
  }
}

}  // namespace

TEST_CASE("every rule is the derivative of its value") {
  for (const std::string& expression : expressions)
    agree("y = " + expression + "\n(y * (y * 0.3 + 1.7)).sum().backward()\n");
}

TEST_CASE("every rule can be differentiated twice") {
  for (const std::string& expression : expressions)
    agree("y = " + expression +
          "\ngs = torch.autograd.grad((y * y).sum(), [x, p, v, m], create_graph=True, allow_unused=True, "
          "materialize_grads=True)\n"
          "((gs[0] * k).sum() + (gs[1] * k).sum() + (gs[2] * 1.3).sum() + (gs[3] * 0.6).sum() + 0 * "
          "x.sum()).backward()\n");
}

TEST_CASE("in-place forms have the derivative of what they compute") {
  for (const char* write : {"h.mul_(p)",
                            "h.add_(v, alpha=2)",
                            "h.sub_(p)",
                            "h.div_(p)",
                            "h.exp_()",
                            "h.sin_()",
                            "h.sigmoid_()",
                            "h.pow_(2)",
                            "h.clamp_(-0.3, 0.5)",
                            "h.copy_(v)",
                            "h.fill_(v[0])",
                            "h[:, 1] = p[:, 0]",
                            "h[:, i[:2]] = p[:, :2]",
                            "h[k > 0] = 2.",
                            "h[0].mul_(v)",
                            "h.t()[1].add_(h[:, 2])",
                            "h.masked_fill_(k > 0, 3.)",
                            "h.index_add_(1, i, p)",
                            "h.scatter_(1, i[:2].expand(2, 2), p)",
                            "h.relu_()",
                            "h.addcmul_(v, p)",
                            "h.lerp_(p, 0.2)"})
    agree(std::string("h = x * 1\ns = h[:, 1:]\n") + write + "\n((h * h).sum() + (s * 1.1).sum()).backward()\n");
}

TEST_CASE("the referee sees a wrong rule, and says why it cannot compare at a kink") {
  using namespace oracle;
  Journal journal;
  Var x = constant(Array({2}, Dtype::float64, {3, 0}));
  x->sink = [](const Var&) {};
  auto value = [](const Arrays& in) {
    return Array(in[0].shape(), in[0].dtype(), {in[0][0] * in[0][0], std::abs(in[0][1])});
  };
  Var y = record({x}, value, [](const Node& node, const Var& g) { return Vars{g * node.in(0)}; });
  pull_back({y}, {constant(Array({2}, Dtype::float64, {1, 1}))});
  auto found = compare_with_differences(journal.passes);
  REQUIRE(found.size() == 2);
  CHECK(found[0].skipped.empty());
  CHECK(found[0].tape == 3);
  CHECK(found[0].differences == Approx(6));
  CHECK(found[1].skipped.find("not smooth") == 0);
}

}  // namespace gradproof::checks
