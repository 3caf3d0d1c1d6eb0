#pragma once
// A machine around the native one that watches what passes through it. It changes nothing: every call, value and error
// goes through as it is; lambdas of the program are wrapped only to know that they run.
#include <functional>
#include <gradproof/checks/explain/recorder.hpp>
#include <gradproof/checks/program/machine.hpp>
#include <gradproof/checks/program/program.hpp>

namespace gradproof::checks::explain {

class Witness final : public Machine {
 public:
  /// `program` must outlive the witness.
  Witness(const Program& program, std::unique_ptr<Machine> watched, const Budget& budget)
      : program_(program), machine_(std::move(watched)), recorder_(objects_, budget) {}

  std::string version() const override { return machine_->version(); }
  Value call(std::string_view op, const Arguments& arguments) override;
  Value get_attribute(const Value& object, std::string_view name) override;
  void set_attribute(const Value& object, std::string_view name, const Value& value) override;
  Value get_item(const Value& object, const Value& index) override;
  void set_item(const Value& object, const Value& index, const Value& value) override;
  void enter(std::string_view context, const Arguments& arguments) override;
  void leave() override;
  bool truth(const Value& object) override { return machine_->truth(object); }
  double to_float(const Value& object) override { return machine_->to_float(object); }
  std::int64_t to_int(const Value& object) override { return machine_->to_int(object); }
  std::int64_t length(const Value& object) override { return machine_->length(object); }
  std::string text(const Value& object) override { return machine_->text(object); }
  records::Value observe(const Value& object) override { return machine_->observe(object); }
  void about_to_observe(std::string_view expression) override;
  void about_to_execute(int line) override;
  void bound(std::string_view name, const Value& value) override;
  void looked_up(std::string_view name) override;
  std::vector<std::vector<double>> draws() const override { return machine_->draws(); }

  const Recorder& recorder() const { return recorder_; }

 private:
  /// A function of the program that a machine keeps, and what it is there for: "hook", "pack", "unpack", "forward",
  /// "backward", "checkpoint", or "function" for a custom one as a whole.
  struct Guest {
    std::shared_ptr<Callable> call;
    std::string role;
    int line = 0;
    std::vector<std::int64_t> places;         ///< what a custom function keeps as attributes, in inputs + outputs
    std::shared_ptr<std::vector<Kept>> kept;  ///< shared by pack and unpack, by a custom function and its backward
    std::map<std::string, Kept> reads;        ///< of a checkpoint's first run
    bool has_run = false;
  };
  using GuestPointer = std::shared_ptr<Guest>;

  bool is_watching() const { return !is_over_ && !recorder_.is_cut_short(); }
  int line() const { return guests_.empty() ? line_ : guests_.back()->line; }
  Frame frame(std::string by, const std::vector<const Value*>& operands);
  Around around(std::string_view op, const Arguments& arguments);
  Value run_chain(const std::vector<Value>& links, int self, const Arguments& arguments);
  Value watched(Frame frame, const Around& around, const std::function<Value()>& work);
  Arguments wrapped(const Arguments& arguments, const std::shared_ptr<std::vector<Kept>>& kept);
  Value wrap(GuestPointer guest);
  Value run(const GuestPointer& guest, std::span<const Value> values);
  void before(Guest& guest, std::span<const Value> values);
  void after(Guest& guest, std::span<const Value> values, const Value& result);
  void use_packed(std::vector<Kept>& all, int packed, int unpacked);
  void keep_operands(const std::vector<int>& objects);
  void keep_attributes(Guest& guest, std::span<const Value> values, const Value& result);
  void use_attributes(Guest& guest, std::span<const Value> values);
  void read(Guest& guest, const std::string& name, int object, bool is_input);

  const Program& program_;
  std::unique_ptr<Machine> machine_;
  Objects objects_;
  Recorder recorder_;
  std::vector<GuestPointer> guests_;   ///< that run now, the innermost last
  std::vector<std::string> contexts_;  ///< that are entered
  std::vector<Kept> offloaded_;        ///< what save_on_cpu keeps
  int line_ = 0;
  bool is_over_ = false;
};

}  // namespace gradproof::checks::explain
