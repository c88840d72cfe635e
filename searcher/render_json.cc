// JSON: one object, or one object a line and a summary last.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/json.h"
#include "searcher/render.h"

namespace backfile {

namespace {

const std::vector<std::string>& UsualFields() {
  static const std::vector<std::string> fields = {
      "rank",   "score",   "id",         "external_id", "title",   "date",  "source",
      "people", "snippet", "highlights", "copies",      "also_in", "hidden"};
  return fields;
}

void AddField(const HitField& field, const Hit& hit, const Article* article, JsonObject* json) {
  const std::vector<std::string> values = field.get(hit, article);
  if (values.empty()) return;
  if (field.is_list) {
    json->ListIfAny(field.name, values);
  } else if (field.is_number) {
    json->Raw(field.name, values.front());
  } else {
    json->Text(field.name, values.front());
  }
}

std::string HitJson(const Hit& hit, const RenderOptions& options, const Searcher& searcher,
                    bool is_line) {
  std::string out;
  JsonObject json(&out);
  if (is_line) json.Text("type", "hit");
  if (is_line && !options.alert.empty()) json.Text("alert", options.alert);
  std::optional<Article> article;
  for (const std::string& name : options.fields.empty() ? UsualFields() : options.fields) {
    const HitField& field = *FindHitField(name);
    if (field.needs_article && !article) article = searcher.LoadHit(hit);
    AddField(field, hit, article ? &*article : nullptr, &json);
  }
  json.Close();
  return out;
}

std::string FacetJson(const FacetCounts& facet) {
  std::string out = "[";
  for (const FacetValue& value : facet.values) {
    if (out.size() > 1) out += ',';
    JsonObject json(&out);
    json.Text("value", value.value);
    json.Number("count", value.count);
    json.Close();
  }
  return out + "]";
}

// One number a facet.
std::string FacetNumbers(const std::vector<FacetCounts>& facets,
                         std::int64_t FacetCounts::*number) {
  std::string out;
  JsonObject json(&out);
  for (const FacetCounts& facet : facets) json.Number(facet.name, facet.*number);
  json.Close();
  return out;
}

void AddMissing(const std::vector<MissingShard>& missing, JsonObject* json) {
  if (missing.empty()) return;
  std::string list = "[";
  for (const MissingShard& shard : missing) {
    if (list.size() > 1) list += ',';
    JsonObject one(&list);
    one.Text("shard", shard.place);
    one.Text("reason", shard.reason);
    one.Close();
  }
  json->Raw("missing_shards", list + "]");
}

void AddSummary(const SearchResult& result, const RenderOptions& options, JsonObject* json) {
  json->Number("format_version", std::int64_t{kFormatVersion});
  if (!options.alert.empty()) json->Text("alert", options.alert);
  json->Text("query", result.query);
  json->Number("total", result.total);
  if (result.stories >= 0) json->Number("stories", result.stories);
  json->ListIfAny("notes", result.notes);
  AddMissing(result.missing, json);
  if (result.is_part) json->Raw("incomplete", "true");
  AddFacets(result.facets, json);
  json->Number("took_us", std::int64_t{result.took.count()});
}

}  // namespace

void AddFacets(const std::vector<FacetCounts>& facets, JsonObject* json) {
  if (facets.empty()) return;
  std::string out;
  JsonObject values(&out);
  for (const FacetCounts& facet : facets) values.Raw(facet.name, FacetJson(facet));
  values.Close();
  json->Raw("facets", out);
  json->Raw("facet_values", FacetNumbers(facets, &FacetCounts::different));
  json->Raw("facet_others", FacetNumbers(facets, &FacetCounts::others));
  json->Raw("facet_without", FacetNumbers(facets, &FacetCounts::without));
}

std::string SummaryJson(const SearchResult& result, const RenderOptions& options) {
  std::string out;
  JsonObject json(&out);
  json.Text("type", "summary");
  AddSummary(result, options, &json);
  json.Close();
  return out;
}

void RenderJson(const SearchResult& result, const RenderOptions& options, const Searcher& searcher,
                const Print& print) {
  if (options.format == Format::kJsonl) {
    for (const Hit& hit : result.hits) print(HitJson(hit, options, searcher, true) + "\n");
    if (options.is_last_piece) print(SummaryJson(result, options) + "\n");
    return;
  }
  std::string out;
  if (options.is_first_piece) {
    JsonObject json(&out);
    AddSummary(result, options, &json);
    out += ",\"hits\":[";
  }
  for (const Hit& hit : result.hits) {
    if (&hit != &result.hits.front() || !options.is_first_piece) out += ',';
    out += HitJson(hit, options, searcher, false);
  }
  print(out + (options.is_last_piece ? "]}\n" : ""));
}

}  // namespace backfile
