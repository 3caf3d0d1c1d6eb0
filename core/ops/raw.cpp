#include <gradproof/core/ops/raw.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/elements.hpp>

namespace gradproof {
namespace {

OperandSource operand(const Tensor& t) { return {t->data(), t.element_size(), &t.layout()}; }

}  // namespace

Tensor raw_view(const Tensor& t, const Layout& layout) {
  return Tensor(TensorImpl::create(t->storage, layout, t.dtype()));
}

void raw_copy(const Tensor& to, const Tensor& from) {
  if (to->layout.numel() == 0) return;
  Elements e;
  build_elements_in_order(e, to->layout.sizes(), {operand(to), operand(from)});
  to->storage->device().backend().copy(to->dtype, from->dtype, e);
}

void raw_fill(const Tensor& to, const Scalar& value) {
  if (to.numel() == 0) return;
  Elements e;
  build_elements(e, to.sizes(), {operand(to)});
  to.device().backend().fill(to.dtype(), value, e);
}

Tensor raw_empty(IntArrayRef sizes, const Tensor& like) {
  return make_result(Layout(sizes), like.dtype(), like.device());
}

Tensor raw_empty_like(const Tensor& t) { return make_result_like(t, t.dtype()); }

Tensor raw_clone(const Tensor& t, bool keep_strides) {
  Tensor out = keep_strides ? raw_empty_like(t) : raw_empty(t.sizes(), t);
  raw_copy(out, t);
  return out;
}

void run_indexed(IndexedId id, const Tensor& values, const Tensor& memory, const Indexed& where) {
  if (where.range.numel() == 0) return;
  const Layout spread = expand(values.layout(), where.range.sizes());
  char* start = memory->data();
  Elements e;
  build_elements(e, where.range.sizes(),
                 {{values->data(), values.element_size(), &spread},
                  {start, memory.element_size(), &where.range},
                  {where.offsets->data(), sizeof(std::int64_t), &where.offset_layout}});
  memory.device().backend().indexed(id, memory.dtype(), e);
}

std::optional<std::int64_t> add_offsets(const Tensor& offsets, const Tensor& index, std::int64_t size,
                                        std::int64_t stride, std::size_t element_size) {
  if (offsets.numel() == 0) return {};
  Elements e;
  build_elements(e, offsets.sizes(), {operand(offsets), operand(index)});
  return offsets.device().backend().locate(index.dtype(), size, stride * std::int64_t(element_size), e);
}

Tensor nonzero_positions(const Tensor& t) {
  if (t.numel() == 0) return make_result(Layout(IntArrayRef(std::int64_t(0))), kLong, t.device());
  Elements e;
  build_elements(e, t.sizes(), {operand(t)});
  Backend& backend = t.device().backend();
  const std::int64_t count = backend.nonzero(t.dtype(), e, nullptr);
  Tensor positions = make_result(Layout(IntArrayRef(count)), kLong, t.device());
  backend.nonzero(t.dtype(), e, positions.data_ptr<std::int64_t>());
  return positions;
}

Tensor offsets_of_positions(const Tensor& positions, const Layout& layout, std::size_t element_size) {
  const Tensor dense = raw_clone(positions);
  auto* p = dense.data_ptr<std::int64_t>();
  for (std::int64_t i = 0; i < dense.numel(); ++i) {
    std::int64_t left = p[i], offset = 0;
    for (int d = layout.dim() - 1; d >= 0; --d) {
      offset += left % layout.size(d) * layout.stride(d);
      left /= layout.size(d);
    }
    p[i] = offset * std::int64_t(element_size);
  }
  return dense;
}

}  // namespace gradproof
