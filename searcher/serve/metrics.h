// Counters of the web page, as Prometheus reads them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace backfile {

// Safe to use from several threads.
class Metrics {
 public:
  // `page` is a path of the table of pages, never what was asked for.
  void Count(std::string_view page, int status, std::chrono::microseconds took);
  void CountRefused() { Count("refused", 503, {}); }
  void SetGeneration(int number, std::int64_t articles);

  // Numbers that are only known when they are asked for.
  struct Now {
    std::int64_t connections = 0;
    std::size_t waiting = 0;
  };
  // The text format, version 0.0.4.
  std::string Text(const Now& now) const;
  int generation() const;

 private:
  static constexpr std::array<double, 8> kBounds = {.001, .005, .01, .025, .05, .1, .5, 5};
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, int>, std::int64_t> requests_;
  std::array<std::int64_t, kBounds.size() + 1> times_{};
  double seconds_ = 0;
  int generation_ = 0;
  std::int64_t articles_ = 0;
};

}  // namespace backfile
