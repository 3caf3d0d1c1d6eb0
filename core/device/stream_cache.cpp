#include <algorithm>
#include <gradproof/core/device/device.hpp>
#include <gradproof/core/device/stream_cache.hpp>
#include <gradproof/core/layout/error.hpp>
#include <utility>

namespace gradproof {
namespace {

constexpr std::size_t kUnit = 512;

std::size_t rounded(std::size_t bytes) { return std::max<std::size_t>(1, (bytes + kUnit - 1) / kUnit) * kUnit; }

}  // namespace

void* StreamCache::allocate(std::size_t bytes, StreamId stream) {
  Lock lock(lock_);
  ++requests_;
  requested_ += bytes;
  look_at_pending();
  const std::size_t size = rounded(bytes);
  void* data = take(size, stream);
  if (!data) data = reserve(size, stream);
  if (!data && flush() > 0) data = reserve(size, stream);
  if (!data) refuse(bytes);
  in_use_ += blocks_.at(data).bytes;
  return data;
}

void StreamCache::refuse(std::size_t bytes) const {
  raise(ErrorKind::memory, "out of memory: tried to allocate " + std::to_string(bytes) + " bytes on " +
                               Device(device_, device_.index()).str() + ", which has " +
                               std::to_string(heap_.capacity()) + " bytes; " + std::to_string(in_use_) +
                               " are in use by tensors and " + std::to_string(cached_) +
                               " kept for the next ones; free tensors or use smaller ones");
}

/// A kept block of that stream, at most twice as large as asked for.
void* StreamCache::take(std::size_t bytes, StreamId stream) {
  const PoolId pool = pool_for(stream);
  const auto found = kept_.lower_bound({pool, stream, bytes});
  if (found == kept_.end() || found->first >= Key(pool, stream, 2 * bytes + 1)) return nullptr;
  void* const data = found->second.back();
  found->second.pop_back();
  cached_ -= std::get<std::size_t>(found->first);
  if (found->second.empty()) kept_.erase(found);
  return data;
}

void* StreamCache::reserve(std::size_t bytes, StreamId stream) {
  void* const data = heap_.reserve(bytes);
  if (!data) return nullptr;
  ++reservations_;
  blocks_[data] = {bytes, stream, {}, pool_for(stream)};
  return data;
}

void StreamCache::release(void* data) noexcept {
  Lock lock(lock_);
  Block& block = blocks_.at(data);
  in_use_ -= block.bytes;
  if (block.users.empty())
    keep(data);
  else
    keep_after_users(data, block);
}

void StreamCache::keep(void* data) {
  const Block& block = blocks_.at(data);
  heap_.retire(data, block.bytes, block.stream, block.pool != PoolId());
  kept_[{block.pool, block.stream, block.bytes}].push_back(data);
  cached_ += block.bytes;
}

void StreamCache::keep_after_users(void* data, Block& block) {
  Pending pending = {data, {}};
  Streams& streams = *device_.streams();
  try {
    for (StreamId user : block.users) {
      pending.events.push_back(streams.create_event());
      streams.record(pending.events.back(), user);
    }
  } catch (const Error&) {  // whoever releases memory is not told; the next call on the device is
    pending.is_known = false;
  }
  block.users.clear();
  pending_.push_back(std::move(pending));
}

bool StreamCache::is_unused(const Pending& p) {
  return p.is_known &&
         std::all_of(p.events.begin(), p.events.end(), [&](EventId e) { return device_.streams()->is_done(e); });
}

void StreamCache::look_at_pending(bool device_rests) {
  for (auto p = pending_.begin(); p != pending_.end();) {
    if (!device_rests && !is_unused(*p)) {
      ++p;
      continue;
    }
    for (EventId e : p->events) device_.streams()->destroy_event(e);
    keep(p->data);
    p = pending_.erase(p);
  }
}

void StreamCache::keep_for(void* data, StreamId stream) {
  Lock lock(lock_);
  const auto found = blocks_.find(data);
  if (found == blocks_.end() || found->second.stream == stream) return;
  std::vector<StreamId>& users = found->second.users;
  if (std::find(users.begin(), users.end(), stream) == users.end()) users.push_back(stream);
}

std::size_t StreamCache::flush() {
  Lock lock(lock_);
  device_.synchronize();
  look_at_pending(true);
  device_.synchronize();  // of what keeping them issued
  return give_back_all();
}

/// All but what graphs still use.
std::size_t StreamCache::give_back_all() {
  std::size_t bytes = 0;
  const auto end = kept_.lower_bound({PoolId(1), StreamId(), 0});
  for (auto entry = kept_.begin(); entry != end; entry = kept_.erase(entry))
    for (void* data : entry->second) {
      heap_.give_back(data);
      blocks_.erase(data);
      bytes += std::get<std::size_t>(entry->first);
    }
  cached_ -= bytes;
  return bytes;
}

StreamCache::PoolId StreamCache::begin_pool(StreamId stream) {
  Lock lock(lock_);
  captured_ = stream;
  return open_.emplace(PoolId(++pools_));
}

void StreamCache::end_pool() {
  Lock lock(lock_);
  open_.reset();
}

void StreamCache::drop_pool(PoolId pool) {
  Lock lock(lock_);
  for (auto& [data, block] : blocks_)
    if (block.pool == pool) block.pool = PoolId();
  const auto end = kept_.lower_bound({PoolId(std::uint64_t(pool) + 1), StreamId(), 0});
  for (auto entry = kept_.lower_bound({pool, StreamId(), 0}); entry != end; entry = kept_.erase(entry)) {
    auto& [own, stream, bytes] = entry->first;
    std::vector<void*>& kept = kept_[{PoolId(), stream, bytes}];
    kept.insert(kept.end(), entry->second.begin(), entry->second.end());
  }
}

}  // namespace gradproof
