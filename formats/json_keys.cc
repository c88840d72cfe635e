// A table of keys.
//
// A key maps to a function that takes the value into the article, or says that it cannot: then, and
// for a key that is not in the table, the value goes to Article::extras as it was written. Of two
// keys for one field the first one in the record wins, but keys that mean the field only for want
// of a better one (a summary as the text) wait until all others were seen.
//
// The dialects behind the table: news-please and CC-News, RealNews, Signal 1M, the Washington Post
// collection of TREC, schema.org, JSON Feed, and the answers of the usual news and search
// interfaces.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/json_keys.h"

#include <algorithm>
#include <array>

#include "article/text.h"
#include "formats/byline.h"
#include "formats/fields.h"
#include "formats/html_page.h"
#include "formats/ninjs.h"

namespace backfile {

namespace {

constexpr int kDeepestGroup = 4;  // Wrappers within wrappers.

struct Key {
  std::string_view name;  // As FoldKey gives it.
  bool (*take)(const JsonValue& value, Article* article);
  bool is_last_resort = false;
};

bool TakeText(const JsonValue& value, std::string* field) {
  return field->empty() && AsName(value, field);
}

bool Title(const JsonValue& v, Article* a) {
  if (!TakeText(v, &a->title)) return false;
  a->title = PlainText(a->title);
  return true;
}
bool Subtitle(const JsonValue& v, Article* a) {
  if (!TakeText(v, &a->subtitle)) return false;
  a->subtitle = PlainText(a->subtitle);
  return true;
}

// A text, or a list of paragraphs as texts or as blocks with a text in them.
bool Body(const JsonValue& value, Article* a) {
  JsonArrayView list;
  std::string text;
  if (!a->body.empty()) return false;
  if (value.get(list) != simdjson::SUCCESS) {
    if (!AsName(value, &text)) return false;
    a->body = PlainText(text);
    return true;
  }
  for (const JsonValue& paragraph : list) {
    if (AsName(paragraph, &text)) a->body += (a->body.empty() ? "" : "\n\n") + PlainText(text);
  }
  return !a->body.empty();
}

bool Identifier(const JsonValue& v, Article* a) { return TakeText(v, &a->external_id); }
bool Source(const JsonValue& v, Article* a) { return TakeText(v, &a->source); }
bool Section(const JsonValue& v, Article* a) {
  std::vector<std::string> names;
  if (!AsNames(v, "", &names)) return false;
  std::size_t first = 0;
  if (a->section.empty()) a->section = names[first++];
  for (; first < names.size(); ++first) a->subjects.push_back(names[first]);
  return true;
}
bool Language(const JsonValue& v, Article* a) {
  std::string text;
  if (!a->language.empty() || !AsName(v, &text)) return false;
  a->language = LanguageTag(text);
  return !a->language.empty();
}
bool Url(const JsonValue& v, Article* a) { return TakeText(v, &a->url); }
bool Correction(const JsonValue& v, Article* a) { return TakeText(v, &a->correction); }

bool Published(const JsonValue& v, Article* a) {
  if (a->published) return false;
  a->published = AsDate(v, "date", a);
  if (a->published) a->published_basis = DateBasis::kMetadata;
  return a->published.has_value();
}
bool Modified(const JsonValue& v, Article* a) {
  if (!a->modified) a->modified = AsDate(v, "date of change", a);
  return a->modified.has_value();
}
bool Captured(const JsonValue& v, Article* a) {
  if (!a->captured) a->captured = AsDate(v, "time of capture", a);
  return a->captured.has_value();
}

bool Byline(const JsonValue& v, Article* a) {
  if (!a->byline.empty()) return false;
  std::vector<std::string> names;
  if (!AsNames(v, ";|", &names)) return false;
  for (const std::string& name : names) {
    std::ranges::move(SplitByline(PlainText(name)), std::back_inserter(a->byline));
  }
  return true;
}
bool People(const JsonValue& v, Article* a) {
  std::vector<std::string> names;
  if (!AsNames(v, ";|", &names)) return false;
  for (std::string& name : names) a->people.push_back({std::move(name), "", {}, Basis::kMetadata});
  return true;
}
bool Places(const JsonValue& v, Article* a) { return AsNames(v, ";|", &a->places); }
bool Organisations(const JsonValue& v, Article* a) { return AsNames(v, ";|", &a->organisations); }
bool Subjects(const JsonValue& v, Article* a) { return AsNames(v, ";,", &a->subjects); }
bool Captions(const JsonValue& v, Article* a) { return AsNames(v, "", &a->captions); }

bool Embargo(const JsonValue& v, Article* a) {
  if (!a->embargo_until) a->embargo_until = AsDate(v, "end of the embargo", a);
  return a->embargo_until.has_value();
}
bool Story(const JsonValue& v, Article* a) { return TakeText(v, &a->story); }
bool Version(const JsonValue& v, Article* a) { return TakeText(v, &a->version); }
// "published" and the like are other systems' words for nothing special: they stay extras.
bool StatusWord(const JsonValue& v, Article* a) {
  std::string word;
  if (!TakeText(v, &word)) return false;
  a->status = StatusOf(word);
  return a->status != Status::kUsable || word == StatusName(Status::kUsable);
}

// Blocks with a type, as the Washington Post's collection has them: what is text becomes the body,
// what repeats a field is left out unless the field is empty; pictures and posts are no text.
void TakeBlock(const JsonObjectView& block, Article* a) {
  JsonValue content;
  std::string text;
  const std::string type = TextAt(block, "type");
  if (type == "image") a->captions.push_back(TextAt(block, "fullcaption"));
  if (type == "image" || block["content"].get(content) != simdjson::SUCCESS) return;
  if (type == "date") {
    if (!a->published) Published(content, a);
    return;
  }
  if (!AsText(content, &text)) return;
  text = TextAt(block, "mime") == "text/html" ? TextOfHtml(text) : PlainText(text);
  if (type == "kicker" && a->section.empty()) a->section = text;
  if (type == "title" && a->title.empty()) a->title = text;
  if (type == "deck" && a->subtitle.empty()) a->subtitle = text;
  if (type == "byline" && a->byline.empty()) a->byline = SplitByline(text);
  if (type == "sanitized_html" || type == "text" || type == "paragraph" || type == "list") {
    a->body += (a->body.empty() ? "" : "\n\n") + text;
  }
}

bool Blocks(const JsonValue& value, Article* a) {
  JsonArrayView list;
  if (!a->body.empty() || value.get(list) != simdjson::SUCCESS) return Body(value, a);
  bool has_blocks = false;
  for (const JsonValue& one : list) {
    JsonObjectView block;
    if (one.get(block) != simdjson::SUCCESS) continue;
    has_blocks = has_blocks || !TextAt(block, "type").empty();
    if (has_blocks) TakeBlock(block, a);
  }
  return has_blocks || Body(value, a);
}

constexpr bool kLast = true;
constexpr std::array kKeys = {
    Key{"id", Identifier},
    Key{"identifier", Identifier},
    Key{"guid", Identifier},
    Key{"uuid", Identifier},
    Key{"docid", Identifier},
    Key{"articleid", Identifier},
    Key{"title", Title},
    Key{"headline", Title},
    Key{"webtitle", Title},
    Key{"subtitle", Subtitle},
    Key{"subheadline", Subtitle},
    Key{"alternativeheadline", Subtitle},
    Key{"standfirst", Subtitle},
    Key{"text", Body},
    Key{"body", Body},
    Key{"content", Blocks},
    Key{"contents", Blocks},
    Key{"articlebody", Body},
    Key{"articletext", Body},
    Key{"maintext", Body},
    Key{"bodytext", Body},
    Key{"bodyhtml", Body},
    Key{"contenttext", Body},
    Key{"contenthtml", Body},
    Key{"fulltext", Body},
    Key{"paragraphs", Blocks},
    Key{"date", Published},
    Key{"published", Published},
    Key{"datepublished", Published},
    Key{"publishdate", Published},
    Key{"publisheddate", Published},
    Key{"publishedat", Published},
    Key{"publishedon", Published},
    Key{"datepublish", Published},
    Key{"pubdate", Published},
    Key{"publicationdate", Published},
    Key{"webpublicationdate", Published},
    Key{"firstpublished", Published},
    Key{"modified", Modified},
    Key{"datemodified", Modified},
    Key{"datemodify", Modified},
    Key{"updated", Modified},
    Key{"updatedat", Modified},
    Key{"lastmodified", Modified},
    Key{"crawled", Captured},
    Key{"crawldate", Captured},
    Key{"datecrawled", Captured},
    Key{"datedownload", Captured},
    Key{"fetched", Captured},
    Key{"scrapedat", Captured},
    Key{"source", Source},
    Key{"publisher", Source},
    Key{"publication", Source},
    Key{"outlet", Source},
    Key{"newspaper", Source},
    Key{"sourcename", Source},
    Key{"author", Byline},
    Key{"authors", Byline},
    Key{"byline", Byline},
    Key{"creator", Byline},
    Key{"url", Url},
    Key{"link", Url},
    Key{"articleurl", Url},
    Key{"weburl", Url},
    Key{"canonicalurl", Url},
    Key{"people", People},
    Key{"persons", People},
    Key{"places", Places},
    Key{"locations", Places},
    Key{"organisations", Organisations},
    Key{"organizations", Organisations},
    Key{"orgs", Organisations},
    Key{"section", Section},
    Key{"sectionname", Section},
    Key{"articlesection", Section},
    Key{"category", Section},
    Key{"categories", Section},
    Key{"language", Language},
    Key{"lang", Language},
    Key{"inlanguage", Language},
    Key{"keywords", Subjects},
    Key{"topics", Subjects},
    Key{"topic", Subjects},
    Key{"tags", Subjects},
    Key{"subjects", Subjects},
    Key{"caption", Captions},
    Key{"captions", Captions},
    Key{"correction", Correction},
    Key{"story", Story},
    Key{"version", Version},
    Key{"status", StatusWord},
    Key{"pubstatus", StatusWord},
    Key{"embargo", Embargo},
    Key{"embargountil", Embargo},
    Key{"titlepage", Title, kLast},
    Key{"name", Title, kLast},
    Key{"description", Body, kLast},
    Key{"summary", Body, kLast},
    Key{"abstract", Body, kLast},
    Key{"shortdescription", Body, kLast},
    Key{"snippet", Body, kLast},
    Key{"created", Published, kLast},
    Key{"createdat", Published, kLast},
    Key{"datecreated", Published, kLast},
    Key{"sourcedomain", Source, kLast},
    Key{"domain", Source, kLast},
    Key{"site", Source, kLast},
};

// Objects whose members belong to the story itself.
constexpr std::array<std::string_view, 9> kGroups = {
    "fields", "_source", "thread", "article", "attributes", "entities", "metadata", "data", "item"};
// Lists of stories.
constexpr std::array<std::string_view, 12> kLists = {"articles", "items",     "item", "results",
                                                     "docs",     "documents", "hits", "stories",
                                                     "records",  "entries",   "data", "news"};
// What stories and lists of them are wrapped in once more.
constexpr std::array<std::string_view, 4> kWrappers = {"response", "data", "result", "hits"};

// Fields by the names that mapping files and docs/formats.md use.
constexpr std::array kFields = {
    Key{"id", Identifier},         Key{"title", Title},
    Key{"subtitle", Subtitle},     Key{"body", Blocks},
    Key{"captions", Captions},     Key{"byline", Byline},
    Key{"source", Source},         Key{"published", Published},
    Key{"modified", Modified},     Key{"captured", Captured},
    Key{"embargo", Embargo},       Key{"story", Story},
    Key{"version", Version},       Key{"language", Language},
    Key{"section", Section},       Key{"subjects", Subjects},
    Key{"people", People},         Key{"organisations", Organisations},
    Key{"places", Places},         Key{"url", Url},
    Key{"correction", Correction},
};

void Follow(const JsonValue& value, std::string_view path, std::vector<JsonValue>* found);

// A key may hold the dots that part the names of a path.
void FollowInto(const JsonObjectView& object, std::string_view path,
                std::vector<JsonValue>* found) {
  JsonValue inner;
  if (object[path].get(inner) == simdjson::SUCCESS) return Follow(inner, "", found);
  const std::size_t dot = std::min(path.find('.'), path.size());
  std::string_view name = path.substr(0, dot);
  if (name.ends_with("[]")) name.remove_suffix(2);
  if (object[name].get(inner) != simdjson::SUCCESS) return;
  Follow(inner, path.substr(std::min(dot + 1, path.size())), found);
}

// The values that a path leads to; a list on the way stands for all of its elements.
void Follow(const JsonValue& value, std::string_view path, std::vector<JsonValue>* found) {
  JsonArrayView list;
  JsonObjectView object;
  if (path.empty()) {
    if (!IsEmpty(value)) found->push_back(value);
  } else if (value.get(list) == simdjson::SUCCESS) {
    for (const JsonValue& one : list) Follow(one, path, found);
  } else if (value.get(object) == simdjson::SUCCESS) {
    FollowInto(object, path, found);
  }
}

void TakeMapped(const FieldMap::Entry& entry, const JsonObjectView& object, Article* article) {
  const auto field = std::ranges::find(kFields, entry.field, &Key::name);
  for (const std::string& path : entry.paths) {
    std::vector<JsonValue> values;
    FollowInto(object, path, &values);
    for (const JsonValue& value : values) {
      if (entry.field != "body") {
        field->take(value, article);
        continue;
      }
      Article part;
      if (field->take(value, &part)) article->body += part.body + "\n\n";
    }
    if (!values.empty()) return;
  }
}

template <std::size_t N>
bool Contains(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

class ObjectReader {
 public:
  explicit ObjectReader(const FieldMap& map) : map_(map) {}

  Article Read(const JsonObjectView& object) {
    Article article;
    for (const FieldMap::Entry& entry : map_.entries) TakeMapped(entry, object, &article);
    ReadInto(object, &article, 0);
    return article;
  }

  // What only stands in for something better.
  void TakeLastResorts(Article* article) const {
    for (const auto& [key, value] : last_resorts_) {
      if (!key->take(value, article)) Keep(key->name, value, article);
    }
    if (article->source_basis.empty() && !article->source.empty()) {
      article->source_basis = "metadata";
    }
  }

 private:
  bool IsMapped(std::string_view name) const {
    return std::ranges::any_of(map_.entries, [&](const FieldMap::Entry& entry) {
      return std::ranges::find(entry.paths, name) != entry.paths.end();
    });
  }

  static void Keep(std::string_view name, const JsonValue& value, Article* article) {
    article->extras.emplace_back(CleanUtf8(name), simdjson::minify(value));
  }

  void ReadInto(const JsonObjectView& object, Article* article, int depth) {
    for (const auto& [name, value] : object) {
      if (IsEmpty(value) || (depth == 0 && IsMapped(name))) continue;
      const std::string folded = FoldKey(name);
      JsonObjectView group;
      const bool is_group =
          depth < kDeepestGroup && Contains(kGroups, name) && value.get(group) == simdjson::SUCCESS;
      if (is_group) {
        ReadInto(group, article, depth + 1);
        continue;
      }
      const auto key = std::ranges::find(kKeys, folded, &Key::name);
      if (key == kKeys.end()) {
        Keep(name, value, article);
      } else if (key->is_last_resort) {
        last_resorts_.emplace_back(&*key, value);
      } else if (!key->take(value, article)) {
        Keep(name, value, article);
      }
    }
  }

  const FieldMap& map_;
  std::vector<std::pair<const Key*, JsonValue>> last_resorts_;
};

// The stories in lists of an object that wraps them.
void ReadWrapped(const JsonObjectView& object, const FieldMap& map, int depth,
                 std::vector<Article>* articles, Problems* problems) {
  if (depth == kDeepestGroup) return;
  for (const auto& [name, value] : object) {
    const std::string folded = FoldKey(name);
    JsonObjectView inner;
    JsonArrayView list;
    if (Contains(kWrappers, folded) && value.get(inner) == simdjson::SUCCESS) {
      ReadWrapped(inner, map, depth + 1, articles, problems);
    } else if (Contains(kLists, folded) && value.get(list) == simdjson::SUCCESS) {
      for (const JsonValue& one : list) {
        if (one.get(inner) == simdjson::SUCCESS) ReadJsonObject(inner, map, articles, problems);
      }
    }
  }
}

// The ninjs item that an object is, or that it wraps as agencies' interfaces do.
std::optional<JsonObjectView> FindNinjs(JsonObjectView object) {
  for (int depth = 0; depth < kDeepestGroup; ++depth) {
    if (IsNinjs(object)) return object;
    auto inner = ObjectAt(object, "data");
    if (!inner) inner = ObjectAt(object, "item");
    if (!inner) break;
    object = *inner;
  }
  return std::nullopt;
}

}  // namespace

bool IsFieldName(std::string_view name) {
  return std::ranges::find(kFields, name, &Key::name) != kFields.end();
}

std::string FoldKey(std::string_view key) {
  std::string folded;
  for (const char c : key) {
    if (c != '_' && c != '-' && c != ' ' && c != '@') {
      folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
  }
  return folded;
}

void ReadJsonObject(const JsonObjectView& object, const FieldMap& map,
                    std::vector<Article>* articles, Problems* problems) {
  if (const auto item = map.entries.empty() ? FindNinjs(object) : std::nullopt) {
    return ReadNinjs(*item, articles, problems);
  }
  ObjectReader reader(map);
  Article article = reader.Read(object);
  const std::size_t before = articles->size();
  if (article.body.empty()) ReadWrapped(object, map, 0, articles, problems);
  if (articles->size() == before) {
    reader.TakeLastResorts(&article);
    if (!SaysNothing(article)) articles->push_back(std::move(article));
    return;
  }
  // What wraps stories and has a title is a feed of that name.
  for (std::size_t i = before; i < articles->size(); ++i) {
    Article& story = (*articles)[i];
    if (!story.source.empty() || article.title.empty()) continue;
    story.source = article.title;
    story.source_basis = "metadata";
  }
}

}  // namespace backfile
