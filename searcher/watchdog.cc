// A timer of the thread's own processor time.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/watchdog.h"

#include <unistd.h>

#include <csignal>
#include <string_view>

#include "article/problem.h"

namespace backfile {

namespace {

extern "C" void GiveUp(int) {
  constexpr std::string_view kMessage =
      "backfile-search: a question goes on and on, far beyond its time: the index may be damaged; "
      "run `backfile-index check`\n";
  const ssize_t ignored = write(STDERR_FILENO, kMessage.data(), kMessage.size());
  static_cast<void>(ignored);
  _exit(static_cast<int>(ExitCode::kIndex));
}

}  // namespace

Watchdog::Watchdog(std::chrono::milliseconds most) {
  struct sigaction action = {};
  action.sa_handler = GiveUp;
  sigaction(SIGPROF, &action, nullptr);
  sigevent event = {};
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGPROF;
  is_set_ = timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &timer_) == 0;
  if (!is_set_) return;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(most);
  const auto rest = std::chrono::nanoseconds(most - seconds);
  const itimerspec once = {{}, {seconds.count(), rest.count()}};
  timer_settime(timer_, 0, &once, nullptr);
}

Watchdog::~Watchdog() {
  if (is_set_) timer_delete(timer_);
}

}  // namespace backfile
