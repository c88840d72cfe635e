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

void FacetCounter::AddDates(const Documents& documents, const Columns& columns) {
  const Precision step = StepOf(name_);
  std::vector<std::pair<std::int32_t, Precision>> days;
  days.reserve(documents.size());
  for (const std::uint32_t document : documents) {
    const std::int32_t day = columns.day(document);
    if (day == kUndated) {
      ++without_;
    } else {
      days.emplace_back(day, std::min(step, columns.precision(document)));
    }
  }
  std::ranges::sort(days);
  for (std::size_t begin = 0, end = 0; begin < days.size(); begin = end) {
    while (end < days.size() && days[end] == days[begin]) ++end;
    values_[DayText(days[begin].first, days[begin].second)] +=
        static_cast<std::int64_t>(end - begin);
  }
}

void FacetCounter::AddValues(const Documents& documents, const SegmentReader& segment) {
  const Columns& columns = segment.columns();
  const Facet facet = *FindFacet(name_);
  const auto add = [&](std::uint32_t value, std::uint32_t count) {
    values_[std::string(columns.value_text(facet, value))] += count;
  };
  if (documents.size() * 8 >= columns.value_count(facet)) {
    std::vector<std::uint32_t> counts;
    without_ += columns.Count(facet, ToBitmap(documents, segment.documents()), &counts);
    for (std::uint32_t value = 0; value < counts.size(); ++value) {
      if (counts[value] > 0) add(value, counts[value]);
    }
    return;
  }
  std::vector<std::uint32_t> all;
  for (const std::uint32_t document : documents) {
    const std::vector<std::uint32_t> values = columns.values(facet, document);
    if (values.empty()) ++without_;
    all.insert(all.end(), values.begin(), values.end());
  }
  std::ranges::sort(all);
  for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    while (end < all.size() && all[end] == all[begin]) ++end;
    add(all[begin], static_cast<std::uint32_t>(end - begin));
  }
}

FacetCounts FacetCounter::Finish(const FacetOptions& options) const {
  const std::string prefix = FoldForCompare(options.prefix);
  FacetCounts counts{name_, {}, 0, 0, prefix.empty() ? without_ : 0};
  for (const auto& [value, count] : values_) {
    if (prefix.empty() || HasWordPrefix(value, prefix)) counts.values.push_back({value, count});
  }
  if (options.people != nullptr && FindFacet(name_) == Facet::kPeople) {
    MergePeople(*options.people, options.most, &counts.values);
  }
  counts.different = static_cast<std::int64_t>(counts.values.size());
  if (IsDateFacet(name_)) {
    std::ranges::sort(counts.values, {}, &FacetValue::value);
    return counts;
  }
  const auto more = [](const FacetValue& a, const FacetValue& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  };
  const std::size_t most = std::min(options.most, counts.values.size());
  std::ranges::partial_sort(counts.values,
                            counts.values.begin() + static_cast<std::ptrdiff_t>(most), more);
  for (std::size_t i = most; i < counts.values.size(); ++i) counts.others += counts.values[i].count;
  counts.values.resize(most);
  return counts;
}

}  // namespace backfile
