#pragma once
/// Modules, their functions, initialization and utilities.
#include <gradproof/core/nn/activations.hpp>
#include <gradproof/core/nn/functional.hpp>
#include <gradproof/core/nn/init.hpp>
#include <gradproof/core/nn/losses.hpp>
#include <gradproof/core/nn/margin_losses.hpp>
#include <gradproof/core/nn/modules/activation.hpp>
#include <gradproof/core/nn/modules/batchnorm.hpp>
#include <gradproof/core/nn/modules/dropout.hpp>
#include <gradproof/core/nn/modules/embedding.hpp>
#include <gradproof/core/nn/modules/linear.hpp>
#include <gradproof/core/nn/modules/module_dict.hpp>
#include <gradproof/core/nn/modules/module_list.hpp>
#include <gradproof/core/nn/modules/normalization.hpp>
#include <gradproof/core/nn/modules/parameter_containers.hpp>
#include <gradproof/core/nn/modules/sequential.hpp>
#include <gradproof/core/nn/utils.hpp>
