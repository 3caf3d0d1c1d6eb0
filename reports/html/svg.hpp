#pragma once
#include <gradproof/reports/html/markup.hpp>
#include <string>
#include <vector>

namespace gradproof::reports {

/// One subject's figures of one benchmark.
struct Bar {
  std::size_t series = 0;  ///< index into Chart::series: decides colour and shape
  double low = 0;          ///< fastest sample
  double middle = 0;       ///< median
  double high = 0;         ///< 90 % of the samples are at most this
  std::string label;       ///< the median, as text
};

/// One benchmark: its name and a bar per subject.
struct BarGroup {
  std::string label;
  std::vector<Bar> bars;
};

/// Horizontal intervals on one logarithmic axis.
struct Chart {
  std::string id;     ///< unique in the page
  std::string title;  ///< read out and shown on hovering
  std::string text;   ///< the chart in words, for who does not see it
  std::vector<std::string> series;
  std::vector<BarGroup> groups;
};

/// Draws it as inline SVG. Colours are attributes, so that a policy that refuses styles leaves the chart as it is; text
/// takes the colour of the page around it. Figures that are not positive have no place on the axis and are left out.
void draw(Markup& page, const Chart& chart);

/// A time in nanoseconds with three digits and its unit: "21.5 ns", "1.2 ms".
std::string format_ns(double nanoseconds);

}  // namespace gradproof::reports
