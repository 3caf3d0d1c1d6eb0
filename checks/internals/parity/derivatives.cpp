// gradcheck and gradgradcheck of every differentiable operation, over the samples of checks/ops: broadcasting,
// 0-dim, empty, transposed, sliced and expanded operands, in float64.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/parity/samples.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/walk.hpp>
#include <gradproof/checks/subjects/native.hpp>
#include <gradproof/checks/subjects/native_values.hpp>
#include <gradproof/core/autograd/gradcheck.hpp>
#include <iostream>

using namespace gradproof;
using namespace gradproof::checks;
using namespace gradproof::checks::parity;

namespace {

/// The native machine with the leaves that require grad put in from outside, and the observed tensor kept.
class LeafMachine final : public Machine {
 public:
  explicit LeafMachine(TensorList leaves) : leaves_(std::move(leaves)) {}
  TensorList made;  ///< the leaves as the program made them
  Tensor seen;

  Value call(std::string_view op, const Arguments& a) override {
    const Value result = native_->call(op, a);
    const auto* wants = op == "tensor" || op == "zeros" ? a["requires_grad"].get<bool>() : nullptr;
    if (!wants || !*wants) return result;
    made.push_back(native::as_tensor(result));
    return made.size() <= leaves_.size() ? native::wrap(leaves_[made.size() - 1]) : result;
  }
  records::Value observe(const Value& object) override {
    seen = native::as_tensor(object);
    return {};
  }
  std::string version() const override { return native_->version(); }
  Value get_attribute(const Value& o, std::string_view n) override { return native_->get_attribute(o, n); }
  void set_attribute(const Value& o, std::string_view n, const Value& v) override { native_->set_attribute(o, n, v); }
  Value get_item(const Value& o, const Value& i) override { return native_->get_item(o, i); }
  void set_item(const Value& o, const Value& i, const Value& v) override { native_->set_item(o, i, v); }
  void enter(std::string_view c, const Arguments& a) override { native_->enter(c, a); }
  void leave() override { native_->leave(); }
  bool truth(const Value& o) override { return native_->truth(o); }
  double to_float(const Value& o) override { return native_->to_float(o); }
  std::int64_t to_int(const Value& o) override { return native_->to_int(o); }
  std::int64_t length(const Value& o) override { return native_->length(o); }
  std::string text(const Value& o) override { return native_->text(o); }

 private:
  std::unique_ptr<Machine> native_ = make_native_machine({});
  TensorList leaves_;
};

/// The sample up to its result, observing nothing else; none where it has no gradient.
std::optional<Program> forward_of(const Program& sample) {
  const auto seed = sample.source.find("\ng = "), begin = sample.source.find("\nimport");
  if (seed == std::string::npos) return {};
  const std::string result = sample.source.find("\nx = l ") != std::string::npos &&
                                     sample.source.find("\ny = x.") != std::string::npos &&
                                     sample.name.find(".inplace") != std::string::npos
                                 ? "x"
                                 : "y";
  auto parsed =
      parse("#: observe = [\"" + result + "\"]" + sample.source.substr(begin, seed - begin) + "\n", sample.file);
  return std::move(parsed.program);
}

/// Not the derivative of the value, and meant so: a padding row gets no gradient; one number has no variance.
bool is_by_definition(const std::string& name) {
  return name == "embedding-padding.base" || name == "std.scalar" || name == "var.scalar";
}

bool is_checked(const Program& sample) {
  if (is_by_definition(sample.name)) return false;
  static const char* const kinds[] = {".base", ".scalar", ".transposed", ".sliced", ".expanded", ".shape", ".inplace"};
  const std::string_view name = sample.name;
  const auto kind = name.substr(name.rfind('.'));
  for (const char* k : kinds)
    if (kind.starts_with(k))
      return kind.find('-') == std::string_view::npos && sample.source.find("float64") != std::string::npos;
  return false;
}

/// Result of the program at other leaves.
struct AtLeaves {
  const Program& program;
  Tensor operator()(const TensorList& leaves) const {
    LeafMachine machine(leaves);
    walk(program, machine);
    return machine.seen;
  }
};

/// The program's own leaves; none where it ends with an error, or its result has no gradient.
TensorList leaves_of(const Program& program) {
  LeafMachine machine({});
  const Answer answer = walk(program, machine);
  if (answer.status != Status::finished || !machine.seen.requires_grad()) return {};
  return machine.made;
}

struct Tally {
  std::int64_t samples = 0, compared = 0, kinks = 0;
  std::string wrong, without;

  void add(const autograd::GradcheckReport& report) {
    compared += report.checked;
    kinks += std::int64_t(report.kinks.size());
    if (!report) wrong += report.text + '\n';
  }
};

/// First and second order; an operation that says it has no derivative is noted (the recording says whether it may).
void check_derivatives(const std::string& name, const AtLeaves& f, const TensorList& leaves, Tally& tally) {
  autograd::GradcheckOptions options;
  options.name = name;
  ++tally.samples;
  try {
    tally.add(autograd::gradcheck(f, leaves, options));
    options.name += ", second order";
    options.fast = true;
    tally.add(autograd::gradgradcheck(f, leaves, options));
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::not_differentiable)
      tally.without += ' ' + name;
    else
      tally.wrong += options.name + ": " + error.what() + '\n';
  }
}

}  // namespace

TEST_CASE("every differentiable operation passes gradcheck and gradgradcheck on its samples") {
  Tally tally;
  for (const auto& [name, sample] : read_samples()) {
    if (!is_checked(sample)) continue;
    const auto program = forward_of(sample);
    const TensorList leaves = program ? leaves_of(*program) : TensorList();
    if (leaves.empty()) continue;
    INFO(name);
    check_derivatives(name, AtLeaves{*program}, leaves, tally);
  }
  std::cout << tally.samples << " samples, " << tally.compared << " derivatives compared, " << tally.kinks
            << " kinks left out; no derivative, as in PyTorch:" << tally.without << '\n'
            << tally.wrong;
  CHECK(tally.samples > 900);
  CHECK(tally.wrong.empty());
}
