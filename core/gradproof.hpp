#pragma once
/// The whole runtime: tensors, views, autograd. A program for libtorch's tensor front end needs only
/// `namespace torch = gradproof;`.
#include <gradproof/core/autograd/autograd.hpp>
#include <gradproof/core/autograd/gradcheck.hpp>
#include <gradproof/core/autograd/user_function.hpp>
#include <gradproof/core/device/caching_allocator.hpp>
#include <gradproof/core/device/threads.hpp>
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/graph/hooks.hpp>
#include <gradproof/core/graph/inference_mode.hpp>
#include <gradproof/core/graph/node.hpp>
#include <gradproof/core/graph/saved_hooks.hpp>
#include <gradproof/core/graph/saved_memory.hpp>
#include <gradproof/core/layout/array_ref.hpp>
#include <gradproof/core/layout/check.hpp>
#include <gradproof/core/layout/dispatch_type.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/layout/expanding_array.hpp>
#include <gradproof/core/layout/stream.hpp>
#include <gradproof/core/layout/version.hpp>
#include <gradproof/core/nn/nn.hpp>
#include <gradproof/core/ops/functions/further.hpp>
#include <gradproof/core/ops/functions/in_place.hpp>
#include <gradproof/core/ops/functions/out.hpp>
#include <gradproof/core/ops/functions/special.hpp>
#include <gradproof/core/ops/indexing.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/print.hpp>
#include <gradproof/core/optim/adagrad.hpp>
#include <gradproof/core/optim/adam.hpp>
#include <gradproof/core/optim/lbfgs.hpp>
#include <gradproof/core/optim/lr_scheduler.hpp>
#include <gradproof/core/optim/reduce_on_plateau.hpp>
#include <gradproof/core/optim/rmsprop.hpp>
#include <gradproof/core/optim/sgd.hpp>
#include <gradproof/core/tensor/accessor.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/host_array.hpp>
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

using std::make_optional;
using std::nullopt;
using std::nullopt_t;
using std::optional;

}  // namespace gradproof
