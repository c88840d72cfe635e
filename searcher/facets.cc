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
constexpr std::size_t kPrecisions = static_cast<std::size_t>(Precision::kSecond) + 1;
constexpr std::array<std::string_view, 3> kDateFacets = {"date", "month", "day"};

Precision StepOf(std::string_view name) {
  if (name == "month") return Precision::kMonth;
  return name == "day" ? Precision::kDay : Precision::kYear;
}

// The first day behind the year, month or day that this one is in.
std::int32_t EndOfPeriod(std::int32_t day, Precision precision) {
  if (precision >= Precision::kDay) return day + 1;
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  const auto next = precision == Precision::kMonth
                        ? date.year() / date.month() / 1 + std::chrono::months(1)
                        : (date.year() + std::chrono::years(1)) / 1 / 1;
  return static_cast<std::int32_t>(std::chrono::sys_days(next).time_since_epoch().count());
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
  std::ranges::partial_sort(
      values, values.begin() + static_cast<std::ptrdiff_t>(most),
      [](const FacetValue& a, const FacetValue& b) { return IsMoreFrequent(a, b); });
  for (std::size_t i = most; i < values.size(); ++i) counts->others += values[i].count;
  values.resize(most);
}

}  // namespace

bool IsMoreFrequent(const FacetValue& a, const FacetValue& b) {
  return a.count != b.count ? a.count > b.count : a.value < b.value;
}

bool IsMoreFrequent(const ValueCount& a, const ValueCount& b) {
  return a.count != b.count ? a.count > b.count : a.value < b.value;
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
  const auto length = static_cast<std::size_t>(last - first) + 1;
  std::array<std::vector<std::uint32_t>, kPrecisions> counts;
  for (const std::uint32_t document : documents) {
    const std::int32_t day = columns.day(document);
    if (day == kUndated) {
      ++without_;
      continue;
    }
    auto& days = counts.at(static_cast<std::size_t>(std::min(step, columns.precision(document))));
    if (days.empty()) days.resize(length);
    ++days[static_cast<std::size_t>(day - first)];
  }
  for (std::size_t p = 0; p < kPrecisions; ++p) {
    AddPeriods(counts.at(p), first, static_cast<Precision>(p));
  }
}

// Days of one period are added up before its name is made: there are thousands of them.
void FacetCounter::AddPeriods(const std::vector<std::uint32_t>& days, std::int32_t first,
                              Precision precision) {
  std::int32_t end = INT32_MIN;  // The first day behind the period.
  std::int64_t* count = nullptr;
  for (std::size_t i = 0; i < days.size(); ++i) {
    if (days[i] == 0) continue;
    const std::int32_t day = first + static_cast<std::int32_t>(i);
    if (day >= end) {
      count = &dates_[DayText(day, precision)];
      end = EndOfPeriod(day, precision);
    }
    *count += days[i];
  }
}

void FacetCounter::AddValues(const Documents& documents, const SegmentReader& segment) {
  const Columns& columns = segment.columns();
  const Facet facet = *FindFacet(name_);
  Counted counted{&segment};
  if (documents.size() * kSortingCosts >= columns.value_count(facet)) {
    std::vector<std::uint32_t> counts;
    without_ += columns.Count(facet, documents, &counts);
    counted.values.reserve(counts.size() -
                           static_cast<std::size_t>(std::ranges::count(counts, 0U)));
    for (std::uint32_t value = 0; value < counts.size(); ++value) {
      if (counts[value] > 0) counted.values.push_back({value, counts[value]});
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
      counted.values.push_back({all[begin], static_cast<std::uint32_t>(end - begin)});
    }
  }
  segments_.push_back(std::move(counted));
}

// Numbers of values ascend as their texts do, so the segments' lists are merged like sorted ones.
FacetCounter::Values FacetCounter::AllValues() const {
  struct Named {
    std::string_view text;
    std::pair<const SegmentReader*, std::uint32_t> origin;
    std::uint32_t count = 0;
  };
  if (segments_.size() == 1) return {segments_.front().values, {}};
  const Facet facet = *FindFacet(name_);
  std::vector<Named> all;
  for (const Counted& counted : segments_) {
    const auto middle = static_cast<std::ptrdiff_t>(all.size());
    for (const auto& [value, count] : counted.values) {
      const std::string_view text = counted.segment->columns().value_text(facet, value);
      all.push_back({text, {counted.segment, value}, count});
    }
    std::ranges::inplace_merge(all, all.begin() + middle, {}, &Named::text);
  }
  Values values;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0 && all[i].text == all[i - 1].text) {
      values.counts.back().count += all[i].count;
      continue;
    }
    values.counts.push_back({static_cast<std::uint32_t>(values.origins.size()), all[i].count});
    values.origins.push_back(all[i].origin);
  }
  return values;
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
  const Facet facet = *FindFacet(name_);
  Values all = AllValues();
  std::vector<ValueCount>& values = all.counts;
  const auto origin = [&](std::uint32_t value) {
    return all.origins.empty() ? std::pair(segments_.front().segment, value) : all.origins[value];
  };
  const auto text = [&](std::uint32_t value) {
    const auto [segment, number] = origin(value);
    return segment->columns().value_text(facet, number);
  };
  if (!prefix.empty()) {
    std::erase_if(values,
                  [&](const ValueCount& v) { return !HasWordPrefix(text(v.value), prefix); });
  }
  const bool merges = options.people != nullptr && facet == Facet::kPeople;
  const auto last_word = [&](std::uint32_t value) {
    const auto [segment, number] = origin(value);
    std::uint32_t& hash = segment->last_words()[number];
    if (hash == 0) hash = LastWordHash(text(value));
    return hash;
  };
  const std::size_t merged =
      merges ? MoveMergeable(*options.people, options.most, last_word, &values) : 0;
  // Of the rest no more than the most frequent ones can be shown, and only they become texts.
  const auto rest = values.begin() + static_cast<std::ptrdiff_t>(merged);
  const std::size_t spelt = merged + std::min(options.most, values.size() - merged);
  std::partial_sort(rest, values.begin() + static_cast<std::ptrdiff_t>(spelt), values.end(),
                    [](const ValueCount& a, const ValueCount& b) { return IsMoreFrequent(a, b); });
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i < spelt) {
      counts.values.push_back({std::string(text(values[i].value)), values[i].count});
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
