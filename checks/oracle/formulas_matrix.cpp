// Einstein sums, inverses, determinants, attention: products of matrices beyond one product.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradproof/checks/oracle/places.hpp>

namespace gradproof::checks::oracle {
namespace {

// ---- einsum: every operand is read as a view over all labels, the output's first; then one product and one sum

/// The labels of a term; an ellipsis of `rank` more dimensions becomes the digits of those dimensions.
std::string labels(const std::string& term, std::size_t rank) {
  std::string result;
  for (std::size_t i = 0; i < term.size(); ++i) {
    if (term[i] == ' ') continue;
    if (term.compare(i, 3, "...") != 0) {
      result.push_back(term[i]);
      continue;
    }
    std::size_t named = 0;
    for (char letter : term) named += std::isalpha(static_cast<unsigned char>(letter)) != 0;
    for (std::size_t d = rank > named ? rank - named : 0; d-- > 0;) result.push_back(static_cast<char>('0' + d));
    i += 2;
  }
  return result;
}

std::vector<std::string> terms(const std::string& left) {
  std::vector<std::string> result(1);
  for (char letter : left)
    if (letter == ',')
      result.emplace_back();
    else
      result.back().push_back(letter);
  return result;
}

/// Without an arrow: the ellipsis, then every label that appears once, in order.
std::string implied(const std::vector<std::string>& inputs) {
  std::string all, result;
  for (const std::string& term : inputs) all += term;
  std::sort(all.begin(), all.end());
  for (char label : all) {
    bool once = std::count(all.begin(), all.end(), label) == 1;
    if ((once || label < 'A') && result.find(label) == std::string::npos) result.push_back(label);
  }
  std::sort(result.begin(), result.end(), [](char a, char b) { return a < 'A' && b < 'A' ? a > b : a < b; });
  return result;
}

struct Einsum {
  std::vector<std::string> inputs;
  std::string output, order;  ///< of all labels, the output's first
  Shape sizes;                ///< of `order`
};

void measure(Einsum& e, const Vars& operands) {
  e.order = e.output;
  for (const std::string& term : e.inputs)
    for (char label : term)
      if (e.order.find(label) == std::string::npos) e.order.push_back(label);
  e.sizes.assign(e.order.size(), 1);
  for (std::size_t i = 0; i < operands.size(); ++i) {
    if (e.inputs[i].size() != operands[i].shape().size())
      throw Raised("argument", fmt::format("einsum: operand {} has {} dimensions, its subscripts name {}", i,
                                           operands[i].shape().size(), e.inputs[i].size()));
    for (std::size_t d = 0; d < e.inputs[i].size(); ++d) {
      std::int64_t &known = e.sizes[e.order.find(e.inputs[i][d])], size = operands[i].shape()[d];
      if (known != 1 && size != 1 && known != size)
        throw Raised("shape", fmt::format("einsum: subscript {} has size {} and {}", e.inputs[i][d], known, size));
      known = known == 1 ? size : known;
    }
  }
}

Var einsum(const Call& c) {
  std::string equation = c.text("equation");
  Vars operands = c.vars("operands");
  if (operands.size() == 1 && c["operands"].is<std::shared_ptr<Sequence>>() &&
      items_of(items_of(c["operands"])[0]).size() > 1)
    throw Unsupported("the tape has einsum only of separate operands");
  std::size_t arrow = equation.find("->"), widest = 0;
  Einsum e;
  for (const std::string& term : terms(equation.substr(0, arrow))) {
    std::size_t i = e.inputs.size();
    if (i == operands.size()) throw Raised("argument", "einsum: more subscripts than operands");
    e.inputs.push_back(labels(term, operands[i].shape().size()));
    for (char label : e.inputs.back())
      if (label >= '0' && label <= '9')
        widest = std::max<std::size_t>(widest, static_cast<std::size_t>(label - '0') + 1);
  }
  if (e.inputs.size() != operands.size()) throw Raised("argument", "einsum: fewer subscripts than operands");
  if (arrow == std::string::npos) {
    e.output = implied(e.inputs);
  } else {
    std::string term = equation.substr(arrow + 2);
    std::size_t named = 0;
    for (char letter : term) named += std::isalpha(static_cast<unsigned char>(letter)) != 0;
    e.output = labels(term, named + widest);
  }
  measure(e, operands);
  Var product;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    Layout view(e.sizes, Shape(e.sizes.size(), 0), 0);
    Shape strides = row_major_strides(operands[i].shape());
    for (std::size_t d = 0; d < strides.size(); ++d)
      if (operands[i].shape()[d] != 1) view.strides[e.order.find(e.inputs[i][d])] += strides[d];
    Var spread = part(operands[i], view);
    product = product ? product * spread : spread;
  }
  Shape summed;
  for (std::size_t d = e.output.size(); d < e.order.size(); ++d) summed.push_back(static_cast<std::int64_t>(d));
  return summed.empty() ? product : sum(product, summed);
}

// ---- of square matrices

std::int64_t side(const Var& x) {
  if (x.shape().size() < 2 || x.shape().back() != x.shape()[x.shape().size() - 2])
    throw Raised("shape", "linalg: A must be batches of square matrices");
  return x.shape().back();
}

/// Gauss and Jordan over [a | b]; gives the determinant, and leaves the solution in b.
double eliminate(Numbers& a, Numbers& b, std::size_t n, std::size_t columns) {
  double det = 1;
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t pivot = k;
    for (std::size_t i = k + 1; i < n; ++i)
      if (std::abs(a[i * n + k]) > std::abs(a[pivot * n + k])) pivot = i;
    if (a[pivot * n + k] == 0) return 0;
    if (pivot != k) {
      det = -det;
      for (std::size_t j = 0; j < n; ++j) std::swap(a[pivot * n + j], a[k * n + j]);
      for (std::size_t j = 0; j < columns; ++j) std::swap(b[pivot * columns + j], b[k * columns + j]);
    }
    const double d = a[k * n + k];
    det *= d;
    for (std::size_t j = 0; j < n; ++j) a[k * n + j] /= d;
    for (std::size_t j = 0; j < columns; ++j) b[k * columns + j] /= d;
    for (std::size_t i = 0; i < n; ++i) {
      const double f = a[i * n + k];
      if (i == k || f == 0) continue;
      for (std::size_t j = 0; j < n; ++j) a[i * n + j] -= f * a[k * n + j];
      for (std::size_t j = 0; j < columns; ++j) b[i * columns + j] -= f * b[k * columns + j];
    }
  }
  return det;
}

