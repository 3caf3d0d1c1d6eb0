// Workers that break every rule of PROTOCOL.md, all beside native in one run: each costs its own verdicts and no other.
#include <sys/resource.h>

#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/cli/command.hpp>
#include <gradproof/reports/records/json.hpp>
#include <map>

using gradproof::records::Verdict;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// What every worker begins with; `i` is the request's id in its loop.
const std::string kHead = R"(#!/usr/bin/env python3
import json, os, signal, sys, time
def raw(text):
    data = text if isinstance(text, bytes) else text.encode()
    while data: data = data[os.write(1, data):]
def ids():
    for line in sys.stdin: yield json.loads(line)["id"]
def ok(i): return '{"id":%d,"status":"finished","observed":{"a.grad":[0,0,0]}}\n' % i
def observe(i, text): return '{"id":%d,"status":"finished","observed":{"a.grad":%s}}\n' % (i, text)
hello = '{"protocol":"gradproof.worker/1","subject":"bad","version":"1"}\n'
)";

struct Bad {
  std::string name, body;
  std::string reason;  ///< part of what the verdict says
  std::string outcome = "crashed";
};

const std::vector<Bad> kBad{
    {"rubbish-after-hello", "raw(hello + 'warning\\n')\nfor i in ids(): raw(ok(i))", "'warning'"},
    {"ends-after-hello", "raw(hello)", "the worker ended with status 0"},
    {"partial-and-dies", "raw(hello)\nfor i in ids(): raw(ok(i)[:9]); sys.exit(0)", "the worker ended with status 0"},
    {"partial-and-hangs", "raw(hello)\nfor i in ids(): raw(ok(i)[:9]); time.sleep(99)", "in time", "timeout"},
    {"dies", "raw(hello)\nfor i in ids(): os.kill(os.getpid(), 9)", "the worker died of SIGKILL"},
    {"floods-lines", "raw(hello)\nfor i in ids():\n  while True: raw(b'\\n' * 65536)", "'' is not an answer"},
    {"wrong-id", "raw(hello)\nfor i in ids(): raw(ok(i + 1))", "expected one to"},
    {"half-an-id", "raw(hello)\nfor i in ids(): raw('{\"id\":%d.5,\"status\":\"finished\"}\\n' % i)",
     "expected one to"},
    {"text-as-id", "raw(hello)\nfor i in ids(): raw('{\"id\":\"%d\",\"status\":\"finished\"}\\n' % i)",
     "expected one to"},
    {"twice", "raw(hello)\nfor i in ids(): raw(ok(i) * 2)", "", "silent_wrong"},
    {"closes-output", "raw(hello)\nfor i in ids(): os.close(1); time.sleep(99)", "closed its output and went on"},
    {"ignores-signals",
     "for s in (1, 2, 15): signal.signal(s, signal.SIG_IGN)\nraw(hello)\nfor i in ids(): time.sleep(99)", "in time",
     "timeout"},
    {"no-utf8", "raw(hello)\nfor i in ids(): raw(b'\\xff\\xfe\\n')", "is not an answer"},
    {"terminal-codes", "raw(hello)\nfor i in ids(): raw(b'\\0\\x1b[31m\\n')", "'??[31m' is not an answer"},
    {"number-as-status", "raw(hello)\nfor i in ids(): raw('{\"id\":%d,\"status\":7}\\n' % i)", "must be string"},
    {"number-as-values", "raw(hello)\nfor i in ids(): raw('{\"id\":%d,\"status\":\"finished\",\"observed\":5}\\n' % i)",
     "found 5; expected an object"},
    {"text-as-error", "raw(hello)\nfor i in ids(): raw('{\"id\":%d,\"status\":\"raised\",\"error\":\"x\"}\\n' % i)",
     "is not an answer"},
    {"unknown-status", "raw(hello)\nfor i in ids(): raw('{\"id\":%d,\"status\":\"happy\"}\\n' % i)", "not a status"},
    {"deep", "raw(hello)\nfor i in ids(): raw(observe(i, '[' * 10000 + ']' * 10000))", "nested deeper than 128"},
    {"beyond-doubles", "raw(hello)\nfor i in ids(): raw(observe(i, '1e999'))", "is not an answer"},
};

