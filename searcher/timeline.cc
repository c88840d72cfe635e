// Date facets, side by side.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/timeline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>

#include "article/text.h"
#include "searcher/rows.h"

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
  const SearchResult result = searcher->Run(all);
  for (const FacetValue& value : result.facets.front().values) counts[value.value] = value.count;
  for (Period& period : *periods) period.archive = counts[period.date];
}

std::string Decimals(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.6f", value);
  return text.data();
}

double ShareOf(const Period& period) {
  return period.archive > 0
             ? static_cast<double>(period.count) / static_cast<double>(period.archive)
             : static_cast<double>(period.count);
}

Row RowOf(const Period& period) {
  Row row = {{"date", period.date}, NumberCell("count", period.count)};
  if (period.archive > 0) {
    row.push_back(NumberCell("archive", period.archive));
    row.push_back({"share", Decimals(ShareOf(period)), true});
  }
  if (period.best) {
    row.push_back({"id", period.best->id});
    row.push_back({"title", period.best->title});
    row.push_back({"source", period.best->source});
  }
  return row;
}

void RenderPeriods(const std::vector<Period>& periods, std::int64_t undated,
                   const RenderOptions& options, const Print& print) {
  std::vector<Row> rows;
  std::int64_t total = undated;
  for (const Period& period : periods) {
    rows.push_back(RowOf(period));
    total += period.count;
  }
  const Row summary = {NumberCell("total", total), NumberCell("undated", undated)};
  const bool is_table = options.format == Format::kCsv || options.format == Format::kTsv;
  if (is_table && undated > 0) rows.push_back({NumberCell("count", undated)});
  std::vector<std::string_view> columns = {"date", "count"};
  if (!rows.empty()) {
    for (std::size_t i = columns.size(); i < rows.front().size(); ++i) {
      columns.push_back(rows.front()[i].name);
    }
  }
  RenderRows("period", columns, rows, summary, options, print);
}

std::string Bar(double share) {
  std::string bar;
  for (int i = 0; i < std::lround(share * 30); ++i) bar += "█";
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
  if (options.format != Format::kText) return RenderPeriods(periods, undated, options, print);
  double greatest = 0;
  for (const Period& period : periods) greatest = std::max(greatest, ShareOf(period));
  for (const Period& period : periods) print(PeriodText(period, greatest));
  if (undated > 0) print("undated: " + std::to_string(undated) + "\n");
}

}  // namespace backfile
