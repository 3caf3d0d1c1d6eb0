// Subscripts: ints, slices, None and `...` are views; lists, integer and bool tensors gather.
#include <fmt/ranges.h>

#include <algorithm>
#include <gradproof/checks/oracle/module.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

bool is_index_array(const Value& value) { return tensor_in(value) || value.is<std::shared_ptr<Sequence>>(); }

Array nested(const Value& value) {
  if (tensor_in(value)) return var_of(value).value();
  if (!value.is<std::shared_ptr<Sequence>>())
    return var_of(value).value().cast(value.is<bool>() ? Dtype::boolean : Dtype::int64);
  Numbers numbers;
  Shape shape;
  Dtype dtype = Dtype::int64;
  for (const Value& item : items_of(value)) {
    Array part = nested(item);
    shape = part.shape();
    dtype = part.dtype();
    numbers.insert(numbers.end(), part.numbers().begin(), part.numbers().end());
  }
  shape.insert(shape.begin(), static_cast<std::int64_t>(items_of(value).size()));
  return Array(std::move(shape), dtype, std::move(numbers));
}

std::vector<Value> index_items(const Value& index) {
  auto* list = index.get<std::shared_ptr<Sequence>>();
  return list && (*list)->is_tuple ? (*list)->items : std::vector<Value>{index};
}

/// Dimensions that an item consumes.
std::size_t consumed(const Value& item) {
  if (item.is_none() || item.is<Ellipsis>()) return 0;
  if (!is_index_array(item)) return 1;
  Array array = nested(item);
  return array.dtype() == Dtype::boolean ? array.shape().size() : 1;
}

/// Integer positions along one dimension.
struct Chosen {
  std::size_t dim;
  Array at;
};

/// Where a mask holds, as one array of positions for each of its dimensions.
void append_mask(const Array& mask, const Layout& layout, std::size_t dim, std::vector<Chosen>& chosen) {
  Shape strides = row_major_strides(mask.shape());
  for (std::size_t d = 0; d < mask.shape().size(); ++d) {
    if (dim + d >= layout.rank() || layout.shape[dim + d] != mask.shape()[d])
      throw Raised(
          "index",
          fmt::format("a mask of sizes {} does not fit dimension {} of sizes {}", mask.shape(), dim, layout.shape),
          "IndexError");
    Numbers at;
    for (std::int64_t i = 0; i < mask.size(); ++i)
      if (mask[i] != 0) at.push_back(static_cast<double>(i / strides[d] % mask.shape()[d]));
    auto size = static_cast<std::int64_t>(at.size());
    chosen.push_back({dim + d, Array({size}, Dtype::int64, std::move(at))});
  }
}

/// Walks the items of an index over a layout: views are taken at once, arrays are kept for later.
class IndexWalk {
 public:
  IndexWalk(Layout layout, const Value& index) : layout_(std::move(layout)) {
    std::vector<Value> items = index_items(index);
    std::size_t used = 0;
    for (const Value& item : items) used += consumed(item);
    if (used > layout_.rank())
      throw Raised("index",
                   fmt::format("too many indices: found {} for a tensor of {} dimensions", used, layout_.rank()),
                   "IndexError");
    for (const Value& item : items) take(item, layout_.rank() - used);
  }

  const Layout& layout() const { return layout_; }
  const std::vector<Chosen>& chosen() const { return chosen_; }

 private:
  void take(const Value& item, std::size_t left_over) {
    if (item.is_none()) {
      layout_ = unsqueeze(layout_, at());
      ++dim_;
    } else if (item.is<Ellipsis>()) {
      dim_ += left_over;
    } else if (auto* s = item.get<Slice>()) {
      layout_ = slice(layout_, at(), s->start, s->stop, s->step.value_or(1));
      ++dim_;
    } else if (is_index_array(item)) {
      take_array(nested(item));
    } else {
      layout_ = select(layout_, at(), integer_of(item));
    }
  }

  void take_array(const Array& array) {
    if (array.dtype() == Dtype::boolean) {
      append_mask(array, layout_, dim_, chosen_);
      dim_ += array.shape().size();
    } else if (is_float(array.dtype()) && array.size() > 0) {
      throw Raised("index", "tensors used as indices must hold integers or bools", "IndexError");
    } else {
      chosen_.push_back({dim_++, array});
    }
  }

  std::int64_t at() const { return static_cast<std::int64_t>(dim_); }

  Layout layout_;
  std::size_t dim_ = 0;
  std::vector<Chosen> chosen_;
};

Positions offsets(const Layout& layout, std::size_t first, std::size_t last) {
  auto from = static_cast<std::ptrdiff_t>(first), to = static_cast<std::ptrdiff_t>(last);
  return Layout(Shape(layout.shape.begin() + from, layout.shape.begin() + to),
                Shape(layout.strides.begin() + from, layout.strides.begin() + to), 0)
      .positions();
}

