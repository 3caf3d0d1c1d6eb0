#include <gradproof/reports/html/sections.hpp>
#include <gradproof/reports/records/outcome.hpp>

namespace gradproof::reports {

void write_outcomes(Markup& page) {
  const auto section = page.open("section", {{"id", "outcomes"}});
  page.element("h2", "How to read an outcome");
  const auto list = page.open("dl");
  for (const records::Outcome& outcome : records::outcomes()) {
    page.element("dt", std::string(outcome.symbol) + " " + std::string(outcome.name));
    page.element("dd", outcome.meaning);
  }
}

}  // namespace gradproof::reports
