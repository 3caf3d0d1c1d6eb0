#include <gradproof/core/device/absent_backend.hpp>
#include <gradproof/core/device/device.hpp>
#include <gradproof/core/device/plugin.hpp>
#include <gradproof/core/layout/error.hpp>
#include <map>
#include <mutex>
#include <vector>

namespace gradproof {
namespace {

class AbsentBackend final : public Backend {
 public:
  explicit AbsentBackend(std::string_view name) : name_(name) {}
  AbsentBackend(Backend& first, int index) : name_(first.name()), first_(&first), index_(index) {}
  std::string_view name() const override { return name_; }
  int device_count() const override { return first_ ? first_->device_count() : 0; }
  Backend& numbered(int index) override { return first_ ? first_->numbered(index) : *this; }
  int index() const override { return index_; }
  bool host_accessible() const override { return false; }
  void release(void*, std::size_t) noexcept override {}
  void* allocate(std::size_t) override { refuse(); }
  std::optional<int> owner_of(const void*) override { refuse(); }
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
    if (first_)
      raise(ErrorKind::device_unavailable, "invalid device ordinal: " + Device(*first_, index_).str() +
                                               " does not exist; the highest number is " +
                                               std::to_string(first_->device_count() - 1));
    const std::string why = why_not_plugged_in(name_);
    raise(ErrorKind::device_unavailable, "device '" + std::string(name_) + "' is not available" +
                                             (why.empty() ? " in this build" : ": " + why) +
                                             "; there are: " + available_devices());
  }

  std::string_view name_;
  Backend* first_ = nullptr;
  int index_ = 0;
};

}  // namespace

Backend* absent_backend(std::string_view name) {
  static std::vector<AbsentBackend> all(std::begin(kDeviceTypeNames), std::end(kDeviceTypeNames));
  for (AbsentBackend& backend : all)
    if (backend.name() == name) return &backend;
  return nullptr;
}

Backend& missing_device(Backend& first, int index) {
  static std::mutex lock;
  static std::map<std::pair<Backend*, int>, AbsentBackend> all;
  std::lock_guard hold(lock);
  return all.try_emplace({&first, index}, first, index).first->second;
}

}  // namespace gradproof
