#include <gradproof/core/device/lane.hpp>
#include <gradproof/core/layout/error.hpp>

namespace gradproof {

void raise_no_class(std::int64_t target, std::int64_t classes) {
  raise(ErrorKind::index, "Target " + std::to_string(target) + " is out of bounds: there are " +
                              std::to_string(classes) + " classes, from 0 on");
}

}  // namespace gradproof
