// Printing to a stream as libtorch's C++ does it: columns of numbers, then `[ CPUFloatType{2,3} ]`.
#include <algorithm>
#include <cmath>
#include <gradproof/core/ops/print.hpp>
#include <iomanip>
#include <ostream>

namespace gradproof {
namespace {

/// In row-major order.
std::vector<double> read_elements(const Tensor& t) {
  const Tensor numbers = t.detach().to(kDouble).cpu().contiguous();
  const double* first = numbers.data_ptr<double>();
  return {first, first + numbers.numel()};
}

/// How every number of one table is written: divided by `scale`, `width` characters wide.
struct NumberFormat {
  double scale = 1;
  int width = 0;
  enum class Kind { plain, fixed, scientific } kind = Kind::plain;

  void write(std::ostream& out, double v) const { out << std::setw(width) << v / scale; }
  void prepare(std::ostream& out) const {
    if (kind == Kind::plain) return void(out << std::defaultfloat);
    out << (kind == Kind::fixed ? std::fixed : std::scientific) << std::setprecision(4);
  }
};

int digits_before_point(double v) { return v == 0 ? 1 : int(std::floor(std::log10(v))) + 1; }

NumberFormat scientific(int smallest, int largest) {
  return {1, std::abs(largest) > 99 || std::abs(smallest) > 99 ? 12 : 11, NumberFormat::Kind::scientific};
}

NumberFormat format_of(const std::vector<double>& numbers) {
  bool whole = true;
  double low = INFINITY, high = 0;
  for (double v : numbers) {
    if (!std::isfinite(v)) continue;
    whole = whole && v == std::ceil(v);
    low = std::min(low, std::fabs(v));
    high = std::max(high, std::fabs(v));
  }
  const bool any = low <= high;
  const int smallest = any ? digits_before_point(low) : 1, largest = any ? digits_before_point(high) : 1;
  if (whole && largest > 9) return {1, 11, NumberFormat::Kind::scientific};
  if (whole) return {1, largest + 1, NumberFormat::Kind::plain};
  if (largest - smallest > 4) return scientific(smallest, largest);
  if (largest > 5 || largest < 0) return {std::pow(10.0, largest - 1), 7, NumberFormat::Kind::fixed};
  return {1, largest == 0 ? 7 : largest + 6, NumberFormat::Kind::fixed};
}

void write_scale(std::ostream& out, const NumberFormat& f) {
  if (f.scale == 1) return;
  const auto precision = out.precision(6);
  out << std::defaultfloat << f.scale << " *\n";
  out.precision(precision);
  f.prepare(out);
}

void write_row(std::ostream& out, const std::vector<double>& numbers) {
  const NumberFormat f = format_of(numbers);
  f.prepare(out);
  write_scale(out, f);
  for (double v : numbers) f.write(out, v), out << '\n';
}

/// `rows` x `columns` numbers, as many columns side by side as a line holds.
void write_table(std::ostream& out, const std::vector<double>& numbers, std::int64_t columns, std::int64_t line,
                 const std::string& indent) {
  const NumberFormat f = format_of(numbers);
  f.prepare(out);
  const std::int64_t rows = std::int64_t(numbers.size()) / columns;
  const std::int64_t fit = std::max<std::int64_t>(1, (line - std::int64_t(indent.size())) / (f.width + 1));
  for (std::int64_t first = 0; first < columns; first += fit) {
    const std::int64_t last = std::min(first + fit, columns);
    if (fit < columns) out << (first ? "\n" : "") << "Columns " << first + 1 << " to " << last << indent;
    out << (fit < columns ? "" : indent);
    write_scale(out, f);
    if (f.scale != 1) out << indent;
    for (std::int64_t r = 0; r < rows; ++r)
      for (std::int64_t c = first; c < last; ++c) {
        f.write(out, numbers[std::size_t(r * columns + c)]);
        if (c + 1 < last)
          out << ' ';
        else
          out << '\n' << (r + 1 == rows ? "" : f.scale == 1 ? indent : indent + ' ');
      }
  }
}

/// The last two dimensions as tables, one after another; the first index counts fastest.
void write_tables(std::ostream& out, const Tensor& t, std::int64_t line) {
  std::vector<std::int64_t> at(std::size_t(t.dim() - 2), 0);
  for (bool first = true;; first = false) {
    Tensor table = t;
    out << (first ? "(" : "\n(");
    for (std::int64_t i : at) out << i + 1 << ",", table = table.select(0, i);
    out << ".,.) = \n";
    write_table(out, read_elements(table), table.size(1), line, " ");
    std::size_t d = 0;
    while (d < at.size() && ++at[d] == t.size(std::int64_t(d))) at[d++] = 0;
    if (d == at.size()) return;
  }
}

/// Puts a stream's settings back.
class StreamState {
 public:
  explicit StreamState(std::ostream& out) : out_(out), flags_(out.flags()), precision_(out.precision()) {}
  ~StreamState() { out_.flags(flags_), out_.precision(precision_); }
  StreamState(const StreamState&) = delete;
  StreamState& operator=(const StreamState&) = delete;

 private:
  std::ostream& out_;
  std::ios_base::fmtflags flags_;
  std::streamsize precision_;
};

}  // namespace

std::ostream& print(std::ostream& out, const Tensor& t, std::int64_t line_size) {
  const StreamState state(out);
  if (!t.defined()) return out << "[ Tensor (undefined) ]";
  if (t.dim() == 0)
    out << std::defaultfloat << read_elements(t)[0] << '\n';
  else if (t.numel() > 0 && t.dim() == 1)
    write_row(out, read_elements(t));
  else if (t.numel() > 0 && t.dim() == 2)
    write_table(out, read_elements(t), t.size(1), line_size, "");
  else if (t.numel() > 0)
    write_tables(out, t, line_size);
  out << "[ CPU" << scalar_name(t.dtype()) << "Type{";
  for (std::int64_t d = 0; d < t.dim(); ++d) out << (d ? "," : "") << t.size(d);
  return out << "} ]";
}

std::ostream& operator<<(std::ostream& out, const Tensor& t) { return print(out, t, 80); }

std::ostream& operator<<(std::ostream& out, const TensorList& tensors) {
  for (const Tensor& t : tensors) out << t << ' ';
  return out;
}

}  // namespace gradproof
