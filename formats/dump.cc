// Dumps are read by tables of keys, the same for hostile lines: a value of another kind than its
// key has is passed over.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/dump.h"

#include <simdjson.h>

#include <algorithm>
#include <array>

#include "article/json.h"
#include "article/text.h"
#include "formats/json_values.h"

namespace backfile {

namespace {

constexpr std::string_view kMark = R"({"backfile_dump":)";
constexpr std::int64_t kVersion = 1;
// Of an article, around the extras that another format has kept as deep as it may.
constexpr std::size_t kLevelsAround = 2;

using Names = std::vector<std::string>;
using Date = std::optional<PartialDate>;

template <class T>
struct Key {
  std::string_view name;
  T Article::*field;
};
constexpr std::array kTexts = {
    Key<std::string>{"id", &Article::id},
    Key<std::string>{"external_id", &Article::external_id},
    Key<std::string>{"format", &Article::format},
    Key<std::string>{"title", &Article::title},
    Key<std::string>{"subtitle", &Article::subtitle},
    Key<std::string>{"body", &Article::body},
    Key<std::string>{"source", &Article::source},
    Key<std::string>{"source_basis", &Article::source_basis},
    Key<std::string>{"story", &Article::story},
    Key<std::string>{"version", &Article::version},
    Key<std::string>{"correction", &Article::correction},
    Key<std::string>{"language", &Article::language},
    Key<std::string>{"section", &Article::section},
    Key<std::string>{"url", &Article::url},
};
constexpr std::array kLists = {
    Key<Names>{"byline", &Article::byline},
    Key<Names>{"captions", &Article::captions},
    Key<Names>{"subjects", &Article::subjects},
    Key<Names>{"organisations", &Article::organisations},
    Key<Names>{"places", &Article::places},
    Key<Names>{"notes", &Article::notes},
    Key<Names>{"other_forms", &Article::other_forms},
};
constexpr std::array kDates = {
    Key<Date>{"published", &Article::published},
    Key<Date>{"modified", &Article::modified},
    Key<Date>{"embargo_until", &Article::embargo_until},
    Key<Date>{"captured", &Article::captured},
};

Names ListAt(const JsonObjectView& object, std::string_view key) {
  Names names;
  std::string text;
  const auto list = ArrayAt(object, key);
  if (!list) return names;
  for (const JsonValue& one : *list) {
    if (AsText(one, &text)) names.push_back(text);
  }
  return names;
}

template <class Take>
void ForEachObjectAt(const JsonObjectView& object, std::string_view key, Take take) {
  const auto list = ArrayAt(object, key);
  if (!list) return;
  for (const JsonValue& one : *list) {
    JsonObjectView fields;
    if (one.get(fields) == simdjson::SUCCESS) take(fields);
  }
}

// The value of an enum by its name, or the first one.
template <class Enum>
Enum Named(std::string_view name, Enum last, std::string_view (*name_of)(Enum)) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    if (name_of(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
  }
  return Enum{};
}

void TakePeople(const JsonObjectView& object, Article* article) {
  ForEachObjectAt(object, "people", [&](const JsonObjectView& person) {
    article->people.push_back(
        {TextAt(person, "name"), TextAt(person, "role"), ListAt(person, "mentions"),
         TextAt(person, "basis") == "text" ? Basis::kText : Basis::kMetadata});
  });
}

void TakeQuotes(const JsonObjectView& object, Article* article) {
  ForEachObjectAt(object, "quotes", [&](const JsonObjectView& quote) {
    const bool is_reported = TextAt(quote, "reported") == "true";
    article->quotes.push_back({TextAt(quote, "text"), TextAt(quote, "speaker"),
                               is_reported ? Speech::kReported : Speech::kDirect});
  });
}

void TakeEvents(const JsonObjectView& object, Article* article) {
  ForEachObjectAt(object, "events", [&](const JsonObjectView& event) {
    const Date from = ParseIsoDate(TextAt(event, "from"));
    const Date to = ParseIsoDate(TextAt(event, "to"));
    if (from && to) article->events.push_back({*from, *to, TextAt(event, "as_written")});
  });
}

void TakeAcronyms(const JsonObjectView& object, Article* article) {
  const auto acronyms = ObjectAt(object, "acronyms");
  if (!acronyms) return;
  for (const auto& [short_form, value] : *acronyms) {
    std::string long_form;
    if (AsText(value, &long_form)) article->acronyms.push_back({CleanUtf8(short_form), long_form});
  }
}

// The value as it was written: 0.600 stays that.
std::string AsWritten(simdjson::ondemand::value value) {
  using simdjson::ondemand::json_type;
  std::string_view text;
  json_type type = json_type::null;
  simdjson::ondemand::object object;
  simdjson::ondemand::array array;
  auto error = value.type().get(type);
  if (error == simdjson::SUCCESS && type == json_type::object) {
    error = value.get(object);
    if (error == simdjson::SUCCESS) error = object.raw_json().get(text);
  } else if (error == simdjson::SUCCESS && type == json_type::array) {
    error = value.get(array);
    if (error == simdjson::SUCCESS) error = array.raw_json().get(text);
  } else if (error == simdjson::SUCCESS) {
    text = value.raw_json_token();
  }
  return error == simdjson::SUCCESS ? std::string(Trim(text)) : "null";
}

// The only values that are JSON for us, too, and so must not be parsed and written again.
// Requires: `bytes` is valid JSON.
void TakeExtras(const std::string& bytes, std::size_t max_depth, Article* article) {
  const simdjson::padded_string padded(bytes);
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  simdjson::ondemand::object extras;
  if (parser.allocate(padded.size(), max_depth) != simdjson::SUCCESS) return;
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS) return;
  if (document["extras"].get(extras) != simdjson::SUCCESS) return;
  for (auto field : extras) {
    std::string_view key;
    simdjson::ondemand::value value;
    if (field.unescaped_key().get(key) != simdjson::SUCCESS) return;
    std::string clean_key = CleanUtf8(key);
    if (field.value().get(value) != simdjson::SUCCESS) return;
    article->extras.emplace_back(std::move(clean_key), AsWritten(value));
  }
}

Article ArticleOf(const JsonObjectView& object) {
  Article article;
  for (const auto& key : kTexts) article.*key.field = TextAt(object, key.name);
  for (const auto& key : kLists) article.*key.field = ListAt(object, key.name);
  for (const auto& key : kDates) article.*key.field = ParseIsoDate(TextAt(object, key.name));
  if (article.published) {
    article.published_basis =
        Named(TextAt(object, "published_basis"), DateBasis::kHand, DateBasisName);
  }
  article.status = Named(TextAt(object, "status"), Status::kCanceled, StatusName);
  TakePeople(object, &article);
  TakeQuotes(object, &article);
  TakeEvents(object, &article);
  TakeAcronyms(object, &article);
  return article;
}

}  // namespace

