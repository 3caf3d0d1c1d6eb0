#pragma once
// Warnings, by libtorch's names: a program hands in a handler and sees what it would otherwise read.
#include <gradproof/core/layout/error.hpp>
#include <string>

namespace gradproof {

class Warning;

/// Gets each warning of the threads that it was set on. A program overrides either form; the second is that of libtorch
/// up to 1.13.
class WarningHandler {
 public:
  virtual ~WarningHandler() = default;
  virtual void process(const Warning& warning);
  virtual void process(const SourceLocation&, const std::string&, bool) {}
};

namespace WarningUtils {

/// Null when none was set on this thread.
WarningHandler* get_warning_handler() noexcept;
void set_warning_handler(WarningHandler* handler) noexcept;

class WarningHandlerGuard {
 public:
  explicit WarningHandlerGuard(WarningHandler* handler) noexcept : before_(get_warning_handler()) {
    set_warning_handler(handler);
  }
  ~WarningHandlerGuard() { set_warning_handler(before_); }
  WarningHandlerGuard(const WarningHandlerGuard&) = delete;
  WarningHandlerGuard& operator=(const WarningHandlerGuard&) = delete;

 private:
  WarningHandler* before_;
};

/// Whether what warns once warns each time. Process-wide.
bool get_warnAlways() noexcept;
void set_warnAlways(bool on) noexcept;

class WarnAlways {
 public:
  explicit WarnAlways(bool on = true) noexcept : before_(get_warnAlways()) { set_warnAlways(on); }
  ~WarnAlways() { set_warnAlways(before_); }
  WarnAlways(const WarnAlways&) = delete;
  WarnAlways& operator=(const WarnAlways&) = delete;

 private:
  bool before_;
};

}  // namespace WarningUtils

class Warning {
 public:
  explicit Warning(std::string text) : text_(std::move(text)) {}
  const std::string& msg() const { return text_; }

  // libtorch up to 1.13 has these here.
  static WarningHandler* get_warning_handler() noexcept { return WarningUtils::get_warning_handler(); }
  static void set_warning_handler(WarningHandler* handler) noexcept { WarningUtils::set_warning_handler(handler); }
  static bool get_warnAlways() noexcept { return WarningUtils::get_warnAlways(); }
  static void set_warnAlways(bool on) noexcept { WarningUtils::set_warnAlways(on); }
  using WarningHandlerGuard = WarningUtils::WarningHandlerGuard;
  using WarnAlways = WarningUtils::WarnAlways;

 private:
  std::string text_;
};

inline void WarningHandler::process(const Warning& warning) {
  process(SourceLocation{"", "", 0}, warning.msg(), false);
}

/// A program's own warning: to this thread's handler, to standard error without one.
void warn(const Warning& warning);
/// A warning of the runtime: to this thread's handler. Without one it is silent, as the runtime never prints.
void warn_handler(const char* text);

}  // namespace gradproof
