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

}  // namespace

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
    without_ += columns.Count(facet, ToBitmap(documents, segment.documents()), &counts);
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

// Numbers of values ascend as their texts do, so within one segment only what is given is spelt.
FacetCounts FacetCounter::FinishOne(Counted counted, const FacetOptions& options) const {
  const Facet facet = *FindFacet(name_);
  const std::string prefix = FoldForCompare(options.prefix);
  FacetCounts counts{name_, {}, 0, 0, prefix.empty() ? without_ : 0};
  auto& values = counted.values;
  if (!prefix.empty()) {
    std::erase_if(values, [&](const auto& value) {
      return !HasWordPrefix(counted.columns->value_text(facet, value.first), prefix);
    });
  }
  counts.different = static_cast<std::int64_t>(values.size());
  const auto most = static_cast<std::ptrdiff_t>(std::min(options.most, values.size()));
  std::ranges::partial_sort(values, values.begin() + most, [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  for (std::ptrdiff_t i = 0; i < std::ssize(values); ++i) {
    const auto [value, count] = values[static_cast<std::size_t>(i)];
    if (i >= most) {
      counts.others += count;
    } else {
      counts.values.push_back({std::string(counted.columns->value_text(facet, value)), count});
    }
  }
  return counts;
}

FacetCounts FacetCounter::FinishDates() const {
  FacetCounts counts{name_, {}, std::ssize(dates_), 0, without_};
  for (const auto& [date, count] : dates_) counts.values.push_back({date, count});
  return counts;
}

// The values of all segments with their sums, in the order of their texts, which each segment's
// have already.
std::vector<Tally> FacetCounter::AddUp() const {
  const Facet facet = *FindFacet(name_);
  std::vector<Tally> sums;
  for (const Counted& counted : segments_) {
    std::vector<Tally> more;
    more.reserve(counted.values.size() + sums.size());
    std::size_t i = 0;
    for (const auto& [value, count] : counted.values) {
      const std::string_view text = counted.columns->value_text(facet, value);
      while (i < sums.size() && sums[i].value < text) more.push_back(sums[i++]);
      const bool is_known = i < sums.size() && sums[i].value == text;
      more.push_back({text, count + (is_known ? sums[i++].count : 0)});
    }
    more.insert(more.end(), sums.begin() + static_cast<std::ptrdiff_t>(i), sums.end());
    sums = std::move(more);
  }
  return sums;
}

FacetCounts FacetCounter::Finish(const FacetOptions& options) const {
  if (IsDateFacet(name_)) return FinishDates();
  const bool merges = options.people != nullptr && FindFacet(name_) == Facet::kPeople;
  if (segments_.size() == 1 && !merges) return FinishOne(segments_.front(), options);
  const std::string prefix = FoldForCompare(options.prefix);
  FacetCounts counts{name_, {}, 0, 0, prefix.empty() ? without_ : 0};
  std::vector<Tally> sums = AddUp();
  if (!prefix.empty()) {
    std::erase_if(sums, [&](const Tally& sum) { return !HasWordPrefix(sum.value, prefix); });
  }
  std::vector<std::string> names;  // That the table has.
  if (merges) MergePeople(*options.people, options.most, &sums, &names);
  counts.different = std::ssize(sums);
  const auto most = static_cast<std::ptrdiff_t>(std::min(options.most, sums.size()));
  std::ranges::partial_sort(sums, sums.begin() + most, IsMoreFrequent);
  for (std::ptrdiff_t i = 0; i < std::ssize(sums); ++i) {
    const Tally& sum = sums[static_cast<std::size_t>(i)];
    if (i < most) {
      counts.values.push_back({std::string(sum.value), sum.count});
    } else {
      counts.others += sum.count;
    }
  }
  return counts;
}

}  // namespace backfile
