// How a subject runs through time: counts by year, month or day, and what each period's best
// article says.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "searcher/render.h"

namespace backfile {

struct Period {
  std::string date;  // "1987", "1987-06" or "1987-06-05".
  std::int64_t count = 0;
  std::int64_t archive = 0;  // Articles of the whole archive then; 0 if it was not asked for.
  std::optional<Hit> best;
};

struct TimelineOptions {
  std::string step = "date";  // The date facet: "date" (by year), "month" or "day".
  bool is_relative = false;   // Fill Period::archive.
  bool has_best = false;      // Fill Period::best.
};

// The periods that have matches, in order. Undated matches go to *undated.
std::vector<Period> MakeTimeline(SearchRequest request, const TimelineOptions& options,
                                 Searcher* searcher, std::int64_t* undated);

void RenderTimeline(const std::vector<Period>& periods, std::int64_t undated,
                    const RenderOptions& options, const Print& print);

}  // namespace backfile
