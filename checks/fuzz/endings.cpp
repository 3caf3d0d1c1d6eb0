// Losses and backward passes: one, two over one graph, two graphs, gradients by name, double backward, seeded.
#include <fmt/format.h>

#include <gradproof/checks/fuzz/steps.hpp>

namespace gradproof::checks::fuzz {
namespace {

constexpr std::string_view terms[] = {
    "{}.sum()", "({0} * {0}).sum()", "({}.sin() * 1.3).mean()", "{}.sigmoid().sum()", "({0} * {0} * {0}).mean()",
};

bool ends(Draft& draft, const Variable& v) { return draft.requires_grad(v) && !draft.is_array(v) && !v.inference; }

/// A number of one to three of the tensors that require grad; its leaves go into `leaves`.
std::string loss(Draft& draft, std::uint64_t& leaves) {
  std::string sum;
  for (int count = draft.random.between(1, 3); count > 0; --count) {
    const Variable* v = draft.choose([&](const Variable& each) { return ends(draft, each); });
    if (!v) break;
    leaves |= draft.family(*v).leaves;
    use(draft, *v, "loss");
    sum += (sum.empty() ? "" : " + ") + fmt::format(fmt::runtime(draft.random.pick(terms)), v->name);
  }
  return sum;
}

void maybe_write(Draft& draft, int percent) {
  if (!draft.random.chance(percent)) return;
  if (draft.random.chance(25)) {
    add_mode(draft);
    return;
  }
  for (int attempts = 0; attempts < 8; ++attempts)
    if (add_write(draft)) return;
}

/// An optimizer's step over the leaves: a write to all of them that every counter sees.
void step(Draft& draft, std::uint64_t leaves) {
  const Variable* leaf =
      draft.choose([&](const Variable& v) { return v.is_leaf && (draft.family(v).leaves & leaves); });
  if (!leaf) return;
  draft.line(fmt::format("torch.optim.SGD([{}], lr=0.3).step()", leaf->name));
  draft.writes.push_back({draft.memory(*leaf).user, Alias::own, "SGD.step", draft.phase});
}

void between(Draft& draft, std::uint64_t leaves) {
  draft.phase = Moment::between_backwards;
  if (draft.random.chance(15)) return step(draft, leaves);
  maybe_write(draft, 60);
}

void once(Draft& draft, const std::string& name, std::uint64_t) {
  maybe_write(draft, 35);
  draft.line(fmt::format("{}.backward()", name));
}

void twice(Draft& draft, const std::string& name, std::uint64_t leaves) {
  maybe_write(draft, 15);
  draft.line(fmt::format("{}.backward(retain_graph=True)", name));
  between(draft, leaves);
  draft.line(fmt::format("{}.backward()", name));
}

/// A second loss over part of what the first used.
void two_losses(Draft& draft, const std::string& name, std::uint64_t leaves) {
  const std::string second = draft.fresh("loss");
  const std::string text = loss(draft, leaves);
  draft.line(fmt::format("{} = {}", second, text));
  draft.line(fmt::format("{}.backward(retain_graph=True)", name));
  between(draft, leaves);
  draft.line(fmt::format("{}.backward()", second));
}

const Variable* leaf_of(Draft& draft, std::uint64_t leaves) {
  return draft.choose([&](const Variable& v) { return v.is_leaf && (draft.family(v).leaves & leaves); });
}

void by_name(Draft& draft, const std::string& name, std::uint64_t leaves) {
  const Variable* leaf = leaf_of(draft, leaves);
  if (!leaf) return once(draft, name, leaves);
  maybe_write(draft, 30);
  const std::string g = draft.fresh("g");
  draft.line(fmt::format("{} = torch.autograd.grad({}, [{}], allow_unused=True)[0]", g, name, leaf->name));
  draft.observe(g);
}

void double_backward(Draft& draft, const std::string& name, std::uint64_t leaves) {
  const Variable* leaf = leaf_of(draft, leaves);
  if (!leaf) return once(draft, name, leaves);
  const std::string g = draft.fresh("g"), leaf_name = leaf->name;
  draft.line(fmt::format("{} = torch.autograd.grad({}, [{}], create_graph=True)[0]", g, name, leaf_name));
  draft.observe(g);
  between(draft, leaves);
  // The leaf itself is in the sum, because a linear loss leaves the gradient without history.
  draft.line(fmt::format("(({0} * {0}).sum() + ({1} * {1}).sum()).backward()", g, leaf_name));
}

void penalty(Draft& draft, const std::string& name, std::uint64_t leaves) {
  const Variable* leaf = leaf_of(draft, leaves);
  if (!leaf) return once(draft, name, leaves);
  const std::string g = draft.fresh("g");
  draft.line(fmt::format("{} = torch.autograd.grad({}, [{}], create_graph=True)[0]", g, name, leaf->name));
  draft.observe(g);
  maybe_write(draft, 30);
  draft.line(fmt::format("({} + 0.1 * ({} ** 2).sum()).backward()", name, g));
}

void seeded(Draft& draft, const std::string& name, std::uint64_t leaves) {
  const Variable* v = draft.choose([&](const Variable& each) { return ends(draft, each) && !each.is_leaf; });
  if (!v) return once(draft, name, leaves);
  const Variable root = *v;
  const std::string seed = draft.fresh("s");
  draft.line(fmt::format("{} = torch.ones_like({}) * 0.7", seed, root.name));
  maybe_write(draft, 30);
  draft.line(fmt::format("{}.backward({})", root.name, seed));
  draft.observe(seed);
}

using Ending = void (*)(Draft& draft, const std::string& name, std::uint64_t leaves);

constexpr Ending endings[] = {once, once, once, twice, twice, two_losses, by_name, double_backward, penalty, seeded};

/// What is read at the end: gradients of all leaves by default, and half of the time some of the other tensors.
void choose_observed(Draft& draft) {
  static constexpr std::string_view readings[] = {"{}", "{}", "{}._version", "{}.requires_grad", "{}.is_leaf"};
  const std::size_t gradients = draft.observed().size();
  for (int count = draft.random.between(0, 3); count > 0; --count) {
    const Variable* v = draft.choose([&](const Variable& each) { return !draft.is_array(each) && !each.inference; });
    if (v) draft.observe(fmt::format(fmt::runtime(draft.random.pick(readings)), v->name));
  }
  if (draft.observed().size() > gradients || gradients > 0) {
    for (const auto& v : draft.variables)
      if (v.is_leaf) draft.observe(v.name + ".grad");
  }
}

}  // namespace

void add_ending(Draft& draft) {
  std::uint64_t leaves = 0;
  const std::string text = loss(draft, leaves);
  draft.line(fmt::format("loss = {}", text));
  draft.random.pick(endings)(draft, "loss", leaves);
  draft.phase = Moment::after_backward;
  maybe_write(draft, 15);
  choose_observed(draft);
}

}  // namespace gradproof::checks::fuzz
