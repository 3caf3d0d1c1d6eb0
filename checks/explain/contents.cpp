#include <algorithm>
#include <gradproof/checks/explain/contents.hpp>
#include <gradproof/core/layout/dtype.hpp>

namespace gradproof::checks::explain {
namespace {

constexpr std::int64_t kShown = 6;

/// Calls `visit(place)` with the places of the first `count` elements, row-major.
template <class F>
void for_each_place(const Layout& layout, std::int64_t count, F visit) {
  std::vector<std::int64_t> index(std::size_t(layout.dim()), 0);
  std::int64_t place = layout.offset();
  for (std::int64_t left = count; left > 0; --left) {
    visit(place);
    for (int d = layout.dim() - 1; d >= 0; --d) {
      place += layout.stride(d);
      if (++index[std::size_t(d)] < layout.size(d)) break;
      place -= layout.stride(d) * layout.size(d);
      index[std::size_t(d)] = 0;
    }
  }
}

// FNV-1a: a change must show, and nobody here tries to hide one.
void mix(std::uint64_t& hash, const char* bytes, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) hash = (hash ^ static_cast<unsigned char>(bytes[i])) * 0x100000001b3ULL;
}

template <class T>
records::Value number(T value) {
  if constexpr (std::is_same_v<T, bool>)
    return {value};
  else if constexpr (std::is_integral_v<T>)
    return {static_cast<std::int64_t>(value)};
  else
    return {static_cast<double>(value)};
}

bool is_readable(const Region& region) {
  if (!region.storage || !region.storage->host_accessible()) return false;
  const ElementRange range = element_range(region.layout);
  const auto bytes = static_cast<std::int64_t>(region.storage->bytes());
  return range.begin >= 0 && range.end * std::int64_t(size_of(region.dtype)) <= bytes;
}

}  // namespace

Region whole_memory(const Region& region) {
  const auto size = std::int64_t(size_of(region.dtype));
  const std::int64_t count = region.storage ? static_cast<std::int64_t>(region.storage->bytes()) / size : 0;
  if (region.layout.numel() == count && !overlaps_itself(region.layout)) return region;
  return {region.storage, Layout(IntArrayRef({count})), region.dtype};
}

std::int64_t bytes_of(const Region& region) { return region.layout.numel() * std::int64_t(size_of(region.dtype)); }

records::Value first_elements(const Region& region) {
  if (!is_readable(region)) return {};
  records::Value::List shown;
  visit(region.dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const auto* elements = reinterpret_cast<const T*>(region.storage->data());
    for_each_place(region.layout, std::min(region.layout.numel(), kShown),
                   [&](std::int64_t place) { shown.push_back(number(elements[place])); });
  });
  if (region.layout.dim() == 0) return shown.front();
  if (region.layout.numel() > kShown) shown.push_back({std::string("...")});
  return {std::move(shown)};
}

Contents contents_of(const Region& region) {
  if (!is_readable(region)) return {};
  Contents contents{0xcbf29ce484222325ULL, first_elements(region)};
  const auto* bytes = static_cast<const char*>(region.storage->data());
  const std::size_t size = size_of(region.dtype);
  for_each_place(region.layout, region.layout.numel(),
                 [&](std::int64_t place) { mix(contents.fingerprint, bytes + std::size_t(place) * size, size); });
  return contents;
}

}  // namespace gradproof::checks::explain