template <class Each>
void each_matrix(const Array& x, std::int64_t n, Each each) {
  for (std::int64_t start = 0; start < x.size(); start += n * n)
    each(Numbers(x.numbers().begin() + start, x.numbers().begin() + start + n * n));
}

Array inverted(const Array& x) {
  std::int64_t n = x.shape().back();
  Numbers all;
  each_matrix(x, n, [&](Numbers a) {
    Numbers b(a.size(), 0.0);
    for (std::int64_t i = 0; i < n; ++i) b[static_cast<std::size_t>(i * n + i)] = 1;
    if (eliminate(a, b, static_cast<std::size_t>(n), static_cast<std::size_t>(n)) == 0)
      throw Raised("value", "linalg.inv: the matrix is singular", "LinAlgError");
    all.insert(all.end(), b.begin(), b.end());
  });
  return Array(x.shape(), x.dtype(), std::move(all));
}

Var inverse(const Var& x) {
  side(x);
  return record(
      {x}, [](const Arrays& in) { return inverted(in[0]); },
      [](const Node& node, const Var& g) {
        Var turned = transpose(node.self(), -1, -2);
        return Vars{-matmul(turned, matmul(g, turned))};
      });
}

Array determinants(const Array& x) {
  std::int64_t n = x.shape().back();
  Numbers all;
  each_matrix(x, n, [&](Numbers a) {
    Numbers none;
    all.push_back(eliminate(a, none, static_cast<std::size_t>(n), 0));
  });
  return Array(Shape(x.shape().begin(), x.shape().end() - 2), x.dtype(), std::move(all));
}

Var determinant(const Var& x) {
  side(x);
  return record(
      {x}, [](const Arrays& in) { return determinants(in[0]); },
      [](const Node& node, const Var& g) {
        Shape shape = node.self().shape();
        shape.insert(shape.end(), {1, 1});
        return Vars{reshape(g * node.self(), shape) * transpose(inverse(node.in(0)), -1, -2)};
      });
}

