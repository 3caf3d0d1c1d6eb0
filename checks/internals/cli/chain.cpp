#include <gradproof/checks/internals/cli/command.hpp>
#include <gradproof/checks/internals/golden.hpp>
#include <gradproof/reports/records/records_file.hpp>
#include <regex>

namespace {

using Catch::Matchers::Contains;

/// Times, and the width of what they stand in, are this machine's.
std::string without_times(const std::string& text) {
  return std::regex_replace(text, std::regex(R"([0-9.]+ (ns|us))"), "# ns");
}

const std::string kChain = "explain --chain 'y.cpu().detach().numpy()'";

}  // namespace

TEST_CASE("explain --chain: the table, what changes and one sentence for each device, as approved") {
  const Folder folder;
  const auto ended = folder.run(kChain + " --chain 'y.numpy()'");
  CHECK(ended.code == 0);
  CHECK(ended.err.empty());
  gradproof::checks::check_golden("checks/internals/cli/golden/chain.txt", without_times(ended.out));
}

TEST_CASE("explain --chain: records instead of text, one for each chain and device") {
  const Folder folder;
  const auto ended = folder.run(kChain + " --chain y.data --json -");
  CHECK(ended.code == 0);
  const auto records = gradproof::records::parse_records(ended.out, "standard output");
  REQUIRE(records.chains.size() == 4);
  CHECK(records.chains[1].chain == "y.cpu().detach().numpy()");
  CHECK(records.chains[1].device == "sim");
  CHECK(records.chains[3].chain == "y.data");
  const auto one = folder.run(kChain + " --device cpu --json cost.jsonl");
  CHECK(one.code == 0);
  CHECK_THAT(one.out, Contains("on cpu copies nothing"));
  CHECK(gradproof::records::parse_records(folder.read("cost.jsonl"), "cost.jsonl").chains.size() == 1);
  CHECK(folder.run("report cost.jsonl --html page.html").code == 0);
  CHECK_THAT(folder.read("page.html"), Contains("on cpu copies nothing"));
}

TEST_CASE("explain --chain, 2: what is no chain, no device, or a chain beside a file") {
  const Folder folder;
  folder.write("some.py", "import torch\n");
  for (const auto& [arguments, found] :
       {std::pair<std::string, std::string>{"--chain 'y.cpu().dtach()'", "chain:1:9: found 'dtach'"},
        {"--chain 'y.cpu('", "chain:1:"},
        {"--chain ''", "chain:1:1:"},
        {"--chain y.data --chain 'y.'", "chain:1:"},
        {"--chain y.data --device gpu", "there is no device 'gpu'; a chain may begin on cpu, sim"},
        {"--device cpu", "--chain"},
        {"some.py --chain y.data", "excludes"},
        {"--chain y.data --html page.html", "excludes"},
        {"--chain y.data --json no/folder/x.jsonl", "no/folder"},
        {"", "name a scenario file, or a chain"}}) {
    CAPTURE(arguments);
    const auto ended = folder.run("explain " + arguments);
    CHECK(ended.code == 2);
    CHECK(ended.out.empty());
    CHECK_THAT(ended.err, Contains(found));
  }
}
