// as_strided, and what stale views are made afresh with: one as_strided node over the base's newest history.
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/pointwise_rows.hpp>
#include <gradproof/core/ops/views.hpp>
#include <gradproof/core/tensor/create.hpp>

namespace gradproof {
namespace {

/// Both geometries, so that a gradient of the view can be added up where the input's elements lie.
struct Geometry {
  Layout input, view;
};

Tensor over_span(const Layout& input, const Layout& view, DType dtype, const Device& device, std::int64_t& first) {
  const ElementRange a = element_range(input), b = element_range(view);
  first = std::min(a.begin, b.begin);
  const std::int64_t elements = std::max(a.end, b.end) - first;
  return zeros(std::max<std::int64_t>(elements, 0), TensorOptions(dtype).device(device));
}

Tensor raw_over(const Tensor& span, const Layout& l, std::int64_t first) {
  return Tensor(TensorImpl::create(span->storage, Layout(l.sizes(), l.strides(), l.offset() - first), span.dtype()));
}

/// The gradient of input, given that of the view: elements that several view positions name receive the sum.
Tensor gather_gradient(const Tensor& g, const Geometry& geometry) {
  std::int64_t first = 0;
  const Tensor span = over_span(geometry.input, geometry.view, g.dtype(), g.device(), first);
  const Tensor target = raw_over(span, geometry.view, first);
  launch(kAdd.id, g.dtype(), target, target, g);  // one element after another, so repeated positions add up
  return raw_over(span, geometry.input, first).clone(MemoryFormat::Contiguous);
}

void as_strided_gradient(Backward& b);
void scatter_gradient(Backward& b);
void destroy_geometry(void* attributes) { static_cast<Geometry*>(attributes)->~Geometry(); }

constexpr GradientRule kAsStrided = {"AsStridedBackward0", as_strided_gradient, false, destroy_geometry};
constexpr GradientRule kAsStridedWrite = {"AsStridedBackward1", as_strided_gradient, false, destroy_geometry};
constexpr GradientRule kAsStridedScatter = {"AsStridedScatterBackward0", scatter_gradient, false, destroy_geometry};

Ref<Node> geometry_node(const GradientRule& rule, const Tensor& result, const Tensor& input, const Geometry& geometry) {
  const Tensor* out = &result;
  Ref<Node> n = Node::create(rule, 1, 0, {&out, 1}, sizeof(Geometry));
  new (n->attribute_block()) Geometry(geometry);
  connect(*n, {&input}, {});
  return n;
}

void as_strided_gradient(Backward& b) {
  const auto& geometry = b.attributes<Geometry>();
  const Tensor out = gather_gradient(b.grad(), geometry);
  if (is_recorded({&b.grad()})) set_gradient_edge(out, geometry_node(kAsStridedScatter, out, b.grad(), geometry), 0);
  b.give(0, out);
}

// The derivative of adding a view's gradient into its input is reading the view out of the input.
void scatter_gradient(Backward& b) {
  const auto& geometry = b.attributes<Geometry>();
  const Layout& v = geometry.view;
  const Tensor laid = empty_strided(geometry.input.sizes(), geometry.input.strides(), b.grad().options());
  laid.copy_(b.grad());
  b.give(0,
         laid.as_strided(v.sizes(), v.strides(), v.offset() - geometry.input.offset()).clone(MemoryFormat::Contiguous));
}

Ref<Node> make_producer(const Tensor& view, const Tensor& base) {
  return geometry_node(kAsStrided, view, base, {base.layout(), view.layout()});
}

}  // namespace

Ref<Node> as_strided_node(const Tensor& base, const Tensor& target) {
  return geometry_node(kAsStridedWrite, target, base, {base.layout(), target.layout()});
}

void track_view(const Tensor& view, const Tensor& base, CreationMeta creation) {
  if (view->inference || ThreadMode::has(ThreadMode::below_counters)) return;
  auto info = std::make_unique<ViewInfo>();
  const ViewInfo* parent = find_view(base);
  info->base = parent ? parent->base : base;
  info->creation = creation;
  if (creation == CreationMeta::ordinary && !GradMode::is_enabled())
    info->creation = ThreadMode::has(ThreadMode::inference) ? CreationMeta::inference_mode : CreationMeta::no_grad_mode;
  if (parent && (info->creation == CreationMeta::ordinary || parent->creation == CreationMeta::inference_mode))
    info->creation = parent->creation;
  info->made_at_version = view._version();
  info->make_producer = make_producer;
  meta_of(view).view = std::move(info);
}

Tensor Tensor::as_strided(IntArrayRef sizes, IntArrayRef strides, std::optional<std::int64_t> offset) const {
  if (sizes.size() != strides.size())
    raise(ErrorKind::shape, "mismatch in length of strides and shape: " + to_string(strides) + ", " + to_string(sizes));
  for (std::int64_t s : strides)
    if (s < 0)
      raise(ErrorKind::value,
            "as_strided: Negative strides are not supported at the moment, got strides: " + to_string(strides));
  const Layout target(sizes, strides, offset.value_or(storage_offset()));
  const ElementRange r = element_range(target);
  const std::size_t needed = std::size_t(r.end) * element_size();
  if (r.begin < 0 || needed > body().storage->bytes())
    raise(ErrorKind::shape, "setStorage: sizes " + to_string(sizes) + ", strides " + to_string(strides) +
                                ", storage offset " + std::to_string(target.offset()) +
                                " requiring a storage size of " + std::to_string(needed) +
                                " are out of bounds for storage of size " + std::to_string(body().storage->bytes()));
  Tensor v = alias_as_view(*this, target);
  if (is_recorded({this})) {
    const Ref<Node> node = geometry_node(kAsStrided, v, *this, {layout(), target});
    v->producer = node;
  }
  track_view(v, *this, CreationMeta::ordinary);
  return v;
}

}  // namespace gradproof
