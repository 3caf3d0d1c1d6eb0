// Views, and the aliases that autograd does not know.
#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/fuzz/steps.hpp>
#include <optional>

namespace gradproof::checks::fuzz {
namespace {

/// A view and what it makes of a tensor; `reshape` gives nothing where the view does not fit.
struct View {
  std::string_view text;
  std::optional<Shape> (*reshape)(const Variable& v);
  bool contiguous = true;  ///< if the base is
  bool writable = true;
};

using Fit = std::optional<Shape>;

Fit flat(const Variable& v) { return v.contiguous ? Fit(Shape{element_count(v.shape)}) : std::nullopt; }
Fit same(const Variable& v) { return v.shape; }
Fit same_of_many(const Variable& v) { return v.shape.empty() ? std::nullopt : Fit(v.shape); }
Fit turned(const Variable& v) { return v.shape.size() == 2 ? Fit(Shape{v.shape[1], v.shape[0]}) : std::nullopt; }
Fit with_front(const Variable& v) {
  Shape shape = v.shape;
  shape.insert(shape.begin(), 1);
  return shape;
}
Fit without_front(const Variable& v) {
  return v.shape.empty() ? std::nullopt : Fit(Shape(v.shape.begin() + 1, v.shape.end()));
}
Fit without_front_of_one(const Variable& v) {
  return !v.shape.empty() && v.shape[0] == 1 ? without_front(v) : std::nullopt;
}
Fit without_last(const Variable& v) {
  return v.shape.empty() ? std::nullopt : Fit(Shape(v.shape.begin(), v.shape.end() - 1));
}
Fit resized(const Variable& v, int size) {
  Shape shape = v.shape;
  shape[0] = size;
  return shape;
}
Fit first_of_many(const Variable& v) { return v.shape.empty() || v.shape[0] < 2 ? std::nullopt : resized(v, 1); }
Fit all_but_first(const Variable& v) {
  return v.shape.empty() || v.shape[0] < 2 ? std::nullopt : resized(v, v.shape[0] - 1);
}
Fit every_second(const Variable& v) { return v.shape.empty() ? std::nullopt : resized(v, (v.shape[0] + 1) / 2); }
Fit half(const Variable& v) {
  return v.shape.empty() || v.shape[0] < 2 ? std::nullopt : resized(v, (v.shape[0] + 1) / 2);
}
Fit diagonal(const Variable& v) {
  return v.shape.size() == 2 ? Fit(Shape{std::min(v.shape[0], v.shape[1])}) : std::nullopt;
}
Fit doubled(const Variable& v) {
  Shape shape = v.shape;
  shape.insert(shape.begin(), 2);
  return element_count(shape) <= 12 ? Fit(shape) : std::nullopt;
}

constexpr View views[] = {
    {"{}.view(-1)", flat},
    {"{}.flatten()", flat},
    {"{0}.view_as({0})", same},
    {"{}[:]", same_of_many},
    {"{}.t()", turned, false},
    {"{}.transpose(0, -1)", turned, false},
    {"{}.permute(1, 0)", turned, false},
    {"{}.unsqueeze(0)", with_front},
    {"{}[None]", with_front},
    {"{}.squeeze(0)", without_front_of_one},
    {"{}[0]", without_front},
    {"{}.select(0, -1)", without_front},
    {"{}[..., 0]", without_last, false},
    {"{}[:1]", first_of_many},
    {"{}.narrow(0, 0, 1)", first_of_many},
    {"{}[1:]", all_but_first},
    {"{}[::2]", every_second, false},
    {"{}.diagonal()", diagonal, false},
    {"{0}.expand({1})", doubled, false, false},
    {"{}.chunk(2)[0]", half, true, false},
    {"torch.unbind({})[0]", without_front, true, false},
};

struct AliasForm {
  Alias alias;
  std::string_view text, prelude;
};

constexpr AliasForm alias_forms[] = {
    {Alias::detach, "{}.detach()", ""},
    {Alias::detach, "{}.detach()", ""},
    {Alias::data, "{}.data", ""},
    {Alias::numpy, "numpy_view({})", "numpy_view"},
    {Alias::dlpack, "dlpack_alias({})", "dlpack_alias"},
};

}  // namespace

bool add_view(Draft& draft) {
  const View& view = draft.random.pick(views);
  const Variable* base = draft.choose(
      [&](const Variable& v) { return !draft.is_array(v) && v.inference == draft.inference && view.reshape(v); });
  if (!base) return false;
  Variable v = *base;
  v.name = draft.fresh("v");
  v.shape = *view.reshape(*base);
  v.contiguous = base->contiguous && view.contiguous;
  v.writable = base->writable && view.writable && draft.recording;
  v.is_leaf = false;
  if (v.alias == Alias::own) v.alias = Alias::view;
  draft.line(fmt::format("{} = {}", v.name, fmt::format(fmt::runtime(view.text), base->name, text(v.shape))));
  draft.variables.push_back(v);
  return true;
}

bool add_alias(Draft& draft) {
  const AliasForm& form = draft.random.pick(alias_forms);
  const Variable* base = draft.choose([&](const Variable& v) {
    return !draft.is_array(v) && !v.inference && !draft.inference && v.alias <= Alias::view;
  });
  if (!base) return false;
  Variable v = *base;
  if (!form.prelude.empty()) draft.prelude(form.prelude);
  v.name = draft.fresh(form.alias == Alias::numpy ? "n" : "d");
  v.alias = form.alias;
  v.is_leaf = false;
  v.family = draft.new_family({});
  draft.line(fmt::format("{} = {}", v.name, fmt::format(fmt::runtime(form.text), base->name)));
  draft.variables.push_back(v);
  return true;
}

}  // namespace gradproof::checks::fuzz
