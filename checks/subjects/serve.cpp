#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <gradproof/checks/subjects/child.hpp>
#include <gradproof/checks/subjects/file_descriptor.hpp>
#include <gradproof/checks/subjects/worker.hpp>
#include <new>

namespace gradproof::checks {
namespace {

/// The next line of a descriptor without its newline; nothing at its end.
class LineReader {
 public:
  explicit LineReader(int descriptor) : descriptor_(descriptor) {}

  bool next(std::string& line) {
    auto end = buffer_.find('\n');
    while (end == std::string::npos) {
      const auto searched = buffer_.size();
      if (!fill()) return false;
      end = buffer_.find('\n', searched);
    }
    line.assign(buffer_, 0, end);
    buffer_.erase(0, end + 1);
    return true;
  }

 private:
  bool fill() {
    char bytes[65536];
    const auto count = read(descriptor_, bytes, sizeof bytes);
    if (count < 0 && errno == EINTR) return true;
    if (count <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }

  int descriptor_;
  std::string buffer_;
};

/// Runs in the child: whatever the handler throws ends as an answer here.
std::string answer_of(const Handler& handler, const Request& request) {
  const auto fail = [&](Status status, std::string reason) {
    return to_line(request.id, without_values(status, std::move(reason)));
  };
  try {
    return handler(request);
  } catch (const std::bad_alloc&) {
    return fail(Status::memory, fmt::format("needed more than {} MiB of memory", request.memory_limit >> 20));
  } catch (const std::exception& fault) {
    return fail(Status::crashed, fmt::format("an exception left the subject: {}", fault.what()));
  }
}

std::string answer_to(const Handler& handler, const Request& request) {
  const ChildLimits limits{request.time_limit, request.memory_limit};
  const auto result = run_in_child([&] { return answer_of(handler, request); }, limits);
  switch (result.end) {
    case ChildResult::End::answered:
      return result.output;
    case ChildResult::End::late:
      return to_line(request.id,
                     without_values(Status::timeout, fmt::format("still running after {} s", request.time_limit)));
    case ChildResult::End::flooded:
      return to_line(request.id,
                     without_values(Status::crashed, fmt::format("answered with more than {} MiB", kMaxLine >> 20)));
    case ChildResult::End::died:
      break;
  }
  return to_line(request.id, without_values(Status::crashed, result.ending));
}

}  // namespace

int serve(const Hello& hello, const Handler& handler, bool limits_memory) {
  if (!write_all(STDOUT_FILENO, to_line(hello))) return 1;
  LineReader requests(STDIN_FILENO);
  std::string line;
  while (requests.next(line)) {
    Request request;
    try {
      request = request_from_line(line);
    } catch (const ProtocolError& fault) {
      fmt::print(stderr, "{}\n", fault.what());
      return 2;
    }
    if (!limits_memory) request.memory_limit = 0;
    if (!write_all(STDOUT_FILENO, answer_to(handler, request))) return 1;
  }
  return 0;
}

}  // namespace gradproof::checks
