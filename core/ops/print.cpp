// Printing as PyTorch's Python does it: precision 4, lines of 80, more than 1000 elements summarised by 3 at each edge.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <gradproof/core/graph/node.hpp>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/print.hpp>
#include <ostream>

namespace gradproof {
namespace {

constexpr int kPrecision = 4, kLineWidth = 80, kThreshold = 1000, kEdge = 3;

std::string formatted(const char* format, double v) {
  char buffer[400];
  std::snprintf(buffer, sizeof buffer, format, kPrecision, v);
  return buffer;
}
std::string fixed(double v) { return formatted("%.*f", v); }
std::string scientific(double v) { return formatted("%.*e", v); }
std::string whole(double v) {
  char buffer[400];
  std::snprintf(buffer, sizeof buffer, "%.0f", v);
  return buffer;
}

/// How all elements of one tensor are written, so that columns line up.
class Formatter {
 public:
  Formatter(const std::vector<Scalar>& shown, DType dtype) : dtype_(dtype) {
    if (is_floating(dtype))
      choose_style(shown);
    else
      for (const Scalar& s : shown) widen(text(s));
  }
  std::size_t width() const { return width_; }
  std::string operator()(const Scalar& s) const {
    std::string t = text(s);
    return t.size() < width_ ? std::string(width_ - t.size(), ' ') + t : t;
  }

 private:
  void widen(const std::string& t) { width_ = std::max(width_, t.size()); }

  void choose_style(const std::vector<Scalar>& shown) {
    std::vector<double> counted;
    for (const Scalar& s : shown)
      if (const double v = s.toDouble(); std::isfinite(v) && v != 0) counted.push_back(v);
    if (counted.empty()) return;
    double low = INFINITY, high = 0;
    for (double v : counted) {
      low = std::min(low, std::fabs(v));
      high = std::max(high, std::fabs(v));
      whole_ = whole_ && v == std::ceil(v);
    }
    scientific_ = high / low > 1000 || high > 1e8 || (!whole_ && low < 1e-4);
    for (double v : counted) widen(scientific_ ? scientific(v) : whole_ ? whole(v) + "." : fixed(v));
  }

  std::string text(const Scalar& s) const {
    if (dtype_ == DType::boolean) return s.toBool() ? "True" : "False";
    if (!is_floating(dtype_)) return std::to_string(s.toLong());
    const double v = s.toDouble();
    if (std::isnan(v)) return "nan";
    if (std::isinf(v)) return v > 0 ? "inf" : "-inf";
    return scientific_ ? scientific(v) : whole_ ? whole(v) + "." : fixed(v);
  }

  DType dtype_;
  bool whole_ = true, scientific_ = false;
  std::size_t width_ = 1;
};

/// Indices along one dimension; -1 stands for the dots.
std::vector<std::int64_t> shown_indices(std::int64_t size, bool summarise) {
  std::vector<std::int64_t> all;
  for (std::int64_t i = 0; i < size; ++i) {
    if (summarise && size > std::int64_t(2) * kEdge && i == kEdge) {
      all.push_back(-1);
      i = size - kEdge;
    }
    all.push_back(i);
  }
  return all;
}

class Printer {
 public:
  explicit Printer(const Tensor& t) : t_(t), summarise_(t.numel() > kThreshold), formatter_(collect(), t.dtype()) {}

  std::string body(int indent) const { return level(0, t_.storage_offset(), indent); }

 private:
  Scalar at(std::int64_t element) const {
    return visit(t_.dtype(), [&](auto tag) {
      return Scalar(static_cast<const typename decltype(tag)::type*>(t_->storage->data())[element]);
    });
  }

  std::vector<Scalar> collect() const {
    std::vector<Scalar> shown;
    walk(0, t_.storage_offset(), shown);
    return shown;
  }
  void walk(int d, std::int64_t element, std::vector<Scalar>& shown) const {
    if (d == t_.dim()) return shown.push_back(at(element));
    for (std::int64_t i : shown_indices(t_.layout().size(d), summarise_))
      if (i >= 0) walk(d + 1, element + i * t_.layout().stride(d), shown);
  }

  std::string level(int d, std::int64_t element, int indent) const {
    if (d == t_.dim()) return formatter_(at(element));
    if (d == t_.dim() - 1) return row(d, element, indent);
    const std::string gap =
        "," + std::string(std::size_t(t_.dim() - d - 1), '\n') + std::string(std::size_t(indent + 1), ' ');
    std::string out = "[";
    for (std::int64_t i : shown_indices(t_.layout().size(d), summarise_)) {
      if (out.size() > 1) out += gap;
      out += i < 0 ? "..." : level(d + 1, element + i * t_.layout().stride(d), indent + 1);
    }
    return out + "]";
  }

  std::string row(int d, std::int64_t element, int indent) const {
    const int per_line = std::max(1, (kLineWidth - indent) / (int(formatter_.width()) + 2));
    std::string out = "[";
    int in_line = 0;
    for (std::int64_t i : shown_indices(t_.layout().size(d), summarise_)) {
      if (out.size() > 1) out += in_line == per_line ? ",\n" + std::string(std::size_t(indent + 1), ' ') : ", ";
      in_line = in_line == per_line ? 1 : in_line + 1;
      out += i < 0 ? " ..." : formatter_(at(element + i * t_.layout().stride(d)));
    }
    return out + "]";
  }

  const Tensor& t_;
  bool summarise_;
  Formatter formatter_;
};

std::string size_suffix(const Tensor& t) {
  std::string out = "size=(";
  for (std::int64_t d = 0; d < t.dim(); ++d) out += (d ? ", " : "") + std::to_string(t.layout().size(int(d)));
  return out + (t.dim() == 1 ? ",)" : ")");
}

/// The name of its node, as PyTorch prints it; empty for a leaf. A view whose node must not be made again has none.
std::string node_name(const Tensor& t) {
  try {
    const Ref<Node> fn = t.grad_fn();
    return fn ? fn->name().substr(fn->name().rfind(':') + 1) : "";
  } catch (const Error&) {
    return "Invalid";
  }
}

std::vector<std::string> suffixes(const Tensor& t) {
  std::vector<std::string> out;
  const bool implied = t.dtype() == default_dtype() || (t.numel() && (t.dtype() == kLong || t.dtype() == kBool));
  if (!t.is_cpu()) out.push_back("device='" + t.device().str() + "'");
  if (t.numel() == 0 && t.dim() != 1) out.push_back(size_suffix(t));
  if (!implied) out.push_back("dtype=torch." + std::string(name(t.dtype())));
  if (const std::string node = node_name(t); !node.empty())
    out.push_back("grad_fn=<" + node + ">");
  else if (t.requires_grad())
    out.push_back("requires_grad=True");
  return out;
}

}  // namespace

std::string to_string(const Tensor& t) {
  if (!t.defined()) return "None";
  constexpr int kIndent = 7;  // "tensor("
  const Tensor here = t.detach().cpu();
  std::string out = "tensor(" + (t.numel() ? Printer(here).body(kIndent) : "[]");
  std::size_t line = out.size() - (out.rfind('\n') == std::string::npos ? 0 : out.rfind('\n')) + 1;
  for (const std::string& s : suffixes(t)) {
    const bool wraps = line + s.size() + 2 > kLineWidth;
    out += wraps ? ",\n" + std::string(kIndent, ' ') + s : ", " + s;
    line = wraps ? kIndent + s.size() : line + s.size() + 2;
  }
  return out + ")";
}

std::string Tensor::toString() const {
  return defined() ? "CPU" + std::string(scalar_name(dtype())) + "Type" : "UndefinedType";
}

}  // namespace gradproof
