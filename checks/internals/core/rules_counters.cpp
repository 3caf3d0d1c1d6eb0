// Rules 1.1 to 1.3: what a counter belongs to, who shares one, and what bumps it.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <gradproof/checks/internals/core/errors.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

struct Alias {
  const char* name;
  Tensor (*of)(const Tensor& x);  ///< x: [2, 3]
};

const Alias kViews[] = {
    {"view", [](const Tensor& x) { return x.view({6}); }},
    {"reshape",
     [](const Tensor& x) {
       return x.reshape({3, 2});
     }},
    {"flatten", [](const Tensor& x) { return x.flatten(); }},
    {"unflatten",
     [](const Tensor& x) {
       return x.unflatten(1, {3, 1});
     }},
    {"squeeze", [](const Tensor& x) { return x.squeeze(); }},
    {"unsqueeze", [](const Tensor& x) { return x.unsqueeze(0); }},
    {"expand",
     [](const Tensor& x) {
       return x.expand({4, 2, 3});
     }},
    {"permute",
     [](const Tensor& x) {
       return x.permute({1, 0});
     }},
    {"transpose", [](const Tensor& x) { return x.transpose(0, 1); }},
    {"t", [](const Tensor& x) { return x.t(); }},
    {"movedim", [](const Tensor& x) { return x.movedim(0, 1); }},
    {"narrow", [](const Tensor& x) { return x.narrow(1, 1, 2); }},
    {"select", [](const Tensor& x) { return x.select(1, 2); }},
    {"slice", [](const Tensor& x) { return x.slice(1, 0, 3, 2); }},
    {"split", [](const Tensor& x) { return x.split(2, 1)[1]; }},
    {"chunk", [](const Tensor& x) { return x.chunk(2)[0]; }},
    {"unbind", [](const Tensor& x) { return x.unbind()[1]; }},
    {"diagonal", [](const Tensor& x) { return x.diagonal(); }},
    {"unfold", [](const Tensor& x) { return x.unfold(1, 2, 1); }},
    {"as_strided", [](const Tensor& x) { return x.as_strided({2}, {3}, 1); }},
    {"view_as",
     [](const Tensor& x) {
       return x.view_as(ones({3, 2}));
     }},
    {"expand_as",
     [](const Tensor& x) {
       return x.expand_as(ones({2, 2, 3}));
     }},
    {"index",
     [](const Tensor& x) {
       return x.index({indexing::Slice(), 1});
     }},
};

}  // namespace

TEST_CASE("1.1.1 a counter has 32 bits and wraps") {
  const Tensor h = leaf({2}) * 1, y = (h * h).sum();
  h->version().set(0xffffffffU);
  CHECK(error_of([&] { y.backward({}, true); }) == ErrorKind::modified_after_save);
  h.detach().add_(0);
  CHECK(h._version() == 0);
  CHECK_NOTHROW(y.backward());
}

TEST_CASE("1.1.2 a counter belongs to a family of views and not to the bytes") {
  const Tensor a = leaf({3}).detach().clone(), b = zeros({3}, kDouble);
  b.set_(a);
  REQUIRE(b.is_alias_of(a));
  CHECK(a._version() == 0);
  b.mul_(2);
  b[0].mul_(2);
  CHECK(b._version() == 3);
  CHECK(a._version() == 0);
  CHECK(numbers(a) == numbers(b));
}

TEST_CASE("1.1.3 a view knows its root, and has the producer of the version at which it was last asked") {
  const Tensor h = leaf({4}) * 1, v = h.narrow(0, 0, 3), w = v.narrow(0, 1, 2);
  CHECK(w._base().is_same(h));
  CHECK_FALSE(h.is_view());
  CHECK(error_of([&] { h._base(); }) == ErrorKind::argument);
  CHECK(node_of(w) == "SliceBackward0");
  h.add_(1);
  const Ref<Node> fresh = w.grad_fn();
  CHECK(fresh->name() == "AsStridedBackward0");
  CHECK(fresh->next_edge(0).function == h.grad_fn());
  CHECK(w.grad_fn() == fresh);
  {
    const NoGradGuard off;
    h.add_(1);
  }
  CHECK_FALSE(w.grad_fn() == fresh);
}

TEST_CASE("1.2.1 a view shares the counter and the history, and so do reshape and contiguous that copy nothing") {
  for (const Alias& c : kViews) {
    INFO(c.name);
    const Tensor h = leaf({2, 3}) * 1, v = c.of(h);
    CHECK(v.is_alias_of(h));
    CHECK(v.is_view());
    CHECK(v._base().is_same(h));
    CHECK(v.requires_grad());
    CHECK_FALSE(v.is_leaf());
    h.detach().add_(1);
    CHECK(v._version() == 1);
    autograd::impl::bump_version(v);  // expand's elements may not be written
    CHECK(h._version() == 2);
  }
  const Tensor h = leaf({2, 3}) * 1;
  CHECK(h.contiguous().is_same(h));
  for (const Tensor& copy : {h.t().reshape({6}), h.t().contiguous(), h.t().flatten()}) {
    CHECK_FALSE(copy.is_alias_of(h));
    h.detach().add_(1);
    CHECK(copy._version() == 0);
  }
}

TEST_CASE("1.2.2 detach() shares the counter and has no history") {
  const Tensor h = leaf({3}) * 1, d = h.detach();
  CHECK(d.is_alias_of(h));
  CHECK_FALSE(d.requires_grad());
  CHECK_FALSE(d.is_view());
  CHECK(d.is_leaf());
  d.add_(1);
  CHECK(h._version() == 1);
  h.add_(1);
  CHECK(d._version() == 2);
}

