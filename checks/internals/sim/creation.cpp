// Tensors made in page-locked memory, and over memory of a device that somebody else keeps.
#include <gradproof/checks/internals/sim/fixture.hpp>

namespace gradproof {
namespace {

const TensorOptions kPinned = TensorOptions().pinned_memory(true);

}  // namespace

TEST_CASE("what is made with pinned_memory(true) lies in page-locked memory, with its values, strides and flags") {
  const Simulation simulation;
  const Tensor like = tensor({{1.F, 2.F, 3.F}, {4.F, 5.F, 6.F}}).t();
  for (const Tensor& t :
       {empty({3}, kPinned), empty_strided({2, 2}, {1, 3}, kPinned), zeros({3}, kPinned), full({3}, 2.5, kPinned),
        tensor({3.F, -1.F}, kPinned), arange(4, kPinned), linspace(0, 1, 3, kPinned), eye(2, kPinned),
        rand({3}, kPinned), randperm(3, kPinned), tril_indices(2, 2, 0, kPinned), scalar_tensor(7, kPinned),
        ones_like(like, kPinned), empty_like(like, kPinned), like.new_full({2}, 3, kPinned), zeros({0}, kPinned)}) {
    CHECK((t.is_pinned() || t.numel() == 0));
    CHECK(t.is_cpu());
    CHECK(t._version() == 0);
  }
  CHECK(numbers(tensor({3.F, -1.F}, kPinned)) == std::vector<float>{3, -1});
  CHECK(empty_strided({2, 2}, {1, 3}, kPinned).strides() == IntArrayRef({1, 3}));
  CHECK(ones_like(like, kPinned).strides() == IntArrayRef({1, 3}));
  CHECK(numbers(linspace(2, 5, 4, kPinned)) == std::vector<float>{2, 3, 4, 5});
  const Tensor leaf = tensor({3.F, -1.F}, kPinned.requires_grad(true));
  CHECK(leaf.is_leaf());
  CHECK(leaf.requires_grad());
  CHECK(leaf.is_pinned());
  CHECK_FALSE(zeros({3}).is_pinned());
}

TEST_CASE("options say whether they ask for page-locked memory") {
  CHECK(kPinned.pinned_memory());
  CHECK_FALSE(kPinned.pinned_memory(false).pinned_memory());
  CHECK(TensorOptions(kDouble).merge_in(kPinned).pinned_memory());
  CHECK_FALSE(TensorOptions().has_pinned_memory());
  std::ostringstream said;
  said << kPinned;
  CHECK_THAT(said.str(), Catch::Contains("pinned_memory=true, memory_format="));
}

TEST_CASE("a device's tensor is not made in page-locked memory") {
  const Simulation simulation;
  CHECK(kind_of_error([] { zeros({3}, kPinned.device(Device("sim"))); }) == ErrorKind::argument);
  CHECK_THROWS_WITH(zeros({3}, kPinned.device(Device("sim"))), Catch::Contains("only dense CPU tensors can be pinned"));
}

TEST_CASE("a pinned copy lies in memory as its original does") {
  const Simulation simulation;
  const Tensor table = tensor({{1.F, 2.F, 3.F}, {4.F, 5.F, 6.F}});
  CHECK(table.t().pin_memory().strides() == IntArrayRef({1, 3}));
  CHECK(numbers(table.t().pin_memory()) == std::vector<float>{1, 4, 2, 5, 3, 6});
  CHECK(table.select(1, 2).pin_memory().strides() == IntArrayRef({3}));
  CHECK(numbers(table.select(1, 2).pin_memory()) == std::vector<float>{3, 6});
  CHECK(numbers(table[1].expand({2, 3}).pin_memory()) == std::vector<float>{4, 5, 6, 4, 5, 6});
}

TEST_CASE("from_blob over memory of a device") {
  const Simulation simulation;
  const Tensor owner = on("sim:1", {1, -2, 3, 5});
  bool returned = false;
  {
    auto* const second = static_cast<float*>(owner.data_ptr()) + 1;
    const Tensor t = from_blob(
        second, {2}, [&](void* p) { returned = p == second; }, TensorOptions(Device("sim")));
    CHECK(t.device().str() == "sim:1");
    t.mul_(3);
    CHECK(numbers(owner) == std::vector<float>{1, -6, 9, 5});
    CHECK_FALSE(returned);
  }
  CHECK(returned);
  CHECK(numbers(owner) == std::vector<float>{1, -6, 9, 5});
}

TEST_CASE("from_blob refuses memory of another device than was named") {
  const Simulation simulation;
  const Tensor there = on("sim:1", {1, 2});
  float here[2] = {3, 4};
  const auto made = [](void* data, const char* device) {
    return [=] { from_blob(data, {2}, TensorOptions(Device(device))); };
  };
  CHECK(kind_of_error(made(here, "sim")) == ErrorKind::device_access);
  CHECK_THROWS_WITH(made(here, "sim")(), Catch::Contains("resides on host memory and is not registered with any sim"));
  CHECK(kind_of_error(made(there.data_ptr(), "sim:0")) == ErrorKind::device_access);
  CHECK_THROWS_WITH(made(there.data_ptr(), "sim:0")(),
                    Catch::Contains("Specified device 'sim:0' does not match device of data 'sim:1'"));
  CHECK(kind_of_error(made(here, "cuda")) == ErrorKind::device_unavailable);
  CHECK(kind_of_error(made(here, "sim:4")) == ErrorKind::device_unavailable);
}

}  // namespace gradproof
