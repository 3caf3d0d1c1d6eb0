#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradproof/checks/oracle/differences.hpp>
#include <limits>
#include <unordered_map>
#include <unordered_set>

namespace gradproof::checks::oracle {
namespace {

constexpr double relative_step = 1e-5;
constexpr double tolerance = 1e-5;         ///< of a central difference with that step, relative to the slope
constexpr std::size_t most_elements = 64;  ///< of one leaf: every element costs two runs

/// The nodes between a leaf and the roots, oldest first.
class Path {
 public:
  Path(const Pass& pass, const Var& leaf) : pass_(pass), leaf_(leaf) {
    std::unordered_set<Node*> seen;
    std::vector<Node*> all;
    auto meet = [&](const Var& v) {
      if (seen.insert(v.get()).second) all.push_back(v.get());
    };
    for (const Var& root : pass.roots) meet(root);
    for (std::size_t i = 0; i < all.size(); ++i)
      for (const Var& input : all[i]->inputs) meet(input);
    std::sort(all.begin(), all.end(), [](Node* a, Node* b) { return a->order < b->order; });
    std::unordered_set<Node*> moved{leaf.get()};
    for (Node* node : all)
      if (std::any_of(node->inputs.begin(), node->inputs.end(),
                      [&](const Var& v) { return moved.count(v.get()) > 0; }) &&
          moved.insert(node).second)
        nodes_.push_back(node);
  }

  bool can_be_run() const {
    return std::all_of(nodes_.begin(), nodes_.end(), [](Node* node) { return static_cast<bool>(node->forward); });
  }

  /// sum(seed * root) with one element of the leaf moved.
  double total(std::int64_t element, double by) const {
    std::unordered_map<Node*, Array> values;
    Numbers moved = leaf_.value().numbers();
    moved[static_cast<std::size_t>(element)] += by;
    values.emplace(leaf_.get(), Array(leaf_.shape(), leaf_.dtype(), std::move(moved)));
    auto value_of = [&](const Var& v) {
      auto found = values.find(v.get());
      return found == values.end() ? v.value() : found->second;
    };
    for (Node* node : nodes_) {
      Arrays operands;
      for (const Var& input : node->inputs) operands.push_back(value_of(input));
      values.insert_or_assign(node, node->forward(operands));
    }
    double sum = 0;
    for (std::size_t i = 0; i < pass_.roots.size(); ++i) {
      Array root = value_of(pass_.roots[i]);
      for (std::int64_t k = 0; k < root.size(); ++k)
        if (double seed = pass_.seeds[i].value()[k]; seed != 0) sum += seed * root[k];
    }
    return sum;
  }

 private:
  const Pass& pass_;
  Var leaf_;
  std::vector<Node*> nodes_;
};

struct Slopes {
  double up, down;
  double noise;  ///< what rounding of the totals may add
  double gap() const { return std::abs(up - down); }
};

Slopes slopes(const Path& path, int element, double h) {
  double middle = path.total(element, 0);
  return {(path.total(element, h) - middle) / h, (middle - path.total(element, -h)) / h,
          64 * std::numeric_limits<double>::epsilon() * std::abs(middle) / h};
}

/// Whether a step of another length says nearly the same: an error of the tape is no smaller then, one of the
/// differences is.
bool is_settled(const Path& path, double h, const Disagreement& found) {
  const Slopes narrow = slopes(path, found.element, h / 4);
  const double between = std::abs((narrow.up + narrow.down) / 2 - found.differences);
  return between <= std::abs(found.differences - found.tape) / 4;
}

/// Fills `found` in; false where the two agree. At a kink the one-sided slopes stay apart however small the step.
bool differs(const Path& path, double at, Disagreement& found) {
  double h = relative_step * std::max(1.0, std::abs(at));
  Slopes wide = slopes(path, found.element, h);
  found.differences = (wide.up + wide.down) / 2;
  double allowed = tolerance * std::max({1.0, std::abs(found.differences), std::abs(found.tape)}) + wide.noise;
  if (!std::isfinite(found.differences))
    found.skipped = fmt::format("the function is not finite near {}", at);
  else if (wide.gap() > allowed && slopes(path, found.element, h / 4).gap() > wide.gap() / 2)
    found.skipped = fmt::format("not smooth at {}: slopes {} and {}", at, wide.down, wide.up);
  else if (std::abs(found.differences - found.tape) <= allowed)
    return false;
  else if (!is_settled(path, h, found))
    found.skipped = fmt::format("too steep at {} for differences to settle", at);
  return true;
}

void compare(const Pass& pass, int index, std::vector<Disagreement>& result) {
  for (std::size_t l = 0; l < pass.arrivals.size(); ++l) {
    const Var &leaf = pass.arrivals[l].leaf, &gradient = pass.arrivals[l].gradient;
    Disagreement found{index, static_cast<int>(l), 0, 0, 0, {}};
    Path path(pass, leaf);
    if (pass.has_hooks)
      found.skipped = "a hook changed a gradient on the way";
    else if (!path.can_be_run())
      found.skipped = "a custom function states its own derivative";
    if (!found.skipped.empty()) {
      result.push_back(found);
      continue;
    }
    auto elements = std::min<std::size_t>(leaf.value().numbers().size(), most_elements);
    for (std::size_t i = 0; i < elements; ++i) {
      found = {index, static_cast<int>(l), static_cast<int>(i), gradient.value().numbers()[i], 0, {}};
      if (differs(path, leaf.value().numbers()[i], found)) result.push_back(found);
    }
  }
}

}  // namespace

std::vector<Disagreement> compare_with_differences(const std::vector<Pass>& passes) {
  Exact exact;
  std::vector<Disagreement> result;
  for (std::size_t i = 0; i < passes.size(); ++i) compare(passes[i], static_cast<int>(i), result);
  return result;
}

}  // namespace gradproof::checks::oracle
