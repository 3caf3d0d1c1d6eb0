// The worker of `faulty:NAME`: the native machine over a runtime with one planted defect.
#include <gradproof/checks/subjects/worker.hpp>

int main(int argc, char** argv) {
  return gradproof::checks::worker_main(gradproof::checks::make_native_machine, argc, argv);
}
