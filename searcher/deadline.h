// How long a question may take.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>

#include "article/problem.h"

namespace backfile {

class TimeOver : public Error {
 public:
  TimeOver()
      : Error(ExitCode::kIncomplete,
              "the question took longer than --timeout allows; narrow it, or raise the limit") {}
};

class Deadline {
 public:
  explicit Deadline(std::chrono::milliseconds limit)
      : end_(std::chrono::steady_clock::now() + limit) {}
  // Throws TimeOver once the time is over.
  void Check() const {
    if (std::chrono::steady_clock::now() >= end_) throw TimeOver();
  }

 private:
  std::chrono::steady_clock::time_point end_;
};

}  // namespace backfile
