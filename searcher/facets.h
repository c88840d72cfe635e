// Facets: how many of all matching articles have each source, year, person, ...; exact counts.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "article/person_table.h"
#include "index/columns.h"
#include "searcher/matcher.h"
#include "searcher/segment_reader.h"

namespace backfile {

struct FacetValue {
  std::string value;
  std::int64_t count = 0;
};

// Whether one is shown before the other.
bool IsMoreFrequent(const FacetValue& a, const FacetValue& b);

// The same of a value by its number; numbers ascend as the texts do.
struct ValueCount {
  std::uint32_t value = 0;
  std::uint32_t count = 0;
};
bool IsMoreFrequent(const ValueCount& a, const ValueCount& b);

struct FacetCounts {
  std::string name;
  std::vector<FacetValue> values;  // Most frequent first (dates: in their order).
  std::int64_t different = 0;      // How many values there are in all,
  std::int64_t others = 0;         // and the sum of the counts of those left out of `values`.
  std::int64_t without = 0;        // Articles that have none: undated, no person named, ...
};

struct FacetOptions {
  std::size_t most = 20;                // Values to give; dates are always given whole.
  const PersonTable* people = nullptr;  // Set by the Searcher: one value a person.
  std::string prefix;                   // Only values of which a word begins with this, folded.
};

// Names that CountFacet takes: those of index/columns.h, and "date" (by year), "month" and "day".
bool IsFacetName(std::string_view name);
// All of them, in the order of the manual.
std::vector<std::string_view> FacetNames();

// Counts over segments, one after the other, which must outlive it.
class FacetCounter {
 public:
  // Requires: IsFacetName(name).
  explicit FacetCounter(std::string name);
  void Add(const Documents& documents, const SegmentReader& segment);
  FacetCounts Finish(const FacetOptions& options) const;

 private:
  // Values of one segment that occur, by number, and how often.
  struct Counted {
    const SegmentReader* segment = nullptr;
    std::vector<ValueCount> values = {};
  };
  // Values of all segments, each once: numbers of one segment, if there is but one; else places in
  // `origins`, which says where each value can be read.
  struct Values {
    std::vector<ValueCount> counts;
    std::vector<std::pair<const SegmentReader*, std::uint32_t>> origins;
  };
  void AddDates(const Documents& documents, const Columns& columns);
  // `days[i]` articles of the day first + i, known to the precision.
  void AddPeriods(const std::vector<std::uint32_t>& days, std::int32_t first, Precision precision);
  void AddValues(const Documents& documents, const SegmentReader& segment);
  Values AllValues() const;

  std::string name_;
  std::vector<Counted> segments_;
  std::map<std::string, std::int64_t> dates_;
  std::int64_t without_ = 0;
};

}  // namespace backfile
