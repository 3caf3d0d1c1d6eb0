#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <gradproof/checks/subjects/protocol.hpp>
#include <gradproof/reports/records/json.hpp>
#include <nlohmann/json.hpp>
#include <type_traits>

namespace gradproof::checks {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::array<std::string_view, 7> kStatusNames{"finished", "raised",  "unsupported", "file_error",
                                                       "crashed",  "timeout", "memory"};
constexpr int kMaxDepth = 128;            ///< deeper than any tensor: readers further on recurse
constexpr int kMaxValues = 1 << 22;       ///< of one line: each takes a hundred bytes until it stands in a verdict
constexpr int kMaxKeys = 10'000;          ///< of one line: an object that keeps their order searches all of them
constexpr int kOracleTables = 4;          ///< what is due, with and without writes, and tolerances
constexpr std::size_t kMaxText = 10'000;  ///< bytes of a message or reason that are kept
constexpr std::size_t kMaxPrinted = 1'000'000;  ///< bytes of what a program printed that are kept

std::string line_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n'; }

/// Stops the parser where a line would take more memory or time than an answer with `tables` tables of values needs.
class Guard {
 public:
  explicit Guard(int tables) : most_(tables * kMaxValues) {}

  bool operator()(int depth, Json::parse_event_t event, Json&) {
    using Event = Json::parse_event_t;
    if (depth > kMaxDepth) throw ProtocolError(fmt::format("values nested deeper than {}", kMaxDepth));
    if (event == Event::key && ++keys_ > kMaxKeys) throw ProtocolError(fmt::format("more than {} keys", kMaxKeys));
    if ((event == Event::value || event == Event::array_start) && ++values_ > most_)
      throw ProtocolError(
          fmt::format("more than {} values, which no answer may have; observe smaller values, or their sums", most_));
    return true;
  }

 private:
  int most_;
  int keys_ = 0, values_ = 0;
};

Json parse(std::string_view line, std::string_view expected, int tables) {
  Json json;
  try {
    json = Json::parse(line, Guard(tables));
  } catch (const Json::exception&) {
    json = nullptr;
  }
  if (!json.is_object()) throw ProtocolError(fmt::format("{} is not {}", excerpt(line), expected));
  return json;
}

/// What the JSON library says, without its own numbering.
std::string_view gist(const Json::exception& fault) {
  const std::string_view text = fault.what();
  return text.substr(text.find("] ") + 2);
}

/// Runs `read`, so that a key that is missing or of another type is the line's fault and not ours.
template <class Read>
auto reading(std::string_view line, std::string_view expected, Read read, int tables = 1) {
  const Json json = parse(line, expected, tables);
  try {
    return read(json);
  } catch (const Json::exception& fault) {
    throw ProtocolError(fmt::format("{} is not {}: {}", excerpt(line), expected, gist(fault)));
  } catch (const records::RecordError& fault) {
    throw ProtocolError(fmt::format("{} is not {}: {}", excerpt(line), expected, fault.what()));
  }
}

template <class T>
T get_or(const Json& json, const char* key, T fallback) {
  const auto found = json.find(key);
  return found == json.end() || found->is_null() ? fallback : found->get<T>();
}

/// A text of at most `most` bytes; what is cut off is said.
std::string text_or_empty(const Json& json, const char* key, std::size_t most) {
  const auto text = get_or<std::string>(json, key, "");
  if (text.size() <= most) return text;
  return fmt::format("{}... ({} bytes in all)", std::string_view(text).substr(0, most), text.size());
}

Json json_of(double number) {
  if (std::isfinite(number)) return number;
  return std::isnan(number) ? "nan" : number > 0 ? "inf" : "-inf";
}

/// Unlike in records a whole double keeps its point: integers are compared more strictly than floats.
Json json_of(const records::Value& value) {
  const auto convert = [](const auto& data) -> Json {
    using Data = std::decay_t<decltype(data)>;
    if constexpr (std::is_same_v<Data, double>) {
      return json_of(data);
    } else if constexpr (std::is_same_v<Data, records::Value::List>) {
      Json list = Json::array();
      for (const auto& item : data) list.push_back(json_of(item));
      return list;
    } else {
      return data;
    }
  };
  return std::visit(convert, value.data);
}

Json json_of(const records::Values& values) {
  Json table = Json::object();
  for (const auto& [expression, value] : values) table[expression] = json_of(value);
  return table;
}

Json json_of(const std::vector<std::vector<double>>& draws) {
  Json rows = Json::array();
  for (const auto& draw : draws) {
    Json& row = rows.emplace_back(Json::array());
    for (double number : draw) row.push_back(json_of(number));
  }
  return rows;
}

records::Values values_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found == json.end() || found->is_null() ? records::Values{} : records::values_from_json(found->dump());
}

