#include <algorithm>
#include <gradproof/checks/program/header_reader.hpp>
#include <gradproof/checks/program/limits.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/parser.hpp>
#include <gradproof/checks/program/rules.hpp>
#include <gradproof/checks/program/source_text.hpp>

namespace gradproof::checks {
namespace {

std::string name_of(const std::string& file) {
  const std::filesystem::path path(file);
  return path.extension() == ".py" ? path.stem().string() : path.filename().string();
}

/// An open bracket swallows the lines below it: the fault that this leads to is of less help than the bracket.
Fault clearer(const Fault& fault, const Tokens& tokens) {
  return tokens.unclosed && tokens.unclosed->at < fault.at ? *tokens.unclosed : fault;
}

std::vector<ast::Statement> read_body(const std::string& text, std::vector<Fault>& faults) {
  const Tokens tokens = tokenize(text);
  std::vector<ast::Statement> body;
  bool complete = true;
  try {
    Parser(tokens.list).file(body);
  } catch (const Fault& fault) {
    faults.push_back(clearer(fault, tokens));
    complete = false;
  }
  check_rules(body, faults);
  const auto is_import = [](const ast::Statement& s) { return s.get<ast::Import>() || s.get<ast::ImportFrom>(); };
  if (complete && std::all_of(body.begin(), body.end(), is_import))
    faults.push_back({{1, 1}, "nothing to run: the file has no statement but imports"});
  return body;
}

std::vector<Diagnostic> diagnostics(std::vector<Fault> faults, const std::string& file) {
  std::stable_sort(faults.begin(), faults.end(), [](const Fault& a, const Fault& b) { return a.at < b.at; });
  std::vector<Diagnostic> made;
  for (Fault& fault : faults) made.push_back({file, fault.at.line, fault.at.column, std::move(fault.message)});
  return made;
}

}  // namespace

ParseResult parse(std::string_view source, std::string file) {
  SourceText text = source_text(source);
  if (text.fault) return {std::nullopt, diagnostics({std::move(*text.fault)}, file)};
  std::vector<Fault> faults;
  const HeaderText header = header_text(text.text, faults);
  ReadHeader read = read_header(header, faults);
  std::vector<ast::Statement> body = read_body(text.text, faults);
  if (const auto line = read.header.error_line; line && faults.empty() && !statement_on(body, *line))
    faults.push_back({read.error_line_at, "no statement of the file stands on the line that 'error_line' names"});
  if (!faults.empty()) return {std::nullopt, diagnostics(std::move(faults), file)};
  std::string name = name_of(file);
  return {Program{std::move(file), std::move(name), std::move(text.text), std::move(read.header), std::move(body),
                  std::move(read.observe)},
          {}};
}

ExpressionResult parse_expression(std::string_view text, const std::string& file, ast::Position at) {
  const std::size_t blanks = std::min(text.find_first_not_of(" \t"), text.size());
  at.column += static_cast<int>(blanks);
  const Tokens tokens = tokenize(text.substr(blanks), at);
  std::vector<Fault> faults;
  std::optional<ast::Expr> expr;
  try {
    expr = Parser(tokens.list).lone_expression();
    check_rules(*expr, faults);
  } catch (const Fault& fault) {
    faults.push_back(clearer(fault, tokens));
  }
  if (!faults.empty()) return {std::nullopt, diagnostics(std::move(faults), file)};
  return {std::move(expr), {}};
}

}  // namespace gradproof::checks
