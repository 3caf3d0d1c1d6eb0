// What a simulated device computes: the CPU's kernels, or others that somebody chose, on the executor's addresses.
#include <algorithm>
#include <atomic>
#include <cstring>
#include <exception>
#include <gradproof/core/layout/error.hpp>
#include <gradproof/core/ops/pointwise.hpp>
#include <gradproof/core/sim/kernel_names.hpp>
#include <gradproof/core/sim/sim.hpp>
#include <gradproof/core/sim/sim_device.hpp>

namespace gradproof::sim {
namespace {

/// A kernel's operands, and of numbers that the host gave with them copies: the host's are gone when the kernel runs.
class Operands {
 public:
  Operands(const Elements& e, const Window& window) : e_(e) {
    for (int k = 0; k < e.operands; ++k) {
      void*& data = e_.operand[std::size_t(k)].data;
      if (window.contains(data))
        data = window.behind(data);
      else
        std::memcpy(numbers_[k], std::exchange(data, nullptr), sizeof numbers_[k]);
    }
  }
  Elements get() const {
    Elements e = e_;
    for (int k = 0; k < e.operands; ++k)
      if (!e.operand[std::size_t(k)].data) e.operand[std::size_t(k)].data = const_cast<char*>(numbers_[k]);
    return e;
  }