Var cholesky(const Call& c) {
  Var x = c.input();
  if (x.shape().size() != 2) throw Unsupported("the tape has cholesky of one matrix only");
  std::int64_t n = side(x);
  std::vector<Vars> low(static_cast<std::size_t>(n), Vars(static_cast<std::size_t>(n)));
  Var result = zeros_like(x);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j <= i; ++j) {
      auto p = static_cast<std::size_t>(i), q = static_cast<std::size_t>(j);
      Var s = 0.5 * (gather(x, {i * n + j}, {1}) + gather(x, {j * n + i}, {1}));
      for (std::size_t k = 0; k < q; ++k) s = s - low[p][k] * low[q][k];
      low[p][q] = i == j ? sqrt(s) : s / low[q][q];
      result = result + scatter(low[p][q], {c.flag("upper") ? j * n + i : i * n + j}, x.shape());
    }
  return result;
}

Var solution(const Call& c) {
  if (!c.flag("left")) throw Unsupported("the tape has linalg.solve only from the left");
  return matmul(inverse(c.var("A")), c.var("B"));
}

/// The order of a vector norm; nothing for a norm of matrices.
std::optional<double> order(const Call& c) {
  if (!c.has("ord")) return 2;
  if (auto* name = c["ord"].get<std::string>()) return *name == "fro" ? std::optional(2.0) : std::nullopt;
  return c.number("ord");
}

Var vector_norm(const Call& c, const char* name, bool may_be_matrix) {
  auto p = order(c);
  bool of_matrix = may_be_matrix && c.has("ord") && c["ord"].get<std::string>() == nullptr &&
                   (c.has("dim") ? c.sizes("dim").size() > 1 : c.var(name).shape().size() > 1);
  if (!p || of_matrix) throw Unsupported("the tape has no norms of matrices");
  Var x = c.dtype() ? cast(c.var(name), *c.dtype()) : c.var(name);
  return norm(x, *p, c.sizes("dim"), c.flag("keepdim"));
}

// ---- of nn.functional

Var attention(const Call& c) {
  if (c.number("dropout_p") != 0 || c.flag("enable_gqa"))
    throw Unsupported("the tape has no rule for attention with dropout or grouped queries");
  Var q = c.var("query"), k = c.var("key");
  double scale = c.has("scale") ? c.number("scale") : 1 / std::sqrt(static_cast<double>(q.shape().back()));
  Var scores = scale * matmul(q, transpose(k, -1, -2));
  auto blocked = [&](const Array& allowed) {
    scores = where(allowed, scores, cast(constant(-INFINITY), scores.dtype()));
  };
  if (c.flag("is_causal")) {
    Shape shape(scores.shape().end() - 2, scores.shape().end());
    blocked(triangle(constant(Array::full(shape, Dtype::boolean, 1)), 0, false).value());
  }
  if (c.has("attn_mask")) {
    Var mask = c.var("attn_mask");
    if (mask.dtype() == Dtype::boolean)
      blocked(mask.value());
    else
      scores = scores + mask;
  }
  return matmul(softmax(scores, -1), c.var("value"));
}

Var bilinear(const Call& c) {
  Var a = c.var("input1"), b = c.var("input2"), w = c.var("weight");
  Shape left = a.shape(), right = b.shape();
  left.insert(left.end() - 1, 1);
  left.push_back(1);
  right.insert(right.end() - 1, {1, 1});
  Var result = sum(reshape(a, left) * w * reshape(b, right), {-2, -1});
  return c.has("bias") ? result + c.var("bias") : result;
}

}  // namespace

const Formulas& matrix_formulas() {
  static const Formulas table = {
      {"einsum", einsum},
      {"inverse", [](const Call& c) { return inverse(c.input()); }},
      {"linalg.inv", [](const Call& c) { return inverse(c.var("A")); }},
      {"det", [](const Call& c) { return determinant(c.input()); }},
      {"linalg.det", [](const Call& c) { return determinant(c.var("A")); }},
      {"cholesky", cholesky},
      {"linalg.solve", solution},
      {"linalg.norm", [](const Call& c) { return vector_norm(c, "A", true); }},
      {"linalg.vector_norm", [](const Call& c) { return vector_norm(c, "x", false); }},
      {"scaled_dot_product_attention", attention},
      {"bilinear", bilinear},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
