#pragma once
#include <gradproof/core/tensor/storage.hpp>

namespace gradproof {

/// The bytes under a tensor, by libtorch's names; keeps them.
class StorageHandle {
 public:
  /// Where the bytes begin. The storage owns them.
  struct Pointer {
    void* address;
    void* get() const { return address; }
    explicit operator bool() const { return address; }
  };

  explicit StorageHandle(Ref<Storage> storage) : storage_(std::move(storage)) {}
  void* data() const { return storage_->data(); }
  const void* const_data() const { return storage_->data(); }
  Pointer data_ptr() const { return {data()}; }
  std::size_t nbytes() const { return storage_->bytes(); }
  Device device() const { return storage_->device(); }
  bool is_alias_of(const StorageHandle& o) const { return storage_ == o.storage_; }
  /// How many tensors and handles keep it beside this handle: libtorch hands out the tensor's own.
  std::size_t use_count() const { return storage_->refs.load() - 1 - storage_->is_housed(); }
  Storage* unsafeGetStorageImpl() const { return storage_.get(); }
  const Ref<Storage>& shared() const { return storage_; }
  explicit operator bool() const { return bool(storage_); }

 private:
  Ref<Storage> storage_;
};

}  // namespace gradproof
