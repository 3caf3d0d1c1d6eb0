// A story as JSON: writing, then reading, one function per struct.
#include <gradproof/reports/records/json_nodes.hpp>

namespace gradproof::records {
namespace {

Node count_node(const std::optional<std::int64_t>& count) { return count ? Node(*count) : Node(nullptr); }

std::optional<std::int64_t> read_count(const Fields& fields, const char* key) {
  if (fields.at(key).is_null()) return std::nullopt;
  return fields.integer(key);
}

Node event_node(const StoryEvent& event) {
  return {{"kind", event.kind},
          {"line", event.line},
          {"during", event.during},
          {"memory", event.memory},
          {"memory_number", event.memory_number},
          {"name", event.name},
          {"of", event.of},
          {"by", event.by},
          {"saved_line", event.saved_line},
          {"saved_event", event.saved_event},
          {"version_before", count_node(event.version_before)},
          {"version_after", count_node(event.version_after)},
          {"own_before", count_node(event.own_before)},
          {"own_after", count_node(event.own_after)},
          {"counter", event.counter},
          {"bytes_changed", event.bytes_changed},
          {"before", value_node(event.before)},
          {"after", value_node(event.after)},
          {"memory_bytes", value_node(event.memory_bytes)},
          {"finding", event.finding},
          {"text", event.text}};
}

StoryEvent read_event(const Fields& fields) {
  StoryEvent event;
  event.kind = fields.text("kind");
  event.line = fields.count("line");
  event.during = fields.count("during");
  event.memory = fields.text("memory");
  event.memory_number = static_cast<int>(fields.integer("memory_number"));
  event.name = fields.text("name");
  event.of = fields.text("of");
  event.by = fields.text("by");
  event.saved_line = fields.count("saved_line");
  event.saved_event = static_cast<int>(fields.integer("saved_event"));
  event.version_before = read_count(fields, "version_before");
  event.version_after = read_count(fields, "version_after");
  event.own_before = read_count(fields, "own_before");
  event.own_after = read_count(fields, "own_after");
  event.counter = fields.text("counter");
  event.bytes_changed = fields.flag("bytes_changed");
  event.before = read_value(fields.at("before"), fields.path("before"));
  event.after = read_value(fields.at("after"), fields.path("after"));
  if (fields.has("memory_bytes"))
    event.memory_bytes = read_value(fields.at("memory_bytes"), fields.path("memory_bytes"));
  event.finding = fields.text("finding");
  event.text = fields.text("text");
  return event;
}

Node cell_node(const StoryCell& cell) {
  return {
      {"line", cell.line}, {"mark", cell.mark}, {"note", cell.note}, {"version", cell.version}, {"bytes", cell.bytes}};
}

StoryCell read_cell(const Fields& fields) {
  return {fields.count("line"), fields.text("mark"), fields.text("note"), fields.text("version"), fields.text("bytes")};
}

Node row_node(const StoryRow& row) { return {{"memory", row.memory}, {"cells", list_node(row.cells, cell_node)}}; }

StoryRow read_row(const Fields& fields) { return {fields.text("memory"), read_list(fields, "cells", read_cell)}; }

Node fix_node(const StoryFix& fix) {
  return {{"what", fix.what},
          {"diff", fix.diff},
          {"outcome", fix.outcome},
          {"observed", values_node(fix.observed)},
          {"as_due", fix.as_due}};
}

Node fix_node(const std::optional<StoryFix>& fix) { return fix ? fix_node(*fix) : Node(nullptr); }

StoryFix read_fix(const Fields& fields) {
  return {fields.text("what"), fields.texts("diff"), fields.text("outcome"),
          read_values(fields.at("observed"), fields.path("observed")), fields.flag("as_due")};
}

std::optional<StoryFix> read_fix(const Fields& fields, const char* key) {
  if (fields.at(key).is_null()) return std::nullopt;
  return read_fix(fields.fields(key));
}

Node piece_node(const StoryPiece& piece) { return {{"what", piece.what}, {"begin", piece.begin}, {"end", piece.end}}; }
StoryPiece read_piece(const Fields& fields) {
  return {fields.text("what"), fields.integer("begin"), fields.integer("end")};
}

Node lane_node(const StoryLane& lane) { return {{"name", lane.name}, {"pieces", list_node(lane.pieces, piece_node)}}; }
StoryLane read_lane(const Fields& fields) { return {fields.text("name"), read_list(fields, "pieces", read_piece)}; }

Node device_node(const std::optional<StoryDevice>& device) {
  if (!device) return nullptr;
  return {{"lanes", list_node(device->lanes, lane_node)}, {"races", device->races}, {"schedule", device->schedule}};
}
std::optional<StoryDevice> read_device(const Fields& fields, const char* key) {
  if (!fields.has(key) || fields.at(key).is_null()) return std::nullopt;
  const Fields device = fields.fields(key);
  return StoryDevice{read_list(device, "lanes", read_lane), device.texts("races"), device.text("schedule")};
}

}  // namespace

Node to_node(const Story& story) {
  Node node = {{"schema", story_schema},
               {"verdict", to_node(story.verdict)},
               {"title", story.title},
               {"why", story.why},
               {"source", story.source}};
  node["events"] = list_node(story.events, event_node);
  node["cut_short"] = story.cut_short;
  node["timeline"] = list_node(story.timeline, row_node);
  node["cause"] = story.cause;
  node["advice"] = story.advice;
  node["fix"] = fix_node(story.fix);
  node["loud"] = fix_node(story.loud);
  node["tried"] = list_node(story.tried, [](const StoryFix& fix) { return fix_node(fix); });
  node["device"] = device_node(story.device);
  return node;
}

Story read_story(const Fields& fields) {
  Story story;
  story.verdict = read_verdict(fields.fields("verdict"));
  story.title = fields.text("title");
  story.why = fields.text("why");
  story.source = fields.texts("source");
  story.events = read_list(fields, "events", read_event);
  story.cut_short = fields.flag("cut_short");
  story.timeline = read_list(fields, "timeline", read_row);
  story.cause = fields.text("cause");
  story.advice = fields.text("advice");
  story.fix = read_fix(fields, "fix");
  story.loud = read_fix(fields, "loud");
  story.tried = read_list(fields, "tried", [](const Fields& fix) { return read_fix(fix); });
  story.device = read_device(fields, "device");
  return story;
}

}  // namespace gradproof::records
