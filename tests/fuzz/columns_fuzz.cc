// Any bytes as a segment's columns: refused, or every value of every document can be asked for.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/columns.h"

#include <algorithm>
#include <numeric>

#include "tests/fuzz/files.h"

namespace backfile {
namespace {

// The number of documents that the file says it has, as the segment would.
std::uint32_t DocumentsIn(std::string_view columns) {
  constexpr std::size_t kFromEnd = 24;
  if (columns.size() < kFromEnd) return 0;
  const std::uint64_t said = ByteReader(columns.substr(columns.size() - kFromEnd)).Fixed64();
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(said, columns.size()));
}

void ReadFacet(const Columns& columns, Facet facet) {
  const std::uint32_t values = columns.value_count(facet);
  for (std::uint32_t v = 0; v < values; ++v) columns.value_text(facet, v);
  std::vector<std::uint32_t> documents(columns.documents());
  std::iota(documents.begin(), documents.end(), 1U);
  for (const std::uint32_t document : documents) {
    const bool has_value = columns.has_value(facet, document);
    const auto of_document = columns.values(facet, document);
    Require(has_value == !of_document.empty());
    for (const std::uint32_t value : of_document) Require(value < values);
  }
  std::vector<std::uint32_t> counts;
  const std::int64_t without = columns.Count(facet, documents, &counts);
  Require(counts.size() == values);
  Require(0 <= without && without <= columns.documents());
}

void ReadDocument(const Columns& columns, std::uint32_t document) {
  columns.id(document);
  columns.digest(document);
  columns.day(document);
  Require(columns.precision(document) <= Precision::kSecond);
  columns.length(document);
  columns.sketch(document).empty();
  columns.story(document);
  columns.external_id(document);
  columns.title(document);
}

}  // namespace
}  // namespace backfile

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace backfile;
  const std::string_view input = Bytes(bytes, size);
  const TempDir& dir = WriteFiles(input, {"columns"});
  IsRead([&] {
    const auto columns = Columns::Open(dir.path(), DocumentsIn(input));
    for (std::uint32_t d = 1; d <= columns->documents(); ++d) ReadDocument(*columns, d);
    for (std::size_t f = 0; f < kFacets; ++f) ReadFacet(*columns, static_cast<Facet>(f));
    for (const Embargo& embargo : columns->embargoes()) {
      Require(embargo.document >= 1 && embargo.document <= columns->documents());
    }
  });
  return 0;
}
