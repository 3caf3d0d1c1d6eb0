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
  Operands(const Elements& e, const Window& window) {
    e_.dims = e.dims;
    e_.operands = e.operands;
    copy(e.sizes, e_.sizes);
    for (std::size_t k = 0; k < std::size_t(e.operands); ++k) {
      const Operand& from = e.operand[k];
      copy(from.strides, e_.operand[k].strides);
      e_.operand[k].data = window.contains(from.data) ? window.behind(from.data) : numbers_[k];
      if (e_.operand[k].data == numbers_[k]) std::memcpy(numbers_[k], from.data, sizeof numbers_[k]);
    }
  }
  Operands(const Operands&) = delete;
  const Elements& get() const { return e_; }

 private:
  using Numbers = std::array<std::int64_t, Elements::kMaxDims>;
  /// Of the dimensions that there are: mostly one, for which a call of memmove would be dear.
  void copy(const Numbers& from, Numbers& to) const {
    to[0] = from[0];
    if (e_.dims > 1) std::copy_n(from.begin() + 1, e_.dims - 1, to.begin() + 1);
  }

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

template <class Visit>
void SimDevice::for_each_operand(const Elements& e, Visit visit) {
  if (std::find(e.sizes.begin(), e.sizes.begin() + e.dims, 0) != e.sizes.begin() + e.dims) return;
  const Window& window = parts().memory.window();
  for (int k = 0; k < e.operands; ++k)
    if (!is_number(e, k, window)) visit(k);
}

void SimDevice::expect_own(const char* operation, const Range& range) {
  for_each_operand(range.e, [&](int k) {
    const Operand& o = range.e.operand[std::size_t(k)];
    const char *begin = static_cast<const char*>(o.data), *end = begin + range.item(k);
    for (std::size_t d = 0; d < std::size_t(range.e.dims); ++d)
      (o.strides[d] < 0 ? begin : end) += (range.e.sizes[d] - 1) * o.strides[d];
    expect_own(operation, begin, end);
  });
}

Accesses SimDevice::accesses_of(const Range& range) {
  Accesses all;
  for_each_operand(range.e,
                   [&](int k) { all.add(Access::operand(range.e, k, range.item(k), range.written >> k & 1)); });
  return all;
}

Position SimDevice::issue(const char* operation, const Accesses& accesses, std::unique_ptr<Work> work) {
  const std::uint32_t stream = current_stream();
  if (is_captured(stream)) [[unlikely]] {
    capture_->graph.work.push_back({operation, accesses, std::move(work)});
    return {stream, 0};
  }
  order_with_default(stream);
  return simulator().issue(stream, operation, accesses, std::move(work));
}

void SimDevice::launch_work(const char* operation, const Accesses& accesses, std::unique_ptr<Work> work) {
  expect_no_fault(Fallible::launch, operation);
  expect_own(operation, accesses);
  issue_kernel(operation, accesses, std::move(work));
}

void SimDevice::issue_kernel(const char* operation, const Accesses& accesses, std::unique_ptr<Work> work) {
  ++counters_.launches;
  if (fails(Fallible::kernel))
    work = guarded([operation] { raise(ErrorKind::device_unavailable, std::string(operation) + " faulted"); });
  issue(operation, accesses, std::move(work));
}

template <class Kernel>
class SimDevice::KernelWork final : public Work {
 public:
  KernelWork(SimDevice& device, const Elements& e, Kernel kernel)
      : device_(device), operands_(e, device.parts().memory.window()), kernel_(kernel) {}
  void run() override {
    device_.run([this] { kernel_(operands_.get()); });
  }

 private:
  SimDevice& device_;
  Operands operands_;
  Kernel kernel_;
};

template <class Kernel>
std::unique_ptr<Work> SimDevice::kernel_work(const Elements& e, Kernel kernel) {
  return std::unique_ptr<Work>(new KernelWork<Kernel>(*this, e, kernel));
}

template <class Kernel>
void SimDevice::launch_kernel(const char* operation, const Range& range, Kernel kernel) {
  expect_no_fault(Fallible::launch, operation);
  expect_own(operation, range);
  issue_kernel(operation, simulator().wants_accesses() || capture_ ? accesses_of(range) : Accesses(),
               kernel_work(range.e, kernel));
}

/// For what the host needs an answer of. What it throws is thrown here, and the device goes on.
void SimDevice::run_and_wait(const char* operation, const Accesses& accesses, FunctionRef<void()> work) {
  expect_not_captured(current_stream(), operation);
  std::exception_ptr failure;
  launch_work(operation, accesses, guarded([&] {
                try {
                  work();
                } catch (...) {
                  failure = std::current_exception();
                }
              }));
  wait_for(current_stream());
  if (failure) std::rethrow_exception(failure);
}

