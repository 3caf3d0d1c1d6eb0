#include <algorithm>
#include <gradproof/checks/internals/golden.hpp>
#include <gradproof/checks/internals/reports/sample.hpp>
#include <gradproof/reports/html/escape.hpp>
#include <gradproof/reports/html/page.hpp>
#include <set>

using namespace gradproof::reports;
using Catch::Matchers::Contains;

namespace {

/// The values of every attribute of that name.
std::vector<std::string> attributes(const std::string& page, const std::string& name) {
  std::vector<std::string> values;
  const std::string start = " " + name + "=\"";
  for (std::size_t at = page.find(start); at != std::string::npos; at = page.find(start, at + 1)) {
    const std::size_t from = at + start.size();
    values.push_back(page.substr(from, page.find('"', from) - from));
  }
  return values;
}

/// Every opened element is closed in its turn; returns the first that is not, or "".
std::string first_unbalanced(const std::string& page) {
  std::vector<std::string> open;
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
    const std::size_t end = page.find('>', at);
    if (page[at + 1] == '!' || page[end - 1] == '/') continue;
    const bool closes = page[at + 1] == '/';
    const std::string tag = page.substr(at + 1 + closes, page.find_first_of(" >", at) - at - 1 - closes);
    if (!closes) {
      open.push_back(tag);
    } else if (open.empty() || open.back() != tag) {
      return tag;
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : open.back();
}

/// What a text browser shows: no style, no tags.
std::string visible_text(std::string page) {
  page.erase(0, page.find("</head>"));
  std::string text;
  bool inside = false;
  for (const char c : page) {
    if (c == '<') inside = true;
    if (!inside) text += c;
    if (c == '>') inside = false;
  }
  return text;
}

PageInput many(int programs) {
  PageInput input = sample_page();
  input.scenarios.clear();
  input.verdicts.clear();
  for (int i = 0; i < programs; ++i) {
    ScenarioText scenario = sample_page().scenarios[1];
    scenario.program += std::to_string(i);
    input.scenarios.push_back(scenario);
    for (gradproof::records::Verdict verdict : {sample_verdicts()[2], sample_verdicts()[4]}) {
      verdict.program = scenario.program;
      input.verdicts.push_back(verdict);
    }
  }
  return input;
}

}  // namespace

TEST_CASE("the page is as approved") {
  gradproof::checks::check_golden("reports/golden/report.html", render(sample_page()));
}

TEST_CASE("a page of nothing is as approved") {
  PageInput nothing;
  nothing.run = sample_run();
  gradproof::checks::check_golden("reports/golden/empty.html", render(nothing));
}

TEST_CASE("a text cannot leave its place in the page") {
  CHECK(escape("<a href=\"x\" y='z'>&") == "&lt;a href=&quot;x&quot; y=&#39;z&#39;&gt;&amp;");
  CHECK(escape(std::string("\0\x1f\x7f\n\t", 5)) == "\\x00\\x1f\\x7f\n\t");
  CHECK(escape("h\xc3\xa9 \xe2\x9c\x93 \xf0\x9f\x99\x82") == "h\xc3\xa9 \xe2\x9c\x93 \xf0\x9f\x99\x82");
  for (const char* broken :
       {"\xff", "\xc3", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc2\x80"}) {
    CAPTURE(broken);
    CHECK_THAT(escape(broken), Catch::Matchers::StartsWith("\xef\xbf\xbd"));
  }
  CHECK(escape("\xe2\x9c") == "\xef\xbf\xbd\xef\xbf\xbd");
}

TEST_CASE("different names have different anchors, the same in every report") {
  CHECK(anchor("data-zero_1") == "data-zero_1");
  CHECK(anchor("a b.c") == "a.20b.2ec");
  CHECK(anchor("a.20b") != anchor("a b"));
  CHECK(anchor("é") == ".c3.a9");
}

TEST_CASE("a chain is shown with its sentence, its steps and what changes") {
  const std::string text = visible_text(render(sample_page()));
  for (const char* part : {"y.cpu().detach() on sim copies 40,000 B to the host.", "device to host 40,000 B", "runs 4",
                           "3 nodes, 40,000 B", "other order: nodes 0 in place of 1", "12.5 ns", "raises device_access",
                           "&lt;b&gt;numpy&lt;/b&gt;", "not a device&#39;s"})
    CHECK_THAT(text, Contains(part));
}

TEST_CASE("the page is well formed and holds no script") {
  const std::string page = render(sample_page());
  CHECK(first_unbalanced(page) == "");
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("alert(&quot;1&quot;)") != std::string::npos);
  CHECK(attributes(page, "src").empty());
  CHECK(page.find("url(") == std::string::npos);
  CHECK(page.find("@import") == std::string::npos);
}

TEST_CASE("every link inside the page has a target, and every id is there once") {
  PageInput input = sample_page();
  input.verdicts.push_back(input.verdicts.front());  // two files of one name
  const std::string page = render(input);
  const std::vector<std::string> ids = attributes(page, "id");
  const std::set<std::string> targets(ids.begin(), ids.end());
  CHECK(targets.size() == ids.size());
  std::size_t verdict_links = 0;
  for (const std::string& link : attributes(page, "href")) {
    CAPTURE(link);
    if (link[0] == '#') CHECK(targets.count(link.substr(1)) == 1);
    verdict_links += link.find(':') != std::string::npos && link[0] == '#';
  }
  CHECK(verdict_links == input.verdicts.size());
}

TEST_CASE("only web addresses and issues become links out of the page") {
  std::vector<std::string> outside;
  for (const std::string& link : attributes(render(sample_page()), "href")) {
    if (link[0] != '#') outside.push_back(link);
  }
  CHECK(outside == std::vector<std::string>{"data:,", "https://pytorch.org/docs",
                                            "https://github.com/pytorch/pytorch/issues/30987"});
}

TEST_CASE("anchors of a scenario do not depend on the others") {
  PageInput alone = sample_page();
  std::erase_if(alone.verdicts, [](const auto& verdict) { return verdict.program != "data-zero"; });
  const auto ids = attributes(render(sample_page()), "id");
  const std::string page = render(alone);
  for (const char* id : {"scenario-data-zero", "scenario-data-zero:native", "scenario-data-zero:libtorch"}) {
    CHECK(std::ranges::count(ids, id) == 1);
    CHECK_THAT(page, Contains("id=\"" + std::string(id) + "\""));
  }
}

TEST_CASE("the text alone tells every verdict, every value and every figure") {
  const std::string text = visible_text(render(sample_page()));
  for (const char* part :
       {"✗ silent_wrong unexpected: detected was due", "[6, 1.3333333333333333, 1.3333333333333333]", "[0, 0, 0]",
        "Raised modified_after_save in backward, line 6:", "is at version 1; expected version 0 instead",
        "  5 b.detach().zero_()\n  6 loss.backward()  ◀ modified_after_save: native, libtorch\n",
        "Reason: signal 11 (segmentation fault)", "9007199254740993", "detach, grad: native 21.5 ns, libtorch 640 ns.",
        "29.02", "no difference beyond 0.8 %", "not run"}) {
    CHECK_THAT(text, Contains(part));
  }
}

TEST_CASE("a scenario with a finding is unfolded, the others are not") {
  const std::string page = render(sample_page());
  CHECK_THAT(page, Contains("<details id=\"scenario-data-zero\" open=\"\">"));
  CHECK_THAT(page, Contains("<details id=\"scenario-no-write\">"));
}

TEST_CASE("headline and summary say how the run ended") {
  PageInput input = sample_page();
  CHECK(headline(input) == "gradproof: 2 of 15 verdicts need attention");
  CHECK(headline({}) == "gradproof: nothing was judged");
  const std::vector<std::string> lines = summary_lines(input);
  REQUIRE(lines.size() == 6);
  CHECK(lines[0] ==
        "Judged: 12 scenarios on 2 subjects: 15 verdicts; 11 as expected, 1 unexpected, 3 without an expectation.");
  CHECK_THAT(lines[1], Contains("correct 2, detected 2, by_request 1, silent_wrong 2"));
  CHECK(lines[2] ==
        "Findings: data-zero on libtorch: silent_wrong, unexpected: detected was due; case-crashed on native: crashed, "
        "no "
        "expectation.");
  CHECK(lines[3] == "Subjects: native 0.1.0, libtorch 1.13.1.");
  CHECK_THAT(lines[4], Contains("no difference beyond 0.8 %"));
  CHECK_THAT(lines[5], Contains("0123456789ab with changes"));
  input.verdicts.resize(2);
  CHECK(headline(input) == "gradproof: 2 verdicts, all as expected");
  CHECK(summary_lines(input)[2] == "Findings: none.");
  input.verdicts[1].as_expected = std::nullopt;
  CHECK(headline(input) == "gradproof: 2 verdicts, 1 as expected, 1 without an expectation");
}

TEST_CASE("outcomes are counted for each subject, also those of another version") {
  PageInput input = many(7);
  for (auto& verdict : input.verdicts) verdict.subject = "native";
  input.verdicts[0].subject = input.verdicts[2].subject = "jax";
  input.verdicts[3].outcome = "from-the-future";
  const std::string first = input.verdicts[0].outcome, second = input.verdicts[1].outcome;
  REQUIRE(first != second);
  const std::string page = render(input);
  const auto row = [&](const std::string& subject) {
    const std::string start = "<th scope=\"row\">" + subject + "</th>";
    const auto from = page.find(start) + start.size();
    return page.substr(from, page.find("</tr>", from) - from);
  };
  const auto cell = [](const std::string& outcome, int times) {
    return "<td data-label=\"" + outcome + "\">" + std::to_string(times) + "</td>";
  };
  CHECK_THAT(row("jax"), Contains(cell(first, 2)) && Contains(cell(second, 0)) && Contains(cell("from-the-future", 0)));
  CHECK_THAT(row("native"),
             Contains(cell(first, 5)) && Contains(cell(second, 6)) && Contains(cell("from-the-future", 1)));
}

TEST_CASE("a summary line stays short however many findings there are") {
  PageInput input = many(50);
  for (auto& verdict : input.verdicts) verdict.as_expected = false;
  CHECK_THAT(summary_lines(input)[2], Contains("; and 97 more."));
}

TEST_CASE("thousands of verdicts stay small") {
  const std::string page = render(many(1000));
  CHECK(page.size() < 2000 * 2048);
  CHECK(first_unbalanced(page) == "");
}

TEST_CASE("a long value is cut in the page") {
  PageInput input = sample_page();
  input.verdicts[0].observed = {{"x", {gradproof::records::Value::List(100000, {1.0})}}};
  CHECK_THAT(render(input), Contains("… (200001 characters in the record)"));
}
