// Date facets, side by side.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/timeline.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

#include "article/json.h"
#include "article/text.h"

namespace backfile {

namespace {

std::size_t DateLength(std::string_view step) {
  if (step == "day") return 10;
  return step == "month" ? 7 : 4;
}

// The first hit of each period, of hits in order of relevance.
void AddBest(const std::vector<Hit>& hits, std::size_t length, std::vector<Period>* periods) {
  std::map<std::string, Period*> by_date;
  for (Period& period : *periods) by_date[period.date] = &period;
  for (const Hit& hit : hits) {
    const auto it = by_date.find(hit.date.substr(0, length));
    if (it != by_date.end() && !it->second->best) it->second->best = hit;
  }
}

void AddArchive(const SearchRequest& request, const std::string& step, Searcher* searcher,
                std::vector<Period>* periods) {
  SearchRequest all = request;
  all.query = "*";
  all.is_plain = false;
  all.limit = 0;
  all.facets = {step};
  std::map<std::string, std::int64_t> counts;
  for (const FacetValue& value : searcher->Run(all).facets.front().values) {
    counts[value.value] = value.count;
  }
  for (Period& period : *periods) period.archive = counts[period.date];
}

double ShareOf(const Period& period) {
  return period.archive > 0
             ? static_cast<double>(period.count) / static_cast<double>(period.archive)
             : static_cast<double>(period.count);
}

std::string PeriodJson(const Period& period) {
  std::string out;
  JsonObject json(&out);
  json.Text("date", period.date);
  json.Number("count", period.count);
  if (period.archive > 0) json.Number("archive", period.archive);
  if (period.archive > 0) json.Number("share", ShareOf(period));
  if (period.best) {
    json.Text("id", period.best->id);
    json.TextIfAny("title", period.best->title);
    json.TextIfAny("source", period.best->source);
  }
  json.Close();
  return out + "\n";
}

std::string Bar(double share) {
  std::string bar;
  for (int i = 0; i < static_cast<int>(share * 30 + 0.5); ++i) bar += "█";
  return bar;
}

std::string PeriodText(const Period& period, double greatest) {
  std::array<char, 64> numbers{};
  if (period.archive > 0) {
    std::snprintf(numbers.data(), numbers.size(), "%8lld %6.2f%%",
                  static_cast<long long>(period.count), 100 * ShareOf(period));
  } else {
    std::snprintf(numbers.data(), numbers.size(), "%8lld", static_cast<long long>(period.count));
  }
  std::string out = period.date + numbers.data() + "  ";
  if (!period.best) return out + Bar(ShareOf(period) / greatest) + "\n";
  return out + Printable(period.best->title) + "  " + period.best->id + "\n";
}

}  // namespace

std::vector<Period> MakeTimeline(SearchRequest request, const TimelineOptions& options,
                                 Searcher* searcher, std::int64_t* undated) {
  request.facets = {options.step};
  request.sort = Sort::kRelevance;
  request.offset = 0;
  request.limit = options.has_best ? static_cast<std::size_t>(searcher->snapshot().articles()) : 0;
  const SearchResult result = searcher->Run(request);
  std::vector<Period> periods;
  for (const FacetValue& value : result.facets.front().values) {
    periods.push_back({value.value, value.count, 0, std::nullopt});
  }
  *undated = result.facets.front().without;
  if (options.has_best) AddBest(result.hits, DateLength(options.step), &periods);
  if (options.is_relative) AddArchive(request, options.step, searcher, &periods);
  return periods;
}

void RenderTimeline(const std::vector<Period>& periods, std::int64_t undated,
                    const RenderOptions& options, const Print& print) {
  double greatest = 0;
  for (const Period& period : periods) greatest = std::max(greatest, ShareOf(period));
  for (const Period& period : periods) {
    print(options.format == Format::kText ? PeriodText(period, greatest) : PeriodJson(period));
  }
  if (undated > 0 && options.format == Format::kText)
    print("undated: " + std::to_string(undated) + "\n");
}

}  // namespace backfile
