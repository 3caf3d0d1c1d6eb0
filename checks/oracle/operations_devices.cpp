// Copies from device to device; streams and events, which order what the tape has in order already.
#include <gradproof/checks/oracle/devices.hpp>
#include <gradproof/checks/oracle/machine.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

struct Queue : Object {
  std::string_view type() const override { return "Stream"; }
};
struct Mark : Object {
  std::string_view type() const override { return "Event"; }
};

template <class Thing>
Value make(const Call&) {
  return {std::shared_ptr<Object>(std::make_shared<Thing>())};
}
Value nothing(const Call&) { return {}; }
/// Whether work has run yet, or there is a device, is not the tape's to know.
Value unknown(const Call& c) {
  c.machine.touch_unspeakable();
  return {false};
}

/// The tensor itself where it is there already.
Value moved(const Call& c, const std::string& device, std::optional<Dtype> dtype, bool copy) {
  const OnDevice there(device);
  const bool stays = c.tensor().storage()->device == device;
  return cast_to(c, dtype.value_or(c.tensor().dtype()), copy || !stays);
}

Value to(const Call& c) {
  auto* symbol = c["device"].get<Symbol>();
  const bool is_dtype = symbol && dtype_named(symbol->name).has_value();
  auto dtype = is_dtype ? c.dtype("device") : c.dtype();
  if (c.has("other")) dtype = c.tensor("other").dtype();
  const std::string& own = c.tensor().storage()->device;
  const std::string device = c.has("other")                 ? c.tensor("other").storage()->device
                             : is_dtype || !c.has("device") ? own
                                                            : device_named(c["device"]);
  return moved(c, device, dtype, c.flag("copy"));
}
Value cpu(const Call& c) { return moved(c, "cpu", {}, false); }
Value cuda(const Call& c) { return moved(c, c.has("device") ? device_named(c["device"]) : "cuda:0", {}, false); }
Value pin_memory(const Call& c) { return moved(c, "cpu", {}, true); }

Value record_event(const Call& c) { return c.has("event") ? c["event"] : make<Mark>(c); }

}  // namespace

const Operations& device_operations() {
  static const Operations table = {
      {"to", to},
      {"cpu", cpu},
      {"cuda", cuda},
      {"pin_memory", pin_memory},
      {"record_stream", nothing},
      {"is_pinned", unknown},
      {"cuda.is_available", unknown},
      {"cuda.device_count", unknown},
      {"cuda.synchronize", nothing},
      {"cuda.empty_cache", nothing},
      {"cuda.Stream", make<Queue>},
      {"cuda.current_stream", make<Queue>},
      {"cuda.default_stream", make<Queue>},
      {"cuda.Event", make<Mark>},
      {"Stream.synchronize", nothing},
      {"Stream.query", unknown},
      {"Stream.wait_stream", nothing},
      {"Stream.wait_event", nothing},
      {"Stream.record_event", record_event},
      {"Event.record", nothing},
      {"Event.wait", nothing},
      {"Event.synchronize", nothing},
      {"Event.query", unknown},
  };
  return table;
}

}  // namespace gradproof::checks::oracle
