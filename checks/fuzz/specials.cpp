// Hooks, custom functions, checkpoints, modes and loops.
#include <fmt/format.h>

#include <gradproof/checks/fuzz/steps.hpp>

namespace gradproof::checks::fuzz {
namespace {

constexpr Range moderate{-4, 4};

struct CustomFunction {
  std::string_view name, arguments;
  bool writes = false;  ///< its forward writes its input
};

constexpr CustomFunction functions[] = {
    {"function_input", "forward=lambda x: x * x, backward=lambda g, x: 2. * x * g, save=[0]"},
    {"function_output", "forward=lambda x: torch.tanh(x), backward=lambda g, y: g * (1. - y * y), save=[1]"},
    {"function_kept", "forward=lambda x: x * x, backward=lambda g, x: 2. * x * g, keep_as_attribute=[0]"},
    {"function_none", "forward=lambda x: x * 1.4, backward=lambda g: g * 1.4"},
    {"function_dirty", "forward=lambda x: x.mul_(0.7), backward=lambda g: g * 0.7, mark_dirty=[0]", true},
};

constexpr std::string_view checkpoints[] = {
    "checkpoint(lambda x: torch.tanh(x) * x, {})",
    "checkpoint(lambda x: (x * x).sin(), {})",
};

constexpr std::string_view hooks[] = {
    "{}.register_hook(lambda g: g * 0.5)",
    "{}.register_hook(lambda g: g + 0.3)",
    "{}.register_hook(lambda g: None)",
    "{}.retain_grad()",
};

constexpr std::string_view modes[] = {"torch.no_grad()", "torch.no_grad()", "torch.enable_grad()",
                                      "torch.set_grad_enabled(False)", "torch.inference_mode()"};

const Variable* choose_recorded(Draft& draft) {
  return draft.choose([&](const Variable& v) {
    return draft.requires_grad(v) && !draft.is_array(v) && !v.inference && draft.memory(v).range.within(moderate);
  });
}

bool add_step(Draft& draft) {
  const int turn = draft.random.below(100);
  if (turn < 40) return add_operation(draft);
  if (turn < 55) return add_view(draft);
  return add_write(draft);
}

void add_steps(Draft& draft) {
  const auto before = draft.line_count();
  for (int attempts = 0; attempts < 20 && draft.line_count() < before + 1 + (draft.random.chance(30) ? 1 : 0);
       ++attempts)
    add_step(draft);
  if (draft.line_count() == before) draft.line(fmt::format("{} = torch.zeros(1)", draft.fresh("z")));
}

bool add_grad_mode(Draft& draft) {
  const std::string_view mode = draft.random.pick(modes);
  const bool recording = draft.recording, inference = draft.inference;
  draft.line(fmt::format("with {}:", mode));
  draft.indent();
  draft.recording = mode == "torch.enable_grad()";
  draft.inference = mode == "torch.inference_mode()";
  add_steps(draft);
  draft.recording = recording;
  draft.inference = inference;
  draft.dedent();
  return true;
}

/// Packing hooks keep copies, so that no write reaches what is saved, and nothing is checked.
bool add_packing(Draft& draft) {
  draft.line("with torch.autograd.graph.saved_tensors_hooks(lambda t: t.clone(), lambda t: t):");
  draft.indent();
  add_steps(draft);
  draft.dedent();
  return true;
}

bool add_loop(Draft& draft) {
  const Variable* w = choose_recorded(draft);
  if (!w) return false;
  const Variable weight = *w;
  const Variable& y = add_result(draft, {"mul", weight.shape, {-500, 500}, {weight}});
  draft.line(fmt::format("{} = {} * 1.2", y.name, weight.name));
  draft.line(fmt::format("for i in range({}):", draft.random.between(1, 3)));
  draft.indent();
  draft.line(fmt::format(fmt::runtime(draft.random.chance(50) ? "{0} = {0} * {1}" : "{0} = ({0} * {1}).tanh()"), y.name,
                         weight.name));
  draft.dedent();
  return true;
}

}  // namespace

bool add_hook(Draft& draft) {
  const Variable* v = draft.choose([&](const Variable& each) {
    return draft.requires_grad(each) && !draft.is_array(each) && each.writable && !each.inference;
  });
  if (!v) return false;
  draft.line(fmt::format(fmt::runtime(draft.random.pick(hooks)), v->name));
  return true;
}

bool add_custom_function(Draft& draft) {
  const Variable* chosen = choose_recorded(draft);
  if (!chosen || !draft.recording) return false;
  const Variable x = *chosen;
  if (draft.random.chance(30)) {
    draft.prelude("checkpoint");
    const auto& y = add_result(draft, {"checkpoint", x.shape, {-16, 16}, {x}});
    draft.line(fmt::format("{} = {}", y.name, fmt::format(fmt::runtime(draft.random.pick(checkpoints)), x.name)));
    return true;
  }
  const CustomFunction& function = draft.random.pick(functions);
  if (function.writes && (draft.family(x).leaf || x.alias != Alias::own || !x.writable)) return false;
  const std::string f = draft.fresh("f");
  draft.line(fmt::format("{} = {}({})", f, draft.prelude("function"), function.arguments));
  auto& y = add_result(draft, {function.name, x.shape, {-16, 16}, {x}});
  if (function.writes) {
    y.memory = x.memory;
    y.family = x.family;
  }
  draft.line(fmt::format("{} = {}({})", y.name, f, x.name));
  return true;
}

bool add_mode(Draft& draft) {
  if (draft.inference || !draft.recording) return false;
  const int turn = draft.random.below(100);
  if (turn < 65) return add_grad_mode(draft);
  return turn < 80 ? add_packing(draft) : add_loop(draft);
}

}  // namespace gradproof::checks::fuzz
