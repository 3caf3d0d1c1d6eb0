#pragma once
#include <gradproof/checks/program/header_text.hpp>
#include <string>
#include <string_view>

namespace gradproof::checks::toml {

/// A place in the text of a header, and the tokens that need nothing but it.
class Cursor {
 public:
  explicit Cursor(const HeaderText& text) : text_(text) {}

  ast::Position here() const { return text_.in_file(at_); }
  std::string_view rest() const { return std::string_view(text_.toml).substr(offset_); }
  bool ended() const { return offset_ >= text_.toml.size(); }
  char peek() const { return ended() ? '\0' : text_.toml[offset_]; }
  void advance(std::size_t bytes = 1);

  void skip_blanks();                                 ///< spaces and tabs
  void skip_lines();                                  ///< blanks, comments and line ends
  void end_line();                                    ///< the rest of the line must be empty or a comment
  std::string_view take_word(std::string_view more);  ///< letters, digits, _ - and the characters of `more`
  std::string take_string();                          ///< quoted once, on one line
  std::string take_long_string();                     ///< quoted thrice

  [[noreturn]] void fail(const std::string& message) const;
  std::string found() const;  ///< names the character at the cursor

 private:
  void append_escape(std::string& value, bool long_one);
  void append_character(std::string& value);

  const HeaderText& text_;
  std::size_t offset_ = 0;
  ast::Position at_ = {1, 1};
};

}  // namespace gradproof::checks::toml
