#pragma once

namespace gradproof::checks::libtorch {

/// From now on this process checks no versions of saved tensors: the run U of language.md section 7. Nothing that was
/// saved before may be unpacked afterwards.
void switch_version_check_off();

}  // namespace gradproof::checks::libtorch
