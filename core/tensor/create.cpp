#include <algorithm>
#include <cmath>
#include <cstring>
#include <gradproof/core/layout/check.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/create.hpp>
#include <gradproof/core/tensor/elements.hpp>

namespace gradproof {

namespace {

DType kind_of(const std::vector<Scalar>& values) {
  if (values.empty()) return default_dtype();
  DType kind = DType::boolean;
  for (const Scalar& v : values) kind = promote(kind, v.kind());
  return kind == DType::float64 ? default_dtype() : kind;
}

std::string spaced(const std::vector<std::int64_t>& sizes) {
  std::string text;
  for (std::int64_t s : sizes) text += (text.empty() ? "" : " ") + std::to_string(s);
  return text;
}

/// The braces of dimension `d`; takes its numbers from `next` on.
void print_braces(std::ostream& out, IntArrayRef sizes, std::size_t d, std::vector<Scalar>::const_iterator& next) {
  if (d == sizes.size()) return void(out << *next++);
  out << '{';
  for (std::int64_t i = 0; i < sizes[d]; ++i) {
    if (i) out << ", ";
    print_braces(out, sizes, d + 1, next);
  }
  out << '}';
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const NestedData& data) {
  auto next = data.values_.begin();
  print_braces(out, data.sizes_, 0, next);
  return out;
}

NestedData::NestedData(std::initializer_list<NestedData> items) : sizes_{std::int64_t(items.size())} {
  for (const NestedData& item : items) {
    if (item.sizes_ != items.begin()->sizes_)
      raise(ErrorKind::shape, str("Expected all sub-lists to have sizes: ", spaced(items.begin()->sizes_), " (e.g. ",
                                  *items.begin(), "), but got sub-list ", item, " with sizes: ", spaced(item.sizes_)));
    if (!item.values_.empty() && !values_.empty() && item.values_[0].kind() != values_[0].kind())
      raise(ErrorKind::dtype, "Expected all elements of the tensor to have the same scalar type: " +
                                  std::string(scalar_name(values_[0].kind())) + ", but got element of scalar type: " +
                                  std::string(scalar_name(item.values_[0].kind())));
    values_.insert(values_.end(), item.values_.begin(), item.values_.end());
  }
  if (items.size()) kept_ = items.begin()->kept_;
  for (const NestedData& item : items)
    if (item.kept_ != kept_) kept_.reset();
  if (items.size()) sizes_.insert(sizes_.end(), items.begin()->sizes_.begin(), items.begin()->sizes_.end());
}

namespace {
constexpr std::int64_t kFew = 64;
}

void fill_raw(const Tensor& t, const Scalar& value) {
  if (t->layout.numel() == 0) return;
  // Few numbers that the host reaches need no kernel.
  if (t->layout.is_contiguous() && t->layout.numel() <= kFew && t->storage->host_accessible()) {
    if (value.kind() != DType::float64 && value.toLong() == 0)
      return void(std::memset(t->data(), 0, std::size_t(t->layout.numel()) * size_of(t->dtype)));
    return visit(t->dtype, [&](auto tag) {
      using T = typename decltype(tag)::type;
      T* const first = static_cast<T*>(static_cast<void*>(t->data()));
      *first = value.cast<T>();
      if (t->layout.numel() > 1) std::fill_n(first + 1, t->layout.numel() - 1, *first);
    });
  }
  Elements e;
  if (t->layout.is_contiguous())
    build_row(e, t->layout.numel(), {{t->data(), std::int64_t(size_of(t->dtype))}});
  else
    build_elements(e, t.sizes(), {{t->data(), size_of(t->dtype), &t.layout()}});
  t->storage->device().backend().fill(t.dtype(), value, e);
}

Tensor finished(Tensor t, const TensorOptions& options) {
  if (options.pinned_memory()) [[unlikely]]
    t = t.pin_memory();
  if (options.requires_grad()) t.requires_grad_();
  return t;
}

Tensor make_result_in_order(const Tensor& t, DType dtype) {
  if (!t.layout().is_row_major()) return make_result(preserved(t.layout()), dtype, t->storage->device());
  Tensor out = make_result(t.layout(), dtype, t->storage->device());
  out->layout.set_offset(0);
  return out;
}

Tensor empty(IntArrayRef sizes, const TensorOptions& options) {
  if (const auto format = options.memory_format_opt(); format && *format != MemoryFormat::Preserve)
    return empty_strided(sizes, strides_in(sizes, *format), options);
  return finished(make_result(Layout(sizes), options.dtype(), options.device()), options);
}

Tensor empty_strided(IntArrayRef sizes, IntArrayRef strides, const TensorOptions& options) {
  const Layout layout(sizes, strides, 0);
  const std::size_t bytes = std::size_t(element_range(layout).end) * size_of(options.dtype());
  return finished(Tensor(TensorImpl::create(Storage::create(options.device(), bytes), layout, options.dtype())),
                  options);
}

Tensor full(IntArrayRef sizes, const Scalar& value, const TensorOptions& options) {
  const DType dtype = options.dtype_opt() ? *options.dtype_opt() : kind_of({value});
  value.expect_fits(dtype);
  Tensor t = make_result(Layout(sizes), dtype, options.device());
  fill_raw(t, value);
  return finished(t, options);
}

Tensor zeros(IntArrayRef sizes, const TensorOptions& options) { return full(sizes, 0, options.dtype(options.dtype())); }
Tensor ones(IntArrayRef sizes, const TensorOptions& options) { return full(sizes, 1, options.dtype(options.dtype())); }

Tensor from_values(const std::vector<Scalar>& values, IntArrayRef sizes, const TensorOptions& options) {
  const DType dtype = options.dtype_opt().value_or(kind_of(values));
  Tensor t = make_result(Layout(sizes), dtype, Device());
  visit(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    std::transform(values.begin(), values.end(), static_cast<T*>(t.data_ptr()),
                   [](const Scalar& s) { return s.cast<T>(); });
  });
  return finished(options.device().is_cpu() ? t : t.to(options.device()), options);
}

Tensor tensor(const NestedData& data, const TensorOptions& options) {
  const auto dtype = options.dtype_opt() ? options.dtype_opt() : data.kept_type();
  return from_values(data.values(), data.sizes(), options.dtype(dtype));
}

Tensor scalar_tensor(const Scalar& value, const TensorOptions& options) {
  return full({}, value, options.dtype(options.dtype()));
}

Tensor arange(const Scalar& start, const Scalar& end, const Scalar& step, const TensorOptions& options) {
  const double first = start.toDouble(), by = step.toDouble();
  if (by == 0) raise(ErrorKind::value, "arange: step must be nonzero");
  const double count = std::ceil((end.toDouble() - first) / by);
  if (!(count >= 0))
    raise(ErrorKind::value, "arange: upper bound and lower bound inconsistent with step sign: start " +
                                std::to_string(first) + ", end " + std::to_string(end.toDouble()) + ", step " +
                                std::to_string(by));
  const DType kind = promote(promote(start.kind(), end.kind()), step.kind());
  std::vector<Scalar> values;
  for (std::int64_t i = 0; i < std::int64_t(count); ++i)
    values.push_back(kind == DType::float64 ? Scalar(first + double(i) * by)
                                            : Scalar(start.toLong() + i * step.toLong()));
  const DType dtype = kind == DType::float64 ? default_dtype() : DType::int64;
  return from_values(values, std::int64_t(values.size()), options.dtype(options.dtype_opt().value_or(dtype)));
}

Tensor range(const Scalar& start, const Scalar& end, const Scalar& step, const TensorOptions& options) {
  const double first = start.toDouble(), by = step.toDouble();
  if (by == 0) raise(ErrorKind::value, "range: step must be nonzero");
  const double count = std::floor((end.toDouble() - first) / by) + 1;
  if (!(count >= 1))
    raise(ErrorKind::value, "range: upper bound and larger bound inconsistent with step sign: start " +
                                std::to_string(first) + ", end " + std::to_string(end.toDouble()) + ", step " +
                                std::to_string(by));
  std::vector<Scalar> values;
  for (std::int64_t i = 0; i < std::int64_t(count); ++i) values.emplace_back(first + double(i) * by);
  return from_values(values, std::int64_t(values.size()), options.dtype(options.dtype()));
}

Tensor from_blob(void* data, IntArrayRef sizes, const TensorOptions& options) {
  return from_blob(data, sizes, nullptr, options);
}

Tensor from_blob(void* data, IntArrayRef sizes, void (*deleter)(void*), const TensorOptions& options) {
  auto call = [](void* d, void* f) { reinterpret_cast<void (*)(void*)>(f)(d); };
  return from_blob(data, sizes, {}, deleter ? Storage::Deleter(call) : nullptr, reinterpret_cast<void*>(deleter),
                   options);
}

namespace {

/// Whose memory that is, of the kind of device that was asked for.
Device device_of(const void* data, const Device& asked) {
  if (asked.is_cpu()) return asked;
  const std::optional<int> owner = asked.backend().owner_of(data);
  if (!owner)
    raise(ErrorKind::device_access, "The specified pointer resides on host memory and is not registered with any " +
                                        std::string(asked.type().name()) +
                                        " device; give data_ptr() of a tensor there");
  const Device found(asked.backend().numbered(*owner), *owner);
  if (asked.has_index() && asked != found)
    raise(ErrorKind::device_access,
          "Specified device '" + asked.str() + "' does not match device of data '" + found.str() + "'");
  return found;
}

}  // namespace

Tensor from_blob(void* data, IntArrayRef sizes, IntArrayRef strides, Storage::Deleter deleter, void* context,
                 const TensorOptions& options) {
  const Layout layout = strides.empty() ? Layout(sizes) : Layout(sizes, strides, 0);
  const std::size_t bytes = std::size_t(element_range(layout).end) * size_of(options.dtype());
  Ref<Storage> storage = Storage::wrap(data, bytes, deleter, context, device_of(data, options.device()));
  return finished(Tensor(TensorImpl::create(std::move(storage), layout, options.dtype())), options);
}

}  // namespace gradproof
