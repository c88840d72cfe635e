// Counting over the columns.
//
// A segment is counted by numbers of values, of which only those that occur become texts. Few
// documents are gathered and sorted; many are counted into an array with a place for every value.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/facets.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>

#include "article/date.h"
#include "article/text.h"
#include "searcher/date_range.h"
#include "searcher/person_names.h"

namespace backfile {

namespace {

// Sorting the handful of values of a document costs as much as going over so many counters.
constexpr std::size_t kSortingCosts = 64;
constexpr std::array<std::string_view, 3> kDateFacets = {"date", "month", "day"};

Precision StepOf(std::string_view name) {
  if (name == "month") return Precision::kMonth;
  return name == "day" ? Precision::kDay : Precision::kYear;
}

bool IsDateFacet(std::string_view name) {
  return std::ranges::find(kDateFacets, name) != kDateFacets.end();
}

// Whether a word of the value begins with the folded prefix.
bool HasWordPrefix(std::string_view value, std::string_view prefix) {
  const std::string folded = FoldForCompare(value);
  for (std::size_t at = folded.find(prefix); at != std::string::npos;
       at = folded.find(prefix, at + 1)) {
    if (at == 0 || folded[at - 1] == ' ') return true;
  }
  return false;
}

// Those that are shown; the others are only counted.
void KeepMost(std::size_t most, FacetCounts* counts) {
  auto& values = counts->values;
  most = std::min(most, values.size());
  std::ranges::partial_sort(values, values.begin() + static_cast<std::ptrdiff_t>(most),
                            [](const FacetValue& a, const FacetValue& b) {
                              return IsMoreFrequent({a.value, a.count}, {b.value, b.count});
                            });
  for (std::size_t i = most; i < values.size(); ++i) counts->others += values[i].count;
  values.resize(most);
}

}  // namespace

bool IsMoreFrequent(const NameCount& a, const NameCount& b) {
  return a.count != b.count ? a.count > b.count : a.name < b.name;
}

std::vector<std::string_view> FacetNames() {
  std::vector<std::string_view> names = {"source", "date", "month", "day", "people"};
  for (std::size_t i = 0; i < kFacets; ++i) {
    const std::string_view name = FacetName(static_cast<Facet>(i));
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return names;
}

bool IsFacetName(std::string_view name) { return IsDateFacet(name) || FindFacet(name).has_value(); }

FacetCounter::FacetCounter(std::string name) : name_(std::move(name)) {}

void FacetCounter::Add(const Documents& documents, const SegmentReader& segment) {
  if (IsDateFacet(name_)) {
    AddDates(documents, segment.columns());
  } else {
    AddValues(documents, segment);
  }
}

// Days are counted into an array from the first to the last of them, one for each precision.
void FacetCounter::AddDates(const Documents& documents, const Columns& columns) {
  const Precision step = StepOf(name_);
  std::int32_t first = INT32_MAX;
  std::int32_t last = INT32_MIN;
  for (const std::uint32_t document : documents) {
    const std::int32_t day = columns.day(document);
    if (day == kUndated) continue;
    first = std::min(first, day);
    last = std::max(last, day);
  }
  if (first > last) {
    without_ += static_cast<std::int64_t>(documents.size());
    return;
  }
  std::map<Precision, std::vector<std::uint32_t>> counts;
  for (const std::uint32_t document : documents) {
    const std::int32_t day = columns.day(document);
    if (day == kUndated) {
      ++without_;
      continue;
    }
    auto& days = counts[std::min(step, columns.precision(document))];
    if (days.empty()) days.resize(static_cast<std::size_t>(last - first) + 1);
    ++days[static_cast<std::size_t>(day - first)];
  }
  for (const auto& [precision, days] : counts) {
    for (std::size_t i = 0; i < days.size(); ++i) {
      if (days[i] == 0) continue;
      dates_[DayText(first + static_cast<std::int32_t>(i), precision)] += days[i];
    }
  }
}

void FacetCounter::AddValues(const Documents& documents, const SegmentReader& segment) {
  const Columns& columns = segment.columns();
  const Facet facet = *FindFacet(name_);
  Counted counted{&columns};
  if (documents.size() * kSortingCosts >= columns.value_count(facet)) {
    std::vector<std::uint32_t> counts;
    without_ += columns.Count(facet, documents, &counts);
    for (std::uint32_t value = 0; value < counts.size(); ++value) {
      if (counts[value] > 0) counted.values.emplace_back(value, counts[value]);
    }
  } else {
    std::vector<std::uint32_t> all;
    for (const std::uint32_t document : documents) {
      const std::vector<std::uint32_t> values = columns.values(facet, document);
      if (values.empty()) ++without_;
      all.insert(all.end(), values.begin(), values.end());
    }
    std::ranges::sort(all);
    for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
      while (end < all.size() && all[end] == all[begin]) ++end;
      counted.values.emplace_back(all[begin], static_cast<std::uint32_t>(end - begin));
    }
  }
  segments_.push_back(std::move(counted));
}

// Numbers of values ascend as their texts do, so the segments' lists are merged like sorted ones.
std::vector<NameCount> FacetCounter::AllValues() const {
  const Facet facet = *FindFacet(name_);
  std::vector<NameCount> all;
  for (const Counted& counted : segments_) {
    const auto middle = static_cast<std::ptrdiff_t>(all.size());
    for (const auto& [value, count] : counted.values) {
      all.push_back({counted.columns->value_text(facet, value), count});
    }
    std::ranges::inplace_merge(all, all.begin() + middle, {}, &NameCount::name);
  }
  std::size_t kept = 0;
  for (const NameCount& value : all) {
    if (kept > 0 && all[kept - 1].name == value.name) {
      all[kept - 1].count += value.count;
    } else {
      all[kept++] = value;
    }
  }
  all.resize(kept);
  return all;
}

FacetCounts FacetCounter::Finish(const FacetOptions& options) const {
  const std::string prefix = FoldForCompare(options.prefix);
  FacetCounts counts{name_, {}, 0, 0, prefix.empty() ? without_ : 0};
  if (IsDateFacet(name_)) {
    for (const auto& [date, count] : dates_) {
      if (HasWordPrefix(date, prefix)) counts.values.push_back({date, count});
    }
    counts.different = static_cast<std::int64_t>(counts.values.size());
    return counts;
  }
  std::vector<NameCount> values = AllValues();
  if (!prefix.empty()) {
    std::erase_if(values, [&](const NameCount& v) { return !HasWordPrefix(v.name, prefix); });
  }
  const bool merges = options.people != nullptr && FindFacet(name_) == Facet::kPeople;
  const std::size_t merged = merges ? MoveMergeable(*options.people, options.most, &values) : 0;
  // Of the rest no more than the most frequent ones can be shown, and only they become texts.
  const auto rest = values.begin() + static_cast<std::ptrdiff_t>(merged);
  const std::size_t spelt = merged + std::min(options.most, values.size() - merged);
  std::ranges::partial_sort(rest, values.begin() + static_cast<std::ptrdiff_t>(spelt), values.end(),
                            IsMoreFrequent);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i < spelt) {
      counts.values.push_back({std::string(values[i].name), values[i].count});
    } else {
      counts.others += values[i].count;
    }
  }
  if (merges) MergePeople(*options.people, options.most, &counts.values);
  counts.different = static_cast<std::int64_t>(counts.values.size() + values.size() - spelt);
  KeepMost(options.most, &counts);
  return counts;
}

}  // namespace backfile
