// The only file that includes the JSON library, but for json_story.cpp and json_chain.cpp. First half: writing, one
// to_node() per struct, keys in the order of the contract; second half: reading, one read_...() per struct, over
// Fields, which reports what is missing or wrong.
#include <fmt/format.h>

#include <cmath>
#include <gradproof/reports/records/json.hpp>
#include <gradproof/reports/records/json_nodes.hpp>
#include <gradproof/reports/records/outcome.hpp>

namespace gradproof::records {
namespace {

constexpr const char* run_schema = "gradproof.run/1";
constexpr const char* verdict_schema = "gradproof.verdict/1";
constexpr const char* measurement_schema = "gradproof.measurement/1";
constexpr const char* comparison_schema = "gradproof.comparison/1";
constexpr const char* divergence_schema = "gradproof.divergence/1";
constexpr const char* unfinished_schema = "gradproof.unfinished/1";
constexpr int max_nesting = 100;  // of a value; bounds the recursion below

// ---- writing

Node number_node(double value) {
  constexpr double exact_integers = 9007199254740992.0;  // 2^53
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  const bool whole = std::trunc(value) == value && std::abs(value) < exact_integers;
  const bool negative_zero = value == 0 && std::signbit(value);
  if (whole && !negative_zero) return static_cast<std::int64_t>(value);
  return value;
}

}  // namespace

Node value_node(const Value& value) {
  if (const auto* list = std::get_if<Value::List>(&value.data)) {
    Node node = Node::array();
    for (const Value& item : *list) node.push_back(value_node(item));
    return node;
  }
  if (const auto* number = std::get_if<double>(&value.data)) return number_node(*number);
  if (const auto* integer = std::get_if<std::int64_t>(&value.data)) return *integer;
  if (const auto* flag = std::get_if<bool>(&value.data)) return *flag;
  if (const auto* text = std::get_if<std::string>(&value.data)) return *text;
  return nullptr;
}

Node values_node(const Values& values) {
  Node node = Node::object();
  for (const auto& [expression, value] : values) node[expression] = value_node(value);
  return node;
}

namespace {

Node values_node(const std::optional<Values>& values) { return values ? values_node(*values) : Node(nullptr); }

Node error_node(const std::optional<ErrorRecord>& error) {
  if (!error) return nullptr;
  return {{"kind", error->kind}, {"moment", error->moment}, {"line", error->line}, {"message", error->message}};
}

Node expected_node(const std::vector<std::string>& expected) {
  if (expected.empty()) return nullptr;
  if (expected.size() == 1) return expected.front();
  return expected;
}

Node findings_node(const std::vector<Value>& findings) {
  Node node = Node::array();
  for (const Value& finding : findings) node.push_back(value_node(finding));
  return node;
}

}  // namespace

Node to_node(const Verdict& verdict) {
  Node node = {{"schema", verdict_schema},
               {"program", verdict.program},
               {"file", verdict.file},
               {"subject", verdict.subject},
               {"subject_version", verdict.subject_version},
               {"outcome", verdict.outcome}};
  node["expected"] = expected_node(verdict.expected);
  node["as_expected"] = verdict.as_expected ? Node(*verdict.as_expected) : Node(nullptr);
  node["observed"] = values_node(verdict.observed);
  node["oracle"] = values_node(verdict.oracle);
  node["unchecked"] = values_node(verdict.unchecked);
  node["error"] = error_node(verdict.error);
  if (!verdict.reason.empty()) node["reason"] = verdict.reason;
  node["findings"] = findings_node(verdict.findings);
  node["seconds"] = number_node(verdict.seconds);
  return node;
}

namespace {

Node benchmark_node(const Benchmark& benchmark) {
  return {{"tag", benchmark.tag},
          {"name", benchmark.name},
          {"size", benchmark.size},
          {"grad", benchmark.grad},
          {"subject", benchmark.subject}};
}

Node interval_node(const Interval& interval) {
  return {{"low", number_node(interval.low)},
          {"high", number_node(interval.high)},
          {"confidence", number_node(interval.confidence)}};
}

Node samples_node(const std::vector<Sample>& samples) {
  Node node = Node::array();
  for (const Sample& sample : samples) {
    node.push_back({{"value", number_node(sample.value)},
                    {"iterations", sample.iterations},
                    {"launch", sample.launch},
                    {"repetition", sample.repetition}});
  }
  return node;
}

Node to_node(const Measurement& measurement) {
  Node node = {{"schema", measurement_schema}};
  node.update(benchmark_node(measurement.benchmark));
  node["subject_version"] = measurement.subject_version;
  node["unit"] = measurement.unit;
  node["direction"] = measurement.direction;
  node["clock"] = measurement.clock;
  node["median"] = number_node(measurement.median);
  node["min"] = number_node(measurement.min);
  node["p90"] = number_node(measurement.p90);
  node["interval"] = interval_node(measurement.interval);
  node["samples"] = samples_node(measurement.samples);
  return node;
}

Node to_node(const Comparison& comparison) {
  return {{"schema", comparison_schema},
          {"first", benchmark_node(comparison.first)},
          {"second", benchmark_node(comparison.second)},
          {"pairs", comparison.pairs},
          {"ratio", number_node(comparison.ratio)},
          {"interval", interval_node(comparison.interval)},
          {"sentence", comparison.sentence}};
}

Node to_node(const RunInfo& run) {
  const Machine& machine = run.machine;
  const Build& build = run.build;
  Node subjects = Node::array();
  for (const SubjectInfo& subject : run.subjects) {
    subjects.push_back({{"name", subject.name}, {"version", subject.version}});
  }
  Node node = {{"schema", run_schema}};
  node["machine"] = {{"cpu", machine.cpu},
                     {"cores", machine.cores},
                     {"memory_bytes", machine.memory_bytes},
                     {"kernel", machine.kernel},
                     {"load", number_node(machine.load)}};
  node["build"] = {{"version", build.version},       {"compiler", build.compiler}, {"flags", build.flags},
                   {"build_type", build.build_type}, {"commit", build.commit},     {"dirty", build.dirty}};
  node["command"] = run.command;
  node["started"] = run.started;
  node["seconds"] = number_node(run.seconds);
  node["subjects"] = subjects;
  return node;
}

Node to_node(const Divergence& divergence) {
  return {{"schema", divergence_schema},
          {"cause", divergence.cause},
          {"expressions", divergence.expressions},
          {"first", to_node(divergence.first)},
          {"second", to_node(divergence.second)}};
}

Node to_node(const Unfinished& unfinished) {
  return {{"schema", unfinished_schema},
          {"options", values_node(unfinished.options)},
          {"programs", values_node(unfinished.programs)}};
}

// ---- reading

}  // namespace

Value read_value(const Node& node, const std::string& where, int depth) {
  if (depth > max_nesting) throw RecordError(fmt::format("{}: lists nest deeper than {}", where, max_nesting));
  if (node.is_null()) return {};
  if (node.is_boolean()) return {node.get<bool>()};
  if (fits_int64(node)) return {node.get<std::int64_t>()};
  if (node.is_number() || node == "nan" || node == "inf" || node == "-inf") return {read_number(node, where)};
  if (node.is_string()) return {node.get<std::string>()};
  if (!node.is_array()) wrong(where, node, "a number, a flag, a text, null or a list of these");
  Value::List list;
  for (const Node& item : node) list.push_back(read_value(item, where, depth + 1));
  return {std::move(list)};
}

Values read_values(const Node& node, const std::string& where) {
  if (!node.is_object()) wrong(where, node, "an object of expressions and values");
  Values values;
  for (const auto& [expression, value] : node.items()) {
    values.emplace_back(expression, read_value(value, where + "." + expression));
  }
  return values;
}

namespace {

std::optional<Values> read_values_or_null(const Fields& fields, const char* key) {
  if (fields.at(key).is_null()) return std::nullopt;
  return read_values(fields.at(key), fields.path(key));
}

void check_outcome(const std::string& name, const std::string& where) {
  if (find_outcome(name) != nullptr) return;
  std::string known;
  for (const Outcome& outcome : outcomes()) known += (known.empty() ? "" : ", ") + std::string(outcome.name);
  wrong(where, name, "one of " + known);
}

std::vector<std::string> read_expected(const Fields& fields) {
  const Node& node = fields.at("expected");
  if (node.is_null()) return {};
  std::vector<std::string> names =
      node.is_array() ? fields.texts("expected") : std::vector<std::string>{fields.text("expected")};
  for (const std::string& name : names) check_outcome(name, fields.path("expected"));
  return names;
}

std::optional<ErrorRecord> read_error(const Fields& fields) {
  if (fields.at("error").is_null()) return std::nullopt;
  const Fields error = fields.fields("error");
  return ErrorRecord{error.text("kind"), error.text("moment"), error.count("line"), error.text("message")};
}

}  // namespace

Verdict read_verdict(const Fields& fields) {
  Verdict verdict;
  verdict.program = fields.text("program");
  verdict.file = fields.text("file");
  verdict.subject = fields.text("subject");
  verdict.subject_version = fields.text("subject_version");
  verdict.outcome = fields.text("outcome");
  check_outcome(verdict.outcome, fields.path("outcome"));
  verdict.expected = read_expected(fields);
  if (!fields.at("as_expected").is_null()) verdict.as_expected = fields.flag("as_expected");
  verdict.observed = read_values(fields.at("observed"), fields.path("observed"));
  verdict.oracle = read_values_or_null(fields, "oracle");
  verdict.unchecked = read_values_or_null(fields, "unchecked");
  verdict.error = read_error(fields);
  if (fields.has("reason")) verdict.reason = fields.text("reason");
  for (const Node& finding : fields.list("findings")) {
    verdict.findings.push_back(read_value(finding, fields.path("findings")));
  }
  verdict.seconds = fields.number("seconds");
  return verdict;
}

namespace {

Benchmark read_benchmark(const Fields& fields) {
  return {fields.text("tag"), fields.text("name"), fields.integer("size"), fields.flag("grad"), fields.text("subject")};
}

Interval read_interval(const Fields& fields) {
  return {fields.number("low"), fields.number("high"), fields.number("confidence")};
}

Measurement read_measurement(const Fields& fields) {
  Measurement measurement;
  measurement.benchmark = read_benchmark(fields);
  measurement.subject_version = fields.text("subject_version");
  measurement.unit = fields.text("unit");
  measurement.direction = fields.text("direction");
  measurement.clock = fields.text("clock");
  for (const Node& node : fields.list("samples")) {
    const Fields sample(node, fields.path("samples"));
    measurement.samples.push_back(
        {sample.number("value"), sample.integer("iterations"), sample.count("launch"), sample.count("repetition")});
  }
  measurement.median = fields.number("median");
  measurement.min = fields.number("min");
  measurement.p90 = fields.number("p90");
  measurement.interval = read_interval(fields.fields("interval"));
  return measurement;
}

Comparison read_comparison(const Fields& fields) {
  return {read_benchmark(fields.fields("first")),
          read_benchmark(fields.fields("second")),
          fields.integer("pairs"),
          fields.number("ratio"),
          read_interval(fields.fields("interval")),
          fields.text("sentence")};
}

RunInfo read_run(const Fields& fields) {
  const Fields machine = fields.fields("machine");
  const Fields build = fields.fields("build");
  RunInfo run;
  run.machine = {machine.text("cpu"), machine.count("cores"), machine.integer("memory_bytes"), machine.text("kernel"),
                 machine.number("load")};
  run.build = {build.text("version"),    build.text("compiler"), build.text("flags"),
               build.text("build_type"), build.text("commit"),   build.flag("dirty")};
  run.command = fields.texts("command");
  run.started = fields.text("started");
  run.seconds = fields.number("seconds");
  for (const Node& node : fields.list("subjects")) {
    const Fields subject(node, fields.path("subjects"));
    run.subjects.push_back({subject.text("name"), subject.text("version")});
  }
  return run;
}

Divergence read_divergence(const Fields& fields) {
  return {fields.text("cause"), fields.texts("expressions"), read_verdict(fields.fields("first")),
          read_verdict(fields.fields("second"))};
}

Unfinished read_unfinished(const Fields& fields) {
  return {read_values(fields.at("options"), fields.path("options")),
          read_values(fields.at("programs"), fields.path("programs"))};
}

[[noreturn]] void refuse_schema(const std::string& schema) {
  const std::string readable =
      fmt::format("{}, {}, {}, {}, {}, {}, {}, {}", run_schema, verdict_schema, measurement_schema, comparison_schema,
                  divergence_schema, unfinished_schema, story_schema, chain_schema);
  const std::string family = schema.substr(0, schema.find('/') + 1);
  if (family.empty() || readable.find(family) == std::string::npos) {
    throw RecordError(fmt::format("schema \"{}\" is not one of gradproof's: expected one of {}", schema, readable));
  }
  throw RecordError(fmt::format(
      "schema \"{}\" is of another version: this gradproof reads {}; use the version that wrote it, or a newer one",
      schema, readable));
}

Node parse(std::string_view text) {
  try {
    return Node::parse(text);
  } catch (const Node::exception& error) {
    const std::string message = error.what();
    throw NotJson("not JSON: " + message.substr(message.find("] ") + 2));
  }
}

}  // namespace

std::string to_json_line(const RunInfo& run) { return print(to_node(run)); }
std::string to_json_line(const Verdict& verdict) { return print(to_node(verdict)); }
std::string to_json_line(const Measurement& measurement) { return print(to_node(measurement)); }
std::string to_json_line(const Comparison& comparison) { return print(to_node(comparison)); }
std::string to_json_line(const Divergence& divergence) { return print(to_node(divergence)); }
std::string to_json_line(const Unfinished& unfinished) { return print(to_node(unfinished)); }
std::string to_json_line(const Story& story) { return print(to_node(story)); }
std::string to_json_line(const ChainCost& cost) { return print(to_node(cost)); }
std::string to_json_line(const Record& record) {
  return std::visit([](const auto& held) { return to_json_line(held); }, record);
}

std::string to_json(const Value& value) { return print(value_node(value)); }
std::string to_json(const Values& values) { return print(values_node(values)); }

Record from_json(std::string_view line) {
  const Node node = parse(line);
  const std::string schema = Fields(node, "record").text("schema");
  const Fields fields(node, schema);
  if (schema == run_schema) return read_run(fields);
  if (schema == verdict_schema) return read_verdict(fields);
  if (schema == measurement_schema) return read_measurement(fields);
  if (schema == comparison_schema) return read_comparison(fields);
  if (schema == divergence_schema) return read_divergence(fields);
  if (schema == unfinished_schema) return read_unfinished(fields);
  if (schema == story_schema) return read_story(fields);
  if (schema == chain_schema) return read_chain(fields);
  refuse_schema(schema);
}

Value value_from_json(std::string_view text) { return read_value(parse(text), "value"); }

Values values_from_json(std::string_view text) { return read_values(parse(text), "values"); }

}  // namespace gradproof::records
