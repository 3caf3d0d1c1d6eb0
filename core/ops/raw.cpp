#include <gradproof/core/device/stream.hpp>
#include <gradproof/core/layout/error.hpp>
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

void expect_one_device(std::initializer_list<const Tensor*> tensors) {
  const Tensor* first = nullptr;
  for (const Tensor* t : tensors) {
    if (!t->defined()) continue;
    if (!first) first = t;
    if (are_on_one_device(*t, *first)) [[likely]]
      continue;
    raise(ErrorKind::device_access, "Expected all tensors to be on the same device, but found at least two devices, " +
                                        first->device().str() + " and " + t->device().str() + "; move one with .to()");
  }
}

namespace {

/// Bytes of one dense tensor to another of the same form, elsewhere.
void transfer(const Tensor& to, const Tensor& from, bool non_blocking) {
  const std::size_t bytes = std::size_t(from.numel()) * from.element_size();
  const Device &target = to.device(), &source = from.device();
  if (source.is_cpu())
    return target.backend().transfer(Direction::to_device, to->data(), from->data(), bytes, non_blocking);
  if (target.is_cpu())
    return source.backend().transfer(Direction::to_host, to->data(), from->data(), bytes, non_blocking);
  // Issued where the source is read; the target's stream waits before and after.
  const Stream reads = current_stream(source), writes = current_stream(target);
  reads.wait_stream(writes);
  source.backend().transfer(Direction::within, to->data(), from->data(), bytes, non_blocking);
  writes.wait_stream(reads);
}

/// By way of dense tensors where one of the two is not, or has another type.
void copy_between(const Tensor& to, const Tensor& from, bool non_blocking) {
  const bool sends_as_is = from.dtype() == to.dtype() && from.is_contiguous();
  const Tensor sent = sends_as_is ? from : make_result(Layout(from.sizes()), to.dtype(), from.device());
  if (!sends_as_is) raw_copy(sent, from);
  const bool lands_as_is = to.is_contiguous() && to.sizes() == from.sizes();
  const Tensor landed = lands_as_is ? to : make_result(Layout(from.sizes()), to.dtype(), to.device());
  transfer(landed, sent, non_blocking);
  if (!lands_as_is) raw_copy(to, landed);
}

}  // namespace

void raw_copy(const Tensor& to, const Tensor& from, bool non_blocking) {
  if (are_on_one_device(to, from)) [[likely]]
    return raw_copy_beside(to, from);
  if (to->layout.numel() > 0) copy_between(to, from, non_blocking);
}

void raw_copy_beside(const Tensor& to, const Tensor& from) {
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

Tensor host_clone(const Tensor& t) {
  Tensor out = make_result(Layout(t.sizes()), t.dtype(), Device());
  raw_copy(out, t);
  return out;
}

Tensor placed_beside(const Tensor& like, const Tensor& made) {
  if (like.device() == made.device()) return made;
  Tensor out = make_result(Layout(made.sizes()), made.dtype(), like.device());
  raw_copy(out, made);
  return out;
}

void run_indexed(IndexedId id, const Tensor& values, const Tensor& memory, const Indexed& where) {
  if (where.range.numel() == 0) return;
  expect_one_device({&memory, &values, &where.offsets});
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
  expect_one_device({&offsets, &index});
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
  backend.nonzero(t.dtype(), e, reinterpret_cast<std::int64_t*>(positions->data()));
  return positions;
}

Tensor offsets_of_positions(const Tensor& positions, const Layout& layout, std::size_t element_size) {
  const Tensor dense = host_clone(positions);
  auto* p = dense.data_ptr<std::int64_t>();
  for (std::int64_t i = 0; i < dense.numel(); ++i) {
    std::int64_t left = p[i], offset = 0;
    for (int d = layout.dim() - 1; d >= 0; --d) {
      offset += left % layout.size(d) * layout.stride(d);
      left /= layout.size(d);
    }
    p[i] = offset * std::int64_t(element_size);
  }
  return placed_beside(positions, dense);
}

}  // namespace gradproof
