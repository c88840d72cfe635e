// Which format is which, and the fields that data formats choose from.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/render.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace backfile {

namespace {

using Values = std::vector<std::string>;

Values One(std::string_view text) { return text.empty() ? Values() : Values{std::string(text)}; }

Values DateValue(const std::optional<PartialDate>& date) {
  return date ? One(date->ToString()) : Values();
}

std::string Number(double value) {
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::fixed, 6)
                       .ptr;
  return std::string(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
}

Values HitTexts(const MarkedText& marked) {
  Values texts;
  for (const Stretch& hit : marked.hits) {
    std::string text = marked.text.substr(hit.begin, hit.end - hit.begin);
    if (std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
  }
  return texts;
}

std::vector<HitField> MakeFields() {
  using H = const Hit&;
  using A = const Article*;
  return {
      {"rank", "place in the list, from 1", false, false, true,
       [](H h, A) { return One(std::to_string(h.rank)); }},
      {"score", "how well it answers; comparable within one list", false, false, true,
       [](H h, A) { return One(Number(h.score)); }},
      {"id", "bf: and 16 digits", false, false, false, [](H h, A) { return One(h.id); }},
      {"external_id", "the article's own identifier", false, false, false,
       [](H h, A) { return One(h.external_id); }},
      {"title", "headline", false, false, false, [](H h, A) { return One(h.title); }},
      {"date", "day of publication, cut to what is known", false, false, false,
       [](H h, A) { return One(h.date); }},
      {"date_basis", "how the date is known: metadata, dateline, url, text or path", false, false,
       false, [](H h, A) { return One(h.date_basis); }},
      {"source", "who provided it", false, false, false, [](H h, A) { return One(h.source); }},
      {"people", "people it is about", false, true, false, [](H h, A) { return h.people; }},
      {"snippet", "sentences that matched", false, false, false,
       [](H h, A) { return One(h.snippet.text); }},
      {"highlights", "words of the snippet that matched", false, true, false,
       [](H h, A) { return HitTexts(h.snippet); }},
      {"copies", "how many copies of it there are", false, false, true,
       [](H h, A) { return One(h.copies > 0 ? std::to_string(h.copies) : ""); }},
      {"also_in", "other sources in which copies ran", false, true, false,
       [](H h, A) { return h.also_in; }},
      {"hidden", "why it is not shown unasked: superseded, withdrawn or embargoed", false, false,
       false, [](H h, A) { return One(NameOf(h.hidden)); }},
      {"published", "date and time of publication", true, false, false,
       [](H, A a) { return DateValue(a->published); }},
      {"published_basis", "how the date was learnt", true, false, false,
       [](H, A a) { return One(DateBasisName(a->published_basis)); }},
      {"subtitle", "second headline", true, false, false, [](H, A a) { return One(a->subtitle); }},
      {"byline", "writers", true, true, false, [](H, A a) { return a->byline; }},
      {"section", "section", true, false, false, [](H, A a) { return One(a->section); }},
      {"language", "language", true, false, false, [](H, A a) { return One(a->language); }},
      {"subjects", "subjects", true, true, false, [](H, A a) { return a->subjects; }},
      {"places", "places", true, true, false, [](H, A a) { return a->places; }},
      {"organisations", "organisations", true, true, false,
       [](H, A a) { return a->organisations; }},
      {"url", "address", true, false, false, [](H, A a) { return One(a->url); }},
      {"status", "usable, embargoed, withheld or canceled", true, false, false,
       [](H, A a) { return One(StatusName(a->status)); }},
      {"version", "which of the versions of its story it is", true, false, false,
       [](H, A a) { return One(a->version); }},
      {"correction", "the editor's note on it", true, false, false,
       [](H, A a) { return One(a->correction); }},
      {"body", "the whole text", true, false, false,
       [](H h, A a) { return One(h.has_text ? a->body : ""); }},
      {"archive", "file it was read from", true, false, false,
       [](H, A a) { return One(a->locator.archive); }},
      {"member", "members of the archive, outermost first", true, true, false,
       [](H, A a) { return a->locator.members; }},
  };
}

constexpr std::array<std::pair<std::string_view, Format>, 10> kFormats = {{
    {"text", Format::kText},
    {"json", Format::kJson},
    {"jsonl", Format::kJsonl},
    {"csv", Format::kCsv},
    {"tsv", Format::kTsv},
    {"trec", Format::kTrec},
    {"ris", Format::kRis},
    {"bibtex", Format::kBibtex},
    {"csl-json", Format::kCslJson},
    {"html", Format::kHtml},
}};

}  // namespace

std::optional<Format> FindOutputFormat(std::string_view name) {
  const auto it =
      std::ranges::find(kFormats, name, [](const auto& format) { return format.first; });
  if (it == kFormats.end()) return std::nullopt;
  return it->second;
}

const std::vector<HitField>& HitFields() {
  static const std::vector<HitField> fields = MakeFields();
  return fields;
}

const HitField* FindHitField(std::string_view name) {
  const auto it = std::ranges::find(HitFields(), name, &HitField::name);
  return it == HitFields().end() ? nullptr : &*it;
}

void Render(const SearchResult& result, const RenderOptions& options, const Searcher& searcher,
            const Print& print) {
  switch (options.format) {
    case Format::kText:
      return RenderText(result, options, print);
    case Format::kJson:
    case Format::kJsonl:
      return RenderJson(result, options, searcher, print);
    case Format::kCsv:
    case Format::kTsv:
    case Format::kTrec:
      return RenderTable(result, options, searcher, print);
    case Format::kRis:
    case Format::kBibtex:
    case Format::kCslJson:
      return RenderCitations(result, options, searcher, print);
    case Format::kHtml:
      return RenderHtml(result, options, print);
  }
}

}  // namespace backfile
