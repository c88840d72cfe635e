// Signals, noted.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/stop.h"

#include <unistd.h>

#include <csignal>

namespace backfile {

namespace {

volatile std::sig_atomic_t stop_signal = 0;

extern "C" void NoteStop(int signal) {
  if (stop_signal != 0) _exit(128 + signal);
  stop_signal = signal;
}

}  // namespace

void InstallStopSignals() {
  struct sigaction action = {};
  action.sa_handler = NoteStop;  // No SA_RESTART: what waits wakes up.
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

int StopSignal() { return stop_signal; }

}  // namespace backfile
