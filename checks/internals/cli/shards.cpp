#include <algorithm>
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/cli/command.hpp>
#include <set>

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const std::string kSilent = silent_scenario("expect.default = \"silent_wrong\"");

std::string programs(const std::string& lines) {
  std::string names;
  for (const auto& verdict : verdicts(lines)) names += verdict.program;
  return names;
}

}  // namespace

TEST_CASE("Shards share the scenarios: each is in one of them") {
  const Folder folder;
  for (const char* name : {"a", "b", "c", "d", "e", "x"}) folder.write(std::string(name) + ".py", kSilent);
  CHECK(programs(folder.run("check . --shard 1/4 --json -").out) == "ae");
  CHECK(programs(folder.run("check . --shard 2/4 --json -").out) == "bx");
  CHECK(programs(folder.run("check x.py e.py d.py . --shard 1/4 --json -").out) == "ea");
  CHECK(programs(folder.run("check . --filter '[a-e]' --shard 1/2 --json -").out) == "ace");
  CHECK(programs(folder.run("check . --filter '[a-e]' --shard 2/2 --json -").out) == "bd");
  CHECK(folder.run("check . --shard 6/6 --list").out == "x\n");
}

TEST_CASE("An empty shard is no error, and says so") {
  const Folder folder;
  folder.write("a.py", kSilent);
  const auto ended = folder.run("check . --shard 2/3 --json empty.jsonl");
  CHECK(ended.code == 0);
  CHECK(has(ended.err, "shard 2/3 is empty: there are 1 scenarios for 3 shards"));
  CHECK(std::filesystem::exists(folder.path() / "empty.jsonl"));
  CHECK(folder.run("merge empty.jsonl --json -").code == 0);
}

TEST_CASE("2: what is no shard") {
  const Folder folder;
  folder.write("a.py", kSilent);
  for (const std::string shard :
       {"0/3", "4/3", "x", "1", "1/", "/2", "1/0", "-1/2", "1/2/3", "1/99999999999999999999"}) {
    const auto ended = folder.run("check . --shard=" + shard);
    CAPTURE(shard);
    CHECK(ended.code == 2);
    CHECK(has(ended.err, "--shard " + shard + " is no part of a whole: expected I/N"));
  }
}

TEST_CASE("Merged shards are the whole, byte for byte, in any order of files and lines") {
  const Folder folder;
  for (const char* name : {"a", "b", "c", "d", "e"}) folder.write(std::string(name) + ".py", kSilent);
  folder.write_worker("slow",
                      "sleep 0.0$((id % 3)); "
                      R"(echo "{\"id\":$id,\"status\":\"finished\",\"observed\":{}}")");
  const std::string subjects = " --subject native --subject slow=./slow";
  for (const std::string shard : {"1", "2", "3"})
    folder.run("check . --shard " + shard + "/3 --json s" + shard + ".jsonl" + subjects);
  CHECK(folder.run("merge s1.jsonl s2.jsonl s3.jsonl --json one.jsonl").code == 0);
  CHECK(folder.run("merge s3.jsonl s1.jsonl s2.jsonl s1.jsonl --json two.jsonl").code == 0);
  CHECK(folder.run("merge one.jsonl --json three.jsonl").code == 0);
  CHECK(programs(folder.read("one.jsonl")) == "aabbccddee");
  CHECK(folder.read("one.jsonl") == folder.read("two.jsonl"));
  CHECK(folder.read("one.jsonl") == folder.read("three.jsonl"));
}

TEST_CASE("A merge tells what is not whole, and refuses what contradicts") {
  const Folder folder;
  folder.write("a.py", kSilent);
  folder.write("b.py", kSilent);
  folder.run("check . --json good.jsonl");
  const auto good = folder.read("good.jsonl");
  folder.write("torn.jsonl", good.substr(0, good.size() - 40));
  const auto torn = folder.run("merge torn.jsonl --json out.jsonl");
  CHECK(torn.code == 3);
  CHECK(has(torn.err, "torn.jsonl:2: the last line is cut off"));
  CHECK(programs(folder.read("out.jsonl")) == "a");
  CHECK(folder.run("merge good.jsonl torn.jsonl --json -").out == folder.run("merge good.jsonl --json -").out);

  auto other = good;
  other.replace(other.find("silent_wrong"), 12, "silent_state");
  folder.write("other.jsonl", other);
  const auto conflict = folder.run("merge other.jsonl good.jsonl --json never.jsonl");
  CHECK(conflict.code == 2);
  CHECK(has(conflict.err, "good.jsonl and other.jsonl disagree on ./a.py on native (outcome)"));
  CHECK_FALSE(std::filesystem::exists(folder.path() / "never.jsonl"));

  folder.write("bad.jsonl", "{}\n" + good);
  CHECK(has(folder.run("merge bad.jsonl --json -").err, "bad.jsonl:1: record: the key \"schema\" is missing"));
  CHECK(folder.run("merge good.jsonl --json good.jsonl").code == 2);
  CHECK(folder.run("merge missing.jsonl --json out.jsonl").code == 2);
}
