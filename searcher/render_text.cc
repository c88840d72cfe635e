// Results for people: titles, dates, sentences with their hits marked, bars of counts.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <cmath>

#include "article/json.h"
#include "article/text.h"
#include "searcher/render.h"

namespace backfile {

namespace {

constexpr std::string_view kHitColor = "\033[1;33m";
constexpr std::string_view kTitleColor = "\033[1m";
constexpr std::string_view kFaintColor = "\033[2m";
constexpr std::string_view kPlainColor = "\033[0m";

std::string Colored(std::string_view text, std::string_view color, const RenderOptions& options) {
  if (!options.has_color) return std::string(text);
  return std::string(color) + std::string(text) + std::string(kPlainColor);
}

std::string Safe(std::string_view text, const RenderOptions& options) {
  return options.is_raw ? std::string(text) : Printable(text, true);
}

std::size_t Width(std::string_view text) {
  std::size_t width = 0;
  bool in_escape = false;
  for (const char c : text) {
    if (c == '\033') in_escape = true;
    if (!in_escape && (c & 0xc0) != 0x80) ++width;
    if (in_escape && c == 'm') in_escape = false;
  }
  return width;
}

// Lines of at most options.width columns, each begun by `indent`.
std::string Wrap(std::string_view text, std::string_view indent, const RenderOptions& options) {
  std::string out(indent);
  std::size_t column = indent.size();
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    const std::size_t width = Width(word);
    if (column > indent.size() && column + 1 + width > options.width) {
      out += "\n";
      out += indent;
      column = indent.size();
    } else if (column > indent.size()) {
      out += ' ';
      ++column;
    }
    out += word;
    column += width;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out + "\n";
}

// The text with its hits marked; numbered from *number on if it is given.
std::string Marked(std::string_view text, const std::vector<Stretch>& hits, std::string_view base,
                   int* number, const RenderOptions& options) {
  std::string out;
  std::size_t at = 0;
  const auto plain = [&](std::size_t end) {
    const std::string piece = Safe(text.substr(at, end - at), options);
    out += base.empty() ? piece : Colored(piece, base, options);
    at = end;
  };
  for (const Stretch& hit : hits) {
    plain(hit.begin);
    std::string piece = Safe(text.substr(hit.begin, hit.end - hit.begin), options);
    if (options.has_brackets) piece = "[[" + piece + "]]";
    out += Colored(piece, kHitColor, options);
    if (number != nullptr)
      out += Colored("(" + std::to_string(++*number) + ")", kFaintColor, options);
    at = hit.end;
  }
  plain(text.size());
  return out;
}

std::string Listed(const std::vector<std::string>& values, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most, values.size()); ++i) {
    text += (i == 0 ? "" : ", ") + values[i];
  }
  return text + (values.size() > most ? ", ..." : "");
}

std::string OneLine(std::string_view text, const RenderOptions& options) {
  return options.is_raw ? std::string(text) : Printable(text);
}

// At most so many bytes of the text, cut at a word.
std::string Cut(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  const std::size_t end = text.rfind(' ', most);
  return text.substr(0, end == std::string::npos ? 0 : end) + " …";
}

// "Also ran in 3 papers: ...".
std::string AlsoRan(const Hit& hit, const RenderOptions& options) {
  const std::size_t papers = hit.also_in.size();
  if (papers == 0) {
    return "There " +
           (hit.copies == 1 ? std::string("is a copy")
                            : "are " + std::to_string(hit.copies) + " copies") +
           " of it.";
  }
  std::string text = "Also ran in ";
  if (papers > 1) text += std::to_string(papers) + " papers: ";
  return text + OneLine(Listed(hit.also_in, 6), options) + ".";
}

