#pragma once
// The names of the planted defects (faults.hpp), by the rule that each breaks. Known everywhere; the defects themselves
// are only in the library gradproof_faulty.
#include <string_view>

namespace gradproof {

/// The control: the library with defects, and none switched on.
inline constexpr std::string_view kNoFault = "none";

inline constexpr std::string_view kFaultNames[] = {
    // what counts as a write
    "writes-not-counted",
    "unrecorded-writes-not-counted",
    "view-writes-not-counted",
    "leaf-writes-not-counted",
    "set-data-counts",
    "dirty-not-counted",
    // who shares a counter
    "data-shares-counter",
    "detach-owns-counter",
    "view-owns-counter",
    // the check at unpack
    "check-off",
    "check-less-than",
    "check-tolerates-one-write",
    "detach-in-place-unnoticed",
    "inference-tensors-saved",
    // leaves
    "leaf-rule-off",
    "leaf-rule-forgets-views",
    "leaf-rule-in-no-grad",
    "custom-leaf-rule-off",
    "integer-leaves",
    "flag-of-non-leaf",
    "inference-leaves-outside",
    "set-data-of-integers",
    "gradient-of-itself",
    // views
    "multi-output-views-writable",
    "no-grad-views-writable",
    "inference-views-writable",
    "custom-views-writable",
    "views-forget-their-base",
    "views-detached-in-place",
    "view-history-stale",
    "overlap-allowed",
    // writes through views
    "copy-slices-keeps-slice",
    "copy-slices-drops-the-rest",
    "base-keeps-history",
    // what is saved, and formulas
    "mul-saves-nothing",
    "mean-forgets-to-divide",
    "broadcast-not-reduced",
    // accumulation
    "accumulation-overwrites",
    "shared-gradient-added-in-place",
    "grad-replaced",
    "grad-always-new",
    "gradient-always-stolen",
    // hooks
    "hook-result-ignored",
    "first-hook-only",
    "hooks-see-copies",
    "removed-hooks-run",
    "accumulate-hook-on-non-leaf",
    "retain-grad-stays",
    "retained-grad-shared",
    // a pass and its graph
    "graph-never-freed",
    "graph-always-freed",
    "create-graph-records-nothing",
    "saved-result-without-history",
    "implicit-seed-of-ones",
    "unused-input-is-quiet",
    "dirty-not-returned-is-quiet",
};

}  // namespace gradproof
