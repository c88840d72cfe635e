// Cells as they are escaped in each format.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/rows.h"

#include <algorithm>
#include <array>

#include "article/json.h"
#include "article/text.h"

namespace backfile {

namespace {

// A spreadsheet would run a cell that begins so; some take the wide forms for the others.
bool LooksLikeFormula(std::string_view cell) {
  constexpr auto kBeginnings =
      std::to_array<std::string_view>({"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"});
  return std::ranges::any_of(kBeginnings, [&](auto begin) { return cell.starts_with(begin); });
}

// Readers clean what they take in; a damaged index may hold other bytes.
std::string CsvCell(std::string cell, bool is_raw) {
  cell = CleanUtf8(cell);
  if (!is_raw && LooksLikeFormula(cell)) cell.insert(0, 1, '\'');
  if (cell.find_first_of("\",\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string TsvCell(std::string cell, bool is_raw) {
  cell = CleanUtf8(cell);
  if (!is_raw && LooksLikeFormula(cell)) cell.insert(0, 1, '\'');
  std::ranges::replace_if(
      cell, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return cell;
}

void AddCells(const Row& row, JsonObject* json) {
  for (const Cell& cell : row) {
    if (cell.text.empty()) continue;
    if (cell.is_number) {
      json->Raw(cell.name, cell.text);
    } else {
      json->Text(cell.name, cell.text);
    }
  }
}

std::string RowJson(std::string_view type, const Row& row) {
  std::string out;
  JsonObject json(&out);
  if (!type.empty()) json.Text("type", type);
  if (type == "summary") json.Number("format_version", std::int64_t{kFormatVersion});
  AddCells(row, &json);
  json.Close();
  return out;
}

std::string OneObject(std::string_view type, const std::vector<Row>& rows, const Row& summary) {
  std::string list = "[";
  for (const Row& row : rows) {
    if (list.size() > 1) list += ',';
    list += RowJson("", row);
  }
  std::string out;
  JsonObject json(&out);
  json.Number("format_version", std::int64_t{kFormatVersion});
  AddCells(summary, &json);
  json.Raw(std::string(type) + "s", list + "]");
  json.Close();
  return out + "\n";
}

std::vector<std::string> CellsOf(const Row& row, const std::vector<std::string_view>& columns) {
  std::vector<std::string> cells;
  for (const std::string_view column : columns) {
    const auto cell = std::ranges::find(row, column, &Cell::name);
    cells.push_back(cell == row.end() ? "" : cell->text);
  }
  return cells;
}

}  // namespace

Cell NumberCell(std::string_view name, std::int64_t number) {
  return {name, std::to_string(number), true};
}

bool IsRowFormat(Format format) {
  return format == Format::kJson || format == Format::kJsonl || format == Format::kCsv ||
         format == Format::kTsv;
}

void RenderRows(std::string_view type, const std::vector<std::string_view>& columns,
                const std::vector<Row>& rows, const Row& summary, const RenderOptions& options,
                const Print& print) {
  if (options.format == Format::kJson) return print(OneObject(type, rows, summary));
  if (options.format == Format::kJsonl) {
    for (const Row& row : rows) print(RowJson(type, row) + "\n");
    return print(RowJson("summary", summary) + "\n");
  }
  print(TableLine({columns.begin(), columns.end()}, options));
  for (const Row& row : rows) print(TableLine(CellsOf(row, columns), options));
}

std::string TableLine(const std::vector<std::string>& cells, const RenderOptions& options) {
  const bool is_csv = options.format == Format::kCsv;
  std::string row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) row += is_csv ? ',' : '\t';
    row += is_csv ? CsvCell(cells[i], options.is_csv_raw) : TsvCell(cells[i], options.is_csv_raw);
  }
  return row + (is_csv ? "\r\n" : "\n");
}

}  // namespace backfile
