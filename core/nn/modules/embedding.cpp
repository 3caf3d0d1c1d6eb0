#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/nn/functional.hpp>
#include <gradproof/core/nn/init.hpp>
#include <gradproof/core/nn/modules/embedding.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <ostream>

namespace gradproof::nn {
namespace {

/// The padding row counted from the front.
std::optional<std::int64_t> padding_row(std::optional<std::int64_t> padding_idx, std::int64_t rows) {
  if (!padding_idx) return std::nullopt;
  if (*padding_idx < -rows || *padding_idx >= rows)
    raise(ErrorKind::index, "Padding_idx must be within num_embeddings: found " + std::to_string(*padding_idx) +
                                ", expected at least " + std::to_string(-rows) + " and below " + std::to_string(rows));
  return *padding_idx < 0 ? *padding_idx + rows : *padding_idx;
}

}  // namespace

EmbeddingImpl::EmbeddingImpl(const EmbeddingOptions& o) : options(o) { reset(); }

void EmbeddingImpl::reset() {
  const std::int64_t rows = options.num_embeddings(), columns = options.embedding_dim();
  options.padding_idx(padding_row(options.padding_idx(), rows));
  const Tensor given = options._weight();
  if (given.defined() && !(given.sizes() == IntArrayRef({rows, columns})))
    raise(ErrorKind::shape, "Shape of _weight does not match num_embeddings and embedding_dim: found " +
                                to_string(given.sizes()) + ", expected [" + std::to_string(rows) + ", " +
                                std::to_string(columns) + "]");
  weight = register_parameter("weight", given.defined() ? given : empty({rows, columns}));
  if (!given.defined()) reset_parameters();
}

void EmbeddingImpl::reset_parameters() {
  init::normal_(weight);
  NoGradGuard no_grad;
  if (options.padding_idx()) weight[*options.padding_idx()].fill_(0);
}

void EmbeddingImpl::pretty_print(std::ostream& stream) const {
  stream << "torch::nn::Embedding(num_embeddings=" << options.num_embeddings()
         << ", embedding_dim=" << options.embedding_dim();
  if (options.padding_idx()) stream << ", padding_idx=" << *options.padding_idx();
  if (options.max_norm()) stream << ", max_norm=" << *options.max_norm();
  if (options.norm_type() != 2) stream << ", norm_type=" << options.norm_type();
  if (options.scale_grad_by_freq()) stream << std::boolalpha << ", scale_grad_by_freq=" << options.scale_grad_by_freq();
  if (options.sparse()) stream << std::boolalpha << ", sparse=" << options.sparse();
  stream << ")";
}

Tensor EmbeddingImpl::forward(const Tensor& input) {
  return functional::embedding(input, weight,
                               functional::EmbeddingFuncOptions()
                                   .padding_idx(options.padding_idx())
                                   .max_norm(options.max_norm())
                                   .norm_type(options.norm_type())
                                   .scale_grad_by_freq(options.scale_grad_by_freq())
                                   .sparse(options.sparse()));
}

Embedding Embedding::from_pretrained(const Tensor& rows, const EmbeddingFromPretrainedOptions& o) {
  if (rows.dim() != 2)
    raise(ErrorKind::shape, "Embeddings parameter is expected to be 2-dimensional, found " + to_string(rows.sizes()));
  Embedding made(EmbeddingOptions(rows.size(0), rows.size(1))
                     ._weight(rows)
                     .padding_idx(o.padding_idx())
                     .max_norm(o.max_norm())
                     .norm_type(o.norm_type())
                     .scale_grad_by_freq(o.scale_grad_by_freq())
                     .sparse(o.sparse()));
  made->weight.set_requires_grad(!o.freeze());
  return made;
}

namespace functional {

Tensor embedding(const Tensor& input, const Tensor& weight, const EmbeddingFuncOptions& o) {
  const std::int64_t padding = padding_row(o.padding_idx(), weight.size(0)).value_or(-1);
  if (o.max_norm()) {
    NoGradGuard no_grad;
    embedding_renorm_(weight, input, *o.max_norm(), o.norm_type());
  }
  return gradproof::embedding(weight, input, padding, o.scale_grad_by_freq(), o.sparse());
}

Tensor normalize(const Tensor& input, const NormalizeFuncOptions& o) {
  return input / input.norm(Scalar(o.p()), {o.dim()}, true).clamp_min(o.eps()).expand_as(input);
}

Tensor pad(const Tensor& input, const PadFuncOptions& o) { return constant_pad_nd(input, o.pad(), o.value()); }

}  // namespace functional
}  // namespace gradproof::nn
