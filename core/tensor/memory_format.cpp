#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/tensor/tensor.hpp>

namespace gradproof {
namespace {

bool fits(IntArrayRef sizes, MemoryFormat format) {
  if (format == MemoryFormat::ChannelsLast) return sizes.size() == 4;
  return format != MemoryFormat::ChannelsLast3d || sizes.size() == 5;
}

}  // namespace

std::vector<std::int64_t> strides_in(IntArrayRef sizes, MemoryFormat format) {
  if (format == MemoryFormat::Contiguous || format == MemoryFormat::Preserve) return Layout(sizes).strides().vec();
  if (!fits(sizes, format))
    raise(ErrorKind::shape, "required rank " + std::to_string(format == MemoryFormat::ChannelsLast ? 4 : 5) +
                                " tensor to use channels_last format, found sizes " + to_string(sizes));
  std::vector<std::int64_t> strides(sizes.size());
  std::int64_t stride = 1;
  auto place = [&](std::size_t d) {
    strides[d] = stride;
    stride *= sizes[d] > 0 ? sizes[d] : 1;
  };
  place(1);
  for (std::size_t d = sizes.size() - 1; d >= 2; --d) place(d);
  place(0);
  return strides;
}

bool lies_in(const Layout& layout, MemoryFormat format) {
  if (format == MemoryFormat::Contiguous || format == MemoryFormat::Preserve) return layout.is_contiguous();
  if (!fits(layout.sizes(), format)) return false;
  const std::vector<std::int64_t> strides = strides_in(layout.sizes(), format);
  for (int d = 0; d < layout.dim(); ++d)
    if (layout.size(d) != 1 && layout.stride(d) != strides[std::size_t(d)]) return false;
  return true;
}

MemoryFormat Tensor::suggest_memory_format() const {
  for (MemoryFormat format : {MemoryFormat::ChannelsLast, MemoryFormat::ChannelsLast3d})
    if (!is_contiguous() && is_contiguous(format)) return format;
  return MemoryFormat::Contiguous;
}

}  // namespace gradproof
