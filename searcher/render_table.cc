// CSV (RFC 4180), tab-separated values, and TREC runs.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "searcher/render.h"

namespace backfile {

namespace {

const std::vector<std::string>& UsualFields() {
  static const std::vector<std::string> fields = {"id", "date", "source", "title"};
  return fields;
}

std::string Joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : "; ") + value;
  return text;
}

// A spreadsheet would run a cell that begins so.
bool LooksLikeFormula(std::string_view cell) {
  return !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
}

std::string CsvCell(std::string cell, bool is_raw) {
  if (!is_raw && LooksLikeFormula(cell)) cell.insert(0, 1, '\'');
  if (cell.find_first_of("\",\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string TsvCell(std::string cell) {
  std::ranges::replace_if(
      cell, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return cell;
}

void PrintRow(const std::vector<std::string>& cells, const RenderOptions& options,
              const Print& print) {
  const bool is_csv = options.format == Format::kCsv;
  std::string row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) row += is_csv ? ',' : '\t';
    row += is_csv ? CsvCell(cells[i], options.is_csv_raw) : TsvCell(cells[i]);
  }
  print(row + (is_csv ? "\r\n" : "\n"));
}

// A document number may hold no white space.
std::string TrecName(const Hit& hit) {
  std::string name = hit.external_id.empty() ? hit.id : hit.external_id;
  std::ranges::replace_if(
      name, [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }, '_');
  return name;
}

}  // namespace

std::string TrecLine(std::string_view question, const Hit& hit) {
  return std::string(question) + " Q0 " + TrecName(hit) + " " + std::to_string(hit.rank) + " " +
         FindHitField("score")->get(hit, nullptr).front() + " backfile\n";
}

void RenderTable(const SearchResult& result, const RenderOptions& options, const Searcher& searcher,
                 const Print& print) {
  if (options.format == Format::kTrec) {
    for (const Hit& hit : result.hits) print(TrecLine("1", hit));
    return;
  }
  const std::vector<std::string>& fields = options.fields.empty() ? UsualFields() : options.fields;
  PrintRow(fields, options, print);
  for (const Hit& hit : result.hits) {
    std::optional<Article> article;
    std::vector<std::string> cells;
    for (const std::string& name : fields) {
      const HitField& field = *FindHitField(name);
      if (field.needs_article && !article) article = searcher.Load(hit.place);
      cells.push_back(Joined(field.get(hit, article ? &*article : nullptr)));
    }
    PrintRow(cells, options, print);
  }
}

}  // namespace backfile
