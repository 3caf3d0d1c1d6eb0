#pragma once
#include <string>
#include <vector>

namespace gradproof::bench {

/// Sets, for the processes that this one starts, what a fair comparison needs, and returns it as "NAME=VALUE": libtorch
/// and the OpenBLAS beneath it pick slow kernels on processors that are newer than they are. What stood there is
/// replaced, since a lesser choice would be no comparison.
std::vector<std::string> set_fair_conditions();

}  // namespace gradproof::bench
