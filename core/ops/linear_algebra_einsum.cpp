// einsum: every operand gets one dimension per letter (letters of the result first), pairs from the left become one
// batched product each, and what no letter of the result names is summed.
#include <algorithm>
#include <array>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/operators.hpp>
#include <gradproof/core/ops/products.hpp>

namespace gradproof {
namespace {

constexpr int kLetters = 52, kEllipsis = 52;
using Labels = std::vector<int>;
using Dims = std::vector<std::int64_t>;

[[noreturn]] void refuse(const std::string& what, ErrorKind kind = ErrorKind::value) {
  raise(kind, "einsum(): " + what);
}

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
int label_of(char c) { return c <= 'Z' ? c - 'A' : c - 'a' + 26; }
std::string letter_of(int label) { return {char(label < 26 ? 'A' + label : 'a' + label - 26)}; }

struct Equation {
  std::vector<Labels> operands;
  bool explicit_result = false;
  Labels result;
};

/// Reads the letters of one side of the equation from `at` on, to its end, its arrow or (operands) the next comma.
Labels read_labels(std::string_view text, std::size_t& at, const std::string& where, bool operands) {
  Labels labels;
  for (bool ellipsis = false; at < text.size(); ++at) {
    const char c = text[at];
    if (c == ' ') continue;
    if (operands && (c == ',' || text.substr(at, 2) == "->")) break;
    if (c == '.') {
      if (ellipsis || text.substr(at, 3) != "...")
        refuse("found '.' for " + where +
               (ellipsis ? " for which an ellipsis was already found" : " that is not part of any ellipsis"));
      ellipsis = true;
      at += 2;
      labels.push_back(kEllipsis);
    } else if (is_letter(c)) {
      labels.push_back(label_of(c));
    } else {
      refuse("invalid subscript given at index " + std::to_string(at) +
             " in the equation string, subscripts must be in [a-zA-Z]");
    }
  }
  return labels;
}

Equation parse(std::string_view text, std::size_t operands) {
  Equation equation;
  std::size_t at = 0;
  for (bool more = true; more;) {
    if (equation.operands.size() == operands) refuse("fewer operands were provided than specified in the equation");
    equation.operands.push_back(read_labels(text, at, "operand " + std::to_string(equation.operands.size()), true));
    more = at < text.size() && text[at] == ',';
    if (more) ++at;
  }
  if (equation.operands.size() < operands) refuse("more operands were provided than specified in the equation");
  if (at == text.size()) return equation;
  at += 2;
  equation.explicit_result = true;
  equation.result = read_labels(text, at, "the output", false);
  return equation;
}

/// Which dimension of the common order each label has, and how many there are.
struct Order {
  std::array<int, kLetters + 1> place;
  int covered = 0;  ///< dimensions that the ellipsis stands for
  int result = 0;   ///< dimensions of the result, the first ones
  int all = 0;
};

/// How many dimensions the ellipsis stands for, and in `counts` how often each letter was seen.
int count_labels(const Equation& equation, const TensorList& operands, std::array<int, kLetters>& counts) {
  int covered = 0;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const Labels& labels = equation.operands[i];
    const std::int64_t dim = operands[i].dim();
    const auto letters = std::int64_t(labels.size() - std::size_t(std::count(labels.begin(), labels.end(), kEllipsis)));
    const bool ellipsis = letters != std::int64_t(labels.size());
    if (ellipsis ? letters > dim : letters != dim)
      refuse("the number of subscripts in the equation (" + std::to_string(letters) + ") " +
                 (ellipsis ? "is more than" : "does not match") + " the number of dimensions (" + std::to_string(dim) +
                 ") for operand " + std::to_string(i) + (ellipsis ? "" : " and no ellipsis was given"),
             ErrorKind::shape);
    if (ellipsis) covered = std::max(covered, int(dim - letters));
    for (const int label : labels)
      if (label != kEllipsis) ++counts[std::size_t(label)];
  }
  return covered;
}

Order order_of(const Equation& equation, const TensorList& operands) {
  std::array<int, kLetters> counts{};
  Order order;
  order.place.fill(-1);
  order.covered = count_labels(equation, operands, counts);
  Labels result = equation.result;
  if (!equation.explicit_result) {
    if (order.covered) result.push_back(kEllipsis);
    for (int label = 0; label < kLetters; ++label)
      if (counts[std::size_t(label)] == 1) result.push_back(label);
  }
  for (const int label : result) {
    int& place = order.place[std::size_t(label)];
    if (label != kEllipsis && place >= 0)
      refuse("output subscript " + letter_of(label) + " appears more than once in the output");
    if (label != kEllipsis && counts[std::size_t(label)] == 0)
      refuse("output subscript " + letter_of(label) + " does not appear in the equation for any input operand");
    place = order.all;
    order.all += label == kEllipsis ? order.covered : 1;
  }
  order.result = order.all;
  if (order.place[kEllipsis] < 0) {
    order.place[kEllipsis] = order.all;
    order.all += order.covered;
  }
  for (int label = 0; label < kLetters; ++label)
    if (counts[std::size_t(label)] && order.place[std::size_t(label)] < 0)
      order.place[std::size_t(label)] = order.all++;
  return order;
}

/// A repeated letter: the diagonal of dimensions `a` and `b` stands in the place of `a`.
Tensor on_diagonal(const Tensor& t, int label, std::size_t operand, std::int64_t a, std::int64_t b) {
  if (t.size(a) != t.size(b))
    refuse("subscript " + letter_of(label) + " is repeated for operand " + std::to_string(operand) +
           " but the sizes don't match, " + std::to_string(t.size(b)) + " != " + std::to_string(t.size(a)));
  Dims sizes = t.sizes().vec(), strides = t.strides().vec();
  strides[std::size_t(a)] += strides[std::size_t(b)];
  sizes.erase(sizes.begin() + b);
  strides.erase(strides.begin() + b);
  return t.as_strided(sizes, strides, t.storage_offset());
}

/// Operand `i` with one dimension per label in the common order; size 1 where it lacks one.
Tensor arranged(Tensor t, const Labels& labels, const Order& order, std::size_t i) {
  Dims permutation(std::size_t(order.all), -1);
  std::array<std::int64_t, kLetters> seen;
  seen.fill(-1);
  const std::int64_t given = t.dim();
  std::int64_t next = 0;
  for (const int label : labels) {
    if (label == kEllipsis) {
      const std::int64_t missing = order.covered - (given - (std::int64_t(labels.size()) - 1));
      for (std::int64_t k = 0; k < missing; ++k) t = t.unsqueeze(next);
      for (int k = 0; k < order.covered; ++k) permutation[std::size_t(order.place[kEllipsis] + k)] = next++;
    } else if (seen[std::size_t(label)] >= 0) {
      t = on_diagonal(t, label, i, seen[std::size_t(label)], next);
    } else {
      seen[std::size_t(label)] = next;
      permutation[std::size_t(order.place[std::size_t(label)])] = next++;
    }
  }
  for (std::int64_t& dim : permutation)
    if (dim < 0) {
      t = t.unsqueeze(-1);
      dim = next++;
    }
  return t.permute(permutation);
}

/// How many operands have more than one element along each dimension. Throws `value` where sizes differ, as PyTorch
/// does.
std::vector<int> count_dims(const TensorList& operands, int all) {
  std::vector<int> counts(std::size_t(all), 0);
  for (int d = 0; d < all; ++d) {
    std::int64_t size = 1;
    for (std::size_t i = 0; i < operands.size(); ++i) {
      const std::int64_t own = operands[i].size(d);
      if (own == 1) continue;
      if (size != 1 && own != size)
        refuse("a subscript has size " + std::to_string(own) + " for operand " + std::to_string(i) +
               " which does not broadcast with previously seen size " + std::to_string(size));
      size = own;
      ++counts[std::size_t(d)];
    }
  }
  return counts;
}

Dims joined(std::initializer_list<const Dims*> parts) {
  Dims all;
  for (const Dims* part : parts) all.insert(all.end(), part->begin(), part->end());
  return all;
}

/// The product of two arranged operands summed over `sums`, which stay with size 1.
Tensor contracted(const Tensor& a, const Tensor& b, const Dims& sums) {
  if (sums.empty()) return a * b;
  Dims both, left, right, sizes;
  std::int64_t n_both = 1, n_left = 1, n_right = 1, n_sum = 1;
  std::size_t next_sum = 0;
  for (std::int64_t d = 0; d < a.dim(); ++d) {
    if (next_sum < sums.size() && sums[next_sum] == d)
      ++next_sum, n_sum *= a.size(d);
    else if (a.size(d) != 1 && b.size(d) != 1)
      both.push_back(d), n_both *= a.size(d);
    else if (a.size(d) != 1)
      left.push_back(d), n_left *= a.size(d);
    else
      right.push_back(d), n_right *= b.size(d);
  }
  for (const std::int64_t d : both) sizes.push_back(a.size(d));
  for (const std::int64_t d : left) sizes.push_back(a.size(d));
  sizes.insert(sizes.end(), sums.size(), 1);
  for (const std::int64_t d : right) sizes.push_back(b.size(d));
  const Dims out = joined({&both, &left, &sums, &right});
  Dims back(out.size());
  for (std::size_t i = 0; i < out.size(); ++i) back[std::size_t(out[i])] = std::int64_t(i);
  const Tensor rows = a.permute(out).reshape({n_both, n_left, n_sum});
  const Tensor columns = b.permute(joined({&both, &sums, &right, &left})).reshape({n_both, n_sum, n_right});
  return rows.bmm(columns).view(sizes).permute(back);
}

/// Multiplies the next operand into `a`, summing every dimension that nobody after it needs.
Tensor absorbed(Tensor a, Tensor b, const Order& order, std::vector<int>& counts) {
  Dims sums, only_a, only_b;
  for (std::int64_t d = order.result; d < order.all; ++d) {
    int& left = counts[std::size_t(d)];
    if (a.size(d) != 1 && b.size(d) != 1) {
      if (--left == 1) sums.push_back(d), left = 0;
    } else if (left == 1 && (a.size(d) != 1 || b.size(d) != 1)) {
      (a.size(d) != 1 ? only_a : only_b).push_back(d);
      left = 0;
    }
  }
  if (!only_a.empty()) a = a.sum(only_a, true);
  if (!only_b.empty()) b = b.sum(only_b, true);
  return contracted(a, b, sums);
}

}  // namespace

Tensor einsum(std::string_view text, const TensorList& operands) {
  if (operands.empty()) refuse("must provide at least one operand", ErrorKind::argument);
  const Equation equation = parse(text, operands.size());
  const Order order = order_of(equation, operands);
  TensorList ready;
  for (std::size_t i = 0; i < operands.size(); ++i)
    ready.push_back(arranged(operands[i], equation.operands[i], order, i));
  std::vector<int> counts = count_dims(ready, order.all);
  Tensor out = ready[0];
  for (std::size_t i = 1; i < ready.size(); ++i) out = absorbed(out, ready[i], order, counts);
  if (order.all == order.result) return out;
  if (ready.size() > 1) return out.view(IntArrayRef(out.sizes().data(), std::size_t(order.result)));
  Dims rest;
  for (std::int64_t d = order.result; d < order.all; ++d) rest.push_back(d);
  return out.sum(rest);
}

}  // namespace gradproof
