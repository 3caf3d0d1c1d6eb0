#pragma once
// A chain of conversions as a value: `y.cpu().detach().numpy()`, parsed as scenarios are.
#include <gradproof/checks/chain/conversion.hpp>
#include <gradproof/checks/program/diagnostic.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gradproof::checks::chain {

struct Step {
  const Conversion* conversion;
  Arguments arguments;
  std::string text;  ///< "to('cuda')", without the dot
};

struct Chain {
  std::string name;  ///< of the tensor that it begins with: "y"
  std::vector<Step> steps;

  std::string text() const;
};

struct ParsedChain {
  std::optional<Chain> chain;      ///< present exactly when there are no errors
  std::vector<Diagnostic> errors;  ///< of line 1 of the file "chain"
};

/// Parses a chain. Never throws for anything in `text`.
ParsedChain parse_chain(std::string_view text);

/// Of a text of our own, which is one.
Chain known_chain(const std::string& text);

}  // namespace gradproof::checks::chain