TEST_CASE("1.2.3 tensor_data() shares the counter and has no history") {
  const Tensor h = leaf({3}) * 1, d = h.tensor_data();
  CHECK(d.is_alias_of(h));
  CHECK_FALSE(d.requires_grad());
  d.add_(1);
  CHECK(h._version() == 1);
}

TEST_CASE("1.2.4 a registered parameter or buffer shares the counter") {
  struct Holder : nn::Module {
    Tensor weight, running;
    Holder(const Tensor& w, const Tensor& r)
        : weight(register_parameter("weight", w)), running(register_buffer("running", r)) {}
  };
  const Tensor w = leaf({2}).detach(), r = zeros({2});
  const Holder holder(w, r);
  holder.running.add_(1);
  CHECK(r._version() == 1);
  const NoGradGuard off;
  holder.weight.add_(1);
  CHECK(w._version() == 1);
}

TEST_CASE("1.2.5 .data and variable_data() have counters of their own that begin at 0") {
  const Tensor h = leaf({3}) * 1;
  h.add_(1);
  for (const Tensor& d : {h.data(), h.variable_data(), autograd::make_variable(h, true)}) {
    CHECK(d.is_alias_of(h));
    CHECK(d._version() == 0);
    CHECK_FALSE(d.is_view());
    const NoGradGuard off;
    d.mul_(2);
    CHECK(d._version() == 1);
    CHECK(h._version() == 1);
  }
}

TEST_CASE("1.2.6 set_data replaces the bytes and keeps counter and history") {
  const Tensor h = leaf({3}) * 1, d = h.detach(), other = ones({5}, kDouble);
  h.add_(1);
  const Ref<Node> before = h.grad_fn();
  h.set_data(other);
  CHECK(h.is_alias_of(other));
  CHECK(h.sizes() == IntArrayRef(5));
  CHECK(h._version() == 1);
  CHECK(h.grad_fn() == before);
  d.add_(1);
  CHECK(h._version() == 2);
  CHECK(other._version() == 0);
}

TEST_CASE("1.2.7 set_, arrays and foreign memory have counters of their own") {
  const Tensor source = ones({3}), taker = zeros({3});
  taker.set_(source);
  const Tensor from_array = from_numpy(numpy(source)),
               from_memory = from_blob(source.data_ptr(), {3}, TensorOptions(kFloat));
  source.add_(1);
  CHECK(source._version() == 1);
  CHECK(taker._version() == 1);  // of set_ itself
  CHECK(from_array._version() == 0);
  CHECK(from_memory._version() == 0);
  from_memory.mul_(5);
  CHECK(source._version() == 1);
  CHECK(numbers(source) == std::vector<double>{10, 10, 10});
}

TEST_CASE("1.2.9 views made below the view layer have counters of their own") {
  const Tensor h = ones({3});
  Tensor v;
  {
    const AutoDispatchBelowADInplaceOrView below;
    v = h.narrow(0, 0, 2);
  }
  CHECK(v.is_alias_of(h));
  CHECK_FALSE(v.is_view());
  v.add_(1);
  CHECK(v._version() == 1);
  CHECK(h._version() == 0);
}

TEST_CASE("1.3.2 writes are counted in every mode, but not below the view layer") {
  const auto write = [](const Tensor& h) {
    h.add_(1);
    h.index_put_({0}, 2);
    h.t_();
    h[0].zero_();
  };
  const Tensor h = leaf({2, 2}) * 1;
  {
    const NoGradGuard off;
    write(h);
  }
  CHECK(h._version() == 4);
  {
    const AutoDispatchBelowAutograd below;
    write(h);
  }
  CHECK(h._version() == 8);
  {
    const InferenceMode inference;
    write(h);
  }
  CHECK(h._version() == 12);
  {
    const AutoDispatchBelowADInplaceOrView below;
    write(h);
  }
  CHECK(h._version() == 12);
}

TEST_CASE("1.3.3 a write that changes nothing is counted") {
  const Tensor x = ones({3});
  x.add_(0);
  CHECK(x._version() == 1);
  x.index_put_({indexing::Slice(0, 0)}, 1);
  CHECK(x._version() == 2);
  x.index_put_({x > 5}, 1);
  CHECK(x._version() == 3);
  x.masked_fill_(x > 5, 1);
  CHECK(x._version() == 4);
  x.copy_(x);
  CHECK(x._version() == 5);
}

TEST_CASE("1.3.4 what writes no element of a tensor is not counted") {
  const Tensor x = ones({4, 3}), mean = zeros({3}), var = ones({3});
  x.requires_grad_();
  x.detach_();
  x.index({0});
  x.index({x > 0});
  x.clone();
  x[0][0].item<float>();
  dropout(x, 0, true);
  dropout(x, 0.5, false);
  x.set_data(ones({4, 3}));
  static_cast<float*>(x.data_ptr())[0] = 5;
  reinterpret_cast<float*>(numpy(x).data())[1] = 5;
  CHECK(x._version() == 0);
  batch_norm(x, {}, {}, mean, var, true, 0.1, 1e-5, false);
  CHECK_FALSE(equal(mean, zeros({3})));
  CHECK(mean._version() == 0);
  CHECK(var._version() == 0);
}

TEST_CASE("1.3.6 a leaf's counter does not see its gradient, whose own counts additions") {
  const Tensor x = leaf({3}), g = ones({3}, kDouble);
  x.set_grad(g);
  (x * 2).sum().backward();
  CHECK(x._version() == 0);
  CHECK(x.grad().is_same(g));
  CHECK(g._version() == 1);
  CHECK(numbers(g) == std::vector<double>{3, 3, 3});
  (x * 2).sum().backward({}, {}, true);
  CHECK_FALSE(x.grad().is_same(g));  // create_graph adds out of place
  CHECK(g._version() == 1);
}
