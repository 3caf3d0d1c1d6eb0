#pragma once
#include <string_view>

namespace gradproof::checks {

/// Whether `key` can stand behind `expect.`: name[@label][:device][+audit], NAME<2.1, NAME>=2.1, audit, default.
bool is_subject_key(std::string_view key);

/// Whether `need` can stand in `needs`, its prelude name aside: gpu, prelude:NAME, torch>=2.1, torch<2.1.
bool is_need(std::string_view need);

}  // namespace gradproof::checks