/// Storage offsets that the index arrays mean together, in the shape they broadcast to.
Selection together(const Layout& layout, const std::vector<Chosen>& chosen) {
  Selection result;
  for (const Chosen& c : chosen) result.shape = broadcast(result.shape, c.at.shape());
  result.positions.assign(static_cast<std::size_t>(count(result.shape)), 0);
  for (const Chosen& c : chosen) {
    Positions from = broadcast_positions(c.at.shape(), result.shape);
    std::int64_t size = layout.shape[c.dim];
    for (std::size_t i = 0; i < from.size(); ++i) {
      auto at = static_cast<std::int64_t>(c.at[from[i]]);
      if (at < -size || at >= size)
        throw Raised("index", fmt::format("index {} is out of range for dimension {} of size {}", at, c.dim, size),
                     "IndexError");
      result.positions[i] += (at < 0 ? at + size : at) * layout.strides[c.dim];
    }
  }
  return result;
}

}  // namespace

std::optional<Tensor::LayoutMap> basic_index(const Value& index) {
  for (const Value& item : index_items(index))
    if (is_index_array(item) || item.is<bool>()) return std::nullopt;
  return [index](const Layout& layout) { return IndexWalk(layout, index).layout(); };
}

Selection select_elements(const Shape& shape, const Value& index) {
  IndexWalk walk(Layout(shape), index);
  Layout layout = walk.layout();
  const auto& chosen = walk.chosen();
  Selection middle = together(layout, chosen);
  std::size_t first = chosen.empty() ? 0 : chosen.front().dim;
  bool adjacent = chosen.empty() || chosen.back().dim - first + 1 == chosen.size();
  Shape order;  // dimensions that stay: those before the arrays, then those after
  std::size_t before = adjacent ? first : 0;
  for (std::size_t d = 0; d < layout.rank(); ++d)
    if (std::none_of(chosen.begin(), chosen.end(), [d](const Chosen& c) { return c.dim == d; }))
      order.push_back(static_cast<std::int64_t>(d));
  Layout rest({}, {}, 0);
  for (std::int64_t d : order) {
    rest.shape.push_back(layout.shape[static_cast<std::size_t>(d)]);
    rest.strides.push_back(layout.strides[static_cast<std::size_t>(d)]);
  }
  Selection result;
  for (std::int64_t a : offsets(rest, 0, before))
    for (std::int64_t b : middle.positions)
      for (std::int64_t c : offsets(rest, before, rest.rank())) result.positions.push_back(layout.offset + a + b + c);
  result.shape.assign(rest.shape.begin(), rest.shape.begin() + static_cast<std::ptrdiff_t>(before));
  result.shape.insert(result.shape.end(), middle.shape.begin(), middle.shape.end());
  result.shape.insert(result.shape.end(), rest.shape.begin() + static_cast<std::ptrdiff_t>(before), rest.shape.end());
  return result;
}

Value TapeMachine::get_item(const Value& object, const Value& index) {
  if (auto* module = object.object<Module>()) return module_item(*module, integer_of(index));
  Tensor* tensor = tensor_in(object);
  if (!tensor) throw Unsupported("the tape cannot take an element of this object");
  touch(object);
  bool is_array = object.object<Ndarray>() != nullptr;
  Recording mode(Recording::is_on() && !is_array);
  TensorPtr result;
  if (auto map = basic_index(index)) {
    result = tensor->view(*map);
  } else {
    Selection chosen = select_elements(tensor->shape(), index);
    result = Tensor::make(gather(tensor->read(), chosen.positions, chosen.shape));
    result->is_gradient = tensor->is_gradient;
  }
  if (is_array && result->shape().empty()) return number_value(result->content());
  return is_array ? Value{std::make_shared<Ndarray>(result)} : wrap(result);
}

void TapeMachine::set_item(const Value& object, const Value& index, const Value& value) {
  Tensor* tensor = tensor_in(object);
  if (!tensor) throw Unsupported("the tape cannot write an element of this object");
  Recording mode(Recording::is_on() && !object.object<Ndarray>());
  Var source = value.is<std::shared_ptr<Sequence>>() ? constant(array_of(value, std::nullopt)) : var_of(value);
  if (auto map = basic_index(index)) {
    Layout chosen = (*map)(Layout(tensor->shape()));
    Selection part{chosen.positions(), chosen.shape};
    return write_elements(*tensor, part, source);
  }
  write_elements(*tensor, select_elements(tensor->shape(), index), source);
}

void TapeMachine::write_elements(Tensor& tensor, const Selection& part, const Var& source) {
  Shape shape = source.shape();
  while (shape.size() > part.shape.size() && !shape.empty() && shape.front() == 1) shape.erase(shape.begin());
  Var value = expand(reshape(cast(source, tensor.dtype()), shape), part.shape);
  write(tensor, [&](const Var& self) { return overwrite(self, part.positions, value); });
}

}  // namespace gradproof::checks::oracle
