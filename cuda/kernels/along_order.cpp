// Sorting, and what is read off a sorted lane. Runs are merged until one is left: the place of an element in the merged
// run is its place in its own plus the number of elements of the other that come before it, so that equals keep their
// order. A block sorts as many elements as it shares memory for; longer runs are merged in the device's memory.
// Everywhere NaN counts as larger than every number.
#include <gradproof/cuda/kernels/along.hpp>
#include <gradproof/cuda/kernels/team.hpp>
#include <utility>

namespace gradproof::cuda {
namespace {

constexpr std::int64_t kTile = 1024;

/// Elements with the places that they came from.
template <class T>
struct Ranked {
  T* values;
  std::int64_t* places;
};

struct Before {
  bool descending;
  template <class C>
  GRADPROOF_KERNEL bool operator()(C x, C y) const {
    const bool nan_x = x != x, nan_y = y != y;
    return descending ? (nan_x && !nan_y) || x > y : (!nan_x && nan_y) || x < y;
  }
};

/// How many elements of a sorted run come before x; those equal to it too, where `equals_before`.
template <class T>
GRADPROOF_KERNEL std::int64_t count_before(const T* run, std::int64_t size, Computed<T> x, Before before,
                                           bool equals_before) {
  std::int64_t low = 0, high = size;
  while (low < high) {
    const std::int64_t middle = (low + high) / 2;
    const Computed<T> y = run[middle];
    if (equals_before ? !before(x, y) : before(y, x))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/// Where element j goes when neighbouring sorted runs of `width` elements are merged.
template <class T>
GRADPROOF_KERNEL std::int64_t merged_place(const T* lane, std::int64_t size, std::int64_t width, std::int64_t j,
                                           Before before) {
  const std::int64_t first = j / (2 * width) * (2 * width), middle = first + width < size ? first + width : size;
  const std::int64_t end = middle + width < size ? middle + width : size;
  const Computed<T> x = lane[j];
  if (j < middle) return j + count_before(lane + middle, end - middle, x, before, false);
  return j - (middle - first) + count_before(lane + first, middle - first, x, before, true);
}

/// Sorts every stretch of kTile elements of every lane.
template <class T>
struct SortTiles {
  struct Shared {
    alignas(16) unsigned char values[2][kTile * sizeof(T)];
    std::int32_t places[2][kTile];
  };
  Along a;
  Before before;
  Ranked<T> to;  ///< lane after lane

  GRADPROOF_KERNEL void operator()(Block block, Shared& s) const {
    const std::int64_t tiles = (a.size + kTile - 1) / kTile, lane = std::int64_t(block.index()) / tiles;
    const std::int64_t first = std::int64_t(block.index()) % tiles * kTile;
    const std::int64_t size = a.size - first < kTile ? a.size - first : kTile;
    const auto in = row(static_cast<const T*>(a.in), a, a.size, lane / a.inner, lane % a.inner);
    int now = 0;
    each(block, size, [&](std::int64_t j) {
      values(s, 0)[j] = in[first + j];
      s.places[0][j] = std::int32_t(j);
    });
    for (std::int64_t width = 1; width < size; width *= 2, now = 1 - now)
      each(block, size, [&](std::int64_t j) {
        const std::int64_t place = merged_place(values(s, now), size, width, j, before);
        values(s, 1 - now)[place] = values(s, now)[j];
        s.places[1 - now][place] = s.places[now][j];
      });
    each(block, size, [&](std::int64_t j) {
      to.values[lane * a.size + first + j] = values(s, now)[j];
      to.places[lane * a.size + first + j] = first + s.places[now][j];
    });
  }

 private:
  GRADPROOF_KERNEL static T* values(Shared& s, int side) { return reinterpret_cast<T*>(s.values[side]); }
  template <class F>
  GRADPROOF_KERNEL static void each(Block block, std::int64_t size, F f) {
    block.each([&](unsigned t) {
      for (std::int64_t j = t; j < size; j += kThreads) f(j);
    });
  }
};

template <class T>
struct MergeRuns {
  Ranked<T> from, to;
  std::int64_t size, width;
  Before before;

  GRADPROOF_KERNEL void operator()(std::uint64_t i) const {
    const std::int64_t j = std::int64_t(i) % size, lane = std::int64_t(i) - j;
    const std::int64_t place = lane + merged_place(from.values + lane, size, width, j, before);
    to.values[place] = from.values[i];
    to.places[place] = from.places[i];
  }
};

/// Writes out_size elements of every sorted lane, from `first` on.
template <class T>
struct Store {
  Along a;
  Ranked<T> sorted;
  std::int64_t first;

  GRADPROOF_KERNEL void operator()(std::uint64_t i) const {
    const std::int64_t lane = std::int64_t(i) / a.out_size, j = std::int64_t(i) % a.out_size;
    const std::int64_t from = lane * a.size + first + j;
    row(static_cast<T*>(a.out), a, a.out_size, lane / a.inner, lane % a.inner)[j] = sorted.values[from];
    row(a.index, a, a.out_size, lane / a.inner, lane % a.inner)[j] = sorted.places[from];
  }
};

/// The lower of the two in the middle; NaN if there is one and they are not left out.
template <class T>
struct Median {
  Along a;
  Ranked<T> sorted;

  GRADPROOF_KERNEL void operator()(std::uint64_t lane) const {
    const T* values = sorted.values + lane * std::uint64_t(a.size);
    const Computed<T> nan = values[a.size - 1];
    const std::int64_t numbers = nan != nan ? count_before(values, a.size, nan, Before{false}, false) : a.size;
    const std::int64_t middle = ((numbers > 1 ? numbers : 1) - 1) / 2,
                       chosen = numbers < a.size && !a.flag ? numbers : middle;
    const std::int64_t o = std::int64_t(lane) / a.inner, i = std::int64_t(lane) % a.inner;
    row(static_cast<T*>(a.out), a, 1, o, i)[0] = values[chosen];
    row(a.index, a, 1, o, i)[0] = sorted.places[std::int64_t(lane) * a.size + chosen];
  }
};

/// All lanes sorted: in `one` or in `other`, whichever is returned.
template <class T>
Ranked<T> sort_lanes(const Queue& queue, const Along& a, Before before, Ranked<T> one, Ranked<T> other) {
  const std::int64_t lanes = a.outer * a.inner, tiles = (a.size + kTile - 1) / kTile;
  run(queue, std::uint64_t(lanes * tiles), SortTiles<T>{a, before, one});
  for (std::int64_t width = kTile; width < a.size; width *= 2) {
    for_each(queue, std::uint64_t(lanes * a.size), MergeRuns<T>{one, other, a.size, width, before});
    std::swap(one, other);
  }
  return one;
}

template <class T>
void order_lanes(const Queue& queue, AlongId id, const Along& a) {
  const auto lanes = std::uint64_t(a.outer * a.inner), count = lanes * std::uint64_t(a.size);
  const bool fits = a.size <= kTile;
  const Scratch values(queue, (fits ? 1 : 2) * count * sizeof(T));
  const Scratch places(queue, (fits ? 1 : 2) * count * sizeof(std::int64_t));
  const Ranked<T> one = {values.as<T>(), places.as<std::int64_t>()};
  const Ranked<T> other = {one.values + (fits ? 0 : count), one.places + (fits ? 0 : count)};
  const Before before = {id != AlongId::median && a.flag};
  const Ranked<T> sorted = sort_lanes(queue, a, before, one, other);
  if (id == AlongId::median) return for_each(queue, lanes, Median<T>{a, sorted});
  for_each(queue, lanes * std::uint64_t(a.out_size),
           Store<T>{a, sorted, id == AlongId::kthvalue ? a.number - 1 : std::int64_t(0)});
}

}  // namespace

void order(const Queue& queue, AlongId id, DType dtype, const Along& a) {
  visit(dtype, [&](auto tag) { order_lanes<typename decltype(tag)::type>(queue, id, a); });
}

}  // namespace gradproof::cuda
