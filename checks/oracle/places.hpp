#pragma once
// Where elements stand and go: positions that an index names, and the joins and rearrangements made of them.
#include <gradproof/checks/oracle/machine.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {

/// `index` in 0 ... size - 1. Raises `index`.
std::int64_t checked(double index, std::int64_t size);
/// For gather and scatter: where in `shape` each element of the index points along `dim`.
Positions along(const Shape& shape, std::int64_t dim, const Array& index);
/// The slices along `dim` that `index` names, in its order.
Selection slices(const Shape& shape, std::int64_t dim, const Array& index);
/// The leading part of `source` that an index of that shape uses.
Var leading(const Var& source, const Shape& shape);
/// What a view of that layout of a fresh x shows.
Var part(const Var& x, const Layout& layout);

Var added(const Var& to, const Positions& at, const Var& what);
/// `to` with source's element i folded into element at[i]: "sum", "prod", "mean", "amax" or "amin" ("add" and
/// "multiply" of scatter). Without `include_self` what stood there does not count.
Var reduced_into(const Var& to, const Positions& at, const Var& source, std::string_view how, bool include_self);
Var joined(const Vars& parts, std::int64_t dim);  ///< cat
Var flipped(const Var& x, const Shape& dims);
Var repeated(const Var& x, Shape repeats);

}  // namespace gradproof::checks::oracle
