#pragma once
#include <gradproof/checks/judge/subject_name.hpp>
#include <gradproof/checks/subjects/process.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace gradproof::checks {

/// A subject that cannot run here; the text says what is missing and how to add it.
struct SubjectError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// How the worker of a subject is started. `native` is a fork of this process; others are programs: libtorch's and
/// faulty's lie beside gradproof, a Python interpreter runs the carried PyTorch worker, and any other name needs the
/// path of a worker program (PROTOCOL.md). Throws SubjectError.
Launch find_subject(const SubjectName& subject);

/// What an answer of the subject depends on besides the program, as a shell sets it: a simulated device's schedule and
/// seed. Empty: nothing.
std::string conditions_of(const SubjectName& subject);

/// A subject that gradproof comes with, and what to do where it is missing.
struct KnownSubject {
  std::string name;
  bool in_python = false;  ///< needs an interpreter, NAME=/path/to/python
  std::string how_to_add;
};

/// All but faulty:NAME.
std::vector<KnownSubject> known_subjects();

/// The subjects `faulty:NAME`: first the control, which has no defect, then one for each planted defect of the runtime.
std::vector<std::string> faulty_subjects();

}  // namespace gradproof::checks
