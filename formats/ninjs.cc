// One table of names for three versions: 1.x has "body_html", 2.x and 3.x lists of values with
// roles, 3.x camel case; agencies mix them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/ninjs.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "article/text.h"
#include "formats/byline.h"
#include "formats/header_block.h"

namespace backfile {

namespace {

using Names = std::initializer_list<const char*>;

bool HasAny(const JsonObjectView& item, Names names) {
  return std::ranges::any_of(
      names, [&](const char* name) { return item[name].error() == simdjson::SUCCESS; });
}

std::string FirstText(const JsonObjectView& item, Names names) {
  for (const char* name : names) {
    std::string text = TextAt(item, name);
    if (!Trim(text).empty()) return text;
  }
  return "";
}

std::optional<PartialDate> FirstDate(const JsonObjectView& item, Names names, Article* article) {
  for (const char* name : names) {
    JsonValue value;
    if (item[name].get(value) != simdjson::SUCCESS || IsEmpty(value)) continue;
    if (auto date = AsDate(value, name, article)) return date;
  }
  return std::nullopt;
}

bool IsPlainRole(std::string_view role) {
  return role.empty() || role == "main" || role == "headline" || role.ends_with(":main");
}

// Of a list of {"role", "value"} the one with a plain role, else the first.
std::string MainValue(const JsonObjectView& item, const char* name) {
  const auto list = ArrayAt(item, name);
  std::string first;
  if (!list) return first;
  for (const JsonValue& one : *list) {
    JsonObjectView entry;
    if (one.get(entry) != simdjson::SUCCESS) continue;
    std::string value = TextAt(entry, "value");
    if (IsPlainRole(TextAt(entry, "role")) && !value.empty()) return value;
    if (first.empty()) first = std::move(value);
  }
  return first;
}

// How well a body keeps its paragraphs; 0: it is no text.
int Fitness(std::string_view content_type) {
  const std::string type = LowerAscii(content_type);
  if (type.find("html") != std::string::npos) return 4;
  if (type.find("plain") != std::string::npos || type.empty()) return 3;
  if (type.find("nitf") != std::string::npos) return 2;
  return type.find("xml") != std::string::npos || type.find("text") != std::string::npos ? 1 : 0;
}

std::string BodyOfList(const JsonObjectView& item) {
  const auto list = ArrayAt(item, "bodies");
  std::string best;
  int fittest = 0;
  if (!list) return best;
  for (const JsonValue& one : *list) {
    JsonObjectView entry;
    if (one.get(entry) != simdjson::SUCCESS) continue;
    const int fitness = Fitness(FirstText(entry, {"contentType", "contenttype"}));
    std::string value = TextAt(entry, "value");
    if (fitness <= fittest || Trim(value).empty()) continue;
    best = std::move(value);
    fittest = fitness;
  }
  return best;
}

// The text, else what describes it.
std::string BodyOf(const JsonObjectView& item) {
  std::string body = BodyOfList(item);
  if (body.empty()) body = FirstText(item, {"body_html", "body_xhtml", "body_text", "body"});
  if (body.empty()) {
    body = FirstText(item, {"description_html", "description_text", "description"});
  }
  return PlainText(body.empty() ? MainValue(item, "descriptions") : body);
}

// Broader terms that an agency adds ("ancestor") are not what the story is about.
bool IsAdded(const JsonObjectView& entry) {
  const auto relations = ArrayAt(entry, "rels");
  if (!relations) return false;
  return std::ranges::any_of(*relations, [](const JsonValue& relation) {
    std::string text;
    return AsText(relation, &text) && text == "ancestor";
  });
}

std::vector<std::string> NamesOf(const JsonObjectView& item, Names lists) {
  std::vector<std::string> names;
  for (const char* list_name : lists) {
    const auto list = ArrayAt(item, list_name);
    if (!list) continue;
    for (const JsonValue& one : *list) {
      JsonObjectView entry;
      std::string name;
      if (one.get(entry) == simdjson::SUCCESS) {
        if (!IsAdded(entry)) name = FirstText(entry, {"name", "literal", "code", "uri"});
      } else {
        AsText(one, &name);
      }
      if (name.size() > 1) names.push_back(name);
    }
  }
  return names;
}

Status StatusOf(const std::string& written) {
  const std::string status = LowerAscii(written);
  if (status.ends_with("canceled") || status.ends_with("cancelled")) return Status::kCanceled;
  if (status.ends_with("withheld")) return Status::kWithheld;
  return status.ends_with("embargoed") ? Status::kEmbargoed : Status::kUsable;
}

bool IsText(const std::string& type) {
  constexpr std::array<std::string_view, 8> kOthers = {
      "picture", "photo", "video", "audio", "graphic", "animation", "image", "composite"};
  return std::ranges::find(kOthers, LowerAscii(type)) == kOthers.end();
}

void TakeDates(const JsonObjectView& item, Article* article) {
  article->published =
      FirstDate(item,
                {"firstpublished", "firstPublished", "firstcreated", "firstCreated",
                 "contentcreated", "contentCreated", "versioncreated", "versionCreated"},
                article);
  if (article->published) article->published_basis = DateBasis::kMetadata;
  article->modified = FirstDate(
      item, {"versioncreated", "versionCreated", "contentmodified", "contentModified"}, article);
  article->embargo_until = FirstDate(
      item, {"embargoed", "embargoeduntil", "embargoedUntil", "embargoed_until"}, article);
}

void TakeNames(const JsonObjectView& item, Article* article) {
  for (std::string& name : NamesOf(item, {"person", "people"})) {
    article->people.push_back({std::move(name), "", {}, Basis::kMetadata});
  }
  article->organisations = NamesOf(item, {"organisation", "organisations", "organization"});
  article->places = NamesOf(item, {"place", "places"});
  article->subjects = NamesOf(item, {"subject", "subjects"});
  const std::vector<std::string> services = NamesOf(item, {"service"});
  if (!services.empty()) article->section = services.front();
  const std::string byline = FirstText(item, {"byline", "by"});
  article->byline = byline.empty() ? NamesOf(item, {"authors"}) : SplitByline(byline);
}

}  // namespace

bool IsNinjs(const JsonObjectView& object) {
  const bool named = HasAny(object, {"uri", "guid"});
  const bool dated = HasAny(object, {"versioncreated", "versionCreated", "pubstatus", "pubStatus",
                                     "firstcreated", "firstCreated"});
  const bool typed = HasAny(object, {"headline", "headlines", "bodies", "body_html", "body_text",
                                     "body_xhtml", "slugline", "associations"});
  return named && dated && typed;
}

void ReadNinjs(const JsonObjectView& item, std::vector<Article>* articles, Problems* problems) {
  const std::string type = TextAt(item, "type");
  if (!IsText(type)) {
    problems->push_back(
        {Reason::kUnsupportedFormat, {}, "the item is a " + type + ", not a story"});
    return;
  }
  Article article;
  article.format = "ninjs";
  article.external_id = FirstText(item, {"uri", "guid"});
  article.story = article.external_id;
  article.version = TextAt(item, "version");
  article.title = MainValue(item, "headlines");
  if (article.title.empty()) article.title = FirstText(item, {"headline", "title", "slugline"});
  article.title = PlainText(article.title);
  article.body = BodyOf(item);
  article.source = FirstText(item, {"source", "provider", "copyrightholder", "copyrightHolder"});
  if (!article.source.empty()) article.source_basis = "metadata";
  article.status = StatusOf(FirstText(item, {"pubstatus", "pubStatus"}));
  article.correction = FirstText(item, {"ednote", "edNote"});
  article.language = LanguageTag(TextAt(item, "language"));
  TakeDates(item, &article);
  TakeNames(item, &article);
  articles->push_back(std::move(article));
}

}  // namespace backfile
