#include <gradproof/checks/fuzz/generate.hpp>
#include <gradproof/checks/fuzz/random.hpp>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/program/check_names.hpp>
#include <gradproof/checks/program/walk.hpp>
#include <gradproof/checks/subjects/native.hpp>
#include <map>
#include <set>

using namespace gradproof::checks;
using namespace gradproof::checks::fuzz;

TEST_CASE("Random numbers are the same on every machine") {
  Random random(7, 3);
  std::vector<int> drawn;
  for (int i = 0; i < 5; ++i) drawn.push_back(random.below(1000));
  Random same(7, 3), other(7, 4);
  std::vector<int> again, others;
  for (int i = 0; i < 5; ++i) again.push_back(same.below(1000)), others.push_back(other.below(1000));
  CHECK(drawn == again);
  CHECK(drawn != others);
  CHECK(drawn == std::vector<int>{452, 483, 182, 250, 971});
}

TEST_CASE("A program is its seed and index") {
  CHECK(generate(3, 17).source == generate(3, 17).source);
  CHECK(generate(3, 17).source != generate(3, 18).source);
  CHECK(generate(3, 17).source != generate(4, 17).source);
  CHECK(generate_program(3, 17).name == "fuzz-3-17");
}

TEST_CASE("Every program is a scenario without faults that runs") {
  std::map<std::string, int> ends;
  for (std::uint64_t index = 0; index < 1500; ++index) {
    const Program program = generate_program(21, index);
    INFO(program.source);
    const auto faults = check_names(program);
    CHECK(faults.empty());
    const auto machine = make_native_machine({false, 0, ""});
    const Answer answer = walk(program, *machine);
    CHECK((answer.status == Status::finished || answer.status == Status::raised));
    ++ends[answer.status == Status::finished ? "finished" : answer.error->kind];
  }
  CHECK(ends["finished"] > 1100);
  CHECK(ends["dtype"] + ends["index"] + ends["argument"] == 0);
  CHECK(ends["shape"] <= 3);
}

TEST_CASE("Programs hold aliases, writes at every moment, modes, hooks and double backward") {
  std::set<std::string> aliases, moments;
  std::string all;
  for (std::uint64_t index = 0; index < 400; ++index) {
    const auto generated = generate(22, index);
    all += generated.source;
    for (const auto& write : generated.writes) {
      aliases.emplace(name(write.alias));
      moments.emplace(name(write.moment));
    }
  }
  CHECK(aliases == std::set<std::string>{"own", "view", "detach", "data", "numpy", "dlpack"});
  CHECK(moments == std::set<std::string>{"before use", "before backward", "between backwards", "after backward"});
  for (const auto* part :
       {"torch.no_grad()", "torch.inference_mode()", "saved_tensors_hooks", "register_hook", "retain_grad",
        "create_graph=True", "retain_graph=True", "checkpoint(", "mark_dirty", "keep_as_attribute", "raw_write(",
        "raw_copy(", ".data", "for i in range", "torch.optim.SGD"}) {
    CAPTURE(part);
    CHECK(all.find(part) != std::string::npos);
  }
}
