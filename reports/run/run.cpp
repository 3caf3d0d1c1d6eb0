#include <ctime>
#include <gradproof/reports/run/run.hpp>

namespace gradproof::reports {
namespace {

std::string now_utc() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

}  // namespace

records::RunInfo begin_run(int argc, const char* const* argv) {
  records::RunInfo run;
  run.machine = this_machine();
  run.build = this_build();
  run.command.assign(argv, argv + argc);
  run.started = now_utc();
  return run;
}

}  // namespace gradproof::reports
