// prelude.checkpoint: what a part of the program would save is computed again when a derivative asks for it. A saved
// tensor is only a number, its place among those that the part saves; the first derivative that asks runs the part
// again, up to the last of them, as PyTorch's non-reentrant checkpoint does.
#include <gradproof/checks/subjects/native_operations.hpp>
#include <gradproof/checks/subjects/native_prelude.hpp>
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/graph/node.hpp>
#include <gradproof/core/graph/saved_hooks.hpp>
#include <gradproof/core/tensor/generator.hpp>

namespace gradproof::checks::native {
namespace {

/// Ends a second run once it has everything.
struct Enough {};

/// While one lives, random numbers come from `stream` once more.
class RandomFrom {
 public:
  explicit RandomFrom(const Generator& stream)
      : before_(std::exchange(default_generator(), stream)), was_replaying_(std::exchange(is_replaying(), true)) {}
  ~RandomFrom() {
    default_generator() = before_;
    is_replaying() = was_replaying_;
  }
  RandomFrom(const RandomFrom&) = delete;
  RandomFrom& operator=(const RandomFrom&) = delete;

 private:
  Generator before_;
  bool was_replaying_;
};

struct Meta {
  explicit Meta(const Tensor& t) : sizes(t.sizes().vec()), dtype(t.dtype()) {}
  bool operator==(const Meta&) const = default;
  std::vector<std::int64_t> sizes;
  DType dtype;
};

class Part {
 public:
  Part(Callable run, std::span<const Value> inputs) : run_(std::move(run)), random_(default_generator().clone()) {
    for (const Value& v : inputs) {
      inputs_.push_back(v);
      const Tensor* t = get_tensor(v);
      saved_inputs_.push_back(t ? SavedTensor(*t, false) : SavedTensor());
    }
  }

  std::any pack(const Tensor& t) {
    metas_.emplace_back(t);
    return metas_.size() - 1;
  }
  Tensor unpack(const std::any& place) {
    const auto i = std::any_cast<std::size_t>(place);
    if (i >= again_.size() || !again_[i].defined()) compute_again();
    return std::exchange(again_[i], Tensor());
  }
  /// The run itself holds its inputs as long as it lasts; afterwards only saved_inputs_ does.
  void done() {
    for (std::size_t i = 0; i < inputs_.size(); ++i)
      if (saved_inputs_[i].defined()) inputs_[i] = {};
  }

 private:
  void compute_again() {
    again_.clear();
    std::vector<Value> inputs = inputs_;
    AutoGradMode on(true);
    for (std::size_t i = 0; i < inputs.size(); ++i)
      if (saved_inputs_[i].defined()) inputs[i] = wrap(saved_inputs_[i].unpack(*node_));
    run_again(inputs);
    if (again_.size() < metas_.size())
      throw Raised("saved_hook",
                   "torch.utils.checkpoint: A different number of tensors was saved during the original forward and "
                   "recomputation. Number of tensors saved during forward: " +
                       std::to_string(metas_.size()) + ", during recomputation: " + std::to_string(again_.size()),
                   "CheckpointError");
    for (std::size_t i = 0; i < metas_.size(); ++i)
      if (!(Meta(again_[i]) == metas_[i]))
        throw Raised("saved_hook",
                     "torch.utils.checkpoint: Recomputed values for the following tensors have different metadata than "
                     "during the forward pass: tensor at position " +
                         std::to_string(i),
                     "CheckpointError");
  }

  void run_again(std::span<const Value> inputs) {
    RandomFrom random(random_.clone());
    SavedTensorHooksGuard hooks(
        [this](const Tensor& t) {
          again_.push_back(t.detach());
          if (again_.size() == metas_.size()) throw Enough();
          return std::any(t);
        },
        [](const std::any& t) { return std::any_cast<const Tensor&>(t); });
    try {
      run_(inputs);
    } catch (const Enough&) {
    }
  }

  static constexpr GradientRule kInputs = {"CheckpointInputs", nullptr};
  Callable run_;
  Generator random_;
  std::vector<Value> inputs_;
  std::vector<SavedTensor> saved_inputs_;
  Ref<Node> node_ = Node::create(kInputs, 0, 0, {});
  std::vector<Meta> metas_;
  TensorList again_;
};

}  // namespace

Value checkpoint(const Arguments& a) {
  const std::vector<Value> inputs = a["inputs"].as<std::shared_ptr<Sequence>>()->items;
  const Callable& run = as_function(a["run"]);
  const auto part = std::make_shared<Part>(run, inputs);
  SavedTensorHooksGuard hooks([part](const Tensor& t) { return part->pack(t); },
                              [part](const std::any& place) { return part->unpack(place); });
  Value result = run(inputs);
  part->done();
  return result;
}

}  // namespace gradproof::checks::native
