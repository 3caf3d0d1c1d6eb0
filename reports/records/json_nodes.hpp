#pragma once
// Private to json.cpp and json_story.cpp: records and their parts as JSON trees.
#include <gradproof/reports/records/json_fields.hpp>
#include <gradproof/reports/records/story.hpp>
#include <string>

namespace gradproof::records {

inline constexpr const char* story_schema = "gradproof.story/1";

Node value_node(const Value& value);
Node values_node(const Values& values);
Node to_node(const Verdict& verdict);
Node to_node(const Story& story);

// Each throws RecordError with the path of what is missing or wrong.
Value read_value(const Node& node, const std::string& where, int depth = 0);
Values read_values(const Node& node, const std::string& where);
Verdict read_verdict(const Fields& fields);
Story read_story(const Fields& fields);

}  // namespace gradproof::records
