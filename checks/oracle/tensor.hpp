#pragma once
// Tensors over the tape. A Storage is a sequence of contents: every write replaces it. A History is what one family of
// tracked views knows of how the content came about; detach() and .data share the storage but begin a family of their
// own. So a read takes its value from the storage and its derivative from the family, and a write that the family did
// not record is a constant that was added. Read Tensor::read() and write() first.
#include <functional>
#include <gradproof/checks/oracle/devices.hpp>
#include <gradproof/checks/oracle/layout.hpp>
#include <gradproof/checks/oracle/tape.hpp>
#include <gradproof/checks/program/value.hpp>
#include <memory>
#include <vector>

namespace gradproof::checks::oracle {

class History;

struct Storage {
  explicit Storage(Array c) : content(std::move(c)), device(OnDevice::current()) {}
  Array content;  ///< flat
  std::string device;
  std::uint64_t writes = 0;  ///< contents before this one
  double noise = 0;          ///< of the values written so far
  std::vector<std::weak_ptr<History>> histories;
};

class History {
 public:
  explicit History(Var root) : root_(std::move(root)) {}
  const Var& root() const { return root_; }  ///< elements in storage order
  std::uint64_t generation() const { return generation_; }
  void rebase(Var root);
  bool is_leaf = false;  ///< a leaf that requires grad owns it: R' takes no derivative into it

 private:
  Var root_;
  std::uint64_t generation_ = 0;
};

class Tensor : public Object, public std::enable_shared_from_this<Tensor> {
 public:
  using LayoutMap = std::function<Layout(const Layout&)>;

  /// A new tensor with a storage of its own.
  static std::shared_ptr<Tensor> make(const Var& value);
  /// The same storage seen through `layout`, with a history that begins now: detach, .data, numpy, views under no_grad.
  std::shared_ptr<Tensor> cut(const Layout& layout) const;
  /// A tracked view; under no_grad a cut one.
  std::shared_ptr<Tensor> view(const LayoutMap& map);

  std::string_view type() const override { return "Tensor"; }
  const Layout& layout() const { return layout_; }
  const Shape& shape() const { return layout_.shape; }
  Dtype dtype() const { return storage_->content.dtype(); }
  std::int64_t size() const { return count(layout_.shape); }
  const std::shared_ptr<Storage>& storage() const { return storage_; }
  const History& history() const { return *history_; }

  Array content() const;  ///< what stands in memory
  const Var& own();       ///< this tensor's place in its history, whatever was written past it
  Var read();             ///< the content, with the derivative of own()
  bool requires_grad();   ///< as PyTorch would answer
  bool is_leaf();

  void set_requires_grad(bool on);
  void rebind(const Var& own) { begin_history(own); }  ///< the same memory, with the history of `own`
  void detach_in_place();
  void set_data(Tensor& source, bool carry);
  void set_layout(const LayoutMap& map);  ///< t_(), squeeze_(): another view of the same
  /// Every place it has had in its history, the newest first.
  Vars versions();

  void accumulate(const Var& g);
  void retain_grad();
  void begin_pass();  ///< before every backward pass: of several versions, only the newest that it reaches keeps .grad

  std::shared_ptr<Tensor> grad;
  bool is_gradient = false;  ///< it is, or was copied from, a gradient
  bool retains_grad = false;
  std::shared_ptr<std::int64_t> version = std::make_shared<std::int64_t>(0);
  std::vector<std::shared_ptr<Callable>> after_accumulation;

 private:
  friend void write(Tensor& t, const std::function<Var(const Var&)>& make, bool carry);
  Tensor(std::shared_ptr<Storage> storage, Layout layout, std::shared_ptr<History> history, Var own);
  void place(Var own);
  void begin_history(const Var& own);

  std::shared_ptr<Storage> storage_;
  Layout layout_;
  std::shared_ptr<History> history_;
  Var own_, seen_;
  std::uint64_t generation_ = 0, seen_writes_ = 0;
  bool wants_grad_ = false;
  std::vector<std::weak_ptr<Node>> past_;
  std::uint64_t retained_order_ = 0;
  std::shared_ptr<Tensor> grad_before_pass_;
};

using TensorPtr = std::shared_ptr<Tensor>;

/// Replaces the elements of t by make(elements). Recorded in t's family when grad mode is on and the elements or the
/// new value require grad; a constant for everybody else. With `carry` (R') every other family that is no leaf takes
/// the derivative along too, and so does an unrecorded write in t's own.
void write(Tensor& t, const std::function<Var(const Var&)>& make, bool carry);

}  // namespace gradproof::checks::oracle
