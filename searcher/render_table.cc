// CSV (RFC 4180), tab-separated values, and TREC runs.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "article/text.h"

#include "searcher/render.h"
#include "searcher/rows.h"

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

// A column of a TREC run: without white space or control characters, and never empty.
std::string TrecName(std::string_view text) {
  std::string name = Squeeze(CleanUtf8(text));
  std::ranges::replace(name, ' ', '_');
  return name.empty() ? "_" : name;
}

}  // namespace

std::string TrecLine(std::string_view question, const Hit& hit) {
  const std::string& document = hit.external_id.empty() ? hit.id : hit.external_id;
  return TrecName(question) + " Q0 " + TrecName(document) + " " + std::to_string(hit.rank) + " " +
         FindHitField("score")->get(hit, nullptr).front() + " backfile\n";
}

void RenderTable(const SearchResult& result, const RenderOptions& options, const Searcher& searcher,
                 const Print& print) {
  if (options.format == Format::kTrec) {
    for (const Hit& hit : result.hits) print(TrecLine("1", hit));
    return;
  }
  const std::vector<std::string>& fields = options.fields.empty() ? UsualFields() : options.fields;
  if (options.is_first_piece) print(TableLine(fields, options));
  for (const Hit& hit : result.hits) {
    std::optional<Article> article;
    std::vector<std::string> cells;
    for (const std::string& name : fields) {
      const HitField& field = *FindHitField(name);
      if (field.needs_article && !article) article = searcher.LoadHit(hit);
      cells.push_back(Joined(field.get(hit, article ? &*article : nullptr)));
    }
    print(TableLine(cells, options));
  }
}

void RenderFacetTable(const std::vector<FacetCounts>& facets, const RenderOptions& options,
                      const Print& print) {
  print(TableLine({"facet", "kind", "value", "count"}, options));
  for (const FacetCounts& facet : facets) {
    for (const FacetValue& value : facet.values) {
      print(TableLine({facet.name, "value", value.value, std::to_string(value.count)}, options));
    }
    if (facet.others > 0) {
      print(TableLine({facet.name, "others", "", std::to_string(facet.others)}, options));
    }
    if (facet.without > 0) {
      print(TableLine({facet.name, "without", "", std::to_string(facet.without)}, options));
    }
  }
}

}  // namespace backfile
