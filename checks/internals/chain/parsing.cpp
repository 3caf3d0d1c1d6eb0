#include <gradproof/checks/chain/chain.hpp>
#include <gradproof/checks/internals/catch.hpp>

namespace gradproof::checks::chain {
namespace {

using Catch::Matchers::Contains;

std::string error_of(const std::string& text) {
  const auto parsed = parse_chain(text);
  REQUIRE(parsed.errors.size() == 1);
  CHECK_FALSE(parsed.chain);
  return parsed.errors.front().text();
}

}  // namespace

TEST_CASE("a chain is read step by step, as it would run in Python") {
  for (const std::string text :
       {"y.cpu().detach().numpy()", "y.data", "y.to(\"cuda\")", "loss.to(device=\"cuda:1\", dtype=torch.float64)",
        "y.to(torch.device(\"cpu\"), non_blocking=True)", "y.cuda(1, non_blocking=True).half().float().tolist()",
        "y.detach().pin_memory().contiguous().clone().item()", "y.numpy(force=True)",
        "y.double().long().bool().data"}) {
    CAPTURE(text);
    const auto parsed = parse_chain(text);
    REQUIRE(parsed.chain);
    CHECK(parsed.chain->text() == text);
    CHECK(known_chain(parsed.chain->text()).steps.size() == parsed.chain->steps.size());
  }
  CHECK(parse_chain("  y .to( 'cuda') ").chain->text() == "y.to(\"cuda\")");  // as every program is printed
}

TEST_CASE("what is no chain is refused with its column, what was found and what would do") {
  CHECK_THAT(error_of("y.cpu("), Contains("chain:1:"));
  CHECK_THAT(error_of(""), Contains("chain:1:1"));
  CHECK_THAT(error_of("y"), Contains("chain:1:1: found y alone; a chain is a name and conversions"));
  CHECK_THAT(error_of("3 + y.cpu()"), Contains("chain:1:1: found 3 + y.cpu(); a chain is a name"));
  CHECK_THAT(error_of("y.cpuu()"), Contains("chain:1:3: found 'cpuu', which no tensor has; a chain takes bfloat16, "));
  CHECK_THAT(error_of("y.cpuu()"), Contains("did you mean 'cpu'?"));
  CHECK_THAT(error_of("y.cpu().sum()"), Contains("chain:1:9: found 'sum', which is no conversion; a chain takes "));
  CHECK_THAT(error_of("y.detach"), Contains("chain:1:3: found the method detach without a call; write detach()"));
  CHECK_THAT(error_of("y.data()"), Contains("chain:1:3: found a call of .data; write .data"));
  CHECK_THAT(error_of("y.numpy().cpu()"),
             Contains("chain:1:11: found 'cpu' behind numpy(), whose result is no tensor"));
  CHECK_THAT(error_of("y.detach(3)"), Contains("chain:1:3: Tensor.detach() takes 0 positional arguments, 1 given"));
  CHECK_THAT(error_of("y.to(dtype=z)"), Contains("chain:1:12: found the argument z; a chain takes literals"));
}

}  // namespace gradproof::checks::chain
