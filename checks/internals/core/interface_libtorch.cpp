// libtorch's names and spellings: what a program that only changed its #include relies on.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/gradproof.hpp>
#include <sstream>

namespace torch = gradproof;
namespace at = gradproof;
namespace c10 = gradproof;

namespace {

template <class T>
std::string streamed(const T& value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

}  // namespace

TEST_CASE("tensor options add up") {
  const auto options = torch::TensorOptions().dtype(torch::kFloat64).layout(torch::kStrided).device(torch::kCPU);
  const torch::Tensor x = torch::zeros({2, 3}, options.requires_grad(true));
  CHECK(x.dtype() == torch::kDouble);
  CHECK(x.scalar_type() == at::ScalarType::Double);
  CHECK(x.requires_grad());
  CHECK(x.layout() == torch::kStrided);
  CHECK(x.device() == torch::Device(torch::kCPU));
  CHECK(x.device().type() == torch::kCPU);
  CHECK_FALSE(x.options().requires_grad());
  CHECK(torch::ones({1}, torch::dtype<std::int64_t>()).dtype() == torch::kLong);
  CHECK(torch::ones({1}, torch::device(torch::kCPU).dtype(torch::kInt)).dtype() == torch::kInt32);
  CHECK_THROWS_AS(torch::TensorOptions().layout(torch::kSparse), c10::NotImplementedError);
  CHECK_THROWS_AS(torch::zeros({1}, torch::kCUDA), c10::Error);
}

TEST_CASE("conversions return the same object when there is nothing to change") {
  const torch::Tensor d = torch::tensor({1.5, 2.5}, torch::kDouble), f = torch::tensor({1, 2}, torch::kFloat);
  CHECK(d.to(d.options()).is_same(d));
  CHECK(d.to(torch::kCPU).is_same(d));
  CHECK(d.to(f).dtype() == torch::kFloat);
  CHECK(f.type_as(d).dtype() == torch::kDouble);
  CHECK(d.toType(torch::kLong).dtype() == torch::kLong);
  CHECK(d.to(torch::Device("cpu"), torch::kFloat).dtype() == torch::kFloat);
  CHECK_FALSE(d.to(torch::kDouble, false, true).is_same(d));
  CHECK_THROWS_AS(d.to(torch::requires_grad()), c10::Error);
  try {
    d.cuda();
    FAIL("there is no such device");
  } catch (const c10::Error& e) {
    CHECK(e.kind() == torch::ErrorKind::device_unavailable);
  }
}

TEST_CASE("sizes compare with and print as rows") {
  const torch::Tensor x = torch::zeros({2, 3});
  CHECK(x.sizes() == std::vector<std::int64_t>{2, 3});
  CHECK(x.sizes() == torch::IntArrayRef({2, 3}));
  CHECK(x.sizes().equals({2, 3}));
  CHECK_FALSE(x.sizes().equals({3, 2}));
  CHECK(x.sizes().slice(1) == torch::IntArrayRef({3}));
  CHECK(x.sizes().back() == 3);
  CHECK(streamed(x.sizes()) == "[2, 3]");
  CHECK(streamed(x.device()) == "cpu");
  CHECK(streamed(torch::kFloat) == "Float");
  CHECK(streamed(torch::Scalar(2.5)) == "2.5");
  CHECK(c10::str("n=", 3, ' ', 0.5) == "n=3 0.5");
  std::int64_t sum = 0;
  for (const auto i : c10::irange(2, 5)) sum += i;
  CHECK(sum == 9);
  const std::vector<float> row = {1, 2};
  CHECK(at::ArrayRef<float>(row).size() == 2);
}

TEST_CASE("accessors read and write by index") {
  const torch::Tensor x = torch::arange(6, torch::kDouble).reshape({2, 3}), t = x.t();
  auto a = t.accessor<double, 2>();
  CHECK(a.size(0) == 3);
  CHECK(a[2][1] == 5);
  a[0][1] = -1;
  CHECK(x[1][0].item<double>() == -1);
  CHECK_THROWS_AS((x.accessor<double, 1>()), c10::Error);
  CHECK_THROWS_AS((x.accessor<float, 2>()), c10::Error);
  CHECK(x.const_data_ptr<double>() == x.data_ptr<double>());
}

TEST_CASE("errors are of one family and speak without a backtrace") {
  CHECK_THROWS_AS(torch::ones({2})[5], c10::IndexError);
  try {
    TORCH_CHECK(1 + 1 == 3, "one and one are ", 2);
    FAIL("the check holds");
  } catch (const c10::Error& e) {
    CHECK(std::string(e.what_without_backtrace()) == "one and one are 2");
    CHECK(e.msg() == e.what());
  }
  CHECK_THROWS_AS(TORCH_INTERNAL_ASSERT(false), c10::Error);
  TORCH_CHECK(true);
}

TEST_CASE("nodes and edges by libtorch's names") {
  using namespace torch::autograd;
  const Variable x = torch::ones({2}, torch::requires_grad()), y = x * x;
  const std::shared_ptr<Node> node = y.grad_fn();
  CHECK(node->name() == "MulBackward0");
  CHECK(node->num_inputs() == 1);
  CHECK(node->num_outputs() == 2);
  CHECK(node->next_edges().size() == 2);
  CHECK(node->next_edge(0).function->name() == "torch::autograd::AccumulateGrad");
  const Edge edge = impl::gradient_edge(y);
  CHECK(edge == Edge{y.grad_fn(), 0});
  CHECK(impl::grad_accumulator(x));
  CHECK_FALSE(impl::grad_accumulator(y));
  const Variable z = torch::zeros({2});
  impl::set_gradient_edge(z, edge);
  z.sum().backward();
  CHECK(x.grad().sum().item<float>() == 4);
  const Variable made = make_variable(y, true);
  CHECK(made.is_leaf());
  CHECK(made.is_alias_of(y));
  CHECK(made._version() == 0);
}

TEST_CASE("what a custom function keeps has a kind") {
  const at::IValue i = 3, d = 0.5, b = true, s = "text", none;
  CHECK(i.isInt());
  CHECK(i.toInt() == 3);
  CHECK(d.toDouble() == 0.5);
  CHECK(b.toBool());
  CHECK(s.toStringRef() == "text");
  CHECK(none.isNone());
  CHECK(i.to<double>() == 3);
  CHECK(at::IValue(torch::ones({1})).isTensor());
  CHECK(at::IValue(std::vector<std::int64_t>{1, 2}).toIntVector().size() == 2);
  CHECK(at::IValue(std::vector<torch::Tensor>(3)).toTensorVector().size() == 3);
  CHECK_THROWS_AS(d.toInt(), c10::Error);
  CHECK_THROWS_AS(none.toTensor(), c10::Error);
}

TEST_CASE("threads may be asked for") {
  CHECK(torch::get_num_threads() == 1);
  torch::set_num_threads(2);
  CHECK(torch::get_num_threads() == 2);
  CHECK_THROWS_AS(torch::set_num_threads(0), c10::ValueError);
  torch::set_num_threads(1);
}
