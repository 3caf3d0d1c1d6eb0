#include <gradproof/reports/records/line_writer.hpp>

namespace gradproof::records {

LineWriter::~LineWriter() {
  try {
    if (open_) file_.keep();
  } catch (const FileError&) {
    // Whoever wants to hear of it calls finish().
  }
}

void LineWriter::add(const std::string& line) {
  open_ = false;  // a write that throws leaves nothing to keep
  file_.write(line + '\n');
  open_ = true;
}

void LineWriter::finish() {
  open_ = false;
  file_.keep();
}

}  // namespace gradproof::records
