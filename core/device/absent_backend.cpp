#include <gradproof/core/device/absent_backend.hpp>
#include <gradproof/core/device/device.hpp>
#include <gradproof/core/layout/error.hpp>
#include <vector>

namespace gradproof {
namespace {

class AbsentBackend final : public Backend {
 public:
  explicit AbsentBackend(std::string_view name) : name_(name) {}
  std::string_view name() const override { return name_; }
  int device_count() const override { return 0; }
  bool host_accessible() const override { return false; }
  void release(void*, std::size_t) noexcept override {}
  void* allocate(std::size_t) override { refuse(); }
  void synchronize() override { refuse(); }
  void launch(PointwiseId, DType, const Elements&) override { refuse(); }
  void copy(DType, DType, const Elements&) override { refuse(); }
  void fill(DType, const Scalar&, const Elements&) override { refuse(); }
  void reduce(ReduceId, DType, const Elements&) override { refuse(); }
  void norm(double, DType, const Elements&) override { refuse(); }
  void along(AlongId, DType, const Along&) override { refuse(); }
  void matmul(DType, const MatrixProduct&) override { refuse(); }
  std::optional<std::int64_t> locate(DType, std::int64_t, std::int64_t, const Elements&) override { refuse(); }
  void indexed(IndexedId, DType, const Elements&) override { refuse(); }
  void masked_write(DType, const Elements&) override { refuse(); }
  std::int64_t nonzero(DType, const Elements&, std::int64_t*) override { refuse(); }

 private:
  [[noreturn]] void refuse() const {
    raise(ErrorKind::device_unavailable,
          "device '" + std::string(name_) + "' is not available in this build; there are: " + available_devices());
  }

  std::string_view name_;
};

}  // namespace

Backend* absent_backend(std::string_view name) {
  static std::vector<AbsentBackend> all(std::begin(kDeviceTypeNames), std::end(kDeviceTypeNames));
  for (AbsentBackend& backend : all)
    if (backend.name() == name) return &backend;
  return nullptr;
}

}  // namespace gradproof
