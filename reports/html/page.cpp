#include <gradproof/reports/html/page.hpp>
#include <gradproof/reports/html/sections.hpp>
#include <gradproof/reports/html/style.hpp>

namespace gradproof::reports {
namespace {

void write_head(Markup& page, const PageInput& input) {
  const auto head = page.open("head");
  page.single("meta", {{"charset", "utf-8"}});
  page.single("meta", {{"http-equiv", "Content-Security-Policy"},
                       {"content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:"}});
  page.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  page.single("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  page.single("link", {{"rel", "icon"}, {"href", "data:,"}});  // or a browser would ask a server for one
  page.element("title", headline(input));
  const auto style = page.open("style");
  page.trusted(style_sheet());
}

void write_navigation(Markup& page) {
  const auto navigation = page.open("nav", {{"aria-label", "sections"}});
  for (const auto& [id, name] : {std::pair{"matrix", "Verdicts"},
                                 {"conversion", "Conversions"},
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
    write_head(page, input);
    const auto body = page.open("body");
    write_summary(page, input);
    write_navigation(page);
    const auto main = page.open("main");
    write_matrix(page, input, rows);
    write_conversion(page, input);
    write_details(page, rows);
    write_outcomes(page);
    write_machine(page, input);
  }
  return page.str();
}

}  // namespace gradproof::reports