void SimDevice::launch(PointwiseId id, DType dtype, const Elements& e) {
  Simulator::Lock hold(simulator().lock);
  const std::size_t item = size_of(dtype), first = id == scalar::id_of<scalar::Where>() ? 1 : item;
  launch_kernel(kernel_name(id), {e, {answers(id) ? 1 : item, first, item}, 1},
                [=](const Elements& there) { kernels().launch(id, dtype, there); });
}

void SimDevice::copy(DType to, DType from, const Elements& e) {
  Simulator::Lock hold(simulator().lock);
  launch_kernel("copy", {e, {size_of(to), size_of(from)}, 1},
                [=](const Elements& there) { kernels().copy(to, from, there); });
}

void SimDevice::fill(DType dtype, const Scalar& value, const Elements& e) {
  Simulator::Lock hold(simulator().lock);
  launch_kernel("fill", {e, {size_of(dtype)}, 1}, [=](const Elements& there) { kernels().fill(dtype, value, there); });
}

void SimDevice::reduce(ReduceId id, DType dtype, const Elements& e) {
  Simulator::Lock hold(simulator().lock);
  launch_kernel(kernel_name(id), {e, {size_of(dtype)}, 1},
                [=](const Elements& there) { kernels().reduce(id, dtype, there); });
}

void SimDevice::norm(double order, DType dtype, const Elements& e) {
  Simulator::Lock hold(simulator().lock);
  launch_kernel("norm", {e, {size_of(dtype)}, 1}, [=](const Elements& there) { kernels().norm(order, dtype, there); });
}

Access SimDevice::whole_block(const Access& a) {
  const Block* const block = parts().memory.find(a.first);
  return block ? Access::run(block->begin, block->bytes, a.writes) : a;
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
  launch_work(kernel_name(id), accesses, guarded(run));
}

void SimDevice::matmul(DType dtype, const MatrixProduct& p) {
  Simulator::Lock hold(simulator().lock);
  const auto item = std::int64_t(size_of(dtype));
  const auto matrix = [&](const void* data, std::int64_t rows, std::int64_t columns, std::int64_t row,
                          std::int64_t column, std::int64_t batch, bool writes) {
    Access a(data, std::size_t(item), 3, writes);
    std::copy_n(std::array{columns, rows, p.batch}.begin(), 3, a.sizes.begin());
    std::copy_n(std::array{column * item, row * item, batch * item}.begin(), 3, a.strides.begin());
    return a;
  };
  Accesses all;
  all.add(matrix(p.out, p.m, p.n, p.n, 1, p.out_batch_stride, true));
  if (p.k > 0) all.add(matrix(p.a.data, p.m, p.k, p.a.row_stride, p.a.column_stride, p.a.batch_stride, false));
  if (p.k > 0) all.add(matrix(p.b.data, p.k, p.n, p.b.row_stride, p.b.column_stride, p.b.batch_stride, false));
  MatrixProduct there = p;
  there.out = behind(p.out);
  there.a.data = behind(p.a.data);
  there.b.data = behind(p.b.data);
  launch_work("matmul", all, guarded([=] { kernels().matmul(dtype, there); }));
}

std::optional<std::int64_t> SimDevice::locate(DType index, std::int64_t size, std::int64_t stride, const Elements& e) {
  Simulator::Lock hold(simulator().lock);
  const Operands there(e, parts().memory.window());
  std::optional<std::int64_t> outside;
  run_and_wait("locate", accesses_of({e, {sizeof(std::int64_t), size_of(index)}, 1}),
               [&] { outside = kernels().locate(index, size, stride, there.get()); });
  return outside;
}

/// Which elements of the indexed memory is known once it runs: its whole block stands for them.
void SimDevice::indexed(IndexedId id, DType dtype, const Elements& e) {
  Simulator::Lock hold(simulator().lock);
  const std::size_t item = size_of(dtype);
  Accesses accesses = accesses_of({e, {item, item, sizeof(std::int64_t)}, id == IndexedId::read ? 1U : 2U});
  for (Access& access : accesses)
    if (access.first == e.operand[1].data) access = whole_block(access);
  launch_work("index", accesses, kernel_work(e, [=](const Elements& there) { kernels().indexed(id, dtype, there); }));
}

void SimDevice::masked_write(DType dtype, const Elements& e) {
  Simulator::Lock hold(simulator().lock);
  launch_kernel("masked write", {e, {size_of(dtype), 1, size_of(dtype)}, 1},
                [=](const Elements& there) { kernels().masked_write(dtype, there); });
}

std::int64_t SimDevice::nonzero(DType dtype, const Elements& e, std::int64_t* positions) {
  Simulator::Lock hold(simulator().lock);
  const Operands there(e, parts().memory.window());
  std::int64_t found = 0;
  run_and_wait("nonzero", accesses_of({e, {size_of(dtype)}, 0}),
               [&, at = behind(positions)] { found = kernels().nonzero(dtype, there.get(), at); });
  return found;
}

}  // namespace gradproof::sim
