// Leaves, and operations that give a new value.
#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/fuzz/operation_table.hpp>
#include <gradproof/checks/fuzz/steps.hpp>
#include <optional>

namespace gradproof::checks::fuzz {
namespace {

std::optional<Shape> broadcast(const Shape& a, const Shape& b) {
  Shape result = a.size() < b.size() ? b : a;
  const Shape& other = a.size() < b.size() ? a : b;
  const auto offset = result.size() - other.size();
  for (std::size_t i = 0; i < other.size(); ++i) {
    int& size = result[offset + i];
    if (size != other[i] && size != 1 && other[i] != 1) return std::nullopt;
    if (size == 1) size = other[i];
  }
  return result;
}

bool has_two_operands(Form form) {
  return form == Form::broadcast || form == Form::alike || form == Form::pair || form == Form::product ||
         form == Form::outer || form == Form::twice || form == Form::stacked;
}

/// Of the result; nothing where the operands do not fit.
std::optional<Shape> shape_of(Form form, const Shape& a, const Shape& b, std::size_t dim) {
  Shape result = a;
  switch (form) {
    case Form::same:
      return result;
    case Form::broadcast:
      return broadcast(a, b);
    case Form::alike:
      return a == b ? std::optional(result) : std::nullopt;
    case Form::pair:
      return a == b ? std::optional(Shape{}) : std::nullopt;
    case Form::all:
      return Shape{};
    case Form::along:
      if (!a.empty()) result.erase(result.begin() + static_cast<std::ptrdiff_t>(dim));
      return a.empty() ? std::nullopt : std::optional(result);
    case Form::kept:
      if (!a.empty()) result[dim] = 1;
      return result;
    case Form::gram:
      return a.size() == 2 ? std::optional(Shape{a[0], a[0]}) : std::nullopt;
    case Form::product:
      return a.size() == 2 && b.size() == 2 && a[1] == b[0] ? std::optional(Shape{a[0], b[1]}) : std::nullopt;
    case Form::outer:
      return a.size() == 1 && b.size() == 1 ? std::optional(Shape{a[0], b[0]}) : std::nullopt;
    case Form::twice:
      if (a.empty() || a != b) return std::nullopt;
      result[0] *= 2;
      return result;
    case Form::stacked:
      if (a != b) return std::nullopt;
      result.insert(result.begin(), 2);
      return result;
    case Form::two_rows:
      if (a.empty()) return std::nullopt;
      result[0] = 2;
      return result;
  }
  return std::nullopt;
}

constexpr int most_elements = 24;

/// Nested lists of random numbers. Not a reshaped list: a leaf that is itself a view has rules of its own.
std::string literal(Draft& draft, const Shape& shape, Range range) {
  if (shape.empty()) return draft.number(range.low, range.high);
  std::string items;
  for (int i = 0; i < shape[0]; ++i)
    items += (i > 0 ? ", " : "") + literal(draft, Shape(shape.begin() + 1, shape.end()), range);
  return fmt::format("[{}]", items);
}

void add_tensor(Draft& draft, bool requires_grad) {
  static constexpr int sizes[] = {1, 2, 2, 3, 3, 4};
  Variable v;
  v.name = draft.fresh(requires_grad ? "a" : "c");
  for (int dims = draft.random.between(0, 5) % 3; dims > 0; --dims) v.shape.push_back(draft.random.pick(sizes));
  v.doubles = draft.random.chance(20);
  const bool above_zero = draft.random.chance(50);
  const Range range{above_zero ? 0.3 : -1.9, 1.9};
  std::string made =
      fmt::format("torch.tensor({}{})", literal(draft, v.shape, range), v.doubles ? ", dtype=torch.float64" : "");
  if (requires_grad) made += ".requires_grad_()";
  draft.line(fmt::format("{} = {}", v.name, made));
  v.memory = draft.new_memory(range);
  v.is_leaf = requires_grad;
  const auto leaves = requires_grad ? std::uint64_t{1} << (draft.variables.size() % 64) : 0;
  v.family = draft.new_family({requires_grad, requires_grad, leaves});
  draft.variables.push_back(v);
}

/// Whether the operands promote to float64: one without dimensions has no say beside one that has some.
bool promotes_to_doubles(const std::vector<Variable>& inputs) {
  const bool ranked = std::ranges::any_of(inputs, [](const Variable& v) { return !v.shape.empty(); });
  return std::ranges::any_of(inputs, [&](const Variable& v) { return v.doubles && (!v.shape.empty() || !ranked); });
}

/// An operation with the operands that were found for it.
struct Choice {
  const Operation& operation;
  Variable a, b;
  int dim = 0;
  Shape shape;
};

bool promotes(Form form) {
  return form != Form::alike && form != Form::product && form != Form::outer && form != Form::pair;
}

std::optional<Choice> choose_operation(Draft& draft) {
  const Operation& operation = draft.random.pick(operations());
  const auto fits = [&](const Variable& v) {
    return !draft.is_array(v) && !(v.inference && draft.recording) && draft.memory(v).range.within(operation.domain) &&
           element_count(v.shape) <= most_elements / 2;
  };
  const Variable* a = draft.choose(fits);
  if (!a) return std::nullopt;
  const int dim = a->shape.empty() ? 0 : draft.random.below(static_cast<int>(a->shape.size()));
  const auto with = [&](const Variable& b) {
    return shape_of(operation.form, a->shape, b.shape, static_cast<std::size_t>(dim));
  };
  const auto fits_beside = [&](const Variable& v) {
    // Of two names for one memory, all elements tie.
    const bool ties = operation.name == "maximum" || operation.name == "minimum";
    return fits(v) && with(v) && (promotes(operation.form) || a->doubles == v.doubles) &&
           !(ties && v.memory == a->memory && v.name != a->name);
  };
  const Variable* b = has_two_operands(operation.form) ? draft.choose(fits_beside) : a;
  if (!b || !with(*b)) return std::nullopt;
  return Choice{operation, *a, *b, dim, *with(*b)};
}

}  // namespace

void add_leaf(Draft& draft) { add_tensor(draft, true); }
void add_constant(Draft& draft) { add_tensor(draft, false); }

void use(Draft& draft, const Variable& variable, std::string_view operation) {
  if (draft.recording && draft.requires_grad(variable)) draft.memory(variable).user = operation;
}

Variable& add_result(Draft& draft, const Result& result) {
  Variable v;
  v.name = draft.fresh("y");
  v.shape = result.shape;
  v.memory = draft.new_memory(result.range);
  Family family;
  for (const auto& input : result.inputs) {
    family.requires_grad |= draft.recording && draft.requires_grad(input);
    family.leaves |= draft.family(input).leaves;
    v.contiguous &= input.contiguous;  // results keep the order of their operands' memory
    use(draft, input, result.operation);
  }
  v.doubles = promotes_to_doubles(result.inputs);
  if (!family.requires_grad) family.leaves = 0;
  v.family = draft.new_family(family);
  v.inference = draft.inference;
  if (family.requires_grad) draft.memory(v).user = result.operation;
  draft.variables.push_back(v);
  return draft.variables.back();
}

bool add_operation(Draft& draft) {
  const auto choice = choose_operation(draft);
  if (!choice) return false;
  const auto& [operation, a, b, dim, shape] = *choice;
  const auto needs = [text = operation.text](std::string_view field) { return text.find(field) != text.npos; };
  if (a.shape.empty() && (needs("{d}") || needs("{last}"))) return false;
  const Range range = operation.range(draft.memory(a).range, draft.memory(b).range, element_count(a.shape));
  if (!(range.size() < 1e3)) return false;
  Variable& result = add_result(draft, {operation.name, shape, range, {a, b}});
  if (operation.name == "to") result.doubles = true;
  draft.line(fmt::format("{} = {}", result.name,
                         fmt::format(fmt::runtime(operation.text), fmt::arg("a", a.name), fmt::arg("b", b.name),
                                     fmt::arg("d", dim), fmt::arg("last", a.shape.empty() ? 0 : a.shape.back()))));
  return true;
}

}  // namespace gradproof::checks::fuzz
