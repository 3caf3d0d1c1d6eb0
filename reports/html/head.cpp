#include <gradproof/reports/html/head.hpp>
#include <gradproof/reports/html/style.hpp>

namespace gradproof::reports {

void write_head(Markup& page, const std::string& title, std::string_view more_style) {
  const auto head = page.open("head");
  page.single("meta", {{"charset", "utf-8"}});
  page.single("meta", {{"http-equiv", "Content-Security-Policy"},
                       {"content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:"}});
  page.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  page.single("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  page.single("link", {{"rel", "icon"}, {"href", "data:,"}});  // or a browser would ask a server for one
  page.element("title", title);
  const auto style = page.open("style");
  page.trusted(style_sheet());
  page.trusted(more_style);
}

}  // namespace gradproof::reports