double number_of(const Json& json) {
  if (json.is_number()) return json.get<double>();
  const auto value = records::value_from_json(json.dump());
  if (const auto* number = std::get_if<double>(&value.data)) return *number;
  throw records::RecordError("a drawn number is no number");
}

std::vector<std::vector<double>> draws_at(const Json& json) {
  std::vector<std::vector<double>> draws;
  const auto found = json.find("draws");
  if (found == json.end() || found->is_null()) return draws;
  for (const Json& row : *found) {
    auto& draw = draws.emplace_back();
    for (const Json& number : row) draw.push_back(number_of(number));
  }
  return draws;
}

Json json_of(const records::ErrorRecord& error, const std::string& type) {
  return {{"line", error.line}, {"message", error.message}, {"type", type}, {"kind", error.kind}};
}

/// A line number; 0, not known, for what cannot be one.
int line_at(const Json& json) {
  const auto line = get_or(json, "line", 0.0);
  return line >= 1 && line <= 1e6 ? static_cast<int>(line) : 0;
}

void read_error(const Json& json, Answer& answer) {
  const auto found = json.find("error");
  if (found == json.end() || found->is_null()) return;
  if (!found->at("message").is_string()) throw ProtocolError("an error whose message is no text");
  answer.error = records::ErrorRecord{.kind = get_or<std::string>(*found, "kind", ""),
                                      .moment = get_or<std::string>(*found, "moment", ""),
                                      .line = line_at(*found),
                                      .message = text_or_empty(*found, "message", kMaxText)};
  answer.error_type = get_or<std::string>(*found, "type", "");
}

void check_id(const Json& json, std::int64_t id) {
  const Json& found = json.at("id");
  if (found.is_number_integer() && found == id) return;
  throw ProtocolError(fmt::format("an answer to request {} came, expected one to {}", found.dump().substr(0, 40), id));
}

Status status_of(const Json& json) {
  const auto name = json.at("status").get<std::string>();
  const auto found = std::ranges::find(kStatusNames, name);
  if (found == kStatusNames.end()) throw ProtocolError(fmt::format("'{}' is not a status", name));
  return static_cast<Status>(found - kStatusNames.begin());
}

}  // namespace

std::string_view status_name(Status status) { return kStatusNames.at(static_cast<std::size_t>(status)); }

Answer without_values(Status status, std::string reason) {
  Answer answer;
  answer.status = status;
  answer.reason = std::move(reason);
  return answer;
}

std::string excerpt(std::string_view line) {
  std::string shown(line.substr(0, 120));
  std::ranges::replace_if(
      shown, [](unsigned char byte) { return byte < ' ' || byte == 0x7f; }, '?');
  return fmt::format("'{}{}'", shown, shown.size() == line.size() ? "" : "...");
}

std::string to_line(const Hello& hello) {
  return line_of({{"protocol", kProtocol},
                  {"subject", hello.subject},
                  {"version", hello.version},
                  {"reads", hello.reads_program ? "program" : "source"}});
}

std::string to_line(const Request& request) {
  Json json{{"id", request.id},
            {"file", request.file},
            {"source", request.source},
            {"observe", request.observe},
            {"default_observe", request.default_observe},
            {"unchecked", request.unchecked},
            {"seed", request.seed},
            {"time_limit", request.time_limit},
            {"memory_limit", request.memory_limit}};
  if (!request.draws.empty()) json["draws"] = json_of(request.draws);
  return line_of(json);
}

std::string with_program(std::string_view request, std::string_view program) {
  const auto end = request.rfind('}');
  return fmt::format("{},\"program\":{}{}", request.substr(0, end), program, request.substr(end));
}

