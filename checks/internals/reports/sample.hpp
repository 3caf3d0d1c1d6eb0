#pragma once
#include <gradproof/reports/html/page.hpp>
#include <gradproof/reports/records/json.hpp>
#include <string>
#include <vector>

namespace gradproof::reports {

/// Records as a run would leave them, with the awkward cases in: every outcome, quotes and tags in names, control
/// characters and broken UTF-8 in messages, non-finite numbers.
records::RunInfo sample_run();
std::vector<records::Verdict> sample_verdicts();
std::vector<records::Measurement> sample_measurements();
std::vector<records::Comparison> sample_comparisons();
records::Divergence sample_divergence();
records::Unfinished sample_unfinished();
/// A story whose cause is a write through .data, with names and texts that a page must escape.
records::Story sample_story();
records::ChainCost sample_chain();

/// The page that these records make, with the texts of some of the scenarios.
PageInput sample_page();

}  // namespace gradproof::reports
