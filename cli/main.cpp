#include <csignal>
#include <gradproof/cli/command_line.hpp>
#include <gradproof/cli/console.hpp>
#include <gradproof/cli/exit_code.hpp>
#include <gradproof/reports/records/json.hpp>
#include <gradproof/reports/records/output_file.hpp>
#include <stdexcept>

int main(int argc, char** argv) {
  using namespace gradproof::cli;
  std::signal(SIGPIPE, SIG_IGN);  // a reader that has gone is an error of the write
  const auto fail = [](const std::exception& error, int code) {
    say(error.what());
    return code;
  };
  try {
    return run_command_line(argc, argv);
  } catch (const std::invalid_argument& error) {
    return fail(error, ExitCode::usage);
  } catch (const gradproof::records::WriteError& error) {
    return fail(error, ExitCode::incomplete);
  } catch (const gradproof::records::FileError& error) {
    return fail(error, ExitCode::usage);
  } catch (const gradproof::records::RecordError& error) {
    return fail(error, ExitCode::usage);
  } catch (const std::exception& error) {
    return fail(error, ExitCode::incomplete);
  }
}
