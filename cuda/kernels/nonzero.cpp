// The places of elements that are not zero: counted by tile, the counts added up, and every tile writes behind those
// before it.
#include <gradproof/cuda/kernels/along.hpp>
#include <gradproof/cuda/kernels/team.hpp>
#include <gradproof/cuda/kernels/walk.hpp>

namespace gradproof::cuda {
namespace {

constexpr std::int64_t kTile = 2048;

template <class T>
struct Tiles {
  Walk<1> walk;
  const char* in;

  GRADPROOF_KERNEL std::int64_t size(std::uint64_t tile) const {
    const auto left = std::int64_t(walk.count) - std::int64_t(tile) * kTile;
    return left < kTile ? left : kTile;
  }
  GRADPROOF_KERNEL bool counts(std::int64_t i) const {
    const T& value = *reinterpret_cast<const T*>(in + walk.at(std::uint64_t(i)).of[0]);
    return Computed<T>(value) != Computed<T>(0);
  }
};

template <class T>
struct CountTile {
  using Shared = WholeBlock::Shared;
  Tiles<T> tiles;
  std::int64_t* counts;

  GRADPROOF_KERNEL void operator()(Block block, Shared& shared) const {
    const std::int64_t first = std::int64_t(block.index()) * kTile;
    const WholeBlock team(block, shared);
    const auto count = team.fold<std::int64_t>(tiles.size(block.index()), Plus(),
                                               [&](std::int64_t j) { return std::int64_t(tiles.counts(first + j)); });
    team.each(1, [&](std::int64_t) { counts[block.index()] = count; });
  }
};

template <class T>
struct WriteTile {
  using Shared = WholeBlock::Shared;
  Tiles<T> tiles;
  const std::int64_t* ends;  ///< how many there are up to the end of each tile
  std::int64_t* positions;

  GRADPROOF_KERNEL void operator()(Block block, Shared& shared) const {
    const std::int64_t first = std::int64_t(block.index()) * kTile,
                       before = block.index() ? ends[block.index() - 1] : 0;
    WholeBlock(block, shared)
        .scan<std::int64_t>(
            tiles.size(block.index()), Plus(), [&](std::int64_t j) { return std::int64_t(tiles.counts(first + j)); },
            [&](std::int64_t j, std::int64_t found) {
              if (tiles.counts(first + j)) positions[before + found - 1] = first + j;
            });
  }
};

struct Report {
  const std::int64_t* total;
  std::int64_t* answer;

  GRADPROOF_KERNEL void operator()(std::uint64_t) const { answer[0] = *total; }
};

template <class T>
void find(const Queue& queue, const Elements& e, std::int64_t* positions) {
  const Tiles<T> tiles = {walk_of<1>(e), static_cast<const char*>(e.operand[0].data)};
  const auto count = (tiles.walk.count + kTile - 1) / kTile;
  if (count == 0) return;
  const Scratch scratch(queue, 2 * count * sizeof(std::int64_t));
  auto *const counts = scratch.as<std::int64_t>(), *const ends = counts + count;
  run(queue, count, CountTile<T>{tiles, counts});
  scan(queue, AlongId::cumsum, DType::int64, {1, std::int64_t(count), 1, std::int64_t(count), counts, ends});
  if (positions) run(queue, count, WriteTile<T>{tiles, ends, positions});
  for_each(queue, 1, Report{ends + count - 1, queue.answer});
}

}  // namespace

void nonzero(const Queue& queue, DType dtype, const Elements& e, std::int64_t* positions) {
  visit(dtype, [&](auto tag) { find<typename decltype(tag)::type>(queue, e, positions); });
}

}  // namespace gradproof::cuda
