#include <gradproof/core/layout/stream.hpp>
#include <ostream>

namespace gradproof {

std::ostream& operator<<(std::ostream& out, IntArrayRef sizes) { return out << to_string(sizes); }
std::ostream& operator<<(std::ostream& out, DType t) { return out << scalar_name(t); }
std::ostream& operator<<(std::ostream& out, TypeMeta t) { return out << t.name(); }
std::ostream& operator<<(std::ostream& out, Half number) { return out << float(number); }
std::ostream& operator<<(std::ostream& out, BFloat16 number) { return out << float(number); }
std::ostream& operator<<(std::ostream& out, const Scalar& number) {
  if (number.kind() == DType::float64) return out << number.toDouble();
  if (number.isBoolean()) return out << (number.toBool() ? "true" : "false");
  return out << number.toLong();
}

}  // namespace gradproof
