// libtorch checks no version of a tensor that went through saved-tensor hooks. Only its engine can hand out default
// hooks, as Python's does; this one hands out hooks that give back what they got.
#include <torch/csrc/autograd/engine.h>
#include <torch/csrc/autograd/saved_variable_hooks.h>

#include <gradproof/checks/subjects/libtorch_engine.hpp>
#include <memory>

namespace gradproof::checks::libtorch {
namespace {

struct IdentityHooks : torch::autograd::SavedVariableHooks {
  void call_pack_hook(const at::Tensor& tensor) override { saved = tensor; }
  at::Tensor call_unpack_hook() override { return saved; }
  at::Tensor saved;
};

struct UncheckedEngine : torch::autograd::Engine {
  std::unique_ptr<torch::autograd::SavedVariableHooks> get_default_saved_variable_hooks() override {
    return std::make_unique<IdentityHooks>();
  }
};

}  // namespace

void switch_version_check_off() {
  torch::autograd::set_default_engine_stub([]() -> torch::autograd::Engine& {
    static UncheckedEngine engine;
    return engine;
  });
}

}  // namespace gradproof::checks::libtorch
