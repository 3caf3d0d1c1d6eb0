#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/trace/trace_json.hpp>
#include <gradproof/reports/records/json_fields.hpp>

namespace gradproof::checks {
namespace {

using records::Fields;
using records::Node;
using sim::TraceAccess;
using sim::TraceBlock;
using sim::TraceStep;

constexpr const char* kSchema = "gradproof.trace/1";

bool has_target(TraceStep::Kind kind) {
  return kind == TraceStep::order || kind == TraceStep::record || kind == TraceStep::wait ||
         kind == TraceStep::finish_event;
}

Node block_node(const TraceBlock& block) {
  const Node device = block.device == TraceBlock::kPinned ? Node(nullptr) : Node(block.device);
  return {{"device", device}, {"bytes", block.bytes}};
}

Node access_node(const TraceAccess& a) {
  return {{"block", a.block}, {"offset", a.offset},   {"item", a.item},
          {"sizes", a.sizes}, {"strides", a.strides}, {"writes", a.writes}};
}

Node span_node(const sim::Span& span) { return Node::array({span.begin, span.end}); }

Node head_node(const TimedTrace& timed) {
  Node blocks = Node::array();
  for (const TraceBlock& block : timed.trace.blocks) blocks.push_back(block_node(block));
  return {{"schema", kSchema}, {"clock", timed.clock}, {"streams", timed.trace.streams}, {"blocks", blocks}};
}

Node step_node(const TraceStep& step, const sim::StepTimes& times) {
  Node node = {{"step", name(step.kind)}};
  if (step.kind <= TraceStep::finish_stream) node["stream"] = step.stream;
  if (has_target(step.kind)) node["target"] = step.target;
  if (!step.operation.empty()) node["operation"] = step.operation;
  if (!step.accesses.empty()) {
    node["accesses"] = Node::array();
    for (const TraceAccess& a : step.accesses) node["accesses"].push_back(access_node(a));
  }
  node["host"] = span_node(times.host);
  if (step.kind == TraceStep::issue) node["runs"] = span_node(times.stream);
  return node;
}

std::vector<std::int64_t> integers(const Fields& fields, const char* key) {
  std::vector<std::int64_t> all;
  for (const Node& node : fields.list(key)) {
    if (!records::fits_int64(node)) records::wrong(fields.path(key), node, "an integer of 64 bits");
    all.push_back(node.get<std::int64_t>());
  }
  return all;
}

std::size_t size(const Fields& fields, const char* key) {
  if (fields.integer(key) < 0) records::wrong(fields.path(key), fields.at(key), "no negative number");
  return std::size_t(fields.integer(key));
}

sim::Span span(const Fields& fields, const char* key) {
  const auto ends = integers(fields, key);
  if (ends.size() != 2 || ends[0] > ends[1])
    records::wrong(fields.path(key), fields.at(key), "[begin, end] in nanoseconds");
  return {ends[0], ends[1]};
}

TraceAccess access_of(const Fields& fields) {
  return {size(fields, "block"),     fields.integer("offset"),    size(fields, "item"),
          integers(fields, "sizes"), integers(fields, "strides"), fields.flag("writes")};
}

TraceStep::Kind kind_of(const Fields& fields) {
  for (int kind = 0; kind < sim::kTraceKinds; ++kind)
    if (fields.text("step") == name(TraceStep::Kind(kind))) return TraceStep::Kind(kind);
  records::wrong(fields.path("step"), fields.at("step"),
                 "issue, order, record, wait, finish_stream, finish_event, touch or forget");
}

void read_head(const Fields& fields, TimedTrace& timed) {
  if (fields.text("schema") != kSchema) records::wrong(fields.path("schema"), fields.at("schema"), kSchema);
  timed.clock = fields.text("clock");
  if (timed.clock != "simulated" && timed.clock != "measured")
    records::wrong(fields.path("clock"), fields.at("clock"), "simulated or measured");
  for (const std::int64_t device : integers(fields, "streams")) timed.trace.streams.push_back(int(device));
  for (const Node& node : fields.list("blocks")) {
    const Fields block(node, fields.path("blocks"));
    const int device = block.at("device").is_null() ? TraceBlock::kPinned : block.count("device");
    timed.trace.blocks.push_back({device, size(block, "bytes")});
  }
}

void read_step(const Fields& fields, TimedTrace& timed) {
  TraceStep step = {kind_of(fields)};
  if (step.kind <= TraceStep::finish_stream) step.stream = std::uint32_t(fields.count("stream"));
  if (has_target(step.kind)) step.target = size(fields, "target");
  if (fields.has("operation")) step.operation = fields.text("operation");
  if (fields.has("accesses"))
    for (const Node& node : fields.list("accesses"))
      step.accesses.push_back(access_of({node, fields.path("accesses")}));
  sim::StepTimes times = {span(fields, "host"), {}};
  if (step.kind == TraceStep::issue) times.stream = span(fields, "runs");
  timed.trace.steps.push_back(std::move(step));
  timed.times.push_back(times);
}

}  // namespace

std::string to_json_lines(const TimedTrace& timed) {
  std::string text = records::print(head_node(timed)) + '\n';
  for (std::size_t i = 0; i < timed.trace.steps.size(); ++i)
    text += records::print(step_node(timed.trace.steps[i], timed.times[i])) + '\n';
  return text;
}

TimedTrace trace_from_json_lines(std::string_view text) {
  TimedTrace timed;
  for (int number = 1; !text.empty() || number == 1; ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::string where = fmt::format("line {}", number);
    const Node node = Node::parse(line, nullptr, false);
    if (node.is_discarded()) throw records::NotJson(where + " is no JSON; it may have been cut off");
    const Fields fields(node, where);
    if (number == 1)
      read_head(fields, timed);
    else
      read_step(fields, timed);
  }
  return timed;
}

}  // namespace gradproof::checks
