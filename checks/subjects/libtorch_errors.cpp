#include <c10/util/Exception.h>

#include <gradproof/checks/program/arithmetic.hpp>
#include <gradproof/checks/program/machine.hpp>
#include <gradproof/checks/subjects/libtorch_errors.hpp>
#include <new>

namespace gradproof::checks::libtorch {
namespace {

std::string python_type(const c10::Error& error) {
  if (dynamic_cast<const c10::IndexError*>(&error)) return "IndexError";
  if (dynamic_cast<const c10::ValueError*>(&error)) return "ValueError";
  if (dynamic_cast<const c10::TypeError*>(&error)) return "TypeError";
  if (dynamic_cast<const c10::NotImplementedError*>(&error)) return "NotImplementedError";
  return "RuntimeError";
}

Raised raised(const std::string& message, const std::string& type, bool in_backward) {
  Raised result("", message, type);
  result.in_backward = in_backward;
  return result;
}

}  // namespace

void rethrow(bool in_backward) {
  try {
    throw;
  } catch (Raised& own) {
    own.in_backward = own.in_backward || in_backward;
    throw;
  } catch (const Unsupported&) {
    throw;
  } catch (const LimitError&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const c10::Error& error) {
    throw raised(error.what_without_backtrace(), python_type(error), in_backward);
  } catch (const std::exception& error) {
    throw raised(error.what(), "RuntimeError", in_backward);
  }
}

}  // namespace gradproof::checks::libtorch
