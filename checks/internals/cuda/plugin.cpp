// The library with the devices: found, loaded, or a sentence that says why not. Each in a process of its own, since a
// library is looked for once.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <gradproof/checks/internals/sim/fixture.hpp>

namespace gradproof {
namespace {

/// What asking for memory on "cuda" says, where GRADPROOF_CUDA_LIBRARY names `library`; empty: it gave some.
std::string said_with(const char* library) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  if (child == 0) {
    library ? setenv("GRADPROOF_CUDA_LIBRARY", library, 1) : unsetenv("GRADPROOF_CUDA_LIBRARY");
    std::string text;
    try {
      zeros({2}, TensorOptions(Device("cuda")));
    } catch (const Error& e) {
      text = e.kind() == ErrorKind::device_unavailable ? e.what() : std::string("another kind of error: ") + e.what();
    }
    _exit(write(ends[1], text.data(), text.size()) == ssize_t(text.size()) ? 0 : 1);
  }
  close(ends[1]);
  std::string text(4096, '\0');
  text.resize(std::size_t(std::max<ssize_t>(0, read(ends[0], text.data(), text.size()))));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  CHECK(status == 0);
  return text;
}

bool begins(const std::string& text, const std::string& with) { return text.compare(0, with.size(), with) == 0; }
bool ends(const std::string& text, const std::string& with) {
  return text.size() >= with.size() && text.compare(text.size() - with.size(), with.size(), with) == 0;
}

}  // namespace

TEST_CASE("cuda: a library that is not there, and one that is another's") {
  const std::string missing = said_with("/nowhere/libgradproof-cuda.so"), other = said_with("libm.so.6");
  INFO(missing << '\n' << other);
  CHECK(
      begins(missing, "device 'cuda' is not available: /nowhere/libgradproof-cuda.so: cannot open shared object file"));
  CHECK(ends(missing, "; there are: cpu, sim"));
  CHECK(begins(other, "device 'cuda' is not available: "));
  CHECK(other.find("undefined symbol: gradproof_plugin") != std::string::npos);
}

TEST_CASE("cuda: the library of this build: its devices, or what it lacks") {
  const std::string said = said_with(nullptr);
  INFO(said);
#if defined(GRADPROOF_CUDA_BUILT)
  const bool has_gpu = access("/dev/nvidia0", F_OK) == 0;
  CHECK(said.empty() == has_gpu);
  if (!has_gpu) CHECK(said.find("not available: cudaGetDeviceCount said cudaError") != std::string::npos);
#else
  CHECK(said == "device 'cuda' is not available in this build; there are: cpu, sim");
#endif
}

}  // namespace gradproof
