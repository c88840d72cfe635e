// The Crew: one cutter and some builders, started when they are needed, replaced when they die.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "indexer/channel.h"
#include "indexer/messages.h"
#include "indexer/worker.h"

namespace backfile {

// One worker process and the coordinator's end of the line to it. Killed when destroyed.
class Worker {
 public:
  // Starts this program again under the hidden verb `worker`. Throws Error(kTryLater).
  Worker(WorkerRole role, const Setup& setup);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  Channel& channel() { return channel_; }
  const Footprint& footprint() const { return *footprint_; }
  // Whether it has computed for longer than `limit`, or waited for several times as long, without
  // beginning a record. `read`: how far it has come in its input, which is progress, too. Computing
  // time is counted, since on a busy machine all take long by the clock.
  bool IsStuck(std::chrono::seconds limit, std::int64_t read = 0);
  // Forgets how long it has been at its present record: it has just been given something to do.
  void StartClock();
  void Kill();

 private:
  std::chrono::nanoseconds Computed() const;  // Processor time that it has used.

  Channel channel_;
  Footprint* footprint_ = nullptr;
  pid_t pid_ = -1;
  std::uint64_t steps_seen_ = 0;
  std::int64_t read_seen_ = 0;
  std::chrono::nanoseconds computed_seen_{0};
  std::chrono::steady_clock::time_point since_;
};

// A function run in a forked copy of this process, so that what libxapian does to a damaged file,
// or to the memory, ends with it. Throws nothing in the child: its error comes back as text.
class ChildTask {
 public:
  // Requires: this process has one thread.
  template <class Function>
  explicit ChildTask(Function run) : ChildTask() {
    if (in_child_) RunAndExit(run);
  }
  ~ChildTask();
  ChildTask(const ChildTask&) = delete;
  ChildTask& operator=(const ChildTask&) = delete;

  int fd() const { return report_.get(); }  // Readable when the child has ended.
  // Waits for the end. Throws the Error that ended it, or Error(kIndex) if it crashed. After
  // `limit` (0: none) it is killed, and Error(kTryLater) thrown.
  void Join(std::chrono::seconds limit = std::chrono::seconds(0));

 private:
  ChildTask();
  template <class Function>
  [[noreturn]] void RunAndExit(Function run) {
    try {
      run();
      Report(0, "");
    } catch (const Error& error) {
      Report(static_cast<int>(error.code()), error.what());
    } catch (const std::exception& error) {
      ReportFault(error);
    }
  }
  [[noreturn]] void Report(int code, const char* message);
  [[noreturn]] void ReportFault(const std::exception& error);  // None that is an Error.
  bool EndsWithin(std::chrono::seconds limit) const;

  FileDescriptor report_;
  pid_t pid_ = -1;
  bool in_child_ = false;
};

}  // namespace backfile