std::string DumpLine(const Article& article) {
  std::string line(kMark);
  line += std::to_string(kVersion) + ",";
  line.append(ToJson(article), 1);
  if (article.other_forms.empty()) return line;
  std::string more;
  JsonObject json(&more);
  json.ListIfAny("other_forms", article.other_forms);
  json.Close();
  line.back() = ',';
  return line.append(more, 1);
}

int SniffDump(const Head& head) { return head.bytes.starts_with(kMark) ? 100 : 0; }

void ReadDump(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems) {
  simdjson::dom::parser parser;
  JsonObjectView object;
  std::int64_t version = 0;
  const auto max_depth = static_cast<std::size_t>(options.limits.max_json_depth) + kLevelsAround;
  auto error = parser.allocate(std::max<std::size_t>(record.bytes.size(), 1), max_depth);
  if (error == simdjson::SUCCESS) error = parser.parse(record.bytes).get(object);
  if (error == simdjson::SUCCESS) error = object["backfile_dump"].get(version);
  if (error != simdjson::SUCCESS) {
    problems->push_back({Reason::kBadRecord, {}, "it is no line of a dump, or a part of one"});
  } else if (version > kVersion) {
    problems->push_back({Reason::kBadRecord, {}, "a newer version of Backfile dumped it"});
  } else {
    articles->push_back(ArticleOf(object));
    if (ObjectAt(object, "extras")) TakeExtras(record.bytes, max_depth, &articles->back());
  }
}

}  // namespace backfile
