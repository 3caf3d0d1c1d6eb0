#pragma once
// The tape as a Machine: PyTorch's operations by name. An operation that makes one new tensor is a Formula, and its
// in-place and out= forms come by themselves; everything else is an Operation. Each family's table is a file.
#include <functional>
#include <gradproof/checks/oracle/call.hpp>
#include <set>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gradproof::checks::oracle {

using Formula = std::function<Var(const Call&)>;
using Operation = Value (*)(const Call&);
using Formulas = std::unordered_map<std::string_view, Formula>;
using Operations = std::unordered_map<std::string_view, Operation>;

const Formulas& pointwise_formulas();  ///< the rows of pointwise.cpp, and what is composed of them
const Formulas& reduction_formulas();
const Formulas& linear_formulas();
const Formulas& index_formulas();
const Formulas& functional_formulas();
const Formulas& layer_formulas();
const Formulas& further_formulas();
const Formulas& scatter_formulas();
const Formulas& matrix_formulas();
const Formulas& window_formulas();
const Formulas& write_formulas();  ///< "copy_", "fill_": have no form that is not in place
const Operations& creation_operations();
const Operations& view_operations();
const Operations& tensor_operations();
const Operations& device_operations();
const Operations& autograd_operations();
const Operations& numpy_operations();
const Operations& prelude_operations();
const Operations& layer_operations();
const Operations& further_operations();
const Operations& module_operations();
const Operations& module_method_operations();
const Operations& optimizer_operations();
const Operations& statistics_operations();
const Operations& query_operations();
const Operations& random_operations();

/// The elements that an index means.
struct Selection {
  Positions positions;  ///< flat, in the indexed value
  Shape shape;
};
/// The view that a basic index makes, or nothing when it holds tensors or lists.
std::optional<Tensor::LayoutMap> basic_index(const Value& index);
/// The elements that an index of any kind reads of a value of that shape. Raises `index`.
Selection select_elements(const Shape& shape, const Value& index);

/// Numbers, nested lists of them, or tensors, as one array; float32, int64 or bool unless `dtype` says otherwise.
Array array_of(const Value& data, std::optional<Dtype> dtype);
/// The input in that dtype: itself where it has it and no `copy` is wanted. The derivative passes between floats; a
/// cast to integers is a cut that was asked for.
Value cast_to(const Call& c, Dtype dtype, bool copy = false);
/// A 0-dim array as the Python number that item() gives.
Value number_value(const Array& array);

class TapeMachine : public Machine {
 public:
  /// `draws` are the random numbers to use, in order. With `carry_writes` it computes R' instead of R.
  TapeMachine(std::vector<std::vector<double>> draws, bool carry_writes);
  ~TapeMachine() override;

  std::string version() const override { return "oracle"; }
  Value call(std::string_view op, const Arguments& arguments) override;
  Value get_attribute(const Value& object, std::string_view name) override;
  void set_attribute(const Value& object, std::string_view name, const Value& value) override;
  Value get_item(const Value& object, const Value& index) override;
  void set_item(const Value& object, const Value& index, const Value& value) override;
  void enter(std::string_view context, const Arguments& arguments) override;
  void leave() override;
  bool truth(const Value& object) override;
  double to_float(const Value& object) override;
  std::int64_t to_int(const Value& object) override;
  std::int64_t length(const Value& object) override;
  std::string text(const Value& object) override;
  records::Value observe(const Value& object) override;
  void about_to_observe(std::string_view expression) override;
  void about_to_execute(int) override { reading().unspeakable = false; }
  void bound(std::string_view name, const Value& value) override;
  void looked_up(std::string_view name) override;

  Value fresh(const Var& value) const { return wrap(Tensor::make(value)); }
  static Value wrap(TensorPtr tensor);
  /// A copy of a gradient that a hook or a custom function may write to.
  Value gradient_copy(const Var& g) const;
  void write(Tensor& t, const std::function<Var(const Var&)>& make) { oracle::write(t, make, carry_writes_); }
  bool carries_writes() const { return carry_writes_; }
  /// The next recorded random numbers; Unsupported when there are none.
  Numbers draw(std::int64_t count);
  void keep_retained(const TensorPtr& tensor) { retained_.push_back(tensor); }
  void begin_pass();

  /// What reading one observed expression showed.
  struct Reading {
    std::string expression;
    bool gradient = false;     ///< a gradient, or a copy of one, took part
    bool unspeakable = false;  ///< something the tape does not know: a version, a name of a node, an address
    double noise = 0;          ///< the worst relative rounding error that a subject may have in it
  };
  const std::vector<Reading>& readings() const { return readings_; }
  void touch(const Value& object);  ///< notes what `object` says about the reading
  void touch_unspeakable() { reading().unspeakable = true; }
  /// Something was divided by its own size: where that is near zero, rounding errors become large, and the tape's bound
  /// on them says nothing.
  void doubt() { doubtful_ = true; }
  bool is_doubtful() const { return doubtful_; }

 private:
  Reading& reading() { return readings_.back(); }
  Value call_tensor(std::string_view op, const Arguments& arguments);
  Value in_place(std::string_view op, const Formula& formula, const Arguments& arguments, bool casts);
  Value finish(const Var& result, const Call& call);
  void write_elements(Tensor& tensor, const Selection& part, const Var& source);

  std::vector<std::vector<double>> draws_;
  std::size_t drawn_ = 0;
  bool carry_writes_, doubtful_ = false;
  std::vector<Reading> readings_{Reading{}};              ///< the first is the program's statement that runs
  std::set<std::string, std::less<>> unspeakable_names_;  ///< of the program, for flags and the like
  std::vector<std::unique_ptr<Recording>> modes_;
  std::vector<std::weak_ptr<Tensor>> retained_;
};

}  // namespace gradproof::checks::oracle
