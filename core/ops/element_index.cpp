#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/element_index.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

int rank_of(const Tensor& t) { return std::max(int(t.dim()), 1); }
std::int64_t size_of_dim(const Tensor& t, int d) { return t.dim() ? t.layout().size(d) : 1; }

}  // namespace

void expect_index_fits(const Tensor& t, int dim, const Tensor& index, const char* name) {
  if (index.dtype() != kLong && index.dtype() != kInt)
    raise(ErrorKind::dtype, std::string(name) + "(): Expected dtype int32/int64 for index, found " +
                                std::string(gradproof::name(index.dtype())));
  if (index.numel() == 0) return;
  if (rank_of(index) != rank_of(t))
    raise(ErrorKind::shape, std::string(name) + "(): Index tensor must have the same number of dimensions as input " +
                                "tensor: found " + to_string(index.sizes()) + " for " + to_string(t.sizes()));
  for (int d = 0; d < rank_of(t); ++d)
    if (d != dim && size_of_dim(index, d) > size_of_dim(t, d))
      raise(ErrorKind::shape, std::string(name) + "(): Size does not match at dimension " + std::to_string(d) +
                                  " expected index " + to_string(index.sizes()) + " to be no larger than self " +
                                  to_string(t.sizes()) + " apart from dimension " + std::to_string(dim));
}

void expect_scatter_fits(const Tensor& t, int dim, const Tensor& index, const Tensor& src, const char* name) {
  expect_index_fits(t, dim, index, name);
  if (src.dtype() != t.dtype())
    raise(ErrorKind::dtype, std::string(name) + "(): Expected self.dtype to be equal to src.dtype, found " +
                                std::string(scalar_name(t.dtype())) + " and " + std::string(scalar_name(src.dtype())));
  if (index.numel() == 0) return;
  if (rank_of(src) != rank_of(index))
    raise(ErrorKind::shape, std::string(name) + "(): Index tensor must have the same number of dimensions as src " +
                                "tensor: found " + to_string(index.sizes()) + " for " + to_string(src.sizes()));
  for (int d = 0; d < rank_of(index); ++d)
    if (size_of_dim(index, d) > size_of_dim(src, d))
      raise(ErrorKind::shape, std::string(name) + "(): Expected index " + to_string(index.sizes()) +
                                  " to be no larger than src " + to_string(src.sizes()) + " size");
}

Tensor as_large_as(const Tensor& index, const Tensor& src) {
  if (index.numel() == 0 || index.dim() != src.dim()) return src;
  return raw_view(src, Layout(index.sizes(), src.strides(), src.storage_offset()));
}

Indexed element_index(const Tensor& t, int dim, const Tensor& index, const char* name) {
  const Tensor offsets = zeros(index.sizes(), index.options().dtype(kLong));
  const std::int64_t size = size_of_dim(t, dim), stride = t.dim() ? t.layout().stride(dim) : 1;
  if (const auto bad = add_offsets(offsets, index, size, stride, t.element_size()))
    raise(ErrorKind::index, std::string(name) + "(): index " + std::to_string(*bad) +
                                " is out of bounds for dimension " + std::to_string(dim) + " with size " +
                                std::to_string(size));
  std::vector<std::int64_t> strides(index.sizes().size(), 0);
  for (std::size_t d = 0; d < strides.size() && t.dim(); ++d)
    if (int(d) != dim) strides[d] = t.strides()[d];
  return {Layout(index.sizes(), strides, 0), offsets, offsets.layout()};
}

}  // namespace gradproof
