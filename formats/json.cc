// JSON by simdjson, and a table of keys.
//
// A key maps to a function that takes the value into the article, or says that it cannot: then, and
// for a key that is not in the table, the value goes to Article::extras as it was written. Of two
// keys for one field the first one in the record wins.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/json.h"

#include <simdjson.h>

#include <algorithm>
#include <array>

#include "article/charset.h"
#include "article/news_date.h"
#include "article/text.h"
#include "formats/splitters.h"

namespace backfile {

namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

std::string_view FirstLine(std::string_view bytes) {
  const std::size_t end = bytes.find('\n');
  return end == std::string_view::npos ? bytes : bytes.substr(0, end);
}

bool IsWholeObject(std::string_view line) {
  simdjson::dom::parser parser;
  object found;
  return line.starts_with('{') &&
         parser.parse(simdjson::padded_string(line)).get(found) == simdjson::SUCCESS;
}

// A scalar as text; false for null, lists and objects.
bool AsText(const element& value, std::string* text) {
  std::string_view view;
  if (value.get(view) == simdjson::SUCCESS) {
    *text = CleanUtf8(view);
    return true;
  }
  if (value.is_number() || value.is_bool()) {
    *text = simdjson::minify(value);
    return true;
  }
  return false;
}

// The text of a scalar, or the name within an object: {"name": "Kate Allen"}.
bool AsName(const element& value, std::string* text) {
  if (AsText(value, text)) return true;
  object fields;
  if (value.get(fields) != simdjson::SUCCESS) return false;
  for (const char* key : {"name", "value", "label", "title"}) {
    element inner;
    if (fields[key].get(inner) == simdjson::SUCCESS && AsText(inner, text)) return true;
  }
  return false;
}

// Names in a list, in one text parted by ';' (or ',' if `commas`), or alone.
bool AsNames(const element& value, bool commas, std::vector<std::string>* names) {
  array list;
  std::string text;
  if (value.get(list) == simdjson::SUCCESS) {
    for (const element& one : list) {
      if (AsName(one, &text)) names->push_back(text);
    }
    return true;
  }
  if (!AsName(value, &text)) return false;
  for (std::string& name : SplitList(text, commas ? ";," : ";|")) names->push_back(std::move(name));
  return true;
}

bool TakeText(const element& value, std::string* field) {
  return field->empty() && AsName(value, field);
}

// Texts in a list are its paragraphs.
bool TakeBody(const element& value, std::string* body) {
  array list;
  if (!body->empty()) return false;
  if (value.get(list) != simdjson::SUCCESS) return AsText(value, body);
  std::string text;
  for (const element& paragraph : list) {
    if (AsText(paragraph, &text)) *body += (body->empty() ? "" : "\n\n") + text;
  }
  return true;
}

bool TakeDate(const element& value, std::string_view what, std::optional<PartialDate>* field,
              Article* article) {
  std::string text;
  if (field->has_value() || !AsText(value, &text)) return false;
  if (Trim(text).empty()) return true;
  *field = ParseNewsDate(text);
  if (!*field)
    article->notes.push_back("the " + std::string(what) + " \"" + text + "\" is no date");
  return field->has_value();
}

bool TakePeople(const element& value, Article* article) {
  std::vector<std::string> names;
  if (!AsNames(value, false, &names)) return false;
  for (std::string& name : names)
    article->people.push_back({std::move(name), "", {}, Basis::kMetadata});
  return true;
}

struct Key {
  std::string_view name;
  bool (*take)(const element& value, Article* article);
};

bool Title(const element& v, Article* a) { return TakeText(v, &a->title); }
bool Subtitle(const element& v, Article* a) { return TakeText(v, &a->subtitle); }
bool Body(const element& v, Article* a) { return TakeBody(v, &a->body); }
bool Identifier(const element& v, Article* a) { return TakeText(v, &a->external_id); }
bool Source(const element& v, Article* a) { return TakeText(v, &a->source); }
bool Section(const element& v, Article* a) { return TakeText(v, &a->section); }
bool Language(const element& v, Article* a) { return TakeText(v, &a->language); }
bool Url(const element& v, Article* a) { return TakeText(v, &a->url); }
bool Published(const element& v, Article* a) {
  if (!TakeDate(v, "date", &a->published, a)) return false;
  if (a->published) a->published_basis = DateBasis::kMetadata;
  return true;
}
bool Modified(const element& v, Article* a) {
  return TakeDate(v, "date of change", &a->modified, a);
}
bool Byline(const element& v, Article* a) {
  return a->byline.empty() && AsNames(v, false, &a->byline);
}
bool Places(const element& v, Article* a) { return AsNames(v, false, &a->places); }
bool Organisations(const element& v, Article* a) { return AsNames(v, false, &a->organisations); }
bool Subjects(const element& v, Article* a) { return AsNames(v, true, &a->subjects); }

// Folded by FoldKey: "datePublished", "date_published" and "date-published" are one key.
constexpr std::array kKeys = {Key{"id", Identifier},
                              Key{"identifier", Identifier},
                              Key{"guid", Identifier},
                              Key{"uuid", Identifier},
                              Key{"title", Title},
                              Key{"headline", Title},
                              Key{"subtitle", Subtitle},
                              Key{"subheadline", Subtitle},
                              Key{"alternativeheadline", Subtitle},
                              Key{"text", Body},
                              Key{"body", Body},
                              Key{"content", Body},
                              Key{"articlebody", Body},
                              Key{"maintext", Body},
                              Key{"bodytext", Body},
                              Key{"fulltext", Body},
                              Key{"date", Published},
                              Key{"published", Published},
                              Key{"datepublished", Published},
                              Key{"publishdate", Published},
                              Key{"publisheddate", Published},
                              Key{"publishedat", Published},
                              Key{"datepublish", Published},
                              Key{"pubdate", Published},
                              Key{"publicationdate", Published},
                              Key{"modified", Modified},
                              Key{"datemodified", Modified},
                              Key{"updated", Modified},
                              Key{"updatedat", Modified},
                              Key{"source", Source},
                              Key{"publisher", Source},
                              Key{"outlet", Source},
                              Key{"sourcename", Source},
                              Key{"author", Byline},
                              Key{"authors", Byline},
                              Key{"byline", Byline},
                              Key{"creator", Byline},
                              Key{"url", Url},
                              Key{"link", Url},
                              Key{"articleurl", Url},
                              Key{"people", TakePeople},
                              Key{"persons", TakePeople},
                              Key{"places", Places},
                              Key{"locations", Places},
                              Key{"organisations", Organisations},
                              Key{"organizations", Organisations},
                              Key{"orgs", Organisations},
                              Key{"section", Section},
                              Key{"articlesection", Section},
                              Key{"category", Section},
                              Key{"language", Language},
                              Key{"lang", Language},
                              Key{"inlanguage", Language},
                              Key{"keywords", Subjects},
                              Key{"topics", Subjects},
                              Key{"topic", Subjects},
                              Key{"tags", Subjects},
                              Key{"subjects", Subjects}};

std::string FoldKey(std::string_view key) {
  std::string folded;
  for (const char c : key) {
    if (c != '_' && c != '-' && c != ' ' && c != '@') {
      folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
  }
  return folded;
}

bool IsEmpty(const element& value) {
  std::string_view text;
  array list;
  if (value.is_null()) return true;
  if (value.get(text) == simdjson::SUCCESS) return Trim(text).empty();
  return value.get(list) == simdjson::SUCCESS && list.begin() == list.end();
}

Article ReadObject(const object& fields) {
  Article article;
  for (const auto& [name, value] : fields) {
    if (IsEmpty(value)) continue;
    const auto key = std::ranges::find(kKeys, FoldKey(name), &Key::name);
    if (key != kKeys.end() && key->take(value, &article)) continue;
    article.extras.emplace_back(CleanUtf8(name), simdjson::minify(value));
  }
  if (!article.source.empty()) article.source_basis = "metadata";
  return article;
}

}  // namespace

int SniffJsonl(const Head& head) {
  const std::string_view text = Trim(head.bytes);
  if (!text.starts_with('{')) return 0;
  const std::string_view first = FirstLine(text);
  const bool more = first.size() < text.size();
  const bool second = more && Trim(text.substr(first.size())).starts_with('{');
  if (IsWholeObject(first) && (second || !more)) return 95;
  const bool named =
      head.name.ends_with(".jsonl") || head.name.ends_with(".ndjson") || head.name.ends_with(".jl");
  return named ? 94 : 0;
}

int SniffJson(const Head& head) {
  const std::string_view text = Trim(head.bytes);
  if (!text.starts_with('{') && !text.starts_with('[')) return 0;
  const std::string_view inside = Trim(text.substr(1));
  if (text.starts_with('[')) return inside.starts_with('{') ? 90 : 0;
  return inside.starts_with('"') ? 90 : 0;
}

std::unique_ptr<Splitter> SplitJsonl(ByteStream* in, const ReadOptions& options) {
  return SplitLines(in, options.limits);
}

std::unique_ptr<Splitter> SplitJsonObjects(ByteStream* in, const ReadOptions& options) {
  return SplitJson(in, options.limits);
}

void ReadJson(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems) {
  simdjson::dom::parser parser;
  object fields;
  const auto depth = static_cast<std::size_t>(options.limits.max_json_depth);
  if (parser.allocate(record.bytes.size() + 1, depth) != simdjson::SUCCESS) {
    problems->push_back({Reason::kTooLarge, {}, "the record is too large to be parsed"});
    return;
  }
  auto error = parser.parse(simdjson::padded_string(record.bytes)).get(fields);
  if (error == simdjson::UTF8_ERROR) {
    const std::string text = DecodeText(record.bytes, options.charset).text;
    error = parser.parse(simdjson::padded_string(text)).get(fields);
  }
  if (error == simdjson::SUCCESS) {
    articles->push_back(ReadObject(fields));
  } else if (error == simdjson::DEPTH_ERROR) {
    problems->push_back({Reason::kTooDeep, {}, "the JSON is nested too deeply"});
  } else {
    problems->push_back({Reason::kBadRecord,
                         {},
                         std::string("it is not valid JSON: ") + simdjson::error_message(error)});
  }
}

}  // namespace backfile
