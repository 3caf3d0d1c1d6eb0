// Streams, events and page-locked memory, as programs that have a device use them.
#include <gradproof/checks/subjects/native_arguments.hpp>
#include <gradproof/core/device/stream.hpp>

namespace gradproof::checks::native {
namespace {

struct StreamObject final : Object {
  explicit StreamObject(const Stream& s) : stream(s) {}
  std::string_view type() const override { return "Stream"; }
  Stream stream;
};

struct EventObject final : Object {
  std::string_view type() const override { return "Event"; }
  mutable Event event;
};

Value wrapped(const Stream& stream) { return {std::shared_ptr<Object>(std::make_shared<StreamObject>(stream))}; }

/// The accelerator that an argument names, or the current one.
Device accelerator(const Value& v) {
  if (const auto* number = v.get<std::int64_t>()) return Device(kCUDA, int(*number));
  return v.is_none() ? Device(kCUDA) : as_device(v);
}
const Stream& stream_of(const Value& v) {
  if (const auto* s = v.object<StreamObject>()) return s->stream;
  throw Raised("argument", "expected a torch.cuda.Stream", "TypeError");
}
Stream stream_or_current(const Value& v) { return v.is_none() ? current_stream(Device(kCUDA)) : stream_of(v); }
Event& event_of(const Value& v) {
  if (const auto* e = v.object<EventObject>()) return e->event;
  throw Raised("argument", "expected a torch.cuda.Event", "TypeError");
}

Value is_available(const Arguments&) { return {cuda::is_available()}; }
Value device_count(const Arguments&) { return {std::int64_t(cuda::device_count())}; }
Value synchronize(const Arguments& a) {
  accelerator(a["device"]).concrete().backend().synchronize();
  return {};
}
Value empty_cache(const Arguments&) {
  for (int index = 0; index < cuda::device_count(); ++index) Device(kCUDA, index).backend().empty_cache();
  return {};
}
Value make_stream(const Arguments& a) { return wrapped(new_stream(accelerator(a["device"]))); }
Value current(const Arguments& a) { return wrapped(current_stream(accelerator(a["device"]))); }
Value of_device(const Arguments& a) { return wrapped(default_stream(accelerator(a["device"]))); }
Value make_event(const Arguments&) { return {std::shared_ptr<Object>(std::make_shared<EventObject>())}; }

Value stream_synchronize(const Arguments& a) { return stream_of(a["self"]).synchronize(), Value{}; }
Value stream_query(const Arguments& a) { return {stream_of(a["self"]).query()}; }
Value wait_stream(const Arguments& a) { return stream_of(a["self"]).wait_stream(stream_of(a["stream"])), Value{}; }
Value wait_event(const Arguments& a) { return stream_of(a["self"]).wait_event(event_of(a["event"])), Value{}; }
Value record_event(const Arguments& a) {
  const Value event = a["event"].is_none() ? make_event(a) : a["event"];
  event_of(event).record(stream_of(a["self"]));
  return event;
}
Value event_record(const Arguments& a) { return event_of(a["self"]).record(stream_or_current(a["stream"])), Value{}; }
Value event_wait(const Arguments& a) { return stream_or_current(a["stream"]).wait_event(event_of(a["self"])), Value{}; }
Value event_synchronize(const Arguments& a) { return event_of(a["self"]).synchronize(), Value{}; }
Value event_query(const Arguments& a) { return {event_of(a["self"]).query()}; }

Value pin_memory(const Arguments& a) { return wrap(pinned(input(a))); }
Value is_pinned(const Arguments& a) { return {input(a).is_pinned()}; }
Value record_stream(const Arguments& a) { return input(a).record_stream(stream_of(a["stream"])), Value{}; }

const Operations kOperations = {
    {"cuda.is_available", is_available},
    {"cuda.device_count", device_count},
    {"cuda.synchronize", synchronize},
    {"cuda.empty_cache", empty_cache},
    {"cuda.Stream", make_stream},
    {"cuda.current_stream", current},
    {"cuda.default_stream", of_device},
    {"cuda.Event", make_event},
    {"Stream.synchronize", stream_synchronize},
    {"Stream.query", stream_query},
    {"Stream.wait_stream", wait_stream},
    {"Stream.wait_event", wait_event},
    {"Stream.record_event", record_event},
    {"Event.record", event_record},
    {"Event.wait", event_wait},
    {"Event.synchronize", event_synchronize},
    {"Event.query", event_query},
    {"pin_memory", pin_memory},
    {"is_pinned", is_pinned},
    {"record_stream", record_stream},
};

}  // namespace

Tensor pinned(const Tensor& t) {
  if (!cuda::is_available())
    throw Raised(
        "device_unavailable",
        "page-locked memory needs an accelerator, and there is none; the subject native:sim has a simulated one",
        "RuntimeError");
  return t.pin_memory();
}

std::shared_ptr<void> enter_stream(const Value& stream) {
  return std::make_shared<StreamGuard>(stream_or_current(stream));
}

const Operations& device_operations() { return kOperations; }

}  // namespace gradproof::checks::native
