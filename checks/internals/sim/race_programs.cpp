#include <gradproof/checks/internals/sim/fixture.hpp>
#include <gradproof/checks/internals/sim/race_programs.hpp>

namespace gradproof {
namespace {

Tensor three() { return on("sim", {3, -1, 2}); }
Tensor table() { return on("sim", {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}).reshape({4, 3}); }
Tensor pinned_three() { return tensor({4.F, 5.F, 6.F}).pin_memory(); }
Stream main_stream() { return current_stream(Device("sim")); }

/// A stream that the host waits for before the tensors that were made earlier are released.
class Side {
 public:
  explicit Side(const char* device = "sim", bool blocking = false) : stream_(new_stream(Device(device), blocking)) {}
  ~Side() { stream_.synchronize(); }
  Side(const Side&) = delete;
  operator const Stream&() const { return stream_; }
  const Stream* operator->() const { return &stream_; }

 private:
  Stream stream_;
};

template <class F>
void in(const Stream& stream, F f) {
  const StreamGuard guard(stream);
  f();
}
/// The edge that is missing from `from` to `to`.
void edge(bool ordered, const Stream& from, const Stream& to) {
  if (ordered) to.wait_stream(from);
}
void host_waits(bool ordered, const Stream& stream) {
  if (ordered) stream.synchronize();
}

// Two streams, one tensor ---------------------------------------------------------------------------------------------

void read_after_write(bool ordered) {
  const Tensor x = three();
  const Side side;
  x.mul_(2);
  edge(ordered, main_stream(), side);
  in(side, [&] { x.add(1); });
}
void write_after_write(bool ordered) {
  const Tensor x = three();
  const Side side;
  x.mul_(2);
  edge(ordered, main_stream(), side);
  in(side, [&] { x.zero_(); });
}
void write_after_read(bool ordered) {
  const Tensor x = three();
  const Side side;
  side->wait_stream(main_stream());
  in(side, [&] { x.add(1); });
  edge(ordered, side, main_stream());
  x.zero_();
}
void event_recorded_too_early(bool ordered) {
  const Tensor x = three();
  const Side side;
  Event event;
  if (!ordered) event.record(main_stream());
  x.mul_(2);
  if (ordered) event.record(main_stream());
  side->wait_event(event);
  in(side, [&] { x.add(1); });
}
void event_of_another_stream(bool ordered) {
  const Tensor x = three();
  const Side side, third;
  x.mul_(2);
  Event event;
  event.record(ordered ? main_stream() : static_cast<const Stream&>(third));
  side->wait_event(event);
  in(side, [&] { x.add(1); });
}
void event_recorded_again_after_the_wait(bool ordered) {
  const Tensor x = three();
  const Side side;
  Event event;
  event.record(main_stream());
  if (!ordered) side->wait_event(event);
  x.mul_(2);
  event.record(main_stream());
  if (ordered) side->wait_event(event);
  in(side, [&] { x.add(1); });
}
void wait_before_the_work(bool ordered) {
  const Tensor x = three();
  const Side side;
  side->wait_stream(main_stream());
  x.mul_(2);
  edge(ordered, main_stream(), side);
  in(side, [&] { x.add(1); });
}
void chain_with_a_gap(bool ordered) {
  const Tensor x = three();
  const Side second, third;
  x.mul_(2);
  edge(ordered, main_stream(), second);
  third->wait_stream(second);
  in(third, [&] { x.add(1); });
}
void free_stream_beside_the_default(bool ordered) {
  const Tensor x = three();
  const Side side("sim", ordered);  // a blocking stream waits by itself
  x.mul_(2);
  in(side, [&] { x.add(1); });
}

// Views and kernels of other kinds -----------------------------------------------------------------------------------

void views_that_overlap(bool ordered) {
  const Tensor x = table().flatten();
  const Side side;
  side->wait_stream(main_stream());
  x.narrow(0, 0, 6).mul_(2);
  in(side, [&] { x.narrow(0, ordered ? 6 : 5, 3).add(1); });
}
void columns_that_overlap(bool ordered) {
  const Tensor x = table();
  const Side side;
  side->wait_stream(main_stream());
  x.select(1, 0).mul_(2);
  in(side, [&] { x.narrow(1, ordered ? 1 : 0, 2).add(1); });
}
void sum_of_what_is_written(bool ordered) {
  const Tensor x = table();
  const Side side;
  x[2].mul_(2);
  edge(ordered, main_stream(), side);
  in(side, [&] { x.sum(0); });
}
void product_of_what_is_written(bool ordered) {
  const Tensor x = table();
  const Side side;
  x.mul_(2);
  edge(ordered, main_stream(), side);
  in(side, [&] { x.t().mm(x); });
}
void row_of_a_table_that_is_written(bool ordered) {
  const Tensor x = table(), index = tensor({2, 0}).to(Device("sim"));
  const Side side;
  side->wait_stream(main_stream());
  in(side, [&] { x.index_select(0, index); });
  edge(ordered, side, main_stream());
  x.zero_();
}
void index_that_is_written(bool ordered) {
  const Tensor x = three(), index = tensor({2, 0}).to(Device("sim"));
  const Side side;
  index.fill_(1);
  edge(ordered, main_stream(), side);
  in(side, [&] { x.gather(0, index); });
}
void softmax_of_what_is_written(bool ordered) {
  const Tensor x = table();
  const Side side;
  x.select(0, 3).add_(1);
  edge(ordered, main_stream(), side);
  in(side, [&] { x.softmax(1); });
}
void mask_that_is_written(bool ordered) {
  const Tensor x = three(), mask = x.gt(0);
  const Side side;
  side->wait_stream(main_stream());  // before that the mask holds poison, which is no bool
  mask.fill_(false);
  edge(ordered, main_stream(), side);
  in(side, [&] { x.masked_fill(mask, 0); });
}
void operand_brought_from_another_device(bool ordered) {
  const Tensor x = three();
  x.mul_(2);
  const Tensor there = x.to(Device("sim:1"));
  const Side side("sim:1");
  edge(ordered, current_stream(Device("sim:1")), side);
  in(side, [&] { there.add(1); });
}

// Page-locked memory and the host ------------------------------------------------------------------------------------

void buffer_refilled_before_the_copy_ran(bool ordered) {
  const Tensor buffer = pinned_three();
  const Tensor x = buffer.to(Device("sim"), true);
  host_waits(ordered, main_stream());
  buffer.data_ptr<float>()[1] = 9;
}
void buffer_cleared_by_an_operation(bool ordered) {
  const Tensor buffer = pinned_three();
  const Tensor x = buffer.to(Device("sim"), true);
  host_waits(ordered, main_stream());
  buffer.zero_();
}
void result_read_too_early(bool ordered) {
  const Tensor x = three(), here = pinned_three();
  here.copy_(x, true);
  host_waits(ordered, main_stream());
  CHECK(here.data_ptr<float>()[0] != 123);
}
void wait_for_the_wrong_stream(bool ordered) {
  const Tensor x = three(), here = pinned_three();
  const Side side;
  here.copy_(x, true);
  host_waits(true, ordered ? main_stream() : static_cast<const Stream&>(side));
  CHECK(here.data_ptr<float>()[0] != 123);
}
void event_before_the_copy(bool ordered) {
  const Tensor x = three(), here = pinned_three();
  Event event;
  if (!ordered) event.record(main_stream());
  here.copy_(x, true);
  if (ordered) event.record(main_stream());
  event.synchronize();
  CHECK(here.data_ptr<float>()[0] != 123);
}
void offload_with_one_buffer(bool ordered) {
  const Tensor x = three(), y = x * 2, here = pinned_three();
  const Side side;
  side->wait_stream(main_stream());
  here.copy_(x, true);
  edge(ordered, main_stream(), side);
  in(side, [&] { here.copy_(y, true); });
}
void prefetch_into_the_batch_in_use(bool ordered) {
  const Tensor next = pinned_three(), batch = three();
  const Side copies;
  copies->wait_stream(main_stream());
  batch.mul(batch);
  edge(ordered, main_stream(), copies);
  in(copies, [&] { batch.copy_(next, true); });
}

// Memory that is given back ------------------------------------------------------------------------------------------

void freed_while_another_stream_reads(bool ordered) {
  Tensor x = three();
  const Stream side = new_stream(Device("sim"));
  side.wait_stream(main_stream());
  in(side, [&] { x.add(1); });
  if (ordered) x.record_stream(side);
  x = Tensor();
  three().mul_(2);
}
void freed_while_another_stream_writes(bool ordered) {
  Tensor x = three();
  const Stream side = new_stream(Device("sim"));
  side.wait_stream(main_stream());
  in(side, [&] { x.mul_(2); });
  edge(ordered, side, main_stream());
  x = Tensor();
  three().mul_(2);
}

// Training ----------------------------------------------------------------------------------------------------------

void saved_value_written_aside(bool ordered) {
  const Tensor x = three().requires_grad_();
  const Tensor y = x * x, loss = y.mul(y).sum();
  const Side side;
  edge(ordered, main_stream(), side);
  in(side, [&] { y.variable_data().zero_(); });
  edge(ordered, side, main_stream());
  loss.backward();
}
void step_beside_the_forward_pass(bool ordered) {
  const Tensor weight = three().requires_grad_();
  weight.mul(weight).sum().backward();
  const Side side;
  edge(ordered, main_stream(), side);
  in(side, [&] { weight.variable_data().sub_(weight.grad()); });
}
void gradient_read_aside(bool ordered) {
  const Tensor weight = three().requires_grad_();
  weight.mul(weight).sum().backward();
  const Side side;
  edge(ordered, main_stream(), side);
  in(side, [&] { weight.grad().norm(); });
}
void average_kept_aside(bool ordered) {
  const Tensor weight = three(), average = weight.clone();
  const Side side;
  side->wait_stream(main_stream());
  in(side, [&] { average.mul_(0.9).add_(weight, 0.1); });
  edge(ordered, side, main_stream());
  weight.sub_(average);
}

}  // namespace

const std::vector<RaceProgram>& race_programs() {
#define PROGRAM(name) \
  { #name, name }
  static const std::vector<RaceProgram> all = {
      PROGRAM(read_after_write),
      PROGRAM(write_after_write),
      PROGRAM(write_after_read),
      PROGRAM(event_recorded_too_early),
      PROGRAM(event_of_another_stream),
      PROGRAM(event_recorded_again_after_the_wait),
      PROGRAM(wait_before_the_work),
      PROGRAM(chain_with_a_gap),
      PROGRAM(free_stream_beside_the_default),
      PROGRAM(views_that_overlap),
      PROGRAM(columns_that_overlap),
      PROGRAM(sum_of_what_is_written),
      PROGRAM(product_of_what_is_written),
      PROGRAM(row_of_a_table_that_is_written),
      PROGRAM(index_that_is_written),
      PROGRAM(softmax_of_what_is_written),
      PROGRAM(mask_that_is_written),
      PROGRAM(operand_brought_from_another_device),
      PROGRAM(buffer_refilled_before_the_copy_ran),
      PROGRAM(buffer_cleared_by_an_operation),
      PROGRAM(result_read_too_early),
      PROGRAM(wait_for_the_wrong_stream),
      PROGRAM(event_before_the_copy),
      PROGRAM(offload_with_one_buffer),
      PROGRAM(prefetch_into_the_batch_in_use),
      PROGRAM(freed_while_another_stream_reads),
      PROGRAM(freed_while_another_stream_writes),
      PROGRAM(saved_value_written_aside),
      PROGRAM(step_beside_the_forward_pass),
      PROGRAM(gradient_read_aside),
      PROGRAM(average_kept_aside),
  };
#undef PROGRAM
  return all;
}

}  // namespace gradproof
