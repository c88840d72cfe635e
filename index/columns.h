// Facet columns: what a document's source, day, people, ... are, by document number, memory-mapped.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "article/copy_sketch.h"

namespace backfile {

// The facets that are counted. The numbers are on disk: never change one.
enum class Facet : std::uint8_t {
  kSource = 0,
  kPeople = 1,
  kSection = 2,
  kLanguage = 3,
  kPlaces = 4,
  kOrganisations = 5,
  kSubjects = 6,
  kDateBasis = 7,
  kStatus = 8,
};
inline constexpr std::size_t kFacets = 9;
std::string_view FacetName(Facet facet);  // "people": on the command line and in JSON.
std::optional<Facet> FindFacet(std::string_view name);

// A day that is not known.
inline constexpr std::int32_t kUndated = INT32_MIN;

inline constexpr std::int64_t kNoEmbargo = INT64_MIN;
inline constexpr std::int64_t kOpenEmbargo = INT64_MAX;

// An article that must not be read before a time.
struct Embargo {
  std::uint32_t document = 0;
  std::int64_t until = kNoEmbargo;  // As ColumnRow::embargo_until.
};

// The column values of one document.
struct ColumnRow {
  std::uint64_t id = 0;         // The 64 bits behind "bf:".
  std::uint64_t digest = 0;     // ContentDigest().
  std::int32_t day = kUndated;  // Days since 1970-01-01, the first one the date may mean.
  Precision precision = Precision::kDay;
  CopySketch sketch;
  std::uint64_t story = 0;                  // StoryKey().
  std::int64_t embargo_until = kNoEmbargo;  // Seconds since 1970; kOpenEmbargo: no end is known.
  std::string external_id;
  std::string title;
  std::vector<std::string> values[kFacets];  // Each value once.
};
// Without the digest. `with_sketch`: so that copies of it are found.
ColumnRow MakeColumnRow(const Article& article, bool with_sketch = true);

// The columns of one segment, mapped read-only. Views stay valid as long as the object.
class Columns {
 public:
  // Throws Error(kIndex) if the file is missing, damaged, newer, or not of this segment.
  static std::unique_ptr<Columns> Open(const std::string& segment_dir, std::uint32_t documents);
  ~Columns();

  std::uint32_t documents() const;
  // Document numbers count from 1. Requires: 1 <= document <= documents().
  std::uint64_t id(std::uint32_t document) const;
  std::uint64_t digest(std::uint32_t document) const;
  std::int32_t day(std::uint32_t document) const;
  std::span<const std::int32_t> days() const;  // By document; the first is nobody's.
  Precision precision(std::uint32_t document) const;
  // Its occurrences of terms, as Xapian counts them (the sum of all wdf): what BM25 normalises by.
  std::uint32_t length(std::uint32_t document) const;
  std::span<const std::uint32_t> lengths() const;  // As days().
  // Empty if none was made, and for all in an index of before there were any.
  const CopySketch& sketch(std::uint32_t document) const;
  std::uint64_t story(std::uint32_t document) const;  // StoryKey(); 0 in an index of before.
  // All that are or were under one, by document.
  const std::vector<Embargo>& embargoes() const;
  std::string_view external_id(std::uint32_t document) const;
  std::string_view title(std::uint32_t document) const;

  // Values are numbered from 0, in byte order of their texts.
  std::uint32_t value_count(Facet facet) const;
  std::string_view value_text(Facet facet, std::uint32_t value) const;
  std::vector<std::uint32_t> values(Facet facet, std::uint32_t document) const;
  bool has_value(Facet facet, std::uint32_t document) const;

  // How many of the documents have each value: counts[value], and in the return value how many have
  // none.
  std::int64_t Count(Facet facet, std::span<const std::uint32_t> documents,
                     std::vector<std::uint32_t>* counts) const;

 private:
  Columns();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace backfile
