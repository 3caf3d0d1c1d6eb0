// Random numbers: the same as PyTorch 2.15 (CPU) draws from the same seed; the numbers below are its own.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

/// What `make` gives from seed 42.
template <class Make>
std::vector<double> seeded(Make make) {
  manual_seed(42);
  return numbers(make());
}

using Numbers = std::vector<double>;

}  // namespace

TEST_CASE("uniform and normal numbers are PyTorch's") {
  CHECK(seeded([] { return rand({4}); }) == Numbers{0x1.c3b8ccp-1, 0x1.d47b66p-1, 0x1.880d7p-2, 0x1.eb2a1cp-1});
  CHECK(seeded([] { return rand({2}, kDouble); }) == Numbers{0x1.dc66cbea3db30p-5, 0x1.01ae177aca870p-4});
  CHECK(seeded([] { return rand({2}, kHalf); }) == Numbers{0x1.c3cp-1, 0x1.d48p-1});
  CHECK(seeded([] { return rand({2}, kBFloat16); }) == Numbers{0x1.c4p-1, 0x1.d4p-1});
  CHECK(seeded([] { return randn({5}); }) ==
        Numbers{0x1.58c55cp-2, 0x1.07cd3ap-3, 0x1.e02dcep-3, 0x1.d7b8d8p-3, -0x1.1f7384p+0});
  CHECK(seeded([] { return randn({3}, kDouble); })[2] == Approx(0x1.e02dcdb63ec41p-3).epsilon(1e-15));
  // From sixteen on, in blocks; float32 to a few units in the last place.
  const Numbers wide = seeded([] { return randn({18}, kDouble); });
  CHECK(wide[0] == Approx(0x1.32bee22ccb503p-2).epsilon(1e-14));
  CHECK(wide[17] == Approx(0x1.0bdc98531685dp-2).epsilon(1e-14));
  const Numbers narrow = seeded([] { return randn({18}); });
  CHECK(narrow[0] == Approx(0x1.ed4a52p+0).epsilon(1e-5));
  CHECK(narrow[17] == Approx(-0x1.953522p-2).epsilon(1e-5));
  const Numbers half = seeded([] { return randn({18}, kHalf); });
  CHECK(half[2] == 0x1.a48p+0);
  CHECK(half[17] == 0x1.b84p-1);
}

TEST_CASE("integers, permutations and choices are PyTorch's") {
  CHECK(seeded([] { return randint(-5, 5, {6}); }) == Numbers{-3, 2, 1, -1, 1, 0});
  CHECK(seeded([] { return randint(0, std::int64_t(1) << 40, {1}); }) == Numbers{441507790259});
  CHECK(seeded([] { return randint(0, std::int64_t(1) << 27, {2}); }) == Numbers{132242534, 65682867});
  CHECK(seeded([] { return randint(0, std::int64_t(1) << 30, {2}); }) == Numbers{199900595, 787846414});
  CHECK(seeded([] { return randperm(10); }) == Numbers{2, 6, 1, 8, 4, 5, 0, 9, 3, 7});
  CHECK(seeded([] { return empty({5}).bernoulli_(0.3); }) == Numbers{1, 1, 1, 1, 0});
  CHECK(seeded([] { return full({10}, 0.3).bernoulli(); }) == Numbers{0, 0, 0, 0, 0, 0, 1, 0, 0, 1});
  CHECK(seeded([] { return tensor({.1, .2, .3, .4}).multinomial(3); }) == Numbers{3, 1, 2});
  CHECK(seeded([] { return tensor({.1, .2, .3, .4}).multinomial(6, true); }) == Numbers{0, 0, 1, 0, 2, 2});
  CHECK(seeded([] { return empty({4}, kInt).random_(); }) == Numbers{1608637542, 1273642419, 1935803228, 787846414});
  CHECK(seeded([] { return empty({3}, kByte).random_(); }) == Numbers{102, 179, 92});
  CHECK(seeded([] { return empty({6}).geometric_(0.3); }) == Numbers{8, 8, 6, 9, 2, 3});
  CHECK(seeded([] { return empty({1}).exponential_(); })[0] == Approx(0x1.ead0ccp-5));
  CHECK(seeded([] { return empty({1}).log_normal_(); })[0] == Approx(0x1.55214cp+2));
  CHECK(seeded([] { return empty({1}).cauchy_(); })[0] == Approx(-0x1.5a6632p+2));
}

TEST_CASE("numbers are drawn in the order of memory") {
  const Numbers t = seeded([] { return empty({3, 2}).t().uniform_(); });
  CHECK(t == Numbers{0x1.c3b8ccp-1, 0x1.880d7p-2, 0x1.8fd1a8p-2, 0x1.d47b66p-1, 0x1.eb2a1cp-1, 0x1.33a88ep-1});
}

TEST_CASE("generators are streams of their own") {
  manual_seed(1);
  const Generator a(42), b = a.clone(), same = a;
  CHECK(a.current_seed() == 42);
  CHECK(numbers(rand({2}, a)) == numbers(rand({2}, b)));
  CHECK(same == a);
  CHECK_FALSE(b == a);
  manual_seed(1);
  const Numbers first = numbers(rand({3}));
  manual_seed(1);
  rand({5}, a);
  CHECK(numbers(rand({3})) == first);
  CHECK(make_generator<CPUGeneratorImpl>(7).current_seed() == 7);
  CHECK(Generator().current_seed() == 67280421310721);
}

TEST_CASE("a random fill is a write") {
  const Tensor w = leaf({3}), x = w * 1;
  x.normal_();
  CHECK(x._version() == 1);
  CHECK(x.grad_fn()->name() == "NormalBackward0");
  x.sum().backward();
  CHECK(numbers(w.grad()) == Numbers{0, 0, 0});
  CHECK(rand({2}, TensorOptions().requires_grad(true)).is_leaf());
  CHECK(rand({2})._version() == 0);
  CHECK(error_of([&] { w.uniform_(); }) == ErrorKind::leaf_write);
  CHECK(error_of([&] { x.uniform_(2, 1); }) == ErrorKind::value);
  CHECK(error_of([&] { x.normal_(0, -1); }) == ErrorKind::value);
  CHECK(error_of([&] { zeros({2}, kLong).normal_(); }) == ErrorKind::dtype);
  CHECK(error_of([&] { randint(5, 5, {1}); }) == ErrorKind::value);
  CHECK(error_of([&] { zeros({1}).expand({3}).uniform_(); }) == ErrorKind::overlap);
  CHECK(x._version() == 1);
}

TEST_CASE("a dropout mask keeps the expectation") {
  const Numbers m = seeded([] { return dropout_mask(ones({24}), 0.5); });
  CHECK(Numbers(m.begin(), m.begin() + 6) == Numbers{2, 2, 2, 2, 0, 2});
  CHECK(numbers(dropout_mask(ones({2}), 1)) == Numbers{0, 0});
}