std::string HitText(const Hit& hit, const RenderOptions& options) {
  const std::string rank = std::to_string(hit.rank) + ". ";
  const std::string indent(rank.size(), ' ');
  const std::string title = hit.title.empty() ? "(no title)" : hit.title;
  std::string out =
      Wrap(rank + Marked(title, hit.title_hits, kTitleColor, nullptr, options), "", options);
  std::string facts = hit.id;
  if (!hit.date.empty()) facts += "  " + hit.date;
  const bool is_inferred = !hit.date_basis.empty() && hit.date_basis != "metadata";
  if (is_inferred) facts += " (from " + hit.date_basis + ")";
  if (!hit.source.empty()) facts += "  " + OneLine(hit.source, options);
  if (!hit.people.empty()) facts += "  " + OneLine(Listed(hit.people, 4), options);
  if (hit.hidden != Hidden::kNo) facts += "  (" + std::string(InWords(hit.hidden)) + ")";
  out += indent + Colored(facts, kFaintColor, options) + "\n";
  if (!hit.correction.empty()) {
    out += Wrap("Correction: " + Cut(Safe(hit.correction, options), 200), indent, options);
  }
  if (hit.copies > 0)
    out += Wrap(Colored(AlsoRan(hit, options), kFaintColor, options), indent, options);
  if (!hit.snippet.text.empty()) {
    out += Wrap(Marked(hit.snippet.text, hit.snippet.hits, "", nullptr, options), indent, options);
  }
  return out + "\n";
}

// A bar of `share` of `width` columns, in eighths.
std::string Bar(double share, std::size_t width) {
  constexpr std::string_view kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto eighths =
      static_cast<std::size_t>(std::lround(share * static_cast<double>(width) * 8));
  std::string bar;
  for (std::size_t i = 0; i < eighths / 8; ++i) bar += "█";
  return bar + std::string(kEighths[eighths % 8]);
}

std::string FacetText(const FacetCounts& facet, const RenderOptions& options) {
  std::string out = Colored(facet.name, kTitleColor, options) + "\n";
  std::int64_t greatest = 1;
  std::size_t widest = 10;
  for (const FacetValue& value : facet.values) {
    greatest = std::max(greatest, value.count);
    widest = std::max(widest, Width(OneLine(value.value, options)));
  }
  widest = std::min(widest, options.width / 2);
  for (const FacetValue& value : facet.values) {
    const std::string text = OneLine(value.value, options);
    const std::string count = std::to_string(value.count);
    const std::size_t width = Width(text);
    out += "  " + text + std::string(width < widest ? widest - width : 0, ' ') +
           std::string(count.size() < 9 ? 9 - count.size() : 1, ' ') + count + "  " +
           Bar(static_cast<double>(value.count) / static_cast<double>(greatest), 20) + "\n";
  }
  const std::int64_t more = facet.different - static_cast<std::int64_t>(facet.values.size());
  if (more > 0)
    out += "  " + std::to_string(more) + (more == 1 ? " other, " : " others, ") +
           std::to_string(facet.others) + " in all\n";
  if (facet.without > 0) {
    const bool is_date = facet.name == "date" || facet.name == "month" || facet.name == "day";
    out += "  " + std::string(is_date ? "undated: " : "without: ") + std::to_string(facet.without) +
           "\n";
  }
  return out + "\n";
}

// ", without db2:8641": why is said on standard error.
std::string Without(const SearchResult& result) {
  std::string text;
  for (const MissingShard& shard : result.missing) text += ", without " + Printable(shard.place);
  if (result.is_part) text += " so far: the time was over";
  return text;
}

std::string Headline(const SearchResult& result) {
  if (result.total == 0) return "No article matches" + Without(result) + ".\n";
  const std::string articles = result.total == 1 ? " article" : " articles";
  std::string text = std::to_string(result.total) + articles;
  if (result.stories >= 0 && result.stories < result.total) {
    text += " (" + std::to_string(result.stories) + " without copies)";
  }
  text += Without(result);
  const bool is_part =
      static_cast<std::int64_t>(result.hits.size()) < result.total && !result.hits.empty();
  if (is_part) {
    text += ", " + std::to_string(result.hits.front().rank) + " to " +
            std::to_string(result.hits.back().rank);
  }
  return text + "\n\n";
}

}  // namespace

