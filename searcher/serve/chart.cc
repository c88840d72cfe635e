// Periods between the first and the last, so that a gap looks like one.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <map>

#include "article/date.h"
#include "searcher/date_range.h"
#include "searcher/serve/search_view.h"

namespace backfile {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::size_t kMostPeriods = 400;  // A bar needs a pixel or two.

Precision PrecisionOf(std::string_view step) {
  if (step == "day") return Precision::kDay;
  return step == "month" ? Precision::kMonth : Precision::kYear;
}

std::size_t LengthOf(std::string_view step) {
  if (step == "day") return 10;
  return step == "month" ? 7 : 4;
}

// By how much time the dates of the question span.
std::string StepFor(const SearchState& state, sys_days today) {
  if (!state.step.empty()) return state.step;
  if (state.date.empty()) return "year";
  const auto range = ParseDateRange(state.date, today);
  if (!range || !range->first || !range->last) return "year";
  const days span = *range->last - *range->first;
  if (span < days(95)) return "day";
  return span < days(5 * 366) ? "month" : "year";
}

sys_days StartOfNext(sys_days day, Precision step) {
  if (step == Precision::kDay) return day + days(1);
  year_month_day date = day;
  if (step == Precision::kMonth) date = date.year() / date.month() / 1 + std::chrono::months(1);
  if (step == Precision::kYear) date = (date.year() + std::chrono::years(1)) / 1 / 1;
  return sys_days(date);
}

// Every period from the first to the last; the given ones alone if that is too many.
std::vector<Period> WithGaps(std::vector<Period> periods, Precision step) {
  if (periods.size() < 2) return periods;
  const auto first = ParseIsoDate(periods.front().date);
  const auto last = ParseIsoDate(periods.back().date);
  if (!first || !last) return periods;
  std::map<std::string, Period> all;
  for (Period& period : periods) all[period.date] = period;
  for (sys_days day = first->day(); day <= sys_days(last->day()); day = StartOfNext(day, step)) {
    if (all.size() > kMostPeriods) return periods;
    const std::string date =
        DayText(static_cast<std::int32_t>(day.time_since_epoch().count()), step);
    all.try_emplace(date, Period{date, 0, 0, std::nullopt});
  }
  periods.clear();
  for (auto& [date, period] : all) periods.push_back(std::move(period));
  return periods;
}

std::string FacetOf(const std::string& step) { return step == "year" ? "date" : step; }

Chart ChartOf(const std::string& step, std::vector<Period> periods, std::int64_t undated) {
  Chart chart{.step = step, .periods = {}, .vague = {}, .undated = undated};
  const auto vague = std::stable_partition(
      periods.begin(), periods.end(),
      [&](const Period& period) { return period.date.size() == LengthOf(step); });
  chart.vague.assign(vague, periods.end());
  periods.erase(vague, periods.end());
  chart.periods = WithGaps(std::move(periods), PrecisionOf(step));
  return chart;
}

Chart ChartBy(const std::string& step, const SearchState& state, const SearchRequest& request,
              Searcher* searcher) {
  std::int64_t undated = 0;
  std::vector<Period> periods =
      MakeTimeline(request, {FacetOf(step), state.is_relative, false}, searcher, &undated);
  return ChartOf(step, std::move(periods), undated);
}

Chart ChartOf(const std::string& step, const FacetCounts& dates) {
  std::vector<Period> periods;
  for (const FacetValue& value : dates.values) {
    periods.push_back({value.value, value.count, 0, std::nullopt});
  }
  return ChartOf(step, std::move(periods), dates.without);
}

}  // namespace

std::string ChartFacet(const SearchState& state, sys_days today) {
  return FacetOf(StepFor(state, today));
}

Chart MakeChart(const SearchState& state, const SearchRequest& request, Searcher* searcher,
                const FacetCounts* dates) {
  std::string step = StepFor(state, request.today);
  const bool is_known = dates != nullptr && !state.is_relative;
  Chart chart = is_known ? ChartOf(step, *dates) : ChartBy(step, state, request, searcher);
  while (state.step.empty() && step != "day" && chart.periods.size() == 1 && chart.vague.empty()) {
    step = step == "year" ? "month" : "day";  // One bar says nothing.
    chart = ChartBy(step, state, request, searcher);
  }
  return chart;
}

}  // namespace backfile
