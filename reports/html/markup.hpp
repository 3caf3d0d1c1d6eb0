#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gradproof::reports {

/// Writes HTML and SVG that cannot come out broken: all text and every attribute is escaped, and an element closes when
/// its Element goes out of scope.
class Markup {
 public:
  using Attributes = std::vector<std::pair<std::string_view, std::string>>;

  /// An open element; its end closes it.
  class Element {
   public:
    Element(Markup& markup, std::string_view tag) : markup_(markup), tag_(tag) {}
    Element(const Element&) = delete;
    Element& operator=(const Element&) = delete;
    ~Element() { markup_.close(tag_); }

   private:
    Markup& markup_;
    std::string tag_;
  };

  /// Opens an element: `const auto row = markup.open("tr");`
  [[nodiscard]] Element open(std::string_view tag, const Attributes& attributes = {});

  /// A whole element with text in it.
  void element(std::string_view tag, std::string_view text, const Attributes& attributes = {});

  /// An element that has no end tag in HTML (meta, br) or no content in SVG (line, circle).
  void single(std::string_view tag, const Attributes& attributes = {});

  void text(std::string_view text);

  /// A text of our own that is markup or style already. Never anything that was read.
  void trusted(std::string_view text) { text_ += text; }

  const std::string& str() const { return text_; }

 private:
  void start(std::string_view tag, const Attributes& attributes, std::string_view end);
  void close(std::string_view tag);

  std::string text_;
};

}  // namespace gradproof::reports
