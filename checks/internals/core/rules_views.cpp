// Rules 1.7.1 to 1.7.5: who may be written, and what a write through a view does to the graph.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <gradproof/checks/internals/core/errors.hpp>

using namespace gradproof;
using namespace gradproof::test;

TEST_CASE("1.7.1 a write that brings a gradient makes its destination a non-leaf; integers stay out, silently") {
  const Tensor x = leaf({3}), plain = zeros({3}, kDouble), counts = zeros({3}, kInt);
  plain.copy_(x);
  CHECK(plain.requires_grad());
  CHECK_FALSE(plain.is_leaf());
  CHECK(node_of(plain) == "torch::autograd::CopyBackwards");
  counts.copy_(x);
  CHECK_FALSE(counts.requires_grad());
  CHECK(counts.is_leaf());
  CHECK(counts._version() == 1);
  const Tensor w = leaf({3});
  CHECK(error_of([&] { w.copy_(x); }) == ErrorKind::leaf_write);
  CHECK(error_of([&] { w.view({3, 1})[0].copy_(x.narrow(0, 0, 1)); }) == ErrorKind::leaf_write);
  CHECK(numbers(w) == numbers(x));
  const NoGradGuard off;
  w.mul_(2);
  CHECK(w._version() == 1);
  CHECK(w.is_leaf());
}

TEST_CASE("1.7.2 a view of anything is tracked, since a later write may bring a gradient to its base") {
  const Tensor base = zeros({3}, kDouble), v = base.narrow(0, 0, 2), sibling = base.narrow(0, 1, 2), x = leaf({2});
  CHECK(v.is_view());
  CHECK_FALSE(v.requires_grad());
  v.copy_(x);
  CHECK(base.requires_grad());
  CHECK_FALSE(base.is_leaf());
  CHECK(sibling.requires_grad());
  CHECK(node_of(base) == "torch::autograd::CopySlices");
  CHECK(node_of(v) == "AsStridedBackward0");
  CHECK(node_of(sibling) == "AsStridedBackward0");
  weighted(sibling).backward();
  CHECK(numbers(x.grad()) == std::vector<double>{0, 1});
}

TEST_CASE("1.7.3 a write through a view rewrites its base's history, and the family is made afresh when it is asked") {
  const Tensor x = leaf({4}), h = x * 1, v = h.narrow(0, 0, 2), w = h.narrow(0, 1, 3);
  const Ref<Node> before = h.grad_fn();
  v.mul_(3);
  CHECK(node_of(h) == "torch::autograd::CopySlices");
  CHECK(h.grad_fn()->next_edge(0).function == before);
  CHECK(node_of(v) == "AsStridedBackward0");
  CHECK(v.grad_fn()->next_edge(0).function == h.grad_fn());
  CHECK(node_of(w) == "AsStridedBackward0");
  CHECK_FALSE(v.is_leaf());
  w.mul_(x.narrow(0, 0, 3));
  CHECK(v.grad_fn()->next_edge(0).function == h.grad_fn());
  CHECK(h.grad_fn()->next_edges().size() == 2);
  CHECK(gradient_error(
            [](const Tensor& t) {
              const Tensor a = t * 1, left = a.narrow(0, 0, 2), right = a.narrow(0, 1, 3);
              a.add_(1);
              left.mul_(2);
              right.mul_(t.narrow(0, 0, 3));
              left.mul_(3);
              return a * left.sum();
            },
            leaf({4})) < 1e-6);
}

TEST_CASE("1.7.4 CopySlices runs the write's own derivative on its slice, and lets the rest through") {
  const Tensor x = leaf({4}), y = leaf({2}), h = x * 1;
  h.slice(0, 1, 4, 2).mul_(y);
  weighted(h).backward();
  const std::vector<double> at = numbers(x), by = numbers(y);
  CHECK(numbers(x.grad()) == std::vector<double>{1, 1.3 * by[0], 1.6, 1.9 * by[1]});
  CHECK(numbers(y.grad())[0] == Approx(1.3 * at[1]));
  CHECK(numbers(y.grad())[1] == Approx(1.9 * at[3]));
  const Tensor seed = ones({4}, kDouble), z = leaf({4}) * 1;
  z.narrow(0, 0, 2).zero_();
  z.backward(seed);
  CHECK(numbers(seed) == std::vector<double>{1, 1, 1, 1});
}

