// Text to tokens, as Python's tokenizer does it: a stack of open brackets, inside which lines do not count, and a
// stack of indentations. The first fault becomes the last token, so that an earlier fault of syntax is reported first.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <gradproof/checks/program/literals.hpp>
#include <gradproof/checks/program/token.hpp>
#include <gradproof/checks/program/utf8.hpp>
#include <gradproof/checks/program/vocabulary.hpp>

namespace gradproof::checks {
namespace {

constexpr std::array<std::string_view, 35> keywords = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

constexpr std::array<std::string_view, 47> symbols = {  // longer ones first
    "**=", "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "<=", ">=", "==", "!=", "->", "+=", "-=",
    "*=",  "/=",  "%=",  "&=",  "|=",  "^=", "@=", ":=", "(",  ")",  "[",  "]",  "{",  "}",  ",",  ":",
    ".",   ";",   "+",   "-",   "*",   "/",  "%",  "@",  "&",  "|",  "^",  "~",  "<",  ">",  "="};

bool is_string_prefix(std::string_view word) {
  return word.size() <= 2 && std::all_of(word.begin(), word.end(), [](char c) {
           return std::string_view("rRbBuUfFtT").find(c) != std::string_view::npos;
         });
}

char closing(char opener) { return opener == '(' ? ')' : opener == '[' ? ']' : '}'; }

class Lexer {
 public:
  Lexer(std::string_view text, ast::Position start) : text_(text), at_(start) {}
  Tokens run();

 private:
  struct Bracket {
    char opener;
    ast::Position at;
  };

  std::string_view rest() const { return text_.substr(offset_); }
  char peek() const { return offset_ < text_.size() ? text_[offset_] : '\n'; }
  void advance(std::size_t bytes);
  void skip_while(std::string_view characters);
  Token& emit(TokenKind kind, std::string_view text) {
    return tokens_.list.emplace_back(Token{kind, std::string(text), at_});
  }

  void begin_line();
  void indent(std::string_view indentation);
  void dedent(std::string_view indentation);
  void end_of_line();
  void token();
  void word(std::size_t bytes);
  void literal(std::size_t (*read)(std::string_view, Token&));
  void symbol();
  void bracket(char c);
  void finish();

