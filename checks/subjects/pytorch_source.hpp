#pragma once
#include <string_view>

namespace gradproof::checks {

/// The text of pytorch_worker.py, carried in the program so that it depends on no path.
std::string_view pytorch_worker_source();

/// The text of python/gradproof/prelude.py, which the worker gives to scripts that import gradproof.prelude.
std::string_view prelude_source();

}  // namespace gradproof::checks