std::string to_line(std::int64_t id, const Answer& answer) {
  Json json{{"id", id}, {"status", status_name(answer.status)}, {"observed", json_of(answer.observed)}};
  json["error"] = answer.error ? json_of(*answer.error, answer.error_type) : Json(nullptr);
  json["in_backward"] = answer.in_backward;
  json["reason"] = answer.reason;
  json["draws"] = json_of(answer.draws);
  json["printed"] = answer.printed;
  json["seconds"] = answer.seconds;
  return line_of(json);
}

std::string to_line(std::int64_t id, const OracleAnswer& answer) {
  Json tolerances = Json::array();
  for (const auto& [expression, tolerance] : answer.tolerances) tolerances.push_back({expression, tolerance});
  return line_of({{"id", id},
                  {"status", status_name(Status::finished)},
                  {"judged", answer.judged},
                  {"reason", answer.reason},
                  {"due", json_of(answer.due)},
                  {"due_with_writes", json_of(answer.due_with_writes)},
                  {"gradients", answer.gradients},
                  {"tolerances", tolerances},
                  {"file_error", answer.file_error}});
}

Hello hello_from_line(std::string_view line) {
  constexpr std::string_view kExpected = R"(a worker's first line, {"protocol": "gradproof.worker/1", ...})";
  return reading(line, kExpected, [&](const Json& json) {
    const auto protocol = json.at("protocol").get<std::string>();
    if (protocol != kProtocol) {
      throw ProtocolError(fmt::format("the worker speaks '{}', expected '{}'", protocol, kProtocol));
    }
    const auto reads = get_or<std::string>(json, "reads", "source");
    if (reads != "source" && reads != "program") {
      throw ProtocolError(fmt::format("the worker reads '{}', expected 'source' or 'program'", reads));
    }
    return Hello{json.at("subject").get<std::string>(), get_or<std::string>(json, "version", ""), reads == "program"};
  });
}

Request request_from_line(std::string_view line) {
  return reading(line, "a request", [](const Json& json) {
    Request request;
    request.id = json.at("id").get<std::int64_t>();
    request.file = json.at("file").get<std::string>();
    request.source = json.at("source").get<std::string>();
    request.observe = get_or(json, "observe", request.observe);
    request.default_observe = get_or(json, "default_observe", false);
    request.unchecked = get_or(json, "unchecked", false);
    request.seed = get_or(json, "seed", request.seed);
    request.time_limit = get_or(json, "time_limit", request.time_limit);
    request.memory_limit = get_or(json, "memory_limit", request.memory_limit);
    request.draws = draws_at(json);
    return request;
  });
}

Answer answer_from_line(std::string_view line, std::int64_t id) {
  return reading(line, "an answer", [&](const Json& json) {
    check_id(json, id);
    Answer answer;
    answer.status = status_of(json);
    answer.observed = values_at(json, "observed");
    read_error(json, answer);
    if (answer.status == Status::raised && !answer.error) throw ProtocolError("status 'raised' without an 'error'");
    answer.in_backward = get_or(json, "in_backward", false);
    answer.reason = text_or_empty(json, "reason", kMaxText);
    answer.draws = draws_at(json);
    answer.printed = text_or_empty(json, "printed", kMaxPrinted);
    answer.seconds = get_or(json, "seconds", 0.0);
    return answer;
  });
}

OracleAnswer oracle_answer_from_line(std::string_view line, std::int64_t id) {
  return reading(
      line, "the oracle's answer",
      [&](const Json& json) {
        check_id(json, id);
        OracleAnswer answer;
        answer.reason = get_or<std::string>(json, "reason", "");
        if (status_of(json) != Status::finished) return answer;
        answer.judged = json.at("judged").get<bool>();
        answer.due = values_at(json, "due");
        answer.due_with_writes = values_at(json, "due_with_writes");
        answer.gradients = json.at("gradients").get<std::vector<std::string>>();
        answer.tolerances = json.at("tolerances").get<std::vector<std::pair<std::string, double>>>();
        answer.file_error = json.at("file_error").get<std::string>();
        return answer;
      },
      kOracleTables);
}

}  // namespace gradproof::checks
