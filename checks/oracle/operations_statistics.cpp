// Reductions that give several tensors, order statistics, and questions about values.
#include <algorithm>
#include <cmath>
#include <gradproof/checks/oracle/places.hpp>
#include <map>

namespace gradproof::checks::oracle {
namespace {

Value pair(const Call& c, const Var& a, const Var& b) {
  return list_of({c.machine.fresh(a), c.machine.fresh(b)}, true);
}

Value integers(const Call& c, Shape shape, Numbers numbers, Dtype dtype = Dtype::int64) {
  return c.machine.fresh(constant(Array(std::move(shape), dtype, std::move(numbers))));
}

double correction(const Call& c) {
  if (c.has("unbiased")) return c.flag("unbiased") ? 1 : 0;
  return c.has("correction") ? c.number("correction") : 1;
}

template <bool root>
Value with_mean(const Call& c) {
  Var spread = variance(c.input(), c.sizes("dim"), correction(c), c.flag("keepdim"));
  return pair(c, root ? sqrt(spread) : spread, mean(c.input(), c.sizes("dim"), c.flag("keepdim")));
}

/// One element of every lane along `dim`: the value with its history, and where it stood.
Value chosen(const Call& c, std::int64_t dim, const Positions& from) {
  Var x = c.input();
  Shape shape = x.shape();
  if (shape.empty()) return pair(c, x, constant(Array({}, Dtype::int64, {0})));
  auto d = static_cast<std::size_t>(dim);
  std::int64_t step = row_major_strides(shape)[d], length = shape[d];
  shape[d] = 1;
  if (!c.flag("keepdim")) shape.erase(shape.begin() + dim);
  Numbers indices;
  for (std::int64_t p : from) indices.push_back(static_cast<double>(p / step % length));
  return pair(c, gather(x, from, shape), constant(Array(shape, Dtype::int64, std::move(indices))));
}

std::int64_t dim_of(const Call& c) { return wrapped_dim(c.integer("dim"), c.tensor().shape().size()); }

/// The k-th in order of each lane.
Positions ranked(const Var& x, std::int64_t dim, std::int64_t k) {
  Positions order = sorted_positions(x.value(), dim, false), result;
  if (x.shape().empty()) return order;
  for (std::int64_t p : narrow(Layout(x.shape()), dim, k, 1).positions())
    result.push_back(order[static_cast<std::size_t>(p)]);
  return result;
}

std::int64_t length_of(const Var& x, std::int64_t dim) {
  return x.shape().empty() ? 1 : x.shape()[static_cast<std::size_t>(dim)];
}

/// Of all elements those that are equal share the gradient, as in PyTorch.
Var middle(const Var& x) {
  Var flat = reshape(x, {x.value().size()});
  std::int64_t n = x.value().size();
  bool undefined =
      std::any_of(x.value().numbers().begin(), x.value().numbers().end(), [](double v) { return std::isnan(v); });
  double value = n == 0 || undefined ? NAN : flat.value()[ranked(flat, 0, (n - 1) / 2).at(0)];
  std::vector<bool> tied;
  for (double v : x.value().numbers()) tied.push_back(v == value || (undefined && std::isnan(v)));
  double ties = std::max<double>(1, static_cast<double>(std::count(tied.begin(), tied.end(), true)));
  return with_value(cast(sum(keep(flat, tied)) / ties, x.dtype()), Array({}, x.dtype(), {value}));
}

Value median(const Call& c) {
  if (!c.has("dim")) return c.machine.fresh(middle(c.input()));
  std::int64_t dim = dim_of(c);
  return chosen(c, dim, ranked(c.input(), dim, (length_of(c.input(), dim) - 1) / 2));
}

Value kth(const Call& c) {
  std::int64_t dim = dim_of(c), k = c.integer("k");
  if (k < 1 || k > length_of(c.input(), dim))
    throw Raised("argument", "kthvalue(): selected number k out of range for dimension");
  return chosen(c, dim, ranked(c.input(), dim, k - 1));
}

/// Of one sorted lane the most frequent; of several the smallest, and of its places the last.
std::int64_t most_frequent(const Array& x, const Positions& lane) {
  std::int64_t best = 0, run = 0, found = lane.at(0);
  for (std::size_t i = 0; i < lane.size(); ++i) {
    run = i > 0 && x[lane[i]] == x[lane[i - 1]] ? run + 1 : 1;
    if (run > best) found = lane[i];
    best = std::max(best, run);
  }
  return found;
}

Value mode(const Call& c) {
  Var x = c.input();
  std::int64_t dim = dim_of(c);
  Positions order = sorted_positions(x.value(), dim, false), result;
  if (x.shape().empty()) return chosen(c, 0, order);
  std::int64_t step = row_major_strides(x.shape())[static_cast<std::size_t>(dim)];
  for (std::int64_t start : narrow(Layout(x.shape()), dim, 0, 1).positions()) {
    Positions lane;
    for (std::int64_t i = 0; i < length_of(x, dim); ++i)
      lane.push_back(order[static_cast<std::size_t>(start + i * step)]);
    result.push_back(most_frequent(x.value(), lane));
  }
  return chosen(c, dim, result);
}

template <bool largest>
Value running(const Call& c) {
  Var x = c.input();
  const Shape& shape = x.shape();
  if (shape.empty()) return pair(c, x, constant(Array({}, Dtype::int64, {0})));
  std::int64_t dim = dim_of(c), step = row_major_strides(shape)[static_cast<std::size_t>(dim)], n = length_of(x, dim);
  Positions from;
  Numbers indices;
  for (std::int64_t i = 0; i < x.value().size(); ++i) {
    std::int64_t at = i, k = i / step % n;
    if (k > 0) {
      std::int64_t before = from[static_cast<std::size_t>(i - step)];
      double known = x.value()[before], here = x.value()[i];
      if (!std::isnan(here) && (std::isnan(known) || (largest ? here < known : here > known))) at = before;
    }
    from.push_back(at);
    indices.push_back(static_cast<double>(at / step % n));
  }
  return pair(c, gather(x, std::move(from), shape), constant(Array(shape, Dtype::int64, std::move(indices))));
}

Value both_extremes(const Call& c) {
  auto of = [&](bool largest) {
    return extreme(c.input(), c.sizes("dim"), c.flag("keepdim"), largest, NanGradient::to_all_as_nan);
  };
  return pair(c, of(false), of(true));
}

Value sorted_first(const Call& c) {
  Var x = c.input();
  return c.machine.fresh(gather(x, sorted_positions(x.value(), 0, false), x.shape()));
}

// ---- questions: what they give has no history

Value unique(const Call& c) {
  if (c.has("dim")) throw Unsupported("the tape has unique only of all elements");
  Array x = c.input().value();
  std::map<double, double> places, counts;
  for (double v : x.numbers()) ++counts[v];
  Numbers values, inverse, how_often;
  for (const auto& [value, n] : counts) {
    places[value] = static_cast<double>(values.size());
    values.push_back(value);
    how_often.push_back(n);
  }
  for (double v : x.numbers()) inverse.push_back(places[v]);
  auto size = static_cast<std::int64_t>(values.size());
  std::vector<Value> answers{c.machine.fresh(constant(Array({size}, x.dtype(), std::move(values))))};
  if (c.flag("return_inverse")) answers.push_back(integers(c, x.shape(), std::move(inverse)));
  if (c.flag("return_counts")) answers.push_back(integers(c, {size}, std::move(how_often)));
  return answers.size() == 1 ? answers[0] : list_of(std::move(answers), true);
}

Value is_in(const Call& c) {
  Array x = c.var("elements").value(), known = c.var("test_elements").value();
  Numbers answers;
  for (double v : x.numbers()) {
    bool found = std::find(known.numbers().begin(), known.numbers().end(), v) != known.numbers().end();
    answers.push_back(found != c.flag("invert"));
  }
  return integers(c, x.shape(), std::move(answers), Dtype::boolean);
}

/// Where each value would be put into its row of `sorted`.
Value searched(const Call& c, const Array& sorted, const Array& x, bool right) {
  std::int64_t n = sorted.shape().back(), width = sorted.shape().size() > 1 ? x.shape().back() : x.size();
  Numbers places;
  for (std::int64_t i = 0; i < x.size(); ++i) {
    auto begin = sorted.numbers().begin() + (sorted.shape().size() > 1 ? i / width * n : 0), end = begin + n;
    auto found = right ? std::upper_bound(begin, end, x[i]) : std::lower_bound(begin, end, x[i]);
    places.push_back(static_cast<double>(found - begin));
  }
  return integers(c, x.shape(), std::move(places), c.flag("out_int32") ? Dtype::int32 : Dtype::int64);
}

Value bincount(const Call& c) {
  Array x = c.input().value();
  double highest = c.number("minlength") - 1;
  for (double v : x.numbers()) highest = std::max(highest, v);
  Numbers counts(static_cast<std::size_t>(highest + 1), 0.0);
  for (std::int64_t i = 0; i < x.size(); ++i)
    counts[static_cast<std::size_t>(x[i])] += c.has("weights") ? c.var("weights").value()[i] : 1;
  auto size = static_cast<std::int64_t>(counts.size());
  Dtype dtype = !c.has("weights")                            ? Dtype::int64
                : c.var("weights").dtype() == Dtype::float32 ? Dtype::float32
                                                             : Dtype::float64;
  return integers(c, {size}, std::move(counts), dtype);
}

Value histogram(const Call& c) {
  Array x = c.input().value();
  std::int64_t bins = c.integer("bins");
  double low = c.number("min"), high = c.number("max");
  if (low == high && x.size() > 0) {
    low = *std::min_element(x.numbers().begin(), x.numbers().end());
    high = *std::max_element(x.numbers().begin(), x.numbers().end());
  }
  if (low == high) --low, ++high;
  Numbers counts(static_cast<std::size_t>(bins), 0.0);
  for (double v : x.numbers())
    if (v >= low && v <= high)
      ++counts[static_cast<std::size_t>(
          std::min<double>(std::floor((v - low) / (high - low) * static_cast<double>(bins)), double(bins - 1)))];
  return integers(c, {bins}, std::move(counts), x.dtype());
}

Value places_where(const Call& c) {
  Arguments arguments;
  arguments.add("input", c["input"], true);
  return c.machine.call("nonzero", arguments);
}

template <bool upper>
Value triangle_indices(const Call& c) {
  std::int64_t offset = c.has("offset") ? c.integer("offset") : 0;
  Numbers rows, columns;
  for (std::int64_t i = 0; i < c.integer("row"); ++i)
    for (std::int64_t j = 0; j < c.integer("col"); ++j)
      if (upper ? j - i >= offset : j - i <= offset) {
        rows.push_back(static_cast<double>(i));
        columns.push_back(static_cast<double>(j));
      }
  auto size = static_cast<std::int64_t>(rows.size());
  rows.insert(rows.end(), columns.begin(), columns.end());
  return integers(c, {2, size}, std::move(rows), c.dtype().value_or(Dtype::int64));
}

}  // namespace

const Operations& statistics_operations() {
  static const Operations table = {
      {"var_mean", with_mean<false>},
      {"std_mean", with_mean<true>},
      {"median", median},
      {"kthvalue", kth},
      {"mode", mode},
      {"cummax", running<true>},
      {"cummin", running<false>},
      {"aminmax", both_extremes},
      {"msort", sorted_first},
      {"unique", unique},
      {"isin", is_in},
      {"searchsorted",
       [](const Call& c) {
         return searched(c, c.var("sorted_sequence").value(), c.var("input").value(),
                         c.flag("right") || c.text("side") == "right");
       }},
      {"bucketize",
       [](const Call& c) { return searched(c, c.var("boundaries").value(), c.var("input").value(), c.flag("right")); }},
      {"bincount", bincount},
      {"histc", histogram},
      {"argwhere", places_where},
      {"tril_indices", triangle_indices<false>},
      {"triu_indices", triangle_indices<true>},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
