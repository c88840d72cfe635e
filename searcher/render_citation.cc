// Results as references for a bibliography: RIS, BibTeX, CSL-JSON.
//
// RIS as https://en.wikipedia.org/wiki/RIS_(file_format) and Zotero read it: a tag, two spaces, a
// hyphen, a space; type NEWS; lines end in CR LF. BibTeX escapes what TeX would take for a command.
// CSL-JSON follows https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <array>
#include <cstdio>

#include "article/json.h"
#include "article/text.h"
#include "article/units.h"
#include "searcher/render.h"

namespace backfile {

namespace {

struct DateParts {
  int year = 0;
  int month = 0;  // 0: not known.
  int day = 0;
};

DateParts PartsOf(const PartialDate& date) {
  const auto day = date.day();
  DateParts parts{static_cast<int>(day.year()), 0, 0};
  if (date.precision() >= Precision::kMonth) {
    parts.month = static_cast<int>(static_cast<unsigned>(day.month()));
  }
  if (date.precision() >= Precision::kDay) {
    parts.day = static_cast<int>(static_cast<unsigned>(day.day()));
  }
  return parts;
}

void RisLine(std::string_view tag, std::string_view value, std::string* out) {
  if (value.empty() && tag != "ER") return;
  *out += std::string(tag) + "  - " + Squeeze(CleanUtf8(value)) + "\r\n";
}

std::string RisDate(const DateParts& parts) {
  std::string text = Digits(parts.year, 4) + "/";
  if (parts.month > 0) text += Digits(parts.month, 2);
  text += "/";
  if (parts.day > 0) text += Digits(parts.day, 2);
  return text + "/";
}

std::string Ris(const Article& article) {
  std::string out;
  RisLine("TY", "NEWS", &out);
  RisLine("ID", article.id, &out);
  RisLine("TI", article.title, &out);
  for (const std::string& writer : article.byline) RisLine("AU", writer, &out);
  RisLine("T2", article.source, &out);
  if (article.published) {
    const DateParts parts = PartsOf(*article.published);
    RisLine("PY", Digits(parts.year, 4), &out);
    RisLine("DA", RisDate(parts), &out);
  }
  RisLine("SE", article.section, &out);
  for (const std::string& subject : article.subjects) RisLine("KW", subject, &out);
  RisLine("LA", article.language, &out);
  RisLine("UR", article.url, &out);
  RisLine("ER", "", &out);
  return out + "\r\n";
}

std::string BibtexText(std::string_view text) {
  std::string out;
  for (const char c : Squeeze(text)) {
    switch (c) {
      case '\\':
        out += "\\textbackslash{}";
        break;
      case '~':
        out += "\\textasciitilde{}";
        break;
      case '^':
        out += "\\textasciicircum{}";
        break;
      case '{':
      case '}':
      case '%':
      case '&':
      case '#':
      case '$':
      case '_':
        out += '\\';
        [[fallthrough]];
      default:
        out += c;
    }
  }
  return out;
}

// An address is taken as it stands, so what would unbalance the field is written as an address may.
std::string BibtexUrl(std::string_view url) {
  std::string out;
  for (const char c : Squeeze(url)) {
    if (c == '{') {
      out += "%7B";
    } else if (c == '}') {
      out += "%7D";
    } else if (c == '\\') {
      out += "%5C";
    } else {
      out += c;
    }
  }
  return out;
}

void BibtexField(std::string_view name, std::string_view value, std::string* out) {
  if (value.empty()) return;
  *out += ",\n  " + std::string(name) + " = {" + std::string(value) + "}";
}

std::string Bibtex(const Article& article) {
  std::string key = article.id;
  std::erase(key, ':');
  std::string out = "@article{" + key;
  if (!article.title.empty()) {
    BibtexField("title", "{" + BibtexText(article.title) + "}", &out);
  }
  std::string writers;
  for (const std::string& writer : article.byline) {
    writers += (writers.empty() ? "{" : " and {") + BibtexText(writer) + "}";
  }
  BibtexField("author", writers, &out);
  BibtexField("journal", BibtexText(article.source), &out);
  if (article.published) {
    const DateParts parts = PartsOf(*article.published);
    BibtexField("year", Digits(parts.year, 4), &out);
    if (parts.month > 0) BibtexField("month", std::to_string(parts.month), &out);
    BibtexField("date", article.published->ToString().substr(0, 10), &out);
  }
  BibtexField("url", BibtexUrl(article.url), &out);
  BibtexField("langid", BibtexText(article.language), &out);
  return out + "\n}\n\n";
}

std::string CslDate(const DateParts& parts) {
  std::string out = "{\"date-parts\":[[" + std::to_string(parts.year);
  if (parts.month > 0) out += "," + std::to_string(parts.month);
  if (parts.day > 0) out += "," + std::to_string(parts.day);
  return out + "]]}";
}

std::string CslAuthors(const std::vector<std::string>& writers) {
  std::string out = "[";
  for (const std::string& writer : writers) {
    if (out.size() > 1) out += ',';
    JsonObject name(&out);
    name.Text("literal", writer);
    name.Close();
  }
  return out + "]";
}

std::string CslJson(const Article& article) {
  std::string out;
  JsonObject json(&out);
  json.Text("id", article.id);
  json.Text("type", "article-newspaper");
  json.TextIfAny("title", article.title);
  if (!article.byline.empty()) json.Raw("author", CslAuthors(article.byline));
  json.TextIfAny("container-title", article.source);
  if (article.published) json.Raw("issued", CslDate(PartsOf(*article.published)));
  json.TextIfAny("section", article.section);
  json.TextIfAny("language", article.language);
  json.TextIfAny("URL", article.url);
  json.Close();
  return out;
}

}  // namespace

std::string Citation(const Article& article, Format format) {
  if (format == Format::kRis) return Ris(article);
  return CleanUtf8(format == Format::kBibtex ? Bibtex(article) : CslJson(article));
}

void RenderCitations(const SearchResult& result, const RenderOptions& options,
                     const Searcher& searcher, const Print& print) {
  const bool is_list = options.format == Format::kCslJson;
  if (is_list && options.is_first_piece) print("[");
  for (const Hit& hit : result.hits) {
    if (is_list && (&hit != &result.hits.front() || !options.is_first_piece)) print(",\n");
    print(Citation(searcher.LoadHit(hit), options.format));
  }
  if (is_list && options.is_last_piece) print("]\n");
}

}  // namespace backfile
