// Programs whose right gradients are known by hand: who sees a write, and whose derivative takes it along.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/oracle/asking.hpp>

namespace gradproof::checks {
namespace {

using Numbers = std::vector<double>;

struct Case {
  const char* what;
  const char* expression;
  const char* body;
  Numbers value;
  Numbers with_writes;
};

void check(const Case& c) {
  INFO(c.what << "\n" << c.body);
  Due answer = due(c.expression, c.body);
  REQUIRE(answer.value.size() == c.value.size());
  REQUIRE(answer.with_writes.size() == c.with_writes.size());
  for (std::size_t i = 0; i < c.value.size(); ++i) CHECK(answer.value[i] == Approx(c.value[i]));
  for (std::size_t i = 0; i < c.with_writes.size(); ++i) CHECK(answer.with_writes[i] == Approx(c.with_writes[i]));
}

const Numbers seed_gradient{6, 4.0 / 3, 4.0 / 3};
#define SEED "a = torch.tensor([7., 0, 0], requires_grad=True)\nb = a + 2\n"
#define X2 "x = torch.tensor([1., 2.], dtype=torch.float64, requires_grad=True)\n"
#define W3 "w = torch.tensor([3.], dtype=torch.float64, requires_grad=True)\n"

}  // namespace

TEST_CASE("the question that started it: a write after b was read changes nothing that is due") {
  std::vector<Case> cases = {
      {"no write", "a.grad", SEED "loss = torch.mean(b * b)\nloss.backward()\n", seed_gradient, seed_gradient},
      {".data", "a.grad", SEED "loss = torch.mean(b * b)\nb_ = b.data\nb_.zero_()\nloss.backward()\n", seed_gradient,
       seed_gradient},
      {"detach", "a.grad", SEED "loss = torch.mean(b * b)\nb.detach().zero_()\nloss.backward()\n", seed_gradient,
       seed_gradient},
      {"numpy", "a.grad", SEED "loss = torch.mean(b * b)\nb.detach().numpy().fill(0)\nloss.backward()\n", seed_gradient,
       seed_gradient},
      {"before it was read",
       "a.grad",
       SEED "b.data.zero_()\nloss = torch.mean(b * b)\nloss.backward()\n",
       {0, 0, 0},
       {0, 0, 0}},
      {"clone first", "a.grad", SEED "c = b.clone()\nloss = torch.mean(c * c)\nb.data.zero_()\nloss.backward()\n",
       seed_gradient, seed_gradient},
      {"b itself", "b", SEED "loss = torch.mean(b * b)\nb.data.zero_()\nloss.backward()\n", {0, 0, 0}, {0, 0, 0}},
  };
  for (const Case& c : cases) check(c);
}

TEST_CASE("an unrecorded write is a constant in R and takes its derivative along in R'") {
  std::vector<Case> cases = {
      {"under no_grad",
       "x.grad",
       X2 "y = x * 2\nwith torch.no_grad():\n    y.mul_(3)\ny.sum().backward()\n",
       {2, 2},
       {6, 6}},
      {"through a view under no_grad",
       "x.grad",
       X2 "y = x * 2\nv = y[0:1]\nwith torch.no_grad():\n    v.mul_(3)\ny.sum().backward()\n",
       {2, 2},
       {6, 2}},
      {"through detach", "x.grad", X2 "y = x * 2\ny.detach().mul_(3)\ny.sum().backward()\n", {2, 2}, {6, 6}},
      {"through .data, overwritten", "x.grad", X2 "y = x * 2\ny.data[0] = 5\ny.sum().backward()\n", {2, 2}, {0, 2}},
      {"through numpy", "x.grad", X2 "y = x * 2\nn = y.detach().numpy()\nn *= 4\ny.sum().backward()\n", {2, 2}, {8, 8}},
      {"into a buffer",
       "x.grad",
       X2 "buf = torch.zeros(2, dtype=torch.float64)\nwith torch.no_grad():\n    buf.copy_(x)\n(buf * "
          "x).sum().backward()\n",
       {1, 2},
       {2, 4}},
      {"into a leaf: never",
       "x.grad",
       X2 "with torch.no_grad():\n    x.mul_(3)\n(x * x).sum().backward()\n",
       {6, 12},
       {6, 12}},
      {"a step of SGD",
       "x",
       X2 "(x * x).sum().backward()\nwith torch.no_grad():\n    x -= 0.5 * x.grad\n",
       {0, 0},
       {0, 0}},
      {"custom alias",
       "x.grad",
       X2 "from gradproof.prelude import raw_write\ny = x * 2\nraw_write(y, 9)\n(y * y).sum().backward()\n",
       {36, 36},
       {0, 0}},
  };
  for (const Case& c : cases) check(c);
}

TEST_CASE("every operand counts as it was read") {
  std::vector<Case> cases = {
      {"input, .data", "x.grad", X2 "y = x ** 2\nx.data.mul_(10)\ny.sum().backward()\n", {2, 4}, {2, 4}},
      {"output",
       "x.grad",
       "x = torch.tensor([0.], requires_grad=True)\ny = x.exp()\ny.data.mul_(10)\ny.sum().backward()\n",
       {1},
       {10}},
      {"constant",
       "w.grad",
       W3 "c = torch.ones(1, dtype=torch.float64)\ny = w * c\nc.fill_(50)\ny.backward()\n",
       {1},
       {1}},
      {"index", "x.grad", X2 "i = torch.tensor([1])\ny = x[i]\ni.zero_()\ny.sum().backward()\n", {0, 1}, {0, 1}},
      {"mask",
       "x.grad",
       X2 "m = torch.tensor([True, False])\ny = x.masked_fill(m, 0.)\nm.fill_(False)\ny.sum().backward()\n",
       {0, 1},
       {0, 1}},
      {".data = ",
       "x.grad",
       X2 "y = x ** 2\nx.data = torch.tensor([50., 60.], dtype=torch.float64)\ny.sum().backward()\n",
       {2, 4},
       {2, 4}},
      {"read after .data = ",
       "x.grad",
       X2 "x.data = torch.tensor([5., 6.], dtype=torch.float64)\n(x ** 2).sum().backward()\n",
       {10, 12},
       {10, 12}},
      {"double backward",
       "g2[0]",
       X2 "g, = torch.autograd.grad((x ** 3).sum(), x, create_graph=True)\nx.data.mul_(10)\ng2 = "
          "torch.autograd.grad(g.sum(), x)\n",
       {6, 12},
       {6, 12}},
      {"checkpoint input",
       "x.grad",
       "from gradproof.prelude import checkpoint\n" X2
       "h = x * 1\ny = checkpoint(lambda t: t ** 2, h)\nh.add_(9)\ny.sum().backward()\n",
       {2, 4},
       {2, 4}},
      {"identity hooks",
       "x.grad",
       X2 "h = x * 1\nwith torch.autograd.graph.saved_tensors_hooks(lambda t: t, lambda t: t):\n    y = h ** "
          "2\nh.add_(9)\ny.sum().backward()\n",
       {2, 4},
       {2, 4}},
  };
  for (const Case& c : cases) check(c);
}

TEST_CASE("recorded writes are part of the function, whichever view they go through") {
  std::vector<Case> cases = {
      {"view then base",
       "x.grad",
       X2 "h = x * 1\nv = h.narrow(0, 0, 1)\nv.mul_(5)\nh.sum().backward()\n",
       {5, 1},
       {5, 1}},
      {"base then view", "x.grad", X2 "h = x * 1\nv = h[1:]\nh.mul_(5)\nv.sum().backward()\n", {0, 5}, {0, 5}},
      {"sibling",
       "x.grad",
       X2 "h = x * 1\na = h[0:1]\nb = h.view(2, 1)\na.mul_(h[1])\nb.sum().backward()\n",
       {2, 2},
       {2, 2}},
      {"setitem", "x.grad", X2 "h = x * 2\nh[0] = 7\n(h * h).sum().backward()\n", {0, 16}, {0, 16}},
      {"setitem of a tensor", "w.grad", X2 W3 "h = x * 2\nh[0:1] = w * w\n(h * h).sum().backward()\n", {108}, {108}},
      {"the same place twice: the last one wins",
       "x.grad",
       X2 "z = torch.zeros(1, dtype=torch.float64)\nz[[0, 0]] = x\nz.sum().backward()\n",
       {0, 1},
       {0, 1}},
      {"accumulated",
       "x.grad",
       X2 "z = torch.zeros(1, dtype=torch.float64)\nz.index_put_([torch.tensor([0, 0])], x, "
          "accumulate=True)\nz.sum().backward()\n",
       {1, 1},
       {1, 1}},
      {"a buffer becomes part of the graph",
       "w.grad",
       W3 "c = torch.ones(5, dtype=torch.float64)\nv = c[1]\nc.add_(w)\nv.backward()\n",
       {1},
       {1}},
      {"chain", "x.grad", X2 "h = x * 1\nh.mul_(2).add_(1)\nh.pow_(2)\nh.sum().backward()\n", {12, 20}, {12, 20}},
      {"diagonal",
       "m.grad",
       "m = torch.tensor([[1., 2], [3, 4]], requires_grad=True)\nh = m * 1\nh.diagonal().zero_()\nh.sum().backward()\n",
       {0, 1, 1, 0},
       {0, 1, 1, 0}},
      {"a copy loses the write", "x.grad", X2 "h = x * 1\nh[[0]].mul_(5)\nh.sum().backward()\n", {1, 1}, {1, 1}},
      {"recurrence",
       "w.grad",
       W3 "f = torch.ones(4, dtype=torch.float64)\nfor i in range(1, 4):\n    f[i] = f[i - 1] * w\nf[3].backward()\n",
       {27},
       {27}},
      {"a history of its own",
       "x.grad",
       X2 W3 "y = x * 2\nd = y.detach()\nd.mul_(w)\n(y * 1).sum().backward()\n",
       {2, 2},
       {6, 6}},
  };
  for (const Case& c : cases) check(c);
}

TEST_CASE("cuts that were asked for, and drops that were not") {
  std::vector<Case> cases = {
      {"detach", "x.grad", X2 "(x * x.detach()).sum().backward()\n", {1, 2}, {1, 2}},
      {"item", "x.grad", X2 "(x * x[0].item()).sum().backward()\n", {1, 1}, {1, 1}},
      {"no_grad result",
       "x.grad",
       X2 "with torch.no_grad():\n    y = x * 5\n(y * x).sum().backward()\n",
       {5, 10},
       {5, 10}},
      {"integer cast", "x.grad", X2 "(x.long() * x).sum().backward()\n", {1, 2}, {1, 2}},
      {"a list of tensors", "x.grad", X2 "t = torch.tensor([x[0], x[1]])\n(t * t).sum().backward()\n", {2, 4}, {2, 4}},
      {"written into integers",
       "x.grad",
       X2 "c = torch.zeros(2, dtype=torch.int64)\nc.copy_(x)\n(c * 3.).sum().backward()\n",
       {3, 3},
       {3, 3}},
      {"requires_grad set after use",
       "c.grad",
       W3 "c = torch.ones(1, dtype=torch.float64)\ny = w * c\nc.requires_grad_()\ny.backward()\n",
       {3},
       {3}},
      {"frozen after use", "w.grad", W3 "y = w * w\nw.requires_grad_(False)\ny.backward()\n", {6}, {6}},
      {"frozen before use",
       "w.grad",
       W3 "w.requires_grad_(False)\nv = torch.ones(1, dtype=torch.float64, requires_grad=True)\n(w * v).backward()\n",
       {},
       {}},
      {"toggled around a write",
       "w.grad",
       W3 "y = w * 2\nw.requires_grad_(False)\nw.mul_(10)\nw.requires_grad_(True)\ny.backward()\n",
       {2},
       {2}},
      {"new leaf from detach",
       "d.grad",
       X2 "d = x.detach()\nd.requires_grad_()\n(d * d).sum().backward()\n",
       {2, 4},
       {2, 4}},
      {"unused", "w.grad", X2 W3 "x.sum().backward()\n", {}, {}},
  };
  for (const Case& c : cases) check(c);
}

TEST_CASE("a .grad or a seed that the program holds never changes under its hands") {
  std::vector<Case> cases = {
      {"accumulation", "x.grad", X2 "x.sum().backward()\n(x * x).sum().backward()\n", {3, 5}, {3, 5}},
      {"held", "g", X2 "x.sum().backward()\ng = x.grad\n(x * x).sum().backward()\n", {1, 1}, {1, 1}},
      {"written by the program", "g", X2 "x.sum().backward()\ng = x.grad\nx.grad.zero_()\n", {0, 0}, {0, 0}},
      {"given by the program",
       "t",
       W3 "t = torch.ones(1, dtype=torch.float64)\nw.grad = t\n(w * 2).backward()\n",
       {1},
       {1}},
      {"given by the program, accumulated",
       "w.grad",
       W3 "t = torch.ones(1, dtype=torch.float64)\nw.grad = t\n(w * 2).backward()\n",
       {3},
       {3}},
      {"seed",
       "x.grad",
       X2 "u = torch.ones(2, dtype=torch.float64)\nx.view(2).backward(u)\nu.fill_(50)\n",
       {1, 1},
       {1, 1}},
      {"reset", "x.grad", X2 "x.sum().backward()\nx.grad = None\n(2 * x).sum().backward()\n", {2, 2}, {2, 2}},
      {"results of grad are apart",
       "b",
       "x = torch.tensor([1.], requires_grad=True)\ny = torch.tensor([2.], requires_grad=True)\na, b = "
       "torch.autograd.grad(x + y, (x, y))\na.mul_(50)\n",
       {1},
       {1}},
  };
  for (const Case& c : cases) check(c);
}

TEST_CASE("hooks get copies, and what they do counts for their own tensor") {
  std::vector<Case> cases = {
      {"a new gradient",
       "x.grad",
       X2 "h = x * 1\nh.register_hook(lambda g: g * 10)\nh.sum().backward()\n",
       {10, 10},
       {10, 10}},
      {"in place: its own branch only",
       "y.grad",
       X2 "y = torch.ones(2, dtype=torch.float64, requires_grad=True)\na = x * 1\nb = y * 1\na.register_hook(lambda g: "
          "g.mul_(10))\n(a + b).sum().backward()\n",
       {1, 1},
       {1, 1}},
      {"in place: it counts",
       "x.grad",
       X2 "a = x * 1\na.register_hook(lambda g: g.mul_(10))\na.sum().backward()\n",
       {10, 10},
       {10, 10}},
      {"removed",
       "x.grad",
       X2 "r = x.register_hook(lambda g: g * 10)\nr.remove()\nx.sum().backward()\n",
       {1, 1},
       {1, 1}},
      {"retain_grad, newest version",
       "a.grad",
       X2 "a = x * 1\na.retain_grad()\na.mul_(2)\na.sum().backward()\n",
       {1, 1},
       {1, 1}},
      {"retain_grad, the version that was used",
       "a.grad",
       X2 "a = x * 1\na.retain_grad()\nz = a * 3\na.mul_(2)\nz.sum().backward()\n",
       {3, 3},
       {3, 3}},
      {"after accumulation",
       "x",
       X2 "x.register_post_accumulate_grad_hook(lambda p: p.data.sub_(p.grad))\n(x * 2).sum().backward()\n",
       {-1, 0},
       {-1, 0}},
  };
  for (const Case& c : cases) check(c);
}

TEST_CASE("custom functions get copies") {
  std::vector<Case> cases = {
      {"custom function",
       "x.grad",
       "from gradproof.prelude import function\n" X2
       "square = function(forward=lambda t: t * t, backward=lambda g, t: 2 * t * g, save=[0])\nh = x * 1\ny = "
       "square(h)\nh.data.mul_(9)\ny.sum().backward()\n",
       {2, 4},
       {2, 4}},
      {"custom function, second order",
       "g2[0]",
       "from gradproof.prelude import function\n" X2
       "cube = function(forward=lambda t: t * t * t, backward=lambda g, t: 3 * t * t * g, save=[0])\ng, = "
       "torch.autograd.grad(cube(x).sum(), x, create_graph=True)\ng2 = torch.autograd.grad(g.sum(), x)\n",
       {6, 12},
       {6, 12}},
      {"writes its input without saying so",
       "x.grad",
       "from gradproof.prelude import function\n" X2 "double = function(forward=lambda t: t.mul_(2), backward=lambda "
       "g: g * 2)\nh = x * 1\ndouble(h)\nh.sum().backward()\n",
       {2, 2},
       {2, 2}},
      {"writes what it saved, in backward",
       "h",
       "from gradproof.prelude import function\n" X2 "f = function(forward=lambda t: t * 1, backward=lambda g, t: g * "
       "t.add_(1), save=[0])\nh = x * 1\nf(h).sum().backward()\n",
       {1, 2},
       {1, 2}},
  };
  for (const Case& c : cases) check(c);
}

}  // namespace gradproof::checks
