#include <fmt/ranges.h>

#include <algorithm>
#include <gradproof/checks/oracle/rules.hpp>
#include <gradproof/checks/oracle/tensor.hpp>
#include <gradproof/checks/program/machine.hpp>

namespace gradproof::checks::oracle {
namespace {

/// What `layout` shows of `root`, recorded whatever the mode is: a view's history is rebuilt under no_grad, too.
Var seen_through(const Layout& layout, const Var& root) {
  Recording on(true);
  if (layout.is_whole(root.value().size())) return reshape(root, layout.shape);
  return gather(root, layout.positions(), layout.shape);
}

/// The history `root` over the content that stands in memory now.
Var brought_up_to(const Array& content, const Var& root) {
  Recording on(true);
  return content.same_numbers(root.value()) ? root : with_value(root, content.reshaped(root.shape()));
}

Var root_over(const Array& content, const Layout& layout, const Var& own) {
  Recording on(true);
  return layout.is_whole(content.size()) ? own : overwrite(constant(content), layout.positions(), own);
}

Array with_elements(const Array& content, const Positions& at, const Array& with) {
  Numbers numbers = content.numbers();
  for (std::size_t i = 0; i < at.size(); ++i) numbers[static_cast<std::size_t>(at[i])] = with.numbers()[i];
  return Array(content.shape(), content.dtype(), std::move(numbers));
}

/// `value` in the shape of what it is written to; leading ones may be dropped.
Var shaped(const Var& value, const Shape& to) {
  Shape shape = value.shape();
  while (shape.size() > to.size() && shape.front() == 1) shape.erase(shape.begin());
  if (shape.size() > to.size() || broadcast(shape, to) != to)
    throw Raised("shape", fmt::format("a value of sizes {} does not fit a destination of sizes {}", value.shape(), to));
  return expand(reshape(value, shape), to);
}

/// `x`, and its gradient, as memory holds them between operations: kernels compute a float16 in float32.
Var stored(const Var& x) {
  return record(
      {x}, [shape = x.shape()](const Arrays& in) { return in[0].reshaped(shape).stored(); },
      [](const Node&, const Var& g) { return Vars{stored(g)}; });
}

/// `value` where `old` stood: what was overwritten keeps its edge in the graph, with a gradient of zeros.
Var replaced(const Var& old, const Var& value) {
  Dtype dtype = old.dtype();
  return record(
      {old, shaped(value, old.shape())}, [dtype](const Arrays& in) { return in[1].cast(dtype); },
      [](const Node& node, const Var& g) {
        return Vars{zeros_like(node.in(0)), g};
      });
}

}  // namespace

void History::rebase(Var root) {
  root_ = std::move(root);
  ++generation_;
}

Tensor::Tensor(std::shared_ptr<Storage> storage, Layout layout, std::shared_ptr<History> history, Var own)
    : storage_(std::move(storage)),
      layout_(std::move(layout)),
      history_(std::move(history)),
      own_(std::move(own)),
      generation_(history_->generation()) {}

TensorPtr Tensor::make(const Var& value) {
  Var own = stored(value);
  auto storage = std::make_shared<Storage>(own.value().reshaped({own.value().size()}));
  storage->noise = own->noise;
  auto history = std::make_shared<History>(own);
  storage->histories.push_back(history);
  return TensorPtr(new Tensor(std::move(storage), Layout(own.shape()), std::move(history), own));
}

TensorPtr Tensor::cut(const Layout& layout) const {
  Recording off(false);
  auto history = std::make_shared<History>(constant(storage_->content));
  TensorPtr result(new Tensor(storage_, layout, history, seen_through(layout, history->root())));
  storage_->histories.push_back(history);
  result->version = version;
  result->is_gradient = is_gradient;
  return result;
}

TensorPtr Tensor::view(const LayoutMap& map) {
  Layout layout = map(layout_);
  if (!Recording::is_on()) return cut(layout);
  Var own = gather(read(), map(Layout(shape())).positions(), layout.shape);
  TensorPtr result(new Tensor(storage_, std::move(layout), history_, std::move(own)));
  result->version = version;
  result->is_gradient = is_gradient;
  return result;
}

Array Tensor::content() const {
  if (layout_.is_whole(storage_->content.size())) return storage_->content.reshaped(shape());
  Numbers numbers;
  for (std::int64_t p : layout_.positions()) numbers.push_back(storage_->content[p]);
  return Array(shape(), dtype(), std::move(numbers));
}

const Var& Tensor::own() {
  if (generation_ != history_->generation()) place(seen_through(layout_, history_->root()));
  return own_;
}

Var Tensor::read() {
  own();
  if (seen_ && seen_writes_ == storage_->writes) return seen_;
  seen_ = brought_up_to(content(), own_);
  seen_->noise = std::max(seen_->noise, storage_->noise);
  seen_writes_ = storage_->writes;
  return seen_;
}

bool Tensor::requires_grad() { return own()->requires_grad; }
bool Tensor::is_leaf() { return !own()->requires_grad || wants_grad_; }

void Tensor::place(Var own) {
  past_.push_back(own_.weak());
  own_ = std::move(own);
  seen_ = Var();
  generation_ = history_->generation();
  if (retains_grad) retain_grad();
}

void Tensor::begin_history(const Var& own) {
  history_ = std::make_shared<History>(root_over(storage_->content, layout_, own));
  history_->is_leaf = wants_grad_;
  storage_->histories.push_back(history_);
  place(own);
}

void Tensor::set_requires_grad(bool on) {
  if (on == requires_grad()) return;
  wants_grad_ = on;
  if (!on) return begin_history(constant(content()));
  history_->is_leaf = true;
  own_->requires_grad = true;
  own_->sink = [leaf = weak_from_this()](const Var& g) {
    if (auto tensor = std::static_pointer_cast<Tensor>(leaf.lock())) tensor->accumulate(g);
  };
}

void Tensor::detach_in_place() {
  wants_grad_ = false;
  begin_history(constant(content()));
}

void Tensor::set_data(Tensor& source, bool carry) {
  Var before = own();
  bool same_shape = source.shape() == shape(), is_constant = wants_grad_ || !before->requires_grad;
  Var incoming = source.read();
  storage_ = source.storage_;
  layout_ = source.layout_;
  if (carry && !wants_grad_) {
    Recording on(true);
    begin_history(identity(incoming));
  } else if (same_shape) {
    begin_history(before);
  } else if (is_constant) {
    begin_history(constant(content()));
    if (wants_grad_) own_->sink = before->sink;
    own_->requires_grad = wants_grad_;
  } else {
    throw Unsupported(
        "the tape cannot give a computed tensor data of another shape: its derivative has no meaning then");
  }
}

void Tensor::set_layout(const LayoutMap& map) {
  Var own = gather(read(), map(Layout(shape())).positions(), map(layout_).shape);
  layout_ = map(layout_);
  place(own);
}

Vars Tensor::versions() {
  Vars result{own()};
  for (auto node = past_.rbegin(); node != past_.rend(); ++node)
    if (auto alive = node->lock()) result.push_back(Var(alive));
  return result;
}

void Tensor::accumulate(const Var& g) {
  // Whoever holds the gradient of before holds a value of the program: nobody may change it, but it is no result any
  // more.
  if (grad) grad->is_gradient = false;
  const OnDevice there(storage_->device);
  grad = make(grad ? grad->read() + g : g);
  grad->is_gradient = true;
  auto hooks = after_accumulation;
  for (const auto& hook : hooks) {
    std::shared_ptr<Object> self = shared_from_this();
    Value argument{self};
    (*hook)(std::span<const Value>(&argument, 1));
  }
}

void Tensor::retain_grad() {
  if (wants_grad_) return;
  retains_grad = true;
  own()->retains = true;
  own_->sink = [kept = weak_from_this(), order = own_->order](const Var& g) {
    auto tensor = std::static_pointer_cast<Tensor>(kept.lock());
    if (!tensor || order <= tensor->retained_order_) return;
    tensor->retained_order_ = order;
    tensor->grad = tensor->grad_before_pass_;
    tensor->accumulate(g);
  };
}

void Tensor::begin_pass() {
  own();
  retained_order_ = 0;
  grad_before_pass_ = grad;
}

void write(Tensor& t, const std::function<Var(const Var&)>& make, bool carry) {
  Var before = t.read(), after = replaced(before, stored(cast(make(before), before.dtype())));
  auto& storage = *t.storage_;
  Positions at = t.layout().positions();
  bool whole = t.layout().is_whole(storage.content.size());
  std::vector<std::pair<std::shared_ptr<History>, Var>> changes;
  auto change = [&](const std::shared_ptr<History>& history, const Var& value) {
    changes.emplace_back(history,
                         whole ? value : overwrite(brought_up_to(storage.content, history->root()), at, value));
  };
  bool recorded = Recording::is_on() && (before->requires_grad || after->requires_grad);
  if (recorded) change(t.history_, after);
  if (carry) {
    Recording on(true);
    for (const auto& weak : storage.histories) {
      auto history = weak.lock();
      if (!history || history->is_leaf || (recorded && history == t.history_)) continue;
      Var root = brought_up_to(storage.content, history->root());
      Var elements = seen_through(t.layout(), root), value = replaced(elements, make(elements));
      if (root->requires_grad || value->requires_grad) change(history, value);
    }
  }
  storage.content =
      whole ? after.value().reshaped(storage.content.shape()) : with_elements(storage.content, at, after.value());
  storage.noise = std::max(storage.noise, after->noise);
  ++storage.writes;
  ++*t.version;
  for (auto& [history, root] : changes) history->rebase(root);
}

}  // namespace gradproof::checks::oracle
