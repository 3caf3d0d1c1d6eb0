#include <fmt/format.h>
#include <fmt/ranges.h>

#include <gradproof/reports/html/sections.hpp>

namespace gradproof::reports {
namespace {

void write_fact(Markup& page, std::string_view name, const std::string& fact) {
  page.element("dt", name);
  page.element("dd", fact.empty() ? "not known" : fact);
}

std::string memory(std::int64_t bytes) {
  constexpr double gibibyte = 1024.0 * 1024.0 * 1024.0;
  return bytes == 0 ? "" : fmt::format("{:.1f} GiB", static_cast<double>(bytes) / gibibyte);
}

std::string commit(const records::Build& build) {
  return build.commit + (build.commit.empty() || !build.dirty ? "" : ", with changes that no commit holds");
}

}  // namespace

void write_machine(Markup& page, const PageInput& input) {
  const auto& [machine, build, command, started, seconds, subjects] = input.run;
  const auto section = page.open("section", {{"id", "machine"}});
  page.element("h2", "Machine and build");
  const auto list = page.open("dl", {{"class", "facts"}});
  write_fact(page, "Processor", machine.cpu);
  write_fact(page, "Cores", machine.cores == 0 ? "" : fmt::format("{}", machine.cores));
  write_fact(page, "Memory", memory(machine.memory_bytes));
  write_fact(page, "System", machine.kernel);
  write_fact(page, "Load at the start", fmt::format("{:.2f}", machine.load));
  write_fact(page, "gradproof", build.version);
  write_fact(page, "Commit", commit(build));
  write_fact(page, "Compiler", build.compiler);
  write_fact(page, "Flags", fmt::format("{} ({})", build.flags, build.build_type));
  for (const records::SubjectInfo& subject : subjects) write_fact(page, "Subject " + subject.name, subject.version);
  write_fact(page, "Command", fmt::format("{}", fmt::join(command, " ")));
  write_fact(page, "Started", started);
  write_fact(page, "Seconds", fmt::format("{:.1f}", seconds));
}

}  // namespace gradproof::reports
