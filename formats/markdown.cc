// As much YAML and Markdown as front matters and articles have.
//
// A full YAML parser would bring anchors that expand without bound and types that nobody asked for;
// front matters are flat: scalars, lists, and texts in blocks.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/markdown.h"

#include <algorithm>
#include <array>

#include "article/charset.h"
#include "article/json.h"
#include "article/news_date.h"
#include "article/paragraphs.h"
#include "article/text.h"
#include "formats/byline.h"
#include "formats/header_block.h"
#include "formats/html_page.h"

namespace backfile {

namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

std::string_view TakeLine(std::string_view* text) {
  const std::size_t end = std::min(text->find('\n'), text->size());
  std::string_view line = text->substr(0, end);
  text->remove_prefix(std::min(end + 1, text->size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool IsFence(std::string_view line) { return line == "---" || line == "+++"; }

// The front matter, taken off with its fences; nullopt: there is none.
std::optional<std::string_view> TakeFrontMatter(std::string_view* text) {
  std::string_view rest = Trim(*text);
  const std::string_view fence = Trim(TakeLine(&rest));
  if (!IsFence(fence)) return std::nullopt;
  const std::string_view begin = rest;
  while (!rest.empty()) {
    const std::size_t at = begin.size() - rest.size();
    const std::string_view line = Trim(TakeLine(&rest));
    if (line != fence && line != "...") continue;
    *text = rest;
    return begin.substr(0, at);
  }
  return std::nullopt;
}

bool IsKeyChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

// "title: Bridge falls", `title = "Bridge falls"`; false if the line is none.
bool SplitEntry(std::string_view line, std::string* key, std::string_view* value) {
  const std::size_t end =
      static_cast<std::size_t>(std::ranges::find_if_not(line, IsKeyChar) - line.begin());
  std::string_view rest = Trim(line.substr(end));
  if (end == 0 || (!rest.starts_with(':') && !rest.starts_with('='))) return false;
  *key = LowerAscii(line.substr(0, end));
  *value = Trim(rest.substr(1));
  return true;
}

// Without quotation marks around it, or a comment behind it.
std::string Unquoted(std::string_view value) {
  const char quote = value.empty() ? ' ' : value.front();
  if (quote == '"' || quote == '\'') {
    std::string text;
    for (std::size_t i = 1; i < value.size() && value[i] != quote; ++i) {
      const bool is_escape = quote == '"' && value[i] == '\\' && i + 1 < value.size();
      text += value[is_escape ? ++i : i];
    }
    return text;
  }
  return std::string(Trim(value.substr(0, value.find(" #"))));
}

void AddValue(const std::string& key, std::string_view value, Entries* entries) {
  if (!value.starts_with('[')) {
    std::string text = Unquoted(value);
    if (!text.empty() && text != "null" && text != "~") entries->emplace_back(key, std::move(text));
    return;
  }
  value = value.substr(1, value.find(']') - 1);
  for (const std::string& one : SplitList(value, ",")) entries->emplace_back(key, Unquoted(one));
}

// --- Markdown ---

// "[text](address)" and "![text](address)": the text; other brackets stay.
std::string WithoutLinks(std::string_view line) {
  std::string text;
  while (!line.empty()) {
    const std::size_t open = std::min(line.find('['), line.size());
    text += line.substr(0, open);
    line.remove_prefix(open);
    const std::size_t middle = line.find("](");
    const std::size_t close = middle == line.npos ? line.npos : line.find(')', middle);
    if (close == std::string_view::npos) {
      text += line;
      break;
    }
    if (text.ends_with('!')) text.pop_back();
    text += line.substr(1, middle - 1);
    line.remove_prefix(close + 1);
  }
  return text;
}

// Runs of the marks of emphasis at the edges of words, and of code.
std::string WithoutEmphasis(std::string_view line) {
  std::string text;
  for (std::size_t i = 0; i < line.size();) {
    const char c = line[i];
    std::size_t end = i;
    while (end < line.size() && line[end] == c) ++end;
    const bool is_mark = c == '*' || c == '`' || c == '_';
    const bool before_word = i == 0 || line[i - 1] == ' ' || line[i - 1] == '(';
    const bool after_word = end == line.size() ||
                            std::string_view(" .,;:!?)").find(line[end]) != std::string_view::npos;
    const bool inside = c == '_' && !before_word && !after_word;
    const bool alone = before_word && after_word;
    if (!is_mark || inside || alone) text += line.substr(i, end - i);
    i = end;
  }
  return text;
}

// Marks at the beginning of a line: headings, quotations, items of lists.
std::string_view WithoutBlockMarks(std::string_view line) {
  line = Trim(line);
  while (line.starts_with('>')) line = Trim(line.substr(1));
  if (line.starts_with('#')) {
    line.remove_prefix(std::min(line.find_first_not_of('#'), line.size()));
    while (line.ends_with('#')) line.remove_suffix(1);
  }
  if (line.starts_with("* ") || line.starts_with("- ") || line.starts_with("+ ")) {
    line.remove_prefix(2);
  }
  return Trim(line);
}

bool IsRule(std::string_view line) {
  return line.size() >= 3 && std::string_view("-*_=").find(line[0]) != std::string_view::npos &&
         std::ranges::all_of(line, [&](char c) { return c == line[0] || c == ' '; });
}

// The first heading, taken out of the text; empty if the text does not begin with one.
std::string TakeHeading(std::string_view* text) {
  std::string_view rest = Trim(*text);
  const std::string_view line = TakeLine(&rest);
  if (!line.starts_with("# ")) return "";
  *text = rest;
  return TextOfMarkdown(line);
}

// --- Fields ---

bool IsAny(std::string_view key, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, key) != names.end();
}

bool TakeDate(const std::string& value, std::optional<PartialDate>* date) {
  if (!*date) *date = ParseNewsDate(value);
  return date->has_value();
}

bool TakeText(const std::string& value, std::string* field) {
  if (!field->empty()) return false;
  *field = value;
  return true;
}

bool TakeEntry(const std::string& key, const std::string& value, Article* a) {
  if (IsAny(key, {"title", "headline"})) return TakeText(value, &a->title);
  if (IsAny(key, {"subtitle", "subheadline", "standfirst"})) return TakeText(value, &a->subtitle);
  if (IsAny(key, {"date", "published", "publishdate", "pubdate", "date_published"})) {
    return TakeDate(value, &a->published);
  }
  if (IsAny(key, {"lastmod", "updated", "modified", "last_modified_at"})) {
    return TakeDate(value, &a->modified);
  }
  if (IsAny(key, {"source", "publisher", "publication"})) return TakeText(value, &a->source);
  if (IsAny(key, {"section", "category"})) return TakeText(value, &a->section);
  if (IsAny(key, {"lang", "language", "locale"})) return TakeText(value, &a->language);
  if (IsAny(key, {"url", "link", "canonical", "canonical_url"})) return TakeText(value, &a->url);
  if (IsAny(key, {"id", "guid", "uuid"})) return TakeText(value, &a->external_id);
  if (IsAny(key, {"author", "authors", "byline", "by"})) {
    std::ranges::move(SplitByline(value), std::back_inserter(a->byline));
  } else if (IsAny(key, {"tags", "keywords", "categories", "topics", "subjects"})) {
    std::ranges::move(SplitList(value, ","), std::back_inserter(a->subjects));
  } else if (IsAny(key, {"people", "persons"})) {
    a->people.push_back({value, "", {}, Basis::kMetadata});
  } else if (IsAny(key, {"places", "locations"})) {
    a->places.push_back(value);
  } else {
    return false;
  }
  return true;
}

}  // namespace

Entries ParseFrontMatter(std::string_view text) {
  Entries entries;
  std::string key;
  std::string block;  // The lines of a text under "key: |" or "key: >".
  bool in_block = false;
  while (!text.empty()) {
    const std::string_view line = TakeLine(&text);
    const std::string_view words = Trim(line);
    const bool is_nested = line.starts_with(' ') || line.starts_with('\t');
    if (in_block && (is_nested || words.empty())) {
      block.append(block.empty() ? "" : "\n").append(words);
      continue;
    }
    if (in_block) entries.emplace_back(key, std::exchange(block, ""));
    in_block = false;
    std::string_view value;
    if (words.starts_with("- ") && !key.empty()) {
      AddValue(key, Trim(words.substr(2)), &entries);
    } else if (words.starts_with('[') || words.starts_with('#') || is_nested) {
      continue;  // A table, a comment, or a member of a table.
    } else if (SplitEntry(line, &key, &value)) {
      in_block = value == "|" || value == ">" || value == "|-" || value == ">-";
      if (!in_block) AddValue(key, value, &entries);
    }
  }
  if (in_block) entries.emplace_back(key, block);
  return entries;
}

std::string TextOfMarkdown(std::string_view markdown) {
  std::string text;
  while (!markdown.empty()) {
    std::string_view line = Trim(TakeLine(&markdown));
    if (IsRule(line) || line.starts_with("```")) line = {};
    const bool is_heading = line.starts_with('#');
    if (is_heading) text += '\n';
    text += WithoutEmphasis(WithoutLinks(WithoutBlockMarks(line)));
    text += is_heading ? "\n\n" : "\n";
  }
  const bool has_html =
      text.find("</") != std::string::npos || text.find("<br") != std::string::npos;
  if (!has_html) return TidyParagraphs(text);
  // Line ends would be white space to HTML.
  std::string html;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_empty_line = text[i] == '\n' && i + 1 < text.size() && text[i + 1] == '\n';
    if (is_empty_line) html += "<p>";
    html += text[i];
  }
  return TidyParagraphs(TextOfHtml(html));
}

int SniffMarkdown(const Head& head) {
  std::string_view text = head.bytes;
  const auto front = TakeFrontMatter(&text);
  const std::string name = LowerAscii(head.name);
  const bool is_named = name.ends_with(".md") || name.ends_with(".markdown");
  if (front && !ParseFrontMatter(*front).empty()) return is_named ? 92 : 75;
  const bool is_binary = head.bytes.find('\0') != std::string_view::npos;
  return is_named && !is_binary ? 40 : 0;
}

void ReadMarkdown(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
                  Problems*) {
  const std::string decoded = DecodeText(record.bytes, options.charset).text;
  std::string_view text = decoded;
  Article article;
  if (const auto front = TakeFrontMatter(&text)) {
    for (const auto& [key, value] : ParseFrontMatter(*front)) {
      if (TakeEntry(key, value, &article)) continue;
      std::string json;
      AppendJsonString(value, &json);
      article.extras.emplace_back(key, json);
    }
  }
  if (article.published) article.published_basis = DateBasis::kMetadata;
  if (!article.source.empty()) article.source_basis = "metadata";
  const std::string heading = TakeHeading(&text);
  if (article.title.empty()) article.title = heading;
  article.body = TextOfMarkdown(text);
  articles->push_back(std::move(article));
}

}  // namespace backfile
