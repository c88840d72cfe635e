// Limits of reading by their settings.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/limit_settings.h"

#include <algorithm>
#include <limits>
#include <string>

#include "article/problem.h"
#include "tests/support/catch.h"

namespace backfile {
namespace {

std::int64_t Get(const LimitSetting& setting, const Limits& limits) {
  if (const auto* bytes = std::get_if<std::int64_t Limits::*>(&setting.limit)) {
    return limits.**bytes;
  }
  return limits.*std::get<int Limits::*>(setting.limit);
}

TEST_CASE("the defaults of the configuration are those of the readers", "[limits]") {
  for (const LimitSetting& limit : LimitSettings()) {
    CAPTURE(limit.key);
    const auto setting = std::ranges::find(Settings(), limit.key, &Setting::key);
    REQUIRE(setting != Settings().end());
    Limits limits;
    SetLimit(limit, ParseLimit(limit, setting->default_text), &limits);
    CHECK(Get(limit, limits) == Get(limit, Limits()));
  }
}

TEST_CASE("so are those of the processes that read", "[limits]") {
  const WorkerLimits limits = WorkerLimitsOf(Config());
  CHECK(limits.memory == WorkerLimits().memory);
  CHECK(limits.stuck_after == WorkerLimits().stuck_after);
  Config config;
  config.Set("limits.worker", "none", "test");
  CHECK(WorkerLimitsOf(config).memory == 0);
  config.Set("limits.worker", "20M", "test");
  CHECK_THROWS_WITH(WorkerLimitsOf(config), Catch::Contains("150M"));
}

TEST_CASE("each setting sets its limit alone", "[limits]") {
  for (const LimitSetting& limit : LimitSettings()) {
    CAPTURE(limit.key);
    Limits limits;
    SetLimit(limit, 77, &limits);
    for (const LimitSetting& other : LimitSettings()) {
      const bool is_set = other.key == limit.key;
      CHECK(Get(other, limits) == (is_set ? 77 : Get(other, Limits())));
    }
  }
}

TEST_CASE("no limit is the largest number, but of depths there is one", "[limits]") {
  for (const LimitSetting& limit : LimitSettings()) {
    CAPTURE(limit.key);
    Limits limits;
    const std::int64_t none = ParseLimit(limit, "none");
    if (limit.is_depth) {
      CHECK_THROWS_AS(SetLimit(limit, none, &limits), Error);
    } else {
      SetLimit(limit, none, &limits);
      CHECK(Get(limit, limits) >= std::numeric_limits<int>::max());
    }
  }
}

TEST_CASE("what is no limit is refused by name", "[limits]") {
  const LimitSetting& first = LimitSettings().front();
  CHECK(ParseLimit(first, "2k") == 2000);
  CHECK_THROWS_WITH(ParseLimit(first, "lots"), Catch::Contains("limits.member"));
  CHECK_THROWS_WITH(ParseLimit(first, "-1"), Catch::Contains("limits.member"));
  Limits limits;
  CHECK_THROWS_WITH(SetLimit(first, 0, &limits), Catch::Contains("1 or more"));
}

}  // namespace
}  // namespace backfile
