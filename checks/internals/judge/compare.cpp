#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/judge/cases.hpp>
#include <gradproof/checks/judge/compare.hpp>

using namespace gradproof::checks;
using namespace gradproof::checks::made_up;
using gradproof::records::Value;

TEST_CASE("Numbers are equal within the relative tolerance") {
  CHECK(equal(real(1.0000001), real(1), 1e-6));
  CHECK_FALSE(equal(real(1.00001), real(1), 1e-6));
  CHECK(equal(real(-2e20), real(-2.0000001e20), 1e-6));
  CHECK_FALSE(equal(real(1e-30), real(2e-30), 1e-6));
  CHECK_FALSE(equal(real(1), real(-1), 1e-6));
}

TEST_CASE("A small element may be off by a rounding error of its large neighbour, and by no more") {
  CHECK(equal(list({1, 3e-8}), list({1, 0}), 1e-6));
  CHECK_FALSE(equal(list({1, 3e-7}), list({1, 0}), 1e-6));
  CHECK_FALSE(equal(list({1e6, 0}), list({1e6, 2}), 1e-6));
  CHECK(equal(nested({list({1000}), list({1e-5})}), nested({list({1000}), list({0})}), 1e-6));
  CHECK_FALSE(equal(real(3e-8), real(0), 1e-6));
}

TEST_CASE("Integers are exact against integers and numbers against reals") {
  CHECK(equal(integer(3), integer(3), 1));
  CHECK_FALSE(equal(integer(1000000), integer(1000001), 1e-3));
  CHECK(equal(integer(1000000), real(1000000.5), 1e-6));
  CHECK(equal(real(6), integer(6), 1e-6));
  CHECK_FALSE(equal(integer(6), real(7), 1e-6));
}

TEST_CASE("True and false are 1 and 0") {
  CHECK(equal(flag(true), flag(true), 0));
  CHECK_FALSE(equal(flag(true), flag(false), 1e-6));
  CHECK(equal(flag(true), integer(1), 0));
  CHECK(equal(real(0), flag(false), 0));
  CHECK_FALSE(equal(flag(true), real(2), 1e-6));
}

TEST_CASE("NaN equals NaN and an infinity itself, spelled or not") {
  CHECK(equal(real(not_a_number), real(not_a_number), 1e-6));
  CHECK_FALSE(equal(real(not_a_number), real(0), 1));
  CHECK_FALSE(equal(real(0), real(not_a_number), 1));
  CHECK(equal(real(infinity), real(infinity), 1e-6));
  CHECK_FALSE(equal(real(infinity), real(-infinity), 1));
  CHECK_FALSE(equal(real(1e300), real(infinity), 1));
  CHECK_FALSE(equal(real(infinity), real(1e300), 1));
  CHECK(equal(word("nan"), real(not_a_number), 0));
  CHECK(equal(real(-infinity), word("-inf"), 0));
  CHECK(equal(list({infinity, 1.0000001}), list({infinity, 1}), 1e-6));
  CHECK_FALSE(equal(list({infinity, 5}), list({infinity, 1}), 1e-6));
}

TEST_CASE("Lists must nest alike") {
  CHECK(equal(list({}), list({}), 0));
  CHECK_FALSE(equal(list({1}), real(1), 1));
  CHECK_FALSE(equal(real(1), list({1}), 1));
  CHECK_FALSE(equal(list({1, 2}), list({1}), 1));
  CHECK_FALSE(equal(list({1}), list({1, 2}), 1));
  CHECK_FALSE(equal(nested({list({1, 2})}), list({1, 2}), 1));
  CHECK(equal(nested({list({1}), list({2, 3})}), nested({list({1}), list({2, 3})}), 0));
}

TEST_CASE("Null and texts equal only themselves") {
  CHECK(equal(null, null, 0));
  CHECK_FALSE(equal(null, real(0), 1));
  CHECK_FALSE(equal(real(0), null, 1));
  CHECK_FALSE(equal(null, list({}), 1));
  CHECK(equal(word("MulBackward0"), word("MulBackward0"), 0));
  CHECK_FALSE(equal(word("MulBackward0"), word("AddBackward0"), 1));
  CHECK_FALSE(equal(word("1"), real(1), 1));
}

TEST_CASE("A gradient that is null is missing wherever one is due") {
  CHECK(compare_gradient(null, list({1}), 1e-6) == Difference::missing);
  CHECK(compare_gradient(null, list({0}), 1e-6) == Difference::missing);
  CHECK(compare_gradient(null, null, 1e-6) == Difference::none);
}

TEST_CASE("Zeros may stand where no gradient is due, other numbers may not") {
  CHECK(compare_gradient(list({0, 0}), null, 1e-6) == Difference::none);
  CHECK(compare_gradient(list({0, 1}), null, 1e-6) == Difference::wrong);
  CHECK(compare_gradient(real(not_a_number), null, 1e-6) == Difference::wrong);
  CHECK(compare_gradient(word("text"), null, 1e-6) == Difference::wrong);
}

TEST_CASE("Values are found by their expression") {
  const gradproof::records::Values values{{"a.grad", real(1)}, {"b", real(2)}};
  REQUIRE(find(values, "b"));
  CHECK(*find(values, "b") == real(2));
  CHECK(find(values, "c") == nullptr);
}
