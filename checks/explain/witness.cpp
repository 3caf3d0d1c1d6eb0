#include <fmt/format.h>

#include <algorithm>
#include <gradproof/checks/explain/spelling.hpp>
#include <gradproof/checks/explain/witness.hpp>
#include <gradproof/checks/program/tree.hpp>
#include <gradproof/checks/subjects/native_nn_values.hpp>
#include <gradproof/core/graph/grad_mode.hpp>

namespace gradproof::checks::explain {
namespace {

std::string role_of(std::string_view parameter) {
  if (parameter == "forward" || parameter == "backward") return std::string(parameter);
  if (parameter == "pack_hook") return "pack";
  if (parameter == "unpack_hook") return "unpack";
  return parameter == "run" ? "checkpoint" : "hook";
}

bool runs_backward(std::string_view op) {
  return op == "backward" || op == "autograd.backward" || op == "autograd.grad";
}

/// What an operation may write comes first: out=, then its first operand.
std::vector<const Value*> operands_of(const Arguments& arguments) {
  std::vector<const Value*> all;
  if (!arguments["out"].is_none()) all.push_back(&arguments["out"]);
  for (std::size_t i = 0; i < arguments.size(); ++i) all.push_back(&arguments.at(i));
  return all;
}

/// What a custom function keeps as attributes.
std::vector<std::int64_t> kept_places(const Arguments& arguments) {
  std::vector<std::int64_t> places;
  const auto* list = arguments["keep_as_attribute"].get<std::shared_ptr<Sequence>>();
  if (!list) return places;
  for (const Value& place : (*list)->items)
    if (const auto* i = place.get<std::int64_t>()) places.push_back(*i);
  return places;
}

/// The call of a module, or of a method of an optimizer, by its name: "lin()", "opt.step()".
std::string called(std::string_view op, const std::string& self) {
  if (op == "Module.call") return self + "()";
  return op.starts_with("Optimizer.") ? fmt::format("{}.{}()", self, plain_name(op)) : plain_name(op);
}

/// The modules that a call of nn.Sequential runs one after the other; none for any other call.
std::vector<Value> links_of(std::string_view op, const Arguments& arguments, Machine& machine) {
  const auto* self = arguments["self"].object<native::ModuleObject>();
  if (op != "Module.call" || !self || !self->any.maps_tensors()) return {};
  const auto* inputs = arguments["input"].get<std::shared_ptr<Sequence>>();
  const bool is_chain = self->module().as<nn::SequentialImpl>() && !self->module().as<native::ModuleList>();
  if (!is_chain || !inputs || (*inputs)->items.size() != 1) return {};
  Arguments of_all;
  of_all.add("self", arguments["self"], true);
  return machine.call("Module.children", of_all).as<std::shared_ptr<Sequence>>()->items;
}

/// Where a backward begins; its seeds are no roots.
std::vector<const Value*> roots_of(std::string_view op, const Arguments& arguments) {
  return {&arguments[op == "backward" ? "input" : op == "autograd.grad" ? "outputs" : "tensors"]};
}

}  // namespace

Frame Witness::frame(std::string by, const std::vector<const Value*>& operands) {
  Frame frame{.by = std::move(by), .line = line()};
  for (const Value* operand : operands)
    for (const int number : objects_.numbers(*operand)) frame.objects.push_back(number);
  return frame;
}

Value Witness::watched(Frame frame, const Around& around, const std::function<Value()>& work) {
  if (!is_watching()) return work();
  const Origin origin{frame.objects.empty() ? -1 : frame.objects.front(), around, frame.by, frame.line};
  recorder_.enter(std::move(frame));
  try {
    Value made = work();
    objects_.born(made, origin);
    if (const auto* list = made.get<std::shared_ptr<Sequence>>())
      for (std::size_t i = 0; i < (*list)->items.size(); ++i)
        objects_.born((*list)->items[i],
                      {origin.of, {around.before, fmt::format("{}[{}]", around.after, i)}, origin.by, origin.line});
    recorder_.leave(&made);
    return made;
  } catch (const std::exception& error) {
    recorder_.leave(nullptr, error.what());
    throw;
  } catch (...) {  // no error: a checkpoint has all that it wanted
    recorder_.leave(nullptr);
    throw;
  }
}

Value Witness::call(std::string_view op, const Arguments& arguments) {
  if (!is_watching()) return machine_->call(op, arguments);
  const bool is_backward = runs_backward(op);
  const int self = objects_.number(arguments["self"]);
  const auto by = self >= 0 && objects_.is_spelled(self) ? called(op, objects_.expression(self)) : plain_name(op);
  Frame now = frame(by, is_backward ? roots_of(op, arguments) : operands_of(arguments));
  now.is_backward = is_backward;
  const auto operands = now.objects;
  const auto kept = std::make_shared<std::vector<Kept>>();
  const Arguments given = wrapped(arguments, kept);
  const auto links = links_of(op, arguments, *machine_);
  return watched(std::move(now), around(op, arguments), [&]() -> Value {
    if (is_backward)
      for (const Kept& kept_before : offloaded_) recorder_.use_kept(kept_before, kept_before.object);
    Value made = links.empty() ? machine_->call(op, given) : run_chain(links, self, arguments);
    if (!is_backward) keep_operands(operands);
    const auto* function = made.get<std::shared_ptr<Callable>>();
    if (op != "prelude.function" || !function) return made;
    return wrap(std::make_shared<Guest>(Guest{*function, "function", line(), kept_places(arguments), kept, {}}));
  });
}

/// "net(x)": a call of a module is spelled with its named operands.
Around Witness::around(std::string_view op, const Arguments& arguments) {
  if (op != "Module.call") return call_around(op, arguments);
  std::string inputs;
  for (const int input : objects_.numbers(arguments["input"]))
    inputs +=
        (inputs.empty() ? "" : ", ") + (objects_.has_name(input) ? objects_.expression(input) : std::string("..."));
  return {"", '(' + inputs + ')'};
}

// One module of a chain may write what another before it has saved: each is watched for itself.
Value Witness::run_chain(const std::vector<Value>& links, int self, const Arguments& arguments) {
  Value at = arguments["input"].as<std::shared_ptr<Sequence>>()->items.front();
  for (std::size_t i = 0; i < links.size(); ++i) {
    objects_.born(links[i], {self, {"", fmt::format("[{}]", i)}, "an index", line()});
    Arguments given;
    given.add("self", links[i], true);
    given.add("input", native::make_sequence(true, {std::move(at)}), true);
    at = call("Module.call", given);
  }
  return at;
}

Value Witness::get_attribute(const Value& object, std::string_view name) {
  Frame now = frame(fmt::format(".{}", name), {&object});
  now.writes = false;
  return watched(std::move(now), {"", fmt::format(".{}", name)}, [&] { return machine_->get_attribute(object, name); });
}

void Witness::set_attribute(const Value& object, std::string_view name, const Value& value) {
  watched(frame(fmt::format("an assignment to .{}", name), {&object}), {}, [&] {
    machine_->set_attribute(object, name, value);
    return Value{};
  });
}

Value Witness::get_item(const Value& object, const Value& index) {
  return watched(frame("an index", {&object}), {"", index_suffix(index)},
                 [&] { return machine_->get_item(object, index); });
}

void Witness::set_item(const Value& object, const Value& index, const Value& value) {
  watched(frame("an assignment to " + index_suffix(index), {&object, &value}), {}, [&] {
    machine_->set_item(object, index, value);
    return Value{};
  });
}

void Witness::enter(std::string_view context, const Arguments& arguments) {
  const auto kept = std::make_shared<std::vector<Kept>>();
  machine_->enter(context, is_watching() ? wrapped(arguments, kept) : arguments);
  contexts_.emplace_back(context);
}

void Witness::leave() {
  contexts_.pop_back();
  machine_->leave();
}

// On the host save_on_cpu() keeps the very tensors. What of its operands an operation saves is not known from outside:
// all of them are watched.
void Witness::keep_operands(const std::vector<int>& objects) {
  const bool is_offloading = std::ranges::find(contexts_, "save_on_cpu") != contexts_.end();
  if (!is_offloading || !GradMode::is_enabled()) return;
  for (const int object : objects)
    if (const Kept kept = recorder_.keep(object, line_, "save_on_cpu"); kept.memory >= 0) offloaded_.push_back(kept);
}

void Witness::about_to_observe(std::string_view expression) {
  is_over_ = true;
  machine_->about_to_observe(expression);
}

void Witness::about_to_execute(int line) {
  line_ = line;
  machine_->about_to_execute(line);
}

void Witness::bound(std::string_view name, const Value& value) {
  if (is_watching()) recorder_.bound(std::string(name), value, line_);
  machine_->bound(name, value);
}

void Witness::looked_up(std::string_view name) {
  machine_->looked_up(name);
  if (guests_.empty() || guests_.back()->role != "checkpoint" || !is_watching()) return;
  if (const int object = objects_.named(name); object >= 0) read(*guests_.back(), std::string(name), object, false);
}

Arguments Witness::wrapped(const Arguments& arguments, const std::shared_ptr<std::vector<Kept>>& kept) {
  Arguments given;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto* function = arguments.at(i).get<std::shared_ptr<Callable>>();
    const auto name = arguments.name(i);
    if (function)
      given.add(
          name,
          wrap(std::make_shared<Guest>(Guest{*function, role_of(name), line(), kept_places(arguments), kept, {}})),
          arguments.given(name));
    else
      given.add(name, arguments.at(i), arguments.given(name));
  }
  return given;
}

}  // namespace gradproof::checks::explain