/// These keep gradproof busy, so that others would be late: one a run.
const std::vector<Bad> kHeavy{
    {"floods", "raw(hello)\nfor i in ids():\n  while True: raw(b'x' * 65536)", "more than 64 MiB without a newline"},
    {"many-values", "raw(hello)\nfor i in ids(): raw(observe(i, '[' + '0,' * 5000000 + '0]'))",
     "more than 4194304 values, which no answer may have"},
    {"many-keys", "raw(hello)\nfor i in ids(): raw(json.dumps({str(k): 0 for k in range(10001)}) + '\\n')",
     "more than 10000 keys"},
    {"long-reason",
     "raw(hello)\nfor i in ids(): raw('{\"id\":%d,\"status\":\"unsupported\",\"reason\":\"%s\"}\\n' % (i, 'x' * "
     "9000000))",
     "... (9000000 bytes in all)", "unsupported"},
    {"grumbles", "raw(hello)\nfor i in ids():\n  for k in range(100): os.write(2, b'e' * 1000000)\n  raw(ok(i))", "",
     "silent_wrong"},
};

/// These never get as far as hello.
const std::vector<Bad> kNeverStart{
    {"rubbish-before-hello", "raw('Loading...\\n' + hello)", "'Loading...' is not a worker's first line"},
    {"ends-at-once", "sys.exit(4)", "the worker ended with status 4"},
    {"floods-at-once", "while True: raw(b'x' * 65536)", "more than 64 MiB without a newline"},
    {"list-as-version", "raw(hello.replace('\"1\"', '[]'))", "must be string"},
};

void write(const Folder& folder, const Bad& bad) {
  folder.write(bad.name, kHead + bad.body + "\n");
  std::filesystem::permissions(folder.path() / bad.name, std::filesystem::perms::owner_all);
}

std::string without_time(Verdict verdict) {
  verdict.seconds = 0;
  return gradproof::records::to_json_line(verdict);
}

std::map<std::string, std::vector<Verdict>> by_subject(const std::string& lines) {
  std::map<std::string, std::vector<Verdict>> result;
  for (auto& verdict : verdicts(lines)) result[verdict.subject].push_back(std::move(verdict));
  return result;
}

/// Two programs on native and on these; demands that native's verdicts are `alone` whatever the others do.
std::map<std::string, std::vector<Verdict>> run(const Folder& folder, const std::vector<Bad>& table, int code) {
  const std::string check = "check a.py b.py --json - --timeout 2 --subject native";
  for (const char* name : {"a.py", "b.py"}) folder.write(name, silent_scenario("expect.default = \"silent_wrong\""));
  const auto alone = by_subject(folder.run(check).out).at("native");
  std::string subjects;
  for (const auto& bad : table) {
    write(folder, bad);
    subjects += " --subject " + bad.name + "=./" + bad.name;
  }
  const auto ended = folder.run(check + subjects, "timeout 60");
  CAPTURE(ended.err);
  CHECK(ended.code == code);
  auto together = by_subject(ended.out);
  REQUIRE(together["native"].size() == 2);
  for (std::size_t i = 0; i < 2; ++i) CHECK(without_time(together["native"][i]) == without_time(alone[i]));
  return together;
}

void demand(const Bad& bad, const std::vector<Verdict>& verdicts) {
  CAPTURE(bad.name);
  REQUIRE(verdicts.size() == 2);
  for (const auto& verdict : verdicts) {
    CAPTURE(verdict.reason);
    CHECK(verdict.outcome == bad.outcome);
    CHECK(has(verdict.reason, bad.reason));
  }
}

}  // namespace

TEST_CASE("Bad workers cost their own verdicts, say why, and nothing else") {
  const Folder folder;
  auto together = run(folder, kBad, 1);
  for (const auto& bad : kBad) demand(bad, together[bad.name]);
}

// KiB of the largest process. ThreadSanitizer keeps as much again of its own.
#if defined(__SANITIZE_THREAD__)
constexpr long kMostMemory = 1'400'000;
#else
constexpr long kMostMemory = 700'000;
#endif

TEST_CASE("Workers that write without end cost bounded time and memory") {
  const Folder folder;
  for (const auto& bad : kHeavy) demand(bad, run(folder, {bad}, bad.outcome == "unsupported" ? 0 : 1)[bad.name]);
  rusage used{};
  getrusage(RUSAGE_CHILDREN, &used);
  CHECK(used.ru_maxrss < kMostMemory);
}

TEST_CASE("A worker that never says hello did not run, and says why") {
  const Folder folder;
  for (const auto& bad : kNeverStart) {
    CAPTURE(bad.name);
    CHECK(run(folder, {bad}, 3).size() == 1);
    CHECK(has(folder.read(".err"), bad.name + " cannot be started: "));
    CHECK(has(folder.read(".err"), bad.reason));
  }
}
