#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/cli/command.hpp>
#include <gradproof/reports/records/records_file.hpp>

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const std::string kSilent = silent_scenario("");

std::string answer(const std::string& rest) { return R"(echo "{\"id\":$id,)" + rest + "}\""; }

}  // namespace

TEST_CASE("What differs between two subjects is grouped by cause, with both sides") {
  const Folder folder;
  for (const char* name : {"a", "b", "c", "d"}) folder.write(std::string(name) + ".py", kSilent);
  folder.write_worker(
      "other", "case $request in *d.py*) " + answer(R"(\"status\":\"finished\",\"observed\":{\"a.grad\":[0,0,0]})") +
                   ";; *c.py*) " + answer(R"(\"status\":\"unsupported\",\"reason\":\"no data\")") + ";; *) " +
                   answer(R"(\"status\":\"finished\",\"observed\":{\"a.grad\":[6,1.3333333,1.3333333]})") + ";; esac");
  const auto ended = folder.run("diff native other=./other . --json d.jsonl");
  CHECK(ended.code == 1);
  CHECK(ended.out ==
        "native (0.1.0) and other (7): 1 programs alike, 3 differ for 2 causes\n\n"
        "2 x  silent_wrong | correct: values of .grad\n"
        "    a\n"
        "      native  silent_wrong  a.grad = [0, 0, 0]\n"
        "      other  correct  a.grad = [6, 1.33333, 1.33333]\n"
        "    b\n"
        "      native  silent_wrong  a.grad = [0, 0, 0]\n"
        "      other  correct  a.grad = [6, 1.33333, 1.33333]\n\n"
        "1 x  runs | unsupported: no data\n"
        "    c\n"
        "      native  silent_wrong  a.grad = [0, 0, 0]\n"
        "      other  unsupported  no data\n");
  const auto records = gradproof::records::parse_records(folder.read("d.jsonl"), "d.jsonl");
  REQUIRE(records.divergences.size() == 3);
  CHECK(records.divergences[0].second.outcome == "correct");

  folder.run("check . --subject native --subject other=./other --json v.jsonl");
  CHECK(folder.run("diff native other v.jsonl").out == ended.out);
  CHECK(folder.run("diff native other v.jsonl --filter d").code == 0);
}

TEST_CASE("Two runs of one subject are told apart by their files") {
  const Folder folder;
  folder.write("a.py", kSilent);
  folder.run("check . --json old.jsonl");
  CHECK(folder.run("diff native native old.jsonl old.jsonl").code == 0);
  folder.write("b.py", kSilent);
  folder.run("check . --json new.jsonl");
  const auto grown = folder.run("diff native native old.jsonl new.jsonl");
  CHECK(grown.code == 3);
  CHECK(has(grown.err, "native has no verdict on ./b.py"));
  CHECK(folder.run("diff native native old.jsonl").code == 2);
  CHECK(folder.run("diff native libtorch old.jsonl").code == 3);
  CHECK(folder.run("diff native other old.jsonl .").code == 2);
  CHECK(folder.run("diff native native .").code == 2);
  CHECK(folder.run("diff native other=/no/such/worker .").code == 3);
  CHECK(folder.run("diff native faulty:none missing.py").code == 2);
}
