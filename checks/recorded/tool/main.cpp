// The second half of `./dev record`: turns a verdicts file into the recordings of the releases in it.
#include <fmt/format.h>

#include <exception>
#include <gradproof/checks/recorded/recording.hpp>
#include <gradproof/reports/records/records_file.hpp>

int main(int count, char** words) {
  if (count != 3) {
    fmt::print(stderr, "usage: gradproof-record VERDICTS.jsonl FOLDER\n");
    return 2;
  }
  try {
    const auto read = gradproof::records::read_records(words[1]);
    for (const auto& recording : gradproof::checks::make_recordings(read.verdicts)) {
      const auto path = fmt::format("{}/{}", words[2], recording.file_name());
      gradproof::records::write_file(path, to_text(recording));
      fmt::print("{}: {} programs\n", path, recording.verdicts.size());
    }
    return 0;
  } catch (const std::exception& fault) {
    fmt::print(stderr, "gradproof-record: {}\n", fault.what());
    return 2;
  }
}
