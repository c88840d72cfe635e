// Results as text for people and as data for programs.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "searcher/searcher.h"

namespace backfile {

class JsonObject;

// The version of all JSON output. A field is added, never changed; else this number rises.
inline constexpr int kFormatVersion = 1;

enum class Format : std::uint8_t {
  kText,
  kJson,
  kJsonl,
  kCsv,
  kTsv,
  kTrec,
  kRis,
  kBibtex,
  kCslJson,
  kHtml,
};
std::optional<Format> FindOutputFormat(std::string_view name);

// How it is to look.
struct RenderOptions {
  Format format = Format::kText;
  std::vector<std::string> fields;  // Of data formats; empty: the usual ones.
  bool has_color = false;
  bool has_brackets = false;       // Hits also as [[hit]].
  std::size_t width = 80;          // Columns of the terminal; text is wrapped to it.
  bool is_raw = false;             // Text: control characters of articles are not escaped.
  bool is_null_separated = false;  // Text: only ids, each ended by a zero byte.
  std::string alert = {};          // JSON: of which alert they are the news.
  bool is_csv_raw = false;         // CSV, TSV: no quote mark before what a spreadsheet would run.
  // A list that is printed piece by piece: only the first piece has what stands before the first
  // hit, only the last what stands behind the last. All formats but text.
  bool is_first_piece = true;
  bool is_last_piece = true;
};

using Print = std::function<void(std::string_view)>;

// A field of a hit as data formats give it. The article is loaded only for those that need it.
struct HitField {
  std::string_view name;
  std::string_view meaning;  // For the manual.
  bool needs_article = false;
  bool is_list = false;
  bool is_number = false;
  std::vector<std::string> (*get)(const Hit& hit, const Article* article) = nullptr;
};
const std::vector<HitField>& HitFields();
const HitField* FindHitField(std::string_view name);

// Prints the result. `searcher` loads what articles are needed.
void Render(const SearchResult& result, const RenderOptions& options, const Searcher& searcher,
            const Print& print);

// One article, whole: for people with its hits numbered, or as JSON.
void RenderArticle(const Article& article, const std::vector<Mark>& marks,
                   const RenderOptions& options, Analyzer* analyzer, const Print& print);

// Facets alone: text, JSON, or a table with a row a value, and rows of kind "others" and "without".
void RenderFacets(const SearchResult& result, const RenderOptions& options, const Print& print);

// The parts of the above, one file each.
void RenderText(const SearchResult& result, const RenderOptions& options, const Print& print);
void RenderJson(const SearchResult& result, const RenderOptions& options, const Searcher& searcher,
                const Print& print);
void RenderTable(const SearchResult& result, const RenderOptions& options, const Searcher& searcher,
                 const Print& print);
void RenderFacetTable(const std::vector<FacetCounts>& facets, const RenderOptions& options,
                      const Print& print);
void RenderCitations(const SearchResult& result, const RenderOptions& options,
                     const Searcher& searcher, const Print& print);
void RenderHtml(const SearchResult& result, const RenderOptions& options, const Print& print);
// One article as a reference. Requires: format is kRis, kBibtex or kCslJson.
std::string Citation(const Article& article, Format format);
// Escaped for text and for quoted attributes.
std::string HtmlText(std::string_view text);
// "QID Q0 DOCNO RANK SCORE backfile" and a line end. White space and control characters in QID and
// DOCNO become "_".
std::string TrecLine(std::string_view question, const Hit& hit);
// The summary object of JSON output, without its line end.
std::string SummaryJson(const SearchResult& result, const RenderOptions& options);
// Adds "facets" and the numbers that go with them; nothing if none were asked for.
void AddFacets(const std::vector<FacetCounts>& facets, JsonObject* json);
void AppendFacetText(const std::vector<FacetCounts>& facets, const RenderOptions& options,
                     std::string* out);

}  // namespace backfile
