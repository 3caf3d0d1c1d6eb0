#include <ATen/Parallel.h>

#include <gradproof/checks/subjects/libtorch_dispatch.hpp>
#include <gradproof/checks/subjects/libtorch_machine.hpp>
#include <gradproof/checks/subjects/worker.hpp>

/// The worker program of subject `libtorch`: warm, in one thread, so that forks of it start at once.
int main(int argc, char** argv) {
  at::set_num_threads(1);
  gradproof::checks::libtorch::has_operator("add");  // makes the table of operators
  return gradproof::checks::worker_main(gradproof::checks::make_libtorch_machine, argc, argv);
}
