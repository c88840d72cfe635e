// The settings of the configuration that are limits of reading, and which limit each is.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

#include "formats/limits.h"
#include "index/config.h"
#include "indexer/worker.h"

namespace backfile {

struct LimitSetting {
  std::string_view key;                                       // Of Settings().
  std::variant<std::int64_t Limits::*, int Limits::*> limit;  // Bytes, or how many.
  bool is_depth = false;  // What readers descend by; at most kMostDepth.
};
std::span<const LimitSetting> LimitSettings();

// Some readers call themselves for each level, on a stack of 8 MB.
inline constexpr std::int64_t kMostDepth = 1000;

// A size or a number as it is written ("512M"); "none" is the largest number. Throws Error(kUsage):
// it is neither.
std::int64_t ParseLimit(const LimitSetting& setting, std::string_view text);

// Sets one of the limits. Throws Error(kUsage): it is nothing, or would be too deep.
void SetLimit(const LimitSetting& setting, std::int64_t value, Limits* limits);

// All of them as the configuration has them. Throws Error(kUsage).
Limits LimitsOf(const Config& config);

// The settings of WorkerLimits, and what the configuration has of them. Throws Error(kUsage): in so
// little memory nothing can be read.
inline constexpr std::array<std::string_view, 2> kWorkerSettings = {"limits.worker",
                                                                    "update.timeout"};
WorkerLimits WorkerLimitsOf(const Config& config);

}  // namespace backfile
