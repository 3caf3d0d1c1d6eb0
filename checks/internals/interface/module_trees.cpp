// A tree of modules: its names, walks over it, what may be registered; how parameters start and are clipped.
#include <cmath>
#include <gradproof/checks/internals/interface/modules.hpp>

using torch::Tensor;
namespace nn = torch::nn;

namespace module_trees_twin {

struct Tree : nn::Module {
  Tree(int value, std::vector<std::shared_ptr<Tree>> children = {}) : value(value) {
    for (std::size_t i = 0; i < children.size(); ++i) register_module("c" + std::to_string(i), children[i]);
  }
  int value;
};
std::shared_ptr<Tree> tree(int value, std::vector<std::shared_ptr<Tree>> children = {}) {
  return std::make_shared<Tree>(value, std::move(children));
}
std::shared_ptr<Tree> grown() { return tree(0, {tree(1, {tree(2)}), tree(3, {tree(4, {tree(5)}), tree(6)})}); }

/// Lets everyone register.
struct Open : nn::Module {
  using nn::Module::register_buffer;
  using nn::Module::register_module;
  using nn::Module::register_parameter;
  using nn::Module::replace_module;
  using nn::Module::unregister_module;
};
struct Named : nn::Module {
  Named() : nn::Module("Fancy") {}
};

void walks() {
  const auto root = grown();
  const std::shared_ptr<const Tree> fixed = root;
  std::string names, values;
  root->apply([&](nn::Module& m) { values += std::to_string(m.as<Tree>()->value); });
  fixed->apply([&](const nn::Module& m) { values += std::to_string(m.as<Tree>()->value); });
  root->apply([&](const std::shared_ptr<nn::Module>& m) { values += std::to_string(m->as<Tree>()->value); });
  fixed->apply([&](const std::shared_ptr<nn::Module>& m) { values += std::to_string(m->as<Tree>()->value); });
  EXPECT(values == "0123456012345601234560123456");
  root->apply([&](const std::string& name, nn::Module&) { names += name + ' '; }, "net");
  EXPECT(names == "net net.c0 net.c0.c0 net.c1 net.c1.c0 net.c1.c0.c0 net.c1.c1 ");
  std::string again;
  fixed->apply([&](const std::string& name, const nn::Module&) { again += name + ' '; }, "net");
  EXPECT(again == names);
  again.clear();
  root->apply([&](const std::string& name, const std::shared_ptr<nn::Module>& m) { again += m ? name + ' ' : ""; },
              "net");
  EXPECT(again == names);
  EXPECT(root->modules().size() == 7 && root->modules(false).size() == 6 && root->children().size() == 2);
  EXPECT(root->named_modules("net")[5].key() == "net.c1.c0.c0" && root->named_children()[1].key() == "c1");
  Tree alone(1);
  EXPECT(contains(thrown([&] { alone.modules(); }),
                  "It looks like you attempted to retrieve your top-level module as a shared_ptr"));
  EXPECT(alone.modules(false).empty());
}

void registrations() {
  Open m;
  const nn::Linear first = m.register_module("fc", nn::Linear(3, 4));
  EXPECT(contains(thrown([&] { m.register_module("fc", nn::Linear(3, 4)); }), "Submodule 'fc' already defined"));
  EXPECT(contains(thrown([&] { m.register_module("a.b", nn::ReLU()); }),
                  "Submodule name must not contain a dot (got 'a.b')"));
  EXPECT(contains(thrown([&] { m.register_module("", nn::ReLU()); }), "Submodule name must not be empty"));
  EXPECT(contains(thrown([&] { m.register_parameter("a.b", torch::ones({1})); }),
                  "Parameter name must not contain a dot"));
  EXPECT(contains(thrown([&] { m.register_buffer("", torch::ones({1})); }), "Buffer name must not be empty"));
  const auto second = m.replace_module("fc", nn::Linear(5, 6));
  EXPECT(m.children()[0] == second && m.parameters()[0].size(1) == 5);
  EXPECT(contains(thrown([&] { m.replace_module("cf", nn::ReLU()); }), "Submodule 'cf' is not defined"));
  m.unregister_module("fc");
  EXPECT(m.children().empty());
  EXPECT(contains(thrown([&] { m.unregister_module("fc"); }), "No Module with name `fc` is registered"));
  EXPECT(!m.register_parameter("none", Tensor()).defined());
  EXPECT(!m.register_parameter("fixed", torch::ones({1}), false).requires_grad());
  EXPECT(m.register_parameter("free", torch::ones({1})).requires_grad() && m.parameters().size() == 2);
}

void casts_and_names() {
  nn::Linear fc(3, 4);
  const nn::Module& fixed = *fc;
  EXPECT(fixed.as<nn::Linear>() == fc.get() && fixed.as<nn::LinearImpl>() == fc.get() && !fixed.as<nn::ReLU>());
  EXPECT(fc->as<nn::Module>() == fc.get() && Named().name() == "Fancy" && streamed(Named()) == "Fancy");
  nn::ReLU empty = nullptr;
  EXPECT(!empty && empty.is_empty() && contains(thrown([&] { (void)empty->options; }), "Accessing empty ModuleHolder"));
  fc->to(torch::kDouble);
  EXPECT(fc->weight.scalar_type() == torch::kDouble && fc->weight.is_leaf() && fc->weight.requires_grad());
  fc->to(torch::kCPU, torch::kFloat);
  fc->forward(torch::ones({2, 3})).sum().backward();
  fc->zero_grad(false);
  EXPECT(fc->bias.grad().defined() && fc->bias.grad().sum().item<float>() == 0);
  fc->zero_grad(true);
  EXPECT(!fc->bias.grad().defined());
}

bool near(const Tensor& a, const Tensor& b) { return torch::allclose(a, b, 1e-4, 1e-5); }

void starts() {
  const Tensor one_each = nn::init::dirac_(torch::empty({3, 2, 3}));
  EXPECT(one_each.sum().item<float>() == 2 && one_each[1][1][1].item<float>() == 1);
  EXPECT(nn::init::dirac_(torch::empty({2, 3, 4, 5}))[0][0][2][2].item<float>() == 1);
  torch::manual_seed(3);
  const Tensor tall = nn::init::orthogonal_(torch::empty({4, 3})),
               wide = nn::init::orthogonal_(torch::empty({3, 2, 2}), 2);
  EXPECT(near(tall.t().mm(tall), torch::eye(3)) && near(wide.flatten(1).mm(wide.flatten(1).t()), 4 * torch::eye(3)));
  EXPECT(near(tall[0], torch::tensor({0.555481F, -0.207786F, -0.794389F})));
  const Tensor sparse = nn::init::sparse_(torch::empty({10, 4}), 0.25);
  EXPECT((sparse == 0).sum(0).equal(torch::full({4}, 3, torch::kLong)) && sparse.abs().max().item<float>() < 0.1F);
  EXPECT(contains(thrown([] {
                    nn::init::dirac_(torch::empty({2, 2}));
                  }),
                  "Only tensors with 3, 4, or 5 dimensions are supported"));
  EXPECT(contains(thrown([] { nn::init::orthogonal_(torch::empty({2})); }),
                  "Only tensors with 2 or more dimensions are supported"));
  EXPECT(contains(thrown([] { nn::init::sparse_(torch::empty({2}), 0.5); }),
                  "Only tensors with 2 dimensions are supported"));
  EXPECT(nn::init::calculate_gain(torch::kConvTranspose2D) == 1);
  nn::init::NonlinearityType kind = torch::kConv3D;
  EXPECT(torch::enumtype::get_enum_name(kind) == "kConv3D");
}

void clips() {
  nn::Linear fc(2, 2);
  const auto set = [&](float weight, float bias) {
    fc->weight.mutable_grad() = torch::full({2, 2}, weight);
    fc->bias.mutable_grad() = torch::full({2}, bias);
  };
  const auto norm = [&](double p) {
    set(2, -1);
    return nn::utils::clip_grad_norm_(fc->parameters(), 1, p);
  };
  EXPECT(std::abs(norm(2) - std::sqrt(18.0)) < 1e-5 &&
         near(fc->weight.grad(), torch::full({2, 2}, 2 / std::sqrt(18.F))));
  EXPECT(std::abs(norm(1) - 10) < 1e-5 && std::abs(norm(INFINITY) - 2) < 1e-6 && norm(0) == 2);
  EXPECT(near(fc->bias.grad(), torch::full({2}, -0.5F)));
  EXPECT(nn::utils::clip_grad_norm_({fc->bias}, 10.0) < 0.71 && near(fc->bias.grad(), torch::full({2}, -0.5F)));
  set(3, -3);
  nn::utils::clip_grad_value_({fc->weight, fc->bias}, 2);
  EXPECT(near(fc->weight.grad(), torch::full({2, 2}, 2.F)) && near(fc->bias.grad(), torch::full({2}, -2.F)));
  set(INFINITY, 0);
  EXPECT(contains(thrown([&] { nn::utils::clip_grad_norm_(fc->parameters(), 1, 2, true); }),
                  "The total norm of order 2 for gradients from `parameters` is non-finite, so it cannot be clipped."));
  EXPECT(nn::utils::clip_grad_norm_(std::vector<Tensor>{torch::ones({2})}, 1) == 0);
  const Tensor row = torch::arange(6, torch::kFloat);
  nn::utils::vector_to_parameters(row, fc->parameters());
  EXPECT(fc->bias[1].item<float>() == 5 && nn::utils::parameters_to_vector(fc->parameters()).equal(row));
}

TWIN(module_trees) {
  walks();
  registrations();
  casts_and_names();
  starts();
  clips();
}

}  // namespace module_trees_twin