 private:
  Elements e_;
  alignas(8) char numbers_[Elements::kMaxOperands][8];
};

/// One number that all elements read, in memory of the host's.
bool is_number(const Elements& e, int k, const Window& window) {
  const Operand& o = e.operand[std::size_t(k)];
  if (k == 0 || window.contains(o.data)) return false;
  for (int d = 0; d < e.dims; ++d)
    if (o.strides[std::size_t(d)] != 0) return false;
  return true;
}

std::atomic<Backend*> chosen = &cpu_backend();
Backend& kernels() { return *chosen.load(std::memory_order_relaxed); }

bool answers(PointwiseId id) { return int(id) >= scalar::kFirstComparison && int(id) < scalar::kFirstUnary; }

}  // namespace

void compute_with(Backend& kernels) { chosen = &kernels; }

Accesses SimDevice::accesses_of(const Elements& e, std::initializer_list<std::size_t> items, unsigned written) {
  Accesses all;
  if (std::find(e.sizes.begin(), e.sizes.begin() + e.dims, 0) != e.sizes.begin() + e.dims) return all;
  for (int k = 0; k < e.operands; ++k) {
    if (is_number(e, k, parts().memory.window())) continue;
    const std::size_t item = *(items.begin() + std::min(std::size_t(k), items.size() - 1));
    all.add(Access::operand(e, k, item, written >> k & 1));
  }
  return all;
}

Position SimDevice::issue(const char* operation, const Accesses& accesses, Work work) {
  const std::uint32_t stream = current_stream();
  order_with_default(stream);
  return simulator().issue(stream, operation, accesses, [this, work = std::move(work)] {
    if (is_lost()) return;
    try {
      work();
    } catch (const Error& e) {
      lose(e.what());
    }
  });
}

void SimDevice::launch_work(const char* operation, const Accesses& accesses, Work work) {
  expect_no_fault(Fallible::launch, operation);
  for (const Access& access : accesses) expect_own(operation, access);
  ++counters_.launches;
  if (fails(Fallible::kernel))
    work = [operation] { raise(ErrorKind::device_unavailable, std::string(operation) + " faulted"); };
  issue(operation, accesses, std::move(work));
}

/// For what the host needs an answer of. What it throws is thrown here, and the device goes on.
void SimDevice::run_and_wait(const char* operation, const Accesses& accesses, const Work& work) {
  std::exception_ptr failure;
  launch_work(operation, accesses, [&] {
    try {
      work();
    } catch (...) {
      failure = std::current_exception();
    }
  });
  wait_for(current_stream());
  if (failure) std::rethrow_exception(failure);
}

void SimDevice::launch(PointwiseId id, DType dtype, const Elements& e) {
  Simulator::Lock hold(simulator().lock);
  const std::size_t item = size_of(dtype), first = id == scalar::id_of<scalar::Where>() ? 1 : item;
  launch_work(kernel_name(id), accesses_of(e, {answers(id) ? 1 : item, first, item}, 1),
              [=, o = Operands(e, parts().memory.window())] { kernels().launch(id, dtype, o.get()); });
}

void SimDevice::copy(DType to, DType from, const Elements& e) {
  Simulator::Lock hold(simulator().lock);
  launch_work("copy", accesses_of(e, {size_of(to), size_of(from)}, 1),
              [=, o = Operands(e, parts().memory.window())] { kernels().copy(to, from, o.get()); });
}

void SimDevice::fill(DType dtype, const Scalar& value, const Elements& e) {
  Simulator::Lock hold(simulator().lock);
  launch_work("fill", accesses_of(e, {size_of(dtype)}, 1),
              [=, o = Operands(e, parts().memory.window())] { kernels().fill(dtype, value, o.get()); });
}

void SimDevice::reduce(ReduceId id, DType dtype, const Elements& e) {
  Simulator::Lock hold(simulator().lock);
  launch_work(kernel_name(id), accesses_of(e, {size_of(dtype)}, 1),
              [=, o = Operands(e, parts().memory.window())] { kernels().reduce(id, dtype, o.get()); });
}

void SimDevice::norm(double order, DType dtype, const Elements& e) {
  Simulator::Lock hold(simulator().lock);
  launch_work("norm", accesses_of(e, {size_of(dtype)}, 1),
              [=, o = Operands(e, parts().memory.window())] { kernels().norm(order, dtype, o.get()); });
}

Access SimDevice::whole_block(const Access& a) {
  const char* begin = nullptr;
  const Block* const block = parts().memory.window().contains(a.first) ? parts().memory.find(a.first, &begin) : nullptr;
  return block ? Access::run(begin, block->bytes, a.writes) : a;
}

Accesses SimDevice::accesses_of(AlongId id, DType dtype, const Along& a) {
  const bool is_nll = id == AlongId::nll, spreads = id == AlongId::nll_gradient;
  const bool reads_index = is_nll || spreads || id == AlongId::gather || id == AlongId::scatter;
  const std::int64_t picked = is_nll || spreads ? 1 : a.out_size;
  const std::size_t item = size_of(dtype);
  Accesses all;
  const auto add = [&](const void* p, std::int64_t size, std::size_t bytes, bool writes) {
    if (p && size > 0) all.add(Access::run(p, std::size_t(a.outer * size * a.inner) * bytes, writes));
  };
  add(a.out, is_nll ? 1 : spreads || id == AlongId::scatter ? a.size : a.out_size, item, true);
  add(a.in, spreads ? 1 : id == AlongId::scatter ? a.out_size : a.size, item, false);
  add(a.index, picked, sizeof(std::int64_t), !reads_index);
  if (a.second && (is_nll || spreads))
    all.add(Access::run(a.second, std::size_t(a.size) * item, false));
  else
    add(a.second, a.size, item, false);
  add(a.extra, 1, item, true);
  return all;
}

void SimDevice::along(AlongId id, DType dtype, const Along& a) {
  Simulator::Lock hold(simulator().lock);
  Along there = a;
  there.in = behind(a.in);
  there.out = behind(a.out);
  there.index = behind(a.index);
  there.second = behind(a.second);
  there.extra = behind(a.extra);
  const auto run = [=] { kernels().along(id, dtype, there); };
  const Accesses accesses = accesses_of(id, dtype, a);
  if (id == AlongId::nll || id == AlongId::nll_gradient) return run_and_wait(kernel_name(id), accesses, run);
  launch_work(kernel_name(id), accesses, run);
}

void SimDevice::matmul(DType dtype, const MatrixProduct& p) {
  Simulator::Lock hold(simulator().lock);
  const auto item = std::int64_t(size_of(dtype));
  const auto matrix = [&](const void* data, std::int64_t rows, std::int64_t columns, std::int64_t row,
                          std::int64_t column, std::int64_t batch, bool writes) {
    return Access{static_cast<const char*>(data),
                  std::size_t(item),
                  3,
                  {columns, rows, p.batch},
                  {column * item, row * item, batch * item},
                  writes};
  };
  Accesses all;
  all.add(matrix(p.out, p.m, p.n, p.n, 1, p.out_batch_stride, true));
  if (p.k > 0) all.add(matrix(p.a.data, p.m, p.k, p.a.row_stride, p.a.column_stride, p.a.batch_stride, false));
  if (p.k > 0) all.add(matrix(p.b.data, p.k, p.n, p.b.row_stride, p.b.column_stride, p.b.batch_stride, false));
  MatrixProduct there = p;
  there.out = behind(p.out);
  there.a.data = behind(p.a.data);
  there.b.data = behind(p.b.data);
  launch_work("matmul", all, [=] { kernels().matmul(dtype, there); });
}

std::optional<std::int64_t> SimDevice::locate(DType index, std::int64_t size, std::int64_t stride, const Elements& e) {
  Simulator::Lock hold(simulator().lock);
  std::optional<std::int64_t> outside;
  run_and_wait(
      "locate", accesses_of(e, {sizeof(std::int64_t), size_of(index)}, 1),
      [&, o = Operands(e, parts().memory.window())] { outside = kernels().locate(index, size, stride, o.get()); });
  return outside;
}

/// Which elements of the indexed memory is known once it runs: its whole block stands for them.
void SimDevice::indexed(IndexedId id, DType dtype, const Elements& e) {
  Simulator::Lock hold(simulator().lock);
  const std::size_t item = size_of(dtype);
  Accesses accesses = accesses_of(e, {item, item, sizeof(std::int64_t)}, id == IndexedId::read ? 1 : 2);
  for (Access& access : accesses)
    if (access.first == e.operand[1].data) access = whole_block(access);
  launch_work("index", accesses,
              [=, o = Operands(e, parts().memory.window())] { kernels().indexed(id, dtype, o.get()); });
}

void SimDevice::masked_write(DType dtype, const Elements& e) {
  Simulator::Lock hold(simulator().lock);
  launch_work("masked write", accesses_of(e, {size_of(dtype), 1, size_of(dtype)}, 1),
              [=, o = Operands(e, parts().memory.window())] { kernels().masked_write(dtype, o.get()); });
}

std::int64_t SimDevice::nonzero(DType dtype, const Elements& e, std::int64_t* positions) {
  Simulator::Lock hold(simulator().lock);
  std::int64_t found = 0;
  run_and_wait("nonzero", accesses_of(e, {size_of(dtype)}, 0),
               [&, at = behind(positions), o = Operands(e, parts().memory.window())] {
                 found = kernels().nonzero(dtype, o.get(), at);
               });
  return found;
}

}  // namespace gradproof::sim
