#pragma once
#include <gradproof/core/layout/int_array_ref.hpp>
#include <gradproof/core/layout/scalar.hpp>
#include <gradproof/core/layout/type_meta.hpp>
#include <iosfwd>

namespace gradproof {

std::ostream& operator<<(std::ostream& out, IntArrayRef sizes);     ///< [2, 3]
std::ostream& operator<<(std::ostream& out, DType t);               ///< Float
std::ostream& operator<<(std::ostream& out, TypeMeta t);            ///< float
std::ostream& operator<<(std::ostream& out, const Scalar& number);  ///< 2, 0.5, true
std::ostream& operator<<(std::ostream& out, Half number);
std::ostream& operator<<(std::ostream& out, BFloat16 number);

}  // namespace gradproof
