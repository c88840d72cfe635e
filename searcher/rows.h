// Rows for programs, for the verbs that list something other than articles: the same rows as JSON,
// CSV or tab-separated values.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/render.h"

namespace backfile {

// A named value of a row. An empty text is absent from JSON, and an empty cell elsewhere.
struct Cell {
  std::string_view name;
  std::string text = {};
  bool is_number = false;
};
using Row = std::vector<Cell>;

Cell NumberCell(std::string_view name, std::int64_t number);

// Whether rows have this format; others are for lists of articles.
bool IsRowFormat(Format format);  // json, jsonl, csv, tsv

// Prints the rows. `type` is what one of them is, such as "period". `columns` are the names of a
// table's columns, in order; cells that a row lacks are empty there. The summary stands in JSON
// only. Requires: IsRowFormat(options.format).
void RenderRows(std::string_view type, const std::vector<std::string_view>& columns,
                const std::vector<Row>& rows, const Row& summary, const RenderOptions& options,
                const Print& print);

// A line of CSV (RFC 4180) or of TSV; formulas are disarmed unless options.is_csv_raw.
std::string TableLine(const std::vector<std::string>& cells, const RenderOptions& options);

}  // namespace backfile
