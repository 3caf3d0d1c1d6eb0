#include <algorithm>
#include <array>
#include <charconv>
#include <gradproof/checks/program/names.hpp>
#include <gradproof/checks/program/names_rows.hpp>
#include <gradproof/checks/program/nearest.hpp>
#include <gradproof/checks/program/signature.hpp>
#include <limits>
#include <map>
#include <numbers>
#include <set>
#include <stdexcept>

namespace gradproof::checks {
namespace {

// Where a letter of TensorRow::forms puts an operation.
struct Form {
  char letter;
  std::string_view owner, suffix;
};
constexpr std::array<Form, 6> forms = {{{'t', "torch", ""},
                                        {'m', "Tensor", ""},
                                        {'f', "torch.nn.functional", ""},
                                        {'_', "Tensor", "_"},
                                        {'i', "torch", "_"},
                                        {'j', "torch.nn.functional", "_"}}};

bool owns_functions(std::string_view owner) {
  return owner.starts_with("torch") || owner.starts_with("gradproof") || owner == "numpy" || owner == "math" ||
         owner == "builtins";
}

std::string join(std::string_view owner, std::string_view name) { return std::string(owner) + '.' + std::string(name); }

Value number_constant(std::string_view text) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  static const std::map<std::string_view, double> numbers = {{"pi", std::numbers::pi},
                                                             {"tau", 2 * std::numbers::pi},
                                                             {"e", std::numbers::e},
                                                             {"inf", infinity},
                                                             {"nan", std::numeric_limits<double>::quiet_NaN()}};
  return {numbers.at(text)};
}

// Everything that lookups need, built from the rows once.
class Table {
 public:
  Table() {
    for (auto rows : {pointwise_rows(), comparison_rows(), reduction_rows(), linear_algebra_rows(), view_rows(),
                      indexing_rows(), creation_rows(), method_rows(), functional_rows()})
      tensor_rows(rows);
    for (const auto& row : aliases_) add_alias(row);
    for (auto rows : {torch_rows(), autograd_rows(), module_rows(), optimizer_rows(), numpy_rows(), python_rows()})
      for (const auto& row : rows) add_member(row);
    for (const auto& row : attribute_rows()) add_attributes(row.names);
    for (const auto& row : constant_rows()) add_constant(row);
    for (std::string_view path : {"torch.utils", "gradproof"}) modules_.emplace(path);
  }

  std::map<std::string, Callee, std::less<>> functions, methods;  // by path, by "Owner.name"
  std::map<std::string, Value, std::less<>> constants;
  std::set<std::string, std::less<>> attributes, settable;

  bool is_module(std::string_view path) const { return modules_.contains(path); }
  const auto& modules() const { return modules_; }

 private:
  void tensor_rows(std::span<const TensorRow> rows) {
    for (const auto& row : rows) {
      if (row.signature.find(" = ") != std::string_view::npos)
        aliases_.push_back(row);
      else
        add_tensor(row);
    }
  }

  void add_tensor(const TensorRow& row) {
    auto name = signature_name(row.signature);
    bool random = row.forms.find('r') != std::string_view::npos;
    bool out = row.forms.find('o') != std::string_view::npos;
    for (const auto& form : forms) {
      if (row.forms.find(form.letter) == std::string_view::npos) continue;
      auto signature = parse_signature(row.signature);
      if (out && form.letter == 't')
        signature.parameters.push_back({"out", Parameter::Kind::keyword_only, "", Value{}});
      auto spelled = std::string(name) + std::string(form.suffix);
      add(form.owner, spelled, spelled, random, std::move(signature));
    }
  }

  void add_alias(const TensorRow& row) {
    auto middle = row.signature.find(" = ");
    auto alias = row.signature.substr(0, middle), target = row.signature.substr(middle + 3);
    for (const auto& form : forms) {
      if (row.forms.find(form.letter) == std::string_view::npos) continue;
      auto& table = owns_functions(form.owner) ? functions : methods;
      Callee callee = table.at(join(form.owner, target) + std::string(form.suffix));
      callee.name = join(form.owner, alias) + std::string(form.suffix);
      table.emplace(callee.name, callee);
    }
  }

