// A reader process: this program goes on in a child that is caged, bounded and watched, for verbs
// that read archives without a crew of workers. What a file does to it ends with it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>

#include "article/problem.h"
#include "indexer/worker.h"

namespace backfile {

// How a reader process ended.
struct ReaderEnd {
  ExitCode code = ExitCode::kDone;  // What it gave, if it came to its end;
  std::optional<Problem> death{};   // else why it did not, without a place.
};

// Goes on twice. In the child, which may read any file and write none but those that are open:
// nullopt. In this process: how the child ended, once it has; if it was asked to stop, so is this
// one. Requires: one thread, and nothing left to flush. Throws Error.
std::optional<ReaderEnd> GoOnAsReader(const WorkerLimits& limits);

// In the child: a record of the file behind `fd` was begun. Who computes for longer than
// `limits.stuck_after` without saying so, or coming further in that file, is ended; it may take
// twice as long until that is seen.
void TellProgress(int fd);

}  // namespace backfile
