#include <gradproof/reports/html/head.hpp>
#include <gradproof/reports/html/page.hpp>
#include <gradproof/reports/html/sections.hpp>

namespace gradproof::reports {
namespace {

void write_navigation(Markup& page) {
  const auto navigation = page.open("nav", {{"aria-label", "sections"}});
  for (const auto& [id, name] : {std::pair{"matrix", "Verdicts"},
                                 {"conversion", "Conversions"},
                                 {"chains", "Chains"},
                                 {"scenarios", "Scenarios"},
                                 {"outcomes", "How to read an outcome"},
                                 {"machine", "Machine and build"}}) {
    page.element("a", name, {{"href", std::string("#") + id}});
  }
}

}  // namespace

std::string render(const PageInput& input) {
  const Rows rows = arrange(input);
  Markup page;
  page.trusted("<!DOCTYPE html>\n");
  {
    const auto html = page.open("html", {{"lang", "en"}});
    write_head(page, headline(input));
    const auto body = page.open("body");
    write_summary(page, input);
    write_navigation(page);
    const auto main = page.open("main");
    write_counts(page, input, rows);
    write_matrix(page, input, rows);
    write_conversion(page, input);
    write_chains(page, input);
    write_details(page, rows);
    write_outcomes(page);
    write_machine(page, input);
  }
  return page.str();
}

}  // namespace gradproof::reports
