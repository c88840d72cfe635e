// A watchdog over a question: libxapian may walk a damaged file for ever, where no clock is looked
// at (deadline.h is for all that is our own).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <ctime>

namespace backfile {

// If this thread computes for longer than `most` while it lives, it ends the process with
// ExitCode::kIndex, and a line on standard error that the index may be damaged. Waiting does not
// count. It is SIGPROF that tells; where the system gives no timer there is no watch.
class Watchdog {
 public:
  explicit Watchdog(std::chrono::milliseconds most);
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

 private:
  timer_t timer_{};
  bool is_set_ = false;
};

}  // namespace backfile
