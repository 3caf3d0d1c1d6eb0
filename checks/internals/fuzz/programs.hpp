#pragma once
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/program/parse.hpp>
#include <gradproof/checks/program/print.hpp>

/// A program for a test; a fault of its text fails the test.
inline gradproof::checks::Program program_of(const std::string& lines) {
  auto result = gradproof::checks::parse("import torch\n" + lines, "test.py");
  INFO(lines);
  REQUIRE(result.program);
  result.program->name = "test";
  return std::move(*result.program);
}

/// Its statements, without header and import.
inline std::string lines_of(const gradproof::checks::Program& program) {
  std::string text;
  for (const auto& statement : program.body)
    if (!statement.get<gradproof::checks::ast::Import>() && !statement.get<gradproof::checks::ast::ImportFrom>())
      text += gradproof::checks::print(statement);
  return text;
}