  std::string_view text_;
  std::size_t offset_ = 0;
  ast::Position at_;
  bool line_begins_ = true;
  std::vector<Bracket> brackets_;
  std::vector<std::string_view> indents_ = {""};
  Tokens tokens_;
};

void Lexer::advance(std::size_t bytes) {
  for (const char c : text_.substr(offset_, bytes)) {
    if (c == '\n')
      at_ = {at_.line + 1, 1};
    else if (!continues_character(c))
      ++at_.column;
  }
  offset_ += bytes;
}

void Lexer::skip_while(std::string_view characters) {
  const std::size_t end = text_.find_first_not_of(characters, offset_);
  advance(std::min(end, text_.size()) - offset_);
}

Tokens Lexer::run() {
  try {
    while (offset_ < text_.size()) {
      if (line_begins_)
        begin_line();
      else
        token();
    }
    finish();
  } catch (const Fault& fault) {
    tokens_.list.push_back({TokenKind::fault, fault.message, fault.at});
  }
  return std::move(tokens_);
}

void Lexer::begin_line() {
  const std::size_t begin = offset_;
  skip_while(" \t");
  const std::string_view indentation = text_.substr(begin, offset_ - begin);
  if (peek() == '#') advance(std::min(rest().find('\n'), rest().size()));
  if (peek() == '\n') {
    if (offset_ < text_.size()) advance(1);
    return;
  }
  line_begins_ = false;
  if (indentation == indents_.back()) return;
  if (indentation.starts_with(indents_.back()))
    indent(indentation);
  else
    dedent(indentation);
}

void Lexer::indent(std::string_view indentation) {
  const std::string_view step = indentation.substr(indents_.back().size());
  if (step.find_first_not_of(step[0]) != std::string_view::npos)
    throw Fault{at_, "tabs and spaces are mixed in the indentation of a block; use one of them"};
  indents_.push_back(indentation);
  emit(TokenKind::indent, "");
}

void Lexer::dedent(std::string_view indentation) {
  if (!indents_.back().starts_with(indentation))
    throw Fault{at_, "tabs and spaces are mixed in the indentation of a block; use one of them"};
  while (indents_.back().size() > indentation.size()) {
    indents_.pop_back();
    emit(TokenKind::dedent, "");
  }
  if (indents_.back() != indentation)
    throw Fault{at_, "the indentation matches no outer block; a block ends where a line stands under an earlier one"};
}

void Lexer::end_of_line() {
  if (brackets_.empty()) {
    emit(TokenKind::newline, "");
    line_begins_ = true;
  }
  if (offset_ < text_.size()) advance(1);
}

void Lexer::token() {
  skip_while(" \t");
  const char c = peek();
  if (c == '\n') return end_of_line();
  if (c == '#') return advance(std::min(rest().find('\n'), rest().size()));
  if (const std::size_t bytes = identifier_bytes(rest())) return word(bytes);
  if (is_digit(c) || (c == '.' && rest().size() > 1 && is_digit(rest()[1]))) return literal(read_number);
  if (c == '"' || c == '\'') return literal(read_string);
  symbol();
}

void Lexer::word(std::size_t bytes) {
  const std::string_view text = rest().substr(0, bytes);
  const char next = bytes < rest().size() ? rest()[bytes] : '\n';
  if ((next == '"' || next == '\'') && is_string_prefix(text))
    throw Fault{at_,
                fmt::format("the string has the prefix '{}'; f-strings, bytes and raw strings are outside the scenario "
                            "language: a string is plain, in single or double quotes",
                            text)};
  emit(contains(keywords, text) ? TokenKind::keyword : TokenKind::name, text);
  advance(bytes);
}

void Lexer::literal(std::size_t (*read)(std::string_view, Token&)) {
  Token token{TokenKind::string, "", at_};
  const std::size_t bytes = read(rest(), token);
  if (token.kind != TokenKind::string) token.text = rest().substr(0, bytes);
  tokens_.list.push_back(std::move(token));
  advance(bytes);
}

void Lexer::symbol() {
  const auto found = std::find_if(symbols.begin(), symbols.end(), [&](auto s) { return rest().starts_with(s); });
  if (found == symbols.end()) {
    if (peek() == '\\') throw Fault{at_, "a backslash does not continue a line here; brackets may span lines"};
    const std::string_view character = rest().substr(0, character_bytes(rest()));
    throw Fault{
        at_,
        fmt::format("unexpected character {} (U+{:04X}); names are letters, digits and underscores",
                    code_point(character) < 0x20 || code_point(character) == 0x7F ? "" : fmt::format("'{}'", character),
                    code_point(character))};
  }
  if (found->size() == 1) bracket((*found)[0]);
  emit(TokenKind::symbol, *found);
  advance(found->size());
}

void Lexer::bracket(char c) {
  if (c == '(' || c == '[' || c == '{') brackets_.push_back({c, at_});
  if (c != ')' && c != ']' && c != '}') return;
  if (brackets_.empty()) throw Fault{at_, fmt::format("'{}' closes no bracket", c)};
  const Bracket open = brackets_.back();
  if (c != closing(open.opener))
    throw Fault{at_, fmt::format("'{}' does not close the '{}' of line {}, column {}; expected '{}'", c, open.opener,
                                 open.at.line, open.at.column, closing(open.opener))};
  brackets_.pop_back();
}

void Lexer::finish() {
  if (!brackets_.empty()) {
    tokens_.unclosed = Fault{brackets_.back().at, fmt::format("'{}' is never closed", brackets_.back().opener)};
    throw Fault{*tokens_.unclosed};
  }
  if (!line_begins_) emit(TokenKind::newline, "");
  for (; indents_.size() > 1; indents_.pop_back()) emit(TokenKind::dedent, "");
  emit(TokenKind::end, "");
}

}  // namespace

Tokens tokenize(std::string_view text, ast::Position start) { return Lexer(text, start).run(); }

std::string describe(const Token& token) {
  switch (token.kind) {
    case TokenKind::string:
      return "a string";
    case TokenKind::newline:
      return "the end of the line";
    case TokenKind::indent:
      return "an indented line";
    case TokenKind::dedent:
      return "the end of the block";
    case TokenKind::end:
      return "the end of the file";
    default:
      return fmt::format("'{}'", token.text);
  }
}

}  // namespace gradproof::checks
