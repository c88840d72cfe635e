// Forking, being watched by a timer, and telling how it ended.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/reader_process.h"

#include <sys/prctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <new>

#include "indexer/cage.h"

namespace backfile {

namespace {

constexpr int kSwollen = 99;  // The exit code of a child that was given no more memory.

// What the signal handler looks at, and what it saw the last time.
volatile int watched_fd = -1;
volatile unsigned watched_records = 0;
volatile unsigned seen_records = 0;
volatile off_t seen_offset = -1;

extern "C" void LookForProgress(int signal) {
  const int error = errno;
  const off_t offset = lseek(watched_fd, 0, SEEK_CUR);
  if (watched_records == seen_records && offset == seen_offset) {
    std::signal(signal, SIG_DFL);
    raise(signal);
  }
  seen_records = watched_records;
  seen_offset = offset;
  errno = error;
}

// SIGPROF comes by computing time, since on a busy machine all take long by the clock.
void WatchProgress(std::chrono::seconds limit) {
  struct sigaction action = {};
  action.sa_handler = LookForProgress;
  action.sa_flags = SA_RESTART;
  sigaction(SIGPROF, &action, nullptr);
  const timeval span = {static_cast<time_t>(limit.count()), 0};
  const itimerval timer = {span, span};
  setitimer(ITIMER_PROF, &timer, nullptr);
}

void BecomeReader(const WorkerLimits& limits, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);  // It died before it could be watched.
  std::set_new_handler([] { _exit(kSwollen); });
  CageRules rules = RulesOfReaders(limits.memory);
  rules.readable = {"/"};
  rules.file_size = 0;  // What it prints may be longer than what it reads.
  EnterCage(rules);
  WatchProgress(limits.stuck_after);
}

Problem DeathBy(int status) {
  if (WIFEXITED(status)) {
    return {Reason::kCrashed, {}, "it takes more memory than --max-worker allows"};
  }
  if (WTERMSIG(status) == SIGPROF) {
    return {Reason::kTimeout, {}, "the process that read it made no progress"};
  }
  return {Reason::kCrashed, {}, "the process that read it died"};
}

// Whoever ends a child so means all of the program.
void FollowSignal(int status) {
  constexpr std::array kAsked = {SIGHUP, SIGINT, SIGPIPE, SIGTERM};
  if (WIFSIGNALED(status) && std::ranges::find(kAsked, WTERMSIG(status)) != kAsked.end()) {
    raise(WTERMSIG(status));
  }
}

}  // namespace

std::optional<ReaderEnd> GoOnAsReader(const WorkerLimits& limits) {
  const pid_t self = getpid();
  const pid_t child = fork();
  if (child < 0) throw SystemError(ExitCode::kTryLater, "cannot start a process", errno);
  if (child == 0) {
    BecomeReader(limits, self);
    return std::nullopt;
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  FollowSignal(status);
  if (WIFEXITED(status) && WEXITSTATUS(status) != kSwollen) {
    return ReaderEnd{static_cast<ExitCode>(WEXITSTATUS(status))};
  }
  return ReaderEnd{.death = DeathBy(status)};
}

void TellProgress(int fd) {
  watched_fd = fd;
  watched_records = watched_records + 1;
}

}  // namespace backfile
