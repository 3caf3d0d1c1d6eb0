// Writes: in-place operations, assignments to parts, and writes that autograd cannot see.
#include <fmt/format.h>

#include <gradproof/checks/fuzz/steps.hpp>

namespace gradproof::checks::fuzz {
namespace {

constexpr Range anywhere{-20, 20};

/// What a write needs of its target {x}, beside a source {y} that fits it and a number {n}.
enum class Target {
  tensor,    ///< any tensor
  part,      ///< a tensor that has a first element
  vector,    ///< a tensor of one dimension
  array,     ///< a numpy array with dimensions
  detached,  ///< a tensor without history: out= accepts no other
};

/// How the source relates to the target.
enum class Source { none, whole, row };

using RangeRule = Range (*)(Range x, Range y);

Range number(Range, Range) { return {-2, 2}; }
Range same(Range x, Range) { return x; }
Range copied(Range, Range y) { return y; }
Range added(Range x, Range y) { return {-x.size() - y.size() - 2, x.size() + y.size() + 2}; }
Range scaled(Range x, Range y) { return {-x.size() * (y.size() + 2), x.size() * (y.size() + 2)}; }
Range doubled(Range x, Range) { return {-2 * x.size(), 2 * x.size()}; }
Range unit(Range, Range) { return {-1, 1}; }
Range squared(Range x, Range) { return {0, x.size() * x.size()}; }

struct WriteForm {
  std::string_view name, text;
  Target target;
  Source source;
  RangeRule range;
  bool seen = true;  ///< by autograd, where its target's family is known to it
  std::string_view prelude = {};
};

constexpr WriteForm forms[] = {
    {"zero_", "{x}.zero_()", Target::tensor, Source::none, number},
    {"fill_", "{x}.fill_({n})", Target::tensor, Source::none, number},
    {"add_", "{x}.add_({n})", Target::tensor, Source::none, added},
    {"sub_", "{x} -= {n}", Target::tensor, Source::none, added},
    {"mul_", "{x}.mul_({n})", Target::tensor, Source::none, doubled},
    {"mul_", "{x} *= {n}", Target::tensor, Source::none, doubled},
    {"div_", "{x}.div_(1.6)", Target::tensor, Source::none, same},
    {"clamp_", "{x}.clamp_(-0.6, 0.9)", Target::tensor, Source::none, unit},
    {"sin_", "{x}.sin_()", Target::tensor, Source::none, unit},
    {"tanh_", "{x}.tanh_()", Target::tensor, Source::none, unit},
    {"sigmoid_", "{x}.sigmoid_()", Target::tensor, Source::none, unit},
    {"square_", "{x}.square_()", Target::tensor, Source::none, squared},
    {"neg_", "{x}.neg_()", Target::tensor, Source::none, doubled},
    {"relu_", "F.relu_({x})", Target::tensor, Source::none, same},
    {"relu_", "F.relu({x}, inplace=True)", Target::tensor, Source::none, same},
    {"masked_fill_", "{x}.masked_fill_({x} > 0.3, {n})", Target::tensor, Source::none, number},
    {"copy_", "{x}.copy_({y})", Target::tensor, Source::whole, copied},
    {"add_tensor_", "{x} += {y}", Target::tensor, Source::whole, added},
    {"add_tensor_", "{x}.add_({y}, alpha=0.5)", Target::tensor, Source::whole, added},
    {"mul_tensor_", "{x}.mul_({y})", Target::tensor, Source::whole, scaled},
    {"mul_tensor_", "{x} *= {y}", Target::tensor, Source::whole, scaled},
    {"set_number", "{x}[0] = {n}", Target::part, Source::none, number},
    {"set_number", "{x}[...] = {n}", Target::tensor, Source::none, number},
    {"set_slice", "{x}[:1] = {n}", Target::part, Source::none, number},
    {"set_mask", "{x}[{x} > 0.4] = {n}", Target::part, Source::none, number},
    {"set_row", "{x}[0] = {y}", Target::part, Source::row, copied},
    {"add_row_", "{x}[0] += {y}", Target::part, Source::row, added},
    {"index_fill_", "{x}.index_fill_(0, torch.tensor([0]), {n})", Target::part, Source::none, number},
    {"index_add_", "{x}.index_add_(0, torch.tensor([0]), torch.ones_like({x}[:1]))", Target::part, Source::none, added},
    {"scatter_", "{x}.scatter_(0, torch.tensor([0]), {n})", Target::vector, Source::none, number},
    {"out=", "torch.mul({y}, {n}, out={x})", Target::detached, Source::whole, doubled},
    {"increment_version", "increment_version({x})", Target::tensor, Source::none, same, true, "increment_version"},
    {"raw_write", "raw_write({x}, {n})", Target::tensor, Source::none, number, false, "raw_write"},
    {"raw_copy", "raw_copy({x}, {y})", Target::tensor, Source::whole, copied, false, "raw_copy"},
    {"array_set", "{x}[...] = {n}", Target::array, Source::none, number, false},
    {"array_set_first", "{x}[0] = {n}", Target::array, Source::none, number, false},
    {"array_mul", "{x} *= {n}", Target::array, Source::none, doubled, false},
    {"array_add", "{x} += {n}", Target::array, Source::none, added, false},
};

bool is_target(Draft& draft, const WriteForm& form, const Variable& v) {
  if (draft.is_array(v) != (form.target == Target::array) || v.inference != draft.inference) return false;
  const bool expanded_or_many = !v.writable;
  if (expanded_or_many && !(form.target == Target::array)) return false;
  switch (form.target) {
    case Target::tensor:
      return true;
    case Target::part:
      return !v.shape.empty();
    case Target::vector:
      return v.shape.size() == 1;
    case Target::array:
      return v.writable && !v.shape.empty();
    case Target::detached:
      return !draft.requires_grad(v) && v.contiguous;
  }
  return false;
}

/// A leaf that requires grad may be written only where nobody records.
bool is_refused(Draft& draft, const WriteForm& form, const Variable& v) {
  return form.seen && form.name != "increment_version" && draft.recording && draft.family(v).leaf;
}

bool is_source(Draft& draft, const WriteForm& form, const Variable& x, const Variable& y) {
  if (draft.is_array(y) || y.memory == x.memory || y.doubles != x.doubles || y.inference != draft.inference)
    return false;
  if (form.target == Target::detached) return y.shape == x.shape && !(draft.recording && draft.requires_grad(y));
  Shape due = x.shape;
  if (form.source == Source::row) due.erase(due.begin());
  return y.shape == due || y.shape.empty();
}

void note(Draft& draft, const WriteForm& form, const Variable& x) {
  const auto user = draft.memory(x).user;
  draft.writes.push_back({user, x.alias, form.name, user.empty() ? Moment::before_use : draft.phase});
}

void record(Draft& draft, const WriteForm& form, const Variable& x, const Variable* y) {
  Memory& memory = draft.memory(x);
  memory.range = memory.range.together(form.range(memory.range, y ? draft.memory(*y).range : memory.range));
  if (!form.seen || !draft.recording) return;
  if (y && draft.requires_grad(*y)) {
    draft.family(x).requires_grad = true;
    draft.family(x).leaves |= draft.family(*y).leaves;
    draft.memory(*y).user = form.name;
  }
  if (draft.requires_grad(x)) memory.user = form.name;
}

}  // namespace

bool add_write(Draft& draft) {
  const WriteForm& form = draft.random.pick(forms);
  const Variable* x = draft.choose([&](const Variable& v) {
    return is_target(draft, form, v) && (!is_refused(draft, form, v) || draft.random.chance(1)) &&
           draft.memory(v).range.within(anywhere);
  });
  if (!x) return false;
  const Variable* y = nullptr;
  if (form.source != Source::none) {
    y = draft.choose([&](const Variable& v) { return is_source(draft, form, *x, v); });
    if (!y) return false;
  }
  if (!form.prelude.empty()) draft.prelude(form.prelude);
  draft.line(fmt::format(fmt::runtime(form.text), fmt::arg("x", x->name), fmt::arg("y", y ? y->name : ""),
                         fmt::arg("n", draft.number(-1.8, 1.8))));
  note(draft, form, *x);
  record(draft, form, *x, y);
  return true;
}

}  // namespace gradproof::checks::fuzz
