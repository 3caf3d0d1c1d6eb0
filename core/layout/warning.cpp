#include <atomic>
#include <gradproof/core/layout/warning.hpp>
#include <iostream>

namespace gradproof {
namespace {
thread_local WarningHandler* handler_of_thread = nullptr;
std::atomic<bool> always = false;
}  // namespace

WarningHandler* WarningUtils::get_warning_handler() noexcept { return handler_of_thread; }
void WarningUtils::set_warning_handler(WarningHandler* handler) noexcept { handler_of_thread = handler; }
bool WarningUtils::get_warnAlways() noexcept { return always; }
void WarningUtils::set_warnAlways(bool on) noexcept { always = on; }

void warn(const Warning& warning) {
  if (handler_of_thread) return handler_of_thread->process(warning);
  std::cerr << "Warning: " << warning.msg() << '\n';
}

void warn_handler(const char* text) {
  if (handler_of_thread) handler_of_thread->process(Warning(text));
}

}  // namespace gradproof