TEST_CASE("1.7.5 what forbids a write to a view is inherited, and the newest restriction counts") {
  const Tensor h = leaf({4}) * 1, piece = h.split(2)[0];
  CHECK(error_of([&] { piece.narrow(0, 0, 1).view({1}).mul_(2); }) == ErrorKind::view_write);
  Tensor later;
  {
    const NoGradGuard off;
    later = piece.narrow(0, 0, 1);
  }
  CHECK(text_of([&] { later.mul_(2); }).starts_with("A view was created in no_grad mode"));
  const NoGradGuard off;
  CHECK_NOTHROW(later.mul_(2));
  CHECK_NOTHROW(piece.mul_(2));
  CHECK(h._version() == 2);
}

TEST_CASE("1.7.5 a view made and written under no_grad leaves the history alone") {
  const Tensor x = leaf({3}), h = x * 2;
  {
    const NoGradGuard off;
    h.narrow(0, 0, 2).mul_(5);
  }
  CHECK(node_of(h) == "MulBackward1");
  CHECK(h._version() == 1);
  h.sum().backward();
  CHECK(numbers(x.grad()) == std::vector<double>{2, 2, 2});
}

TEST_CASE("1.7.14 overlap that is not definite is not found on write") {
  const Tensor x = ones({4});
  CHECK_NOTHROW(x.unfold(0, 2, 1).add_(1));
  CHECK(numbers(x) == std::vector<double>{2, 3, 3, 2});
  CHECK_NOTHROW(ones({1}).expand({3}).index_put_({0}, 1));  // one element
}

TEST_CASE("1.7.14 filling may meet an element twice, other writes may not") {
  const Tensor at = tensor({0, 2}), mask = tensor({true, false, true}), row = full({3}, 5.0), two = full({2}, 5.0);
  const auto wide = [] { return ones({1}).expand({3}); };
  for (const Tensor& filled : {wide().fill_(5), wide().zero_().masked_fill_(mask, 5), wide().index_fill_(0, at, 5),
                               wide().index_put_({at}, two), wide().index_put_({mask}, 5)})
    CHECK(numbers(filled) == std::vector<double>{5, 5, 5});
  for (const auto& write : std::vector<std::function<void()>>{
           [&] { wide().copy_(row); }, [&] { wide().fill_(row[0]); }, [&] { wide().add_(1); },
           [&] { wide().scatter_(0, at, 5); }, [&] { wide().index_add_(0, at, two); },
           [&] { wide().index_copy_(0, at, two); }, [&] { wide().put_(at, two); },
           [&] { wide().masked_scatter_(mask, row); }, [&] { wide().uniform_(); }, [&] { wide().cumsum_(0); }})
    CHECK(error_of(write) == ErrorKind::overlap);
}

TEST_CASE("1.7.14 what is written by index lies apart from what is read") {
  const Tensor x = tensor({1., 2., 3., 4.}), at = tensor({0, 1, 2}), left = x.narrow(0, 0, 3),
               right = x.narrow(0, 1, 3), order = tensor({3, 2, 1, 0}), big = x > 2;
  for (const auto& write : std::vector<std::function<void()>>{
           [&] { left.index_add_(0, at, right); }, [&] { left.index_copy_(0, at, right); },
           [&] { left.scatter_(0, at, right); }, [&] { left.scatter_add_(0, at, right); },
           [&] { left.scatter_reduce_(0, at, right, "sum"); }, [&] { left.put_(at, right); },
           [&] { left.index_put_({at}, right); }, [&] { x.index_put_({order}, x); }, [&] { x.scatter_(0, order, x); },
           [&] { order.scatter_(0, order, 7); }, [&] { order.index_fill_(0, order, 7); },
           [&] { order.index_put_({order}, 7); }})
    CHECK(error_of(write) == ErrorKind::overlap);
  CHECK(x._version() + order._version() == 0);
  CHECK_NOTHROW(x.narrow(0, 0, 2).scatter_(0, at.narrow(0, 0, 2), x.narrow(0, 2, 2)));
  CHECK(numbers(x) == std::vector<double>{3, 4, 3, 4});
  x.index_put_({big}, x[0]);
  x.fill_(x[1]);
  CHECK(numbers(x) == std::vector<double>{4, 4, 4, 4});
}
