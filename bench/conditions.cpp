#include <cstdlib>
#include <gradproof/bench/conditions.hpp>

namespace gradproof::bench {

std::vector<std::string> set_fair_conditions() {
  std::vector<std::string> conditions;
  const auto set = [&](const std::string& name, const char* value) {
    setenv(name.c_str(), value, 1);
    conditions.push_back(name + "=" + std::getenv(name.c_str()));
  };
#if defined(__x86_64__)
  const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl");
  if (avx512 || __builtin_cpu_supports("avx2")) {
    set("ATEN_CPU_CAPABILITY", avx512 ? "avx512" : "avx2");
    set("OPENBLAS_CORETYPE", avx512 ? "SkylakeX" : "Haswell");
    // The twin's own setting does not reach OpenBLAS, and only the calling thread's time is counted.
    set("OPENBLAS_NUM_THREADS", "1");
    // A size told to OpenBLAS for other programs would choose smaller blocks than it finds itself.
    unsetenv("OPENBLAS_L2_SIZE");
  }
#endif
  return conditions;
}

}  // namespace gradproof::bench