void AppendFacetText(const std::vector<FacetCounts>& facets, const RenderOptions& options,
                     std::string* out) {
  for (const FacetCounts& facet : facets) *out += FacetText(facet, options);
}

void RenderText(const SearchResult& result, const RenderOptions& options, const Print& print) {
  if (options.is_null_separated) {
    for (const Hit& hit : result.hits) print(hit.id + '\0');
    return;
  }
  print(Headline(result));
  for (const Hit& hit : result.hits) print(HitText(hit, options));
  std::string facets;
  AppendFacetText(result.facets, options, &facets);
  print(facets);
}

void RenderFacets(const SearchResult& result, const RenderOptions& options, const Print& print) {
  if (options.format == Format::kCsv || options.format == Format::kTsv) {
    return RenderFacetTable(result.facets, options, print);
  }
  if (options.format != Format::kText) return print(SummaryJson(result, options) + "\n");
  std::string out = Headline(result);
  AppendFacetText(result.facets, options, &out);
  print(out);
}

namespace {

void FactLine(std::string_view name, std::string_view value, const RenderOptions& options,
              const Print& print) {
  if (value.empty()) return;
  print(Colored(std::string(name) + ":", kFaintColor, options) + " " + OneLine(value, options) +
        "\n");
}

std::vector<std::string> PeopleWithRoles(const Article& article) {
  std::vector<std::string> people;
  for (const Person& person : article.people) {
    people.push_back(person.name + (person.role.empty() ? "" : " (" + person.role + ")"));
  }
  return people;
}

std::string DateWithBasis(const Article& article) {
  if (!article.published) return "";
  return article.published->ToString() + " (from " +
         std::string(DateBasisName(article.published_basis)) + ")";
}

}  // namespace

void RenderArticle(const Article& article, const std::vector<Mark>& marks,
                   const RenderOptions& options, Analyzer* analyzer, const Print& print) {
  if (options.format != Format::kText) return print(ToJson(article) + "\n");
  int number = 0;
  int* const numbered = marks.empty() ? nullptr : &number;
  const auto hits = [&](std::string_view text, std::string_view field) {
    return FindHits(text, field, article, marks, analyzer);
  };
  print(Wrap(Marked(article.title, hits(article.title, "title"), kTitleColor, numbered, options),
             "", options));
  if (!article.subtitle.empty()) print(Wrap(Safe(article.subtitle, options), "", options));
  print("\n");
  constexpr std::size_t kAll = 1000;
  FactLine("Id", article.id, options, print);
  FactLine("Date", DateWithBasis(article), options, print);
  FactLine("Source", article.source, options, print);
  FactLine("By", Listed(article.byline, kAll), options, print);
  FactLine("Section", article.section, options, print);
  FactLine("People", Listed(PeopleWithRoles(article), kAll), options, print);
  FactLine("Organisations", Listed(article.organisations, kAll), options, print);
  FactLine("Places", Listed(article.places, kAll), options, print);
  FactLine("Subjects", Listed(article.subjects, kAll), options, print);
  FactLine("Correction", article.correction, options, print);
  if (article.status != Status::kUsable)
    FactLine("Status", StatusName(article.status), options, print);
  FactLine("Address", article.url, options, print);
  FactLine("Read from", ToString(article.locator), options, print);
  for (const std::string& note : article.notes) FactLine("Note", note, options, print);
  print("\n");
  const std::string body = Marked(article.body, hits(article.body, ""), "", numbered, options);
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = std::min(body.find('\n', at), body.size());
    print(Wrap(std::string_view(body).substr(at, end - at), "", options));
    at = end + 1;
  }
  for (const std::string& caption : article.captions) {
    print("\n" + Wrap("[" + Marked(caption, hits(caption, "caption"), "", numbered, options) + "]",
                      "", options));
  }
}

}  // namespace backfile
