#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {

namespace {

/// Dimension `d` counted from the front; a tensor without dimensions has none to ask for.
int own_dim(const Layout& layout, std::int64_t d, const char* operation) {
  if (layout.dim() == 0)
    raise(ErrorKind::index,
          std::string(operation) + ": Dimension specified as " + std::to_string(d) + " but tensor has no dimensions");
  return wrap_dim(d, layout.dim(), operation);
}

}  // namespace

std::int64_t Tensor::size(std::int64_t d) const { return layout().size(own_dim(layout(), d, "size")); }

std::int64_t Tensor::stride(std::int64_t d) const {
  const Layout& own = body().layout;
  return own.stride(own_dim(own, d, "stride"));
}

void* Tensor::data_ptr() const { return body().layout.numel() ? impl_->data() : nullptr; }

void Tensor::expect_dtype(DType t) const {
  if (dtype() != t)
    raise(ErrorKind::dtype,
          "expected scalar type " + std::string(scalar_name(t)) + " but found " + std::string(scalar_name(dtype())));
}

void Tensor::raise_undefined() {
  raise(ErrorKind::argument,
        "Expected a proper Tensor but got None (or an undefined Tensor in C++). Give it a value first, or ask "
        "defined(): .grad() is undefined until a backward pass came by.");
}

const Layout& Tensor::layout_of_undefined() {
  static const Layout none(IntArrayRef{0});
  return none;
}

std::uint32_t Tensor::uncounted() const {
  if (!impl_) return 0;
  return impl_->version_counter().current();
}

Scalar Tensor::item() const {
  if (numel() != 1)
    raise(ErrorKind::value,
          "a Tensor with " + std::to_string(numel()) +
              " elements cannot be converted to Scalar: item() needs exactly one element; use tolist() or an index");
  const Tensor here = is_cpu() ? *this : detach().cpu();
  return visit(dtype(), [&](auto tag) { return Scalar(*static_cast<typename decltype(tag)::type*>(here.data_ptr())); });
}

}  // namespace gradproof
