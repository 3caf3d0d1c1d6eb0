#pragma once

namespace gradproof::checks {

/// The worker of the oracle: like a subject's, but its answers are what oracle_answer_from_line reads.
int serve_oracle();

}  // namespace gradproof::checks
