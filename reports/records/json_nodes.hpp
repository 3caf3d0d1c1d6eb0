#pragma once
// Private to json.cpp, json_story.cpp and json_chain.cpp: records and their parts as JSON trees.
#include <gradproof/reports/records/chain.hpp>
#include <gradproof/reports/records/json_fields.hpp>
#include <gradproof/reports/records/story.hpp>
#include <string>

namespace gradproof::records {

inline constexpr const char* story_schema = "gradproof.story/1";
inline constexpr const char* chain_schema = "gradproof.chain/1";

Node value_node(const Value& value);
Node values_node(const Values& values);
Node to_node(const Verdict& verdict);
Node to_node(const Story& story);
Node to_node(const ChainCost& cost);

// Each throws RecordError with the path of what is missing or wrong.
Value read_value(const Node& node, const std::string& where, int depth = 0);
Values read_values(const Node& node, const std::string& where);
Verdict read_verdict(const Fields& fields);
Story read_story(const Fields& fields);
ChainCost read_chain(const Fields& fields);

/// A list, item by item.
template <class T, class F>
Node list_node(const std::vector<T>& items, F node_of) {
  Node list = Node::array();
  for (const T& item : items) list.push_back(node_of(item));
  return list;
}

template <class F>
auto read_list(const Fields& fields, const char* key, F read) {
  std::vector<decltype(read(fields))> items;
  for (const Node& node : fields.list(key)) items.push_back(read(Fields(node, fields.path(key))));
  return items;
}

}  // namespace gradproof::records
