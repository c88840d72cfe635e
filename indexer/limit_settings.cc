// Limits by their settings.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/limit_settings.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>

#include "article/problem.h"
#include "article/units.h"

namespace backfile {

namespace {

constexpr std::array kLimitSettings = {
    LimitSetting{"limits.member", &Limits::max_member_bytes},
    LimitSetting{"limits.record", &Limits::max_record_bytes},
    LimitSetting{"limits.text", &Limits::max_text_bytes},
    LimitSetting{"limits.title", &Limits::max_title_bytes},
    LimitSetting{"limits.header", &Limits::max_header_bytes},
    LimitSetting{"limits.archive", &Limits::max_archive_bytes},
    LimitSetting{"limits.ratio", &Limits::max_ratio},
    LimitSetting{"limits.ratio_after", &Limits::ratio_free_bytes},
    LimitSetting{"limits.entries", &Limits::max_entries},
    LimitSetting{"limits.nesting", &Limits::max_nesting, true},
    LimitSetting{"limits.filters", &Limits::max_filters, true},
    LimitSetting{"limits.xml_depth", &Limits::max_xml_depth, true},
    LimitSetting{"limits.json_depth", &Limits::max_json_depth, true},
    LimitSetting{"limits.html_depth", &Limits::max_html_depth, true},
    LimitSetting{"limits.mime_depth", &Limits::max_mime_depth, true},
};

}  // namespace

std::span<const LimitSetting> LimitSettings() { return kLimitSettings; }

std::int64_t ParseLimit(const LimitSetting& setting, std::string_view text) {
  const auto value = ParseSize(text, std::numeric_limits<std::int64_t>::max());
  if (value) return *value;
  throw Error(ExitCode::kUsage, std::string(setting.key) + ": " + std::string(text) +
                                    " is neither a number, such as 512M, nor none");
}

void SetLimit(const LimitSetting& setting, std::int64_t value, Limits* limits) {
  const std::string name(setting.key);
  if (value < 1) throw Error(ExitCode::kUsage, name + ": it must be 1 or more");
  if (setting.is_depth && value > kMostDepth) {
    throw Error(ExitCode::kUsage, name + ": it must be from 1 to " + std::to_string(kMostDepth));
  }
  if (const auto* bytes = std::get_if<std::int64_t Limits::*>(&setting.limit)) {
    limits->** bytes = value;
  } else {
    limits->*std::get<int Limits::*>(setting.limit) =
        static_cast<int>(std::min<std::int64_t>(value, std::numeric_limits<int>::max()));
  }
}

Limits LimitsOf(const Config& config) {
  Limits limits;
  for (const LimitSetting& limit : LimitSettings()) {
    SetLimit(limit, ParseLimit(limit, config.Text(limit.key)), &limits);
  }
  return limits;
}

WorkerLimits WorkerLimitsOf(const Config& config) {
  // With its dictionaries and one batch (measured: 100 MB does not do).
  constexpr std::int64_t kLeast = 150'000'000;
  WorkerLimits limits{.stuck_after = config.Duration("update.timeout")};
  limits.memory = config.Text("limits.worker") == "none" ? 0 : config.Size("limits.worker");
  if (limits.memory == 0 || limits.memory >= kLeast) return limits;
  throw Error(ExitCode::kUsage, "--max-worker: a process that reads archives needs 150M");
}

}  // namespace backfile
