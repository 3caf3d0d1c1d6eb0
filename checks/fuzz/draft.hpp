#pragma once
// A random program under construction, and what must be known of its tensors for the next line to be well-formed.
//
// A tensor has a *memory* (its bytes: aliases of every kind share it) and a *family* (what autograd takes for one
// tensor: a base and its views). `detach()`, `.data`, numpy and DLPack begin a new family over the old memory.
#include <cstdint>
#include <deque>
#include <functional>
#include <gradproof/checks/fuzz/coverage.hpp>
#include <gradproof/checks/fuzz/random.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gradproof::checks::fuzz {

using Shape = std::vector<int>;

std::string text(const Shape& shape);  ///< "[2, 3]"
int element_count(const Shape& shape);

/// Between which numbers elements lie, so that no logarithm meets a negative one and nothing overflows.
struct Range {
  double low = 0, high = 0;

  bool within(Range other) const { return other.low <= low && high <= other.high; }
  Range together(Range other) const {
    return {low < other.low ? low : other.low, high > other.high ? high : other.high};
  }
  double size() const { return -low > high ? -low : high; }  ///< the largest magnitude
};

struct Memory {
  Range range;
  std::string_view user;  ///< the operation that used it last; empty: none
};

struct Family {
  bool requires_grad = false;
  bool leaf = false;         ///< its base is a leaf that requires grad
  std::uint64_t leaves = 0;  ///< which leaves reach it, a bit each
};

struct Variable {
  std::string name;
  Shape shape;
  int memory = 0, family = 0;
  Alias alias = Alias::own;
  bool doubles = false;    ///< float64
  bool contiguous = true;  ///< view() may reshape it
  bool writable = true;    ///< false: autograd refuses every write (an overlap, one of many outputs, a mode's view)
  bool is_leaf = false;    ///< it is itself a leaf that requires grad
  bool inference = false;  ///< made in inference mode
};

class Draft {
 public:
  explicit Draft(Random& random) : random(random) {}

  Random& random;
  std::deque<Variable> variables;          ///< a deque: whoever chose one may add others
  Moment phase = Moment::before_backward;  ///< of writes from now on into memory that was used
  bool recording = true;                   ///< grad mode
  bool inference = false;                  ///< inside inference mode
  std::vector<Write> writes;

  Memory& memory(const Variable& v) { return memories_[static_cast<std::size_t>(v.memory)]; }
  Family& family(const Variable& v) { return families_[static_cast<std::size_t>(v.family)]; }
  bool requires_grad(const Variable& v) { return family(v).requires_grad; }
  bool is_array(const Variable& v) const { return v.alias == Alias::numpy; }

  /// A random variable that `fits`, rather a late one; null: there is none.
  const Variable* choose(const std::function<bool(const Variable&)>& fits);
  int new_memory(Range range);
  int new_family(const Family& family);
  /// A name that no variable has: "y3".
  std::string fresh(std::string_view prefix);

  void line(std::string_view text);
  std::size_t line_count() const { return lines_.size(); }
  void indent() { ++depth_; }
  void dedent() { --depth_; }
  /// A name that must be imported from the prelude; returns it.
  std::string_view prelude(std::string_view name);

  void observe(const std::string& expression);  ///< at the end, besides what is observed anyway
  const std::vector<std::string>& observed() const { return observed_; }

  /// A number of one or two digits, never 0 or 1: "-1.3".
  std::string number(double low, double high);

  /// The lines with their imports.
  std::string source() const;

 private:
  std::vector<Memory> memories_;
  std::vector<Family> families_;
  std::vector<std::string> lines_, observed_;
  std::set<std::string, std::less<>> prelude_;
  int depth_ = 0, names_ = 0;
};

}  // namespace gradproof::checks::fuzz
