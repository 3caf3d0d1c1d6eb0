#include <gradproof/core/layout/type_name.hpp>
#include <gradproof/core/nn/module_row.hpp>

namespace gradproof::nn {

void expect_within(std::size_t index, std::size_t size) {
  if (index >= size)
    raise(ErrorKind::index,
          "Index out of range: found " + std::to_string(index) + ", expected less than " + std::to_string(size));
}

void refuse_entry(const std::string& key, const Module& module, const std::type_info& expected) {
  raise(ErrorKind::argument,
        "Unable to cast module[" + key + "] to " + type_name(expected) + ": it is a " + module.name());
}

}  // namespace gradproof::nn
