// Options, memory formats and indices, written to a stream as libtorch writes them.
#include <gradproof/core/ops/indexing.hpp>
#include <gradproof/core/ops/print.hpp>

namespace gradproof {

std::ostream& operator<<(std::ostream& out, MemoryFormat format) {
  constexpr const char* kNames[] = {"Contiguous", "Preserve", "ChannelsLast", "ChannelsLast3d"};
  return out << kNames[int(format)];
}

std::ostream& operator<<(std::ostream& out, LayoutKind kind) {
  return out << (kind == kStrided ? "Strided" : "Sparse");
}

std::ostream& operator<<(std::ostream& out, const TensorOptions& options) {
  auto unless_said = [](bool said) { return said ? "" : " (default)"; };
  out << "TensorOptions(dtype=" << options.dtype() << unless_said(options.has_dtype())
      << ", device=" << options.device() << unless_said(options.has_device()) << ", layout=" << options.layout()
      << unless_said(options.has_layout()) << ", requires_grad=" << (options.requires_grad() ? "true" : "false")
      << unless_said(options.has_requires_grad()) << ", pinned_memory=" << (options.pinned_memory() ? "true" : "false")
      << unless_said(options.has_pinned_memory()) << ", memory_format=";
  if (const auto format = options.memory_format_opt()) return out << *format << ')';
  return out << "(nullopt))";
}

namespace indexing {

std::ostream& operator<<(std::ostream& out, const Slice& slice) {
  return out << slice.start() << ':' << slice.stop() << ':' << slice.step();
}

std::ostream& operator<<(std::ostream& out, const TensorIndex& index) {
  switch (index.kind()) {
    case TensorIndex::Kind::none:
      return out << "None";
    case TensorIndex::Kind::ellipsis:
      return out << "...";
    case TensorIndex::Kind::integer:
      return out << index.integer();
    case TensorIndex::Kind::boolean:
      return out << (index.boolean() ? "true" : "false");
    case TensorIndex::Kind::slice:
      return out << index.slice();
    default:
      return out << index.tensor();
  }
}

std::ostream& operator<<(std::ostream& out, const std::vector<TensorIndex>& indices) {
  const char* before = "(";
  for (const TensorIndex& i : indices) out << before << i, before = ", ";
  return out << (indices.empty() ? "()" : ")");
}

}  // namespace indexing
}  // namespace gradproof
