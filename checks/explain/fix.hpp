#pragma once
#include <gradproof/checks/explain/clues.hpp>
#include <gradproof/checks/explain/explain.hpp>

namespace gradproof::checks::explain {

/// Looks for the smallest change that mends the program: each candidate is run and judged, and only one that comes out
/// right, with the gradients that were due, is offered. Fills story.fix, story.loud and story.tried. False: stopped.
bool find_fix(const Program& program, const Clues& clues, const ExplainOptions& options, int stop_descriptor,
              records::Story& story);

}  // namespace gradproof::checks::explain
