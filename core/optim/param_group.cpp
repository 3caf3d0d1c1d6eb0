#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/optim/param_group.hpp>

namespace gradproof::optim {
namespace {

[[noreturn]] void refuse(const char* method, const char* advice) {
  raise(ErrorKind::not_implemented, std::string(method) + advice);
}

constexpr const char* override_it =
    " has not been overidden and implemented in subclass of torch::optim::OptimizerOptions, you must override it in "
    "your subclass.";

}  // namespace

std::unique_ptr<OptimizerOptions> OptimizerOptions::clone() const {
  refuse("clone()",
         " has not been implemented for torch::optim::OptimizerOptions. Subclass "
         "torch::optim::OptimizerCloneableOptions<YourOptimizerOptions> instead to inherit the ability to clone.");
}
double OptimizerOptions::get_lr() const { refuse("double get_lr()", override_it); }
void OptimizerOptions::set_lr(double) { refuse("double set_lr()", override_it); }

std::unique_ptr<OptimizerParamState> OptimizerParamState::clone() const {
  refuse(
      "clone()",
      " has not been implemented for torch::optim::OptimizerParamState. Subclass "
      "torch::optim::OptimizerCloneableParamState<YourOptimizerParamState> instead to inherit the ability to clone.");
}

OptimizerOptions* OptimizerParamGroup::expect_options() const {
  if (!options_)
    raise(ErrorKind::value,
          "this parameter group has no options yet: give it some, or add it to an optimizer, which gives it its own");
  return options_.get();
}

}  // namespace gradproof::optim