  void add_member(const MemberRow& row) {
    auto name = signature_name(row.signature);
    auto owner = row.owner.starts_with("torch.") ? row.owner.substr(6) : row.owner;
    auto op = !row.op.empty() ? std::string(row.op) : owner == "torch" ? std::string(name) : join(owner, name);
    add(row.owner, name, op, row.random, parse_signature(row.signature));
  }

  void add(std::string_view owner, std::string_view name, const std::string& op, bool random, Signature signature) {
    bool function = owns_functions(owner);
    auto path = join(owner, name);
    auto& callee = (function ? functions : methods)[path];
    callee.name = path;
    callee.op = op;
    callee.random = callee.random || random;
    if (!function) callee.receiver = owner == "Tensor" ? "input" : "self";
    callee.signatures.push_back(std::move(signature));
    if (function) modules_.emplace(owner);
  }

  void add_attributes(std::string_view names) {
    while (!names.empty()) {
      auto word = names.substr(0, names.find(' '));
      names.remove_prefix(std::min(names.size(), word.size() + 1));
      if (word.ends_with('=')) {
        word.remove_suffix(1);
        settable.emplace(word);
      }
      attributes.emplace(word);
    }
  }

  void add_constant(const ConstantRow& row) {
    auto value = [&]() -> Value {
      if (row.value == "None") return {};
      if (row.value.empty()) return {Symbol{std::string(row.path)}};
      if (row.value.starts_with("torch.")) return {Symbol{std::string(row.value)}};
      return number_constant(row.value);
    };
    constants.emplace(row.path, value());
  }

  std::vector<TensorRow> aliases_;
  std::set<std::string, std::less<>> modules_;
};

const Table& table() {
  static const Table instance;
  return instance;
}

// The last part of "Owner.name".
std::string_view member(std::string_view path) { return path.substr(path.rfind('.') + 1); }

std::string best(std::string_view word, const std::set<std::string_view>& names) {
  std::vector<std::string_view> candidates(names.begin(), names.end());
  return std::string(nearest(word, candidates));
}

}  // namespace

const Callee* find_function(std::string_view path) {
  auto found = table().functions.find(path);
  return found == table().functions.end() ? nullptr : &found->second;
}

const Callee* find_method(std::string_view owner, std::string_view name) {
  auto found = table().methods.find(join(owner, name));
  return found == table().methods.end() ? nullptr : &found->second;
}

std::vector<const Callee*> methods_named(std::string_view name) {
  std::vector<const Callee*> found;
  for (const auto& [path, callee] : table().methods)
    if (member(path) == name) found.push_back(&callee);
  return found;
}

std::vector<const Callee*> all_callees() {
  std::vector<const Callee*> all;
  for (const auto& [path, callee] : table().functions) all.push_back(&callee);
  for (const auto& [path, callee] : table().methods) all.push_back(&callee);
  return all;
}

bool is_attribute(std::string_view name) { return table().attributes.contains(name); }

bool is_settable(std::string_view name) { return table().settable.contains(name); }

std::optional<Value> find_constant(std::string_view path) {
  auto found = table().constants.find(path);
  return found == table().constants.end() ? std::nullopt : std::optional(found->second);
}

bool is_module(std::string_view path) { return table().is_module(path); }

std::string nearest_in_module(std::string_view path, std::string_view name) {
  std::set<std::string_view> names;
  auto collect = [&](std::string_view full) {
    if (full.size() > path.size() + 1 && full.starts_with(path) && full.rfind('.') == path.size())
      names.insert(member(full));
  };
  for (const auto& entry : table().functions) collect(entry.first);
  for (const auto& entry : table().constants) collect(entry.first);
  for (const auto& module : table().modules()) collect(module);
  return best(name, names);
}

std::string nearest_member(std::string_view name) {
  std::set<std::string_view> names(table().attributes.begin(), table().attributes.end());
  for (const auto& entry : table().methods) names.insert(member(entry.first));
  return best(name, names);
}

}  // namespace gradproof::checks
