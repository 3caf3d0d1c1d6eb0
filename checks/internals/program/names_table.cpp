// The table of names: it reads, its rows meet, and what the issues list is in it.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/program/names.hpp>
#include <gradproof/checks/program/signature.hpp>
#include <gradproof/checks/program/vocabulary.hpp>
#include <set>
#include <sstream>
#include <stdexcept>

namespace gradproof::checks {
namespace {

std::vector<std::string> words(const char* text) {
  std::istringstream stream(text);
  std::vector<std::string> all;
  for (std::string word; stream >> word;) all.push_back(word);
  return all;
}

}  // namespace

TEST_CASE("names: every row is a signature, and no parameter stands in one twice") {
  auto all = all_callees();
  CHECK(all.size() > 900);
  for (const auto* callee : all) {
    INFO(callee->name);
    CHECK_FALSE(callee->op.empty());
    CHECK_FALSE(callee->signatures.empty());
    for (const auto& signature : callee->signatures) {
      std::set<std::string> names;
      for (const auto& parameter : signature.parameters) CHECK(names.insert(parameter.name).second);
      CHECK((callee->receiver.empty() || names.contains(callee->receiver)));
    }
  }
}

TEST_CASE("names: forms of one operation share its canonical name") {
  CHECK(find_function("torch.add")->op == "add");
  CHECK(find_method("Tensor", "add")->op == "add");
  CHECK(find_method("Tensor", "add_")->op == "add_");
  CHECK(find_function("torch.absolute")->op == "abs");
  CHECK(find_method("Tensor", "multiply_")->op == "mul_");
  CHECK(find_method("Tensor", "swapaxes_")->op == "transpose_");
  CHECK(find_function("torch.nn.functional.relu")->op == find_function("torch.relu")->op);
  CHECK(find_function("torch.relu_")->op == "relu_");
  CHECK(find_function("torch.concat")->op == "cat");
  CHECK(find_function("torch.autograd.grad")->op == "autograd.grad");
  CHECK(find_function("torch.autograd.graph.saved_tensors_hooks")->op == "saved_tensors_hooks");
  CHECK(find_function("torch.optim.SGD")->op == "optim.SGD");
  CHECK(find_function("numpy.array")->op == "numpy.array");
  CHECK(find_method("ndarray", "fill")->op == "ndarray.fill");
  CHECK(find_method("Module", "zero_grad")->receiver == "self");
  CHECK(find_function("torch.rand")->random);
  CHECK_FALSE(find_function("torch.zeros")->random);
  CHECK_FALSE(find_function("torch.add_"));
  CHECK_FALSE(find_method("Tensor", "matmul_"));
}

TEST_CASE("names: the prelude of the table is the prelude of the language") {
  for (auto name : prelude_names) {
    INFO(name);
    CHECK(find_function("gradproof.prelude." + std::string(name)));
  }
}

TEST_CASE("names: operations that the runtime is to have are in the table, as functions and as methods") {
  for (const auto& name : words(
           "neg abs sign exp expm1 log log1p log2 sqrt rsqrt reciprocal square sin cos tan tanh sigmoid relu erf floor "
           "ceil round trunc clamp where lerp addcmul addcdiv add sub mul div pow maximum minimum fmod remainder atan2 "
           "hypot eq ne lt le gt ge logical_and logical_or logical_not bitwise_and bitwise_or bitwise_xor bitwise_not "
           "sum mean prod var std norm amax amin max min argmax argmin any all logsumexp softmax log_softmax cumsum "
           "cumprod matmul mm bmm mv dot outer addmm addmv baddbmm tril triu reshape flatten unflatten squeeze "
           "unsqueeze "
           "permute transpose t movedim narrow select split chunk unbind diagonal as_strided clone detach index_select "
           "gather scatter scatter_add scatter_reduce index_add index_copy index_fill index_put masked_fill "
           "masked_select masked_scatter take nonzero sort topk flip roll repeat_interleave tile bernoulli numel")) {
    INFO(name);
    CHECK(find_function("torch." + name));
    CHECK(find_method("Tensor", name));
  }
  for (const auto& name :
       words("empty zeros ones full tensor arange linspace eye rand randn randint randperm zeros_like "
             "ones_like full_like empty_like rand_like randn_like randint_like manual_seed from_numpy "
             "cat stack einsum as_tensor frombuffer from_dlpack normal")) {
    INFO(name);
    CHECK(find_function("torch." + name));
  }
  for (const auto& name :
       words("view expand view_as expand_as contiguous repeat unfold copy_ fill_ zero_ set_ resize_ t_ "
             "transpose_ squeeze_ unsqueeze_ as_strided_ detach_ requires_grad_ backward item tolist "
             "numpy cpu to float double normal_ uniform_ random_ exponential_ relu_ exp_ clamp_ "
             "masked_fill_ index_add_ scatter_ register_hook retain_grad data_ptr untyped_storage")) {
    INFO(name);
    CHECK(find_method("Tensor", name));
  }
  for (const auto& name :
       words("leaky_relu elu gelu silu softplus linear dropout layer_norm batch_norm embedding one_hot "
             "mse_loss l1_loss cross_entropy nll_loss binary_cross_entropy smooth_l1_loss relu softmax "
             "binary_cross_entropy_with_logits")) {
    INFO(name);
    CHECK(find_function("torch.nn.functional." + name));
  }
}

TEST_CASE("names: attributes, constants and modules") {
  for (const auto& name :
       words("data grad requires_grad grad_fn is_leaf _version _base shape dtype device T mT ndim output_nr")) {
    INFO(name);
    CHECK(is_attribute(name));
  }
  CHECK(is_settable("data"));
  CHECK_FALSE(is_settable("shape"));
  CHECK(find_constant("torch.double")->as<Symbol>().name == "torch.float64");
  CHECK(find_constant("math.pi")->as<double>() == Approx(3.14159265358979));
  CHECK(find_constant("numpy.newaxis")->is_none());
  CHECK_FALSE(find_constant("torch.float3"));
  CHECK(is_module("torch.nn.functional"));
  CHECK_FALSE(is_module("torch.add"));
  CHECK(methods_named("item").size() == 2);
}

TEST_CASE("names: the nearest name is found among functions, constants, modules and members") {
  CHECK(nearest_in_module("torch", "tensro") == "tensor");
  CHECK(nearest_in_module("torch", "flaot64") == "float64");
  CHECK(nearest_in_module("torch.nn.functional", "reluu") == "relu");
  CHECK(nearest_member("requires_gard_") == "requires_grad_");
  CHECK(nearest_member("qqqqqqqqqq").empty());
}

TEST_CASE("names: a signature is read with its kinds and defaults") {
  auto parsed = parse_signature("f(input, dim:int, *size, out=None, scale=1e-05, mode='mean', dims=(0, 1))");
  REQUIRE(parsed.parameters.size() == 7);
  CHECK(parsed.parameters[1].accepts == "int");
  CHECK_FALSE(parsed.parameters[1].fallback);
  CHECK(parsed.parameters[2].kind == Parameter::Kind::variadic);
  CHECK(parsed.parameters[3].kind == Parameter::Kind::keyword_only);
  CHECK(parsed.parameters[4].fallback->as<double>() == 1e-05);
  CHECK(parsed.parameters[5].fallback->as<std::string>() == "mean");
  CHECK(parsed.parameters[6].fallback->as<std::shared_ptr<Sequence>>()->items.size() == 2);
  CHECK(parse_signature("f(**options)").parameters.size() == 5);
  CHECK_THROWS_AS(parse_signature("f(a b)"), std::invalid_argument);
  CHECK_THROWS_AS(parse_signature("f(a=?)"), std::invalid_argument);
  CHECK_THROWS_AS(parse_signature("f"), std::invalid_argument);
}

}  // namespace gradproof::checks
