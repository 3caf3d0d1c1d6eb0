#include <algorithm>
#include <gradproof/checks/chain/cost.hpp>
#include <gradproof/checks/chain/run.hpp>
#include <gradproof/checks/chain/sentence.hpp>
#include <gradproof/gradproof.hpp>

namespace gradproof::checks::chain {
namespace {

using records::ChainCost;
using records::ChainRun;

// Every conversion of so many numbers asks the host's allocator, which counts; fewer share a block with their tensor.
constexpr std::int64_t usual = 10000, large = 1000000;

/// The accelerator is called cuda while this lives.
class AsCuda {
 public:
  AsCuda() {
    if (!cuda::is_available() && has_accelerator()) rename_devices(pinning_backend().name(), "cuda");
  }
  ~AsCuda() { rename_devices(pinning_backend().name(), pinning_backend().name().data()); }
  AsCuda(const AsCuda&) = delete;
  AsCuda& operator=(const AsCuda&) = delete;

  static bool has_accelerator() { return &pinning_backend() != &cpu_backend(); }
};

bool is_cut(const Step& step) { return step.conversion->name == "detach" || step.conversion->name == "data"; }
bool is_move(const Step& step) {
  const std::string_view name = step.conversion->name;
  return name == "cpu" || name == "cuda" || (name == "to" && !step.arguments["device"].is_none());
}

/// With the first detach and the move beside it the other way round; nothing where no two stand so.
std::optional<Chain> other_order(Chain chain) {
  for (std::size_t i = 0; i + 1 < chain.steps.size(); ++i) {
    const Step &first = chain.steps[i], &second = chain.steps[i + 1];
    if ((is_cut(first) && is_move(second)) || (is_move(first) && is_cut(second))) {
      std::swap(chain.steps[i], chain.steps[i + 1]);
      return chain;
    }
  }
  return {};
}

std::string non_blocking_text(const Step& step) {
  if (step.conversion->name == "cpu") return "to('cpu', non_blocking=True)";
  std::string text = step.text;
  text.insert(text.size() - 1, text.ends_with("()") ? "non_blocking=True" : ", non_blocking=True");
  return text;
}

/// With every move non_blocking; nothing where no move is there that says nothing of it.
std::optional<Chain> without_waits(const Chain& chain) {
  std::string text = chain.name;
  bool changed = false;
  for (const Step& step : chain.steps) {
    const bool changes = is_move(step) && !step.arguments.given("non_blocking");
    text += "." + (changes ? non_blocking_text(step) : step.text);
    changed |= changes;
  }
  return changed ? std::optional(known_chain(text)) : std::nullopt;
}

bool asks_for_a_number(const Chain& chain) {
  return std::ranges::any_of(chain.steps, [](const Step& step) { return step.conversion->name == "item"; });
}

/// A chain and what it begins with.
struct Question {
  Chain chain;
  Setting setting;
};

std::vector<Question> variants(const Chain& chain, const Setting& written, const ChainRun& first) {
  std::vector<Question> questions;
  const auto ask = [&](const char* name, const Chain& asked, auto change) {
    Setting setting = written;
    setting.name = name;
    change(setting);
    questions.push_back({asked, setting});
  };
  const auto as_it_is = [](Setting&) {};
  const auto pinned = [](Setting& s) { s.pinned = true; };
  if (const auto other = other_order(chain)) ask("other order", *other, as_it_is);
  ask("without grad", chain, [](Setting& s) { s.grad = false; });
  if (!asks_for_a_number(chain)) ask("large", chain, [](Setting& s) { s.size = large; });
  const bool sends = written.device.is_cpu() && first.forward.to_device.count > 0;
  const auto waitless = without_waits(chain);
  const bool crosses = first.forward.to_device.count + first.forward.to_host.count > 0;
  if (waitless && crosses) ask("non_blocking", *waitless, as_it_is);
  if (sends) ask("pinned", chain, pinned);
  if (sends && waitless) ask("pinned and non_blocking", *waitless, pinned);
  if (!written.device.is_cpu()) ask("on the host already", chain, [](Setting& s) { s.device = Device(); });
  return questions;
}

}  // namespace

std::vector<std::string> devices() {
  std::vector<std::string> names{std::string(cpu_backend().name())};
  if (AsCuda::has_accelerator()) names.emplace_back(pinning_backend().name());
  return names;
}

ChainCost cost_of(const Chain& chain, const std::string& device) {
  const AsCuda as_cuda;
  Backend& accelerator = pinning_backend();
  ChainCost cost{chain.text(), device, AsCuda::has_accelerator() && accelerator.name() == "sim", {}, ""};
  const bool on_host = device == cpu_backend().name();
  const Setting written{"as written", on_host ? Device() : Device(accelerator, 0), asks_for_a_number(chain) ? 1 : usual,
                        true};
  cost.runs.push_back(run(chain, written));
  for (const Question& question : variants(chain, written, cost.runs.front())) {
    ChainRun variant = run(question.chain, question.setting);
    variant.difference = difference(cost.runs.front(), variant);
    cost.runs.push_back(std::move(variant));
  }
  cost.sentence = sentence_of(cost);
  return cost;
}

}  // namespace gradproof::checks::chain
