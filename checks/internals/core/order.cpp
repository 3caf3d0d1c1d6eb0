// In which order the dimensions of a result lie in memory. The expected strides are PyTorch's.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/core/layout/order.hpp>

using namespace gradproof;
using Strides = std::vector<std::int64_t>;

namespace {

Strides order_of(IntArrayRef sizes, const Layout& a, const Layout& b) {
  const Layout* both[] = {&a, &b};
  return dense_in_order(sizes, both).strides().vec();
}

}  // namespace

TEST_CASE("a result lies in memory as its first operand does") {
  const Layout plain(IntArrayRef{2, 3, 4}), swapped({2, 3, 4}, {3, 1, 6}, 0), row({4}, {1}, 0);
  CHECK(order_of({2, 3, 4}, plain, swapped) == Strides{12, 4, 1});
  CHECK(order_of({2, 3, 4}, swapped, plain) == Strides{3, 1, 6});
  CHECK(order_of({2, 3, 4}, row, swapped) == Strides{3, 1, 6});
  CHECK(order_of({2, 3}, Layout({2, 3}, {1, 2}, 0), Layout(IntArrayRef{3})) == Strides{1, 2});
  CHECK(order_of({2, 3}, Layout({2, 3}, {0, 1}, 0), Layout(IntArrayRef{3})) == Strides{3, 1});
}

TEST_CASE("a copy that preserves the format closes gaps and overlaps, and keeps the order") {
  CHECK(preserved(Layout({3, 2}, {1, 3}, 5)).strides() == IntArrayRef{1, 3});
  CHECK(preserved(Layout({2, 3}, {12, 2}, 1)).strides() == IntArrayRef{3, 1});
  CHECK(preserved(Layout({3, 2}, {2, 12}, 1)).strides() == IntArrayRef{1, 3});
  CHECK(preserved(Layout({2, 3}, {0, 1}, 0)).strides() == IntArrayRef{3, 1});
  CHECK(preserved(Layout({3, 2}, {1, 3}, 5)).offset() == 0);
}

TEST_CASE("dense means no gap and no shared place") {
  CHECK(is_dense(Layout({3, 2}, {1, 3}, 5)));
  CHECK(is_dense(Layout({2, 1, 3}, {3, 99, 1}, 0)));
  CHECK(is_dense(Layout({0, 3}, {7, 7}, 0)));
  CHECK_FALSE(is_dense(Layout({2, 3}, {4, 1}, 0)));
  CHECK_FALSE(is_dense(Layout({2, 3}, {0, 1}, 0)));
  CHECK_FALSE(is_dense(Layout({3, 2}, {1, 1}, 0)));
}
