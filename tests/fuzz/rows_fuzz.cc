// Any bytes as the rows of a part, which a worker hands over: refused, or columns that give them
// back.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/columns_writer.h"
#include "index/rows.h"

#include <algorithm>

#include "tests/fuzz/files.h"

namespace backfile {
namespace {

std::vector<std::string> ValuesOf(const Columns& columns, Facet facet, std::uint32_t document) {
  std::vector<std::string> texts;
  for (const std::uint32_t value : columns.values(facet, document)) {
    texts.emplace_back(columns.value_text(facet, value));
  }
  return texts;
}

void RequireSame(const ColumnRow& row, const Columns& columns, std::uint32_t document) {
  Require(columns.id(document) == row.id);
  Require(columns.day(document) == row.day);
  Require(columns.precision(document) == row.precision);
  Require(columns.sketch(document) == row.sketch);
  Require(columns.title(document) == row.title);
  Require(columns.external_id(document) == row.external_id);
  for (std::size_t f = 0; f < kFacets; ++f) {
    std::vector<std::string> values = row.values[f];
    std::ranges::sort(values);
    Require(ValuesOf(columns, static_cast<Facet>(f), document) == values);
  }
}

}  // namespace
}  // namespace backfile

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace backfile;
  const TempDir& dir = WriteFiles(Bytes(bytes, size), {kRowsName});
  std::vector<ColumnRow> rows;
  const auto take = [&](const ColumnRow& row) { rows.push_back(row); };
  if (!IsRead([&] { ForEachRow(dir.path(), take); })) return 0;
  ColumnsWriter columns_writer(dir.path());
  for (const ColumnRow& row : rows) columns_writer.Add(row);
  columns_writer.EndRows();
  columns_writer.Close({});
  const auto columns = Columns::Open(dir.path(), static_cast<std::uint32_t>(rows.size()));
  for (std::uint32_t d = 1; d <= rows.size(); ++d) RequireSame(rows[d - 1], *columns, d);
  return 0;
}
