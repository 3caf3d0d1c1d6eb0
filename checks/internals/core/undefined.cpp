// A tensor that is none: its few facts, and an error from whatever needs a value.
#include <functional>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/gradproof.hpp>

using namespace gradproof;

namespace {

const Tensor none;

bool refused(const std::function<void()>& f) {
  try {
    f();
  } catch (const Error& e) {
    return std::string(e.what()).find("Expected a proper Tensor") != std::string::npos;
  }
  return false;
}

}  // namespace

TEST_CASE("an undefined tensor has libtorch's few facts") {
  CHECK_FALSE(none.defined());
  CHECK(none.sizes() == IntArrayRef{0});
  CHECK(none.dim() == 1);
  CHECK(none.numel() == 0);
  CHECK(none.storage_offset() == 0);
  CHECK(none.scalar_type() == kUndefined);
  CHECK(none._version() == 0);
  CHECK(none.toString() == "UndefinedType");
  CHECK_FALSE(none.requires_grad());
  CHECK_FALSE(none.is_inference());
  CHECK_FALSE(none.is_cpu());
  CHECK_FALSE(none.has_storage());
}

TEST_CASE("asking an undefined tensor for more is an error") {
  const std::vector<std::function<void()>> questions = {[] { none.dtype(); },
                                                        [] { none.device(); },
                                                        [] { none.strides(); },
                                                        [] { none.stride(0); },
                                                        [] { none.data_ptr(); },
                                                        [] { none.options(); },
                                                        [] { none.grad_fn(); },
                                                        [] { none.is_leaf(); },
                                                        [] { none.grad(); },
                                                        [] { none.output_nr(); },
                                                        [] { none.is_view(); },
                                                        [] { none.detach(); },
                                                        [] { none.requires_grad_(); },
                                                        [] { none.set_data(ones({2})); },
                                                        [] { ones({2}).set_data(none); },
                                                        [] { none.element_size(); },
                                                        [] { none.equal(ones({2})); }};
  for (std::size_t i = 0; i < questions.size(); ++i) {
    CAPTURE(i);
    CHECK(refused(questions[i]));
  }
}

TEST_CASE("operations refuse an undefined tensor on either side") {
  const Tensor x = ones({2}), w = ones({2}).requires_grad_();
  const std::vector<std::function<void()>> operations = {[&] { none + none; },
                                                         [&] { none + x; },
                                                         [&] { x + none; },
                                                         [&] { w* none; },
                                                         [&] { none* w; },
                                                         [&] { none * 2; },
                                                         [&] { -none; },
                                                         [&] { none.sum(); },
                                                         [&] { none.mean(); },
                                                         [&] { none.exp(); },
                                                         [&] { x.matmul(none); },
                                                         [&] { none.matmul(x); },
                                                         [&] { none[0]; },
                                                         [&] { none.view({1}); },
                                                         [&] { none.select(0, 0); },
                                                         [&] { none.unbind(); },
                                                         [&] { x.copy_(none); },
                                                         [&] { none.copy_(x); },
                                                         [&] { none.zero_(); },
                                                         [&] {
                                                           stack({none, x});
                                                         },
                                                         [&] { where(none, x, x); },
                                                         [&] { x.gather(0, none); },
                                                         [&] { none.argmax(); },
                                                         [&] { none.item(); },
                                                         [&] { none.eq(x); },
                                                         [&] { x.eq(none); },
                                                         [&] { none.clone(); },
                                                         [&] { none.uniform_(); },
                                                         [&] { x.add_(none); },
                                                         [&] { none.add_(x); },
                                                         [&] { none.backward(); },
                                                         [&] { add_out(none, x, x); }};
  for (std::size_t i = 0; i < operations.size(); ++i) {
    CAPTURE(i);
    CHECK_THROWS_AS(operations[i](), Error);
  }
  CHECK(x._version() == 0);
}
