// What makes an article whole, and what makes it itself.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/article.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_set>

#include "article/digest.h"
#include "article/json.h"
#include "article/paragraphs.h"
#include "article/text.h"

namespace backfile {

namespace {

// A headline taken from running text is cut here, at a word.
constexpr std::size_t kMaxBorrowedTitle = 200;

// A list may hold a million values; finding the repeated ones takes a set.
void TidyList(std::vector<std::string>* values) {
  for (std::string& value : *values) value = Squeeze(value);
  std::unordered_set<std::string> seen;
  std::erase_if(*values, [&](const std::string& value) {
    return value.empty() || !seen.insert(value).second;
  });
}

void TidyPeople(std::vector<Person>* people) {
  for (Person& person : *people) {
    person.name = Squeeze(person.name);
    person.role = Squeeze(person.role);
  }
  std::unordered_set<std::string> seen;
  std::erase_if(*people, [&](const Person& person) {
    return person.name.empty() || !seen.insert(person.name).second;
  });
}

std::string FirstLine(std::string_view body) {
  std::string line(body.substr(0, std::min(body.find('\n'), body.size())));
  if (line.size() <= kMaxBorrowedTitle) return line;
  const std::size_t cut = line.rfind(' ', kMaxBorrowedTitle);
  line.resize(cut == std::string::npos ? kMaxBorrowedTitle : cut);
  return CleanUtf8(line) + "…";
}

}  // namespace

std::string_view StatusName(Status status) {
  constexpr std::array<std::string_view, 4> kNames = {"usable", "embargoed", "withheld",
                                                      "canceled"};
  return kNames.at(static_cast<std::size_t>(status));
}

std::string ArticleId(const Article& article) {
  if (article.external_id.empty()) return ArticleIdFromContent(article);
  FieldDigest digest;
  digest.Add(FoldForCompare(article.source));
  digest.Add("identifier");
  digest.Add(article.external_id);
  return "bf:" + Hex16(digest.value());
}

std::string ArticleIdFromContent(const Article& article) {
  FieldDigest digest;
  digest.Add(FoldForCompare(article.source));
  digest.Add("content");
  for (const std::string* text : {&article.title, &article.subtitle, &article.body})
    digest.Add(*text);
  for (const std::string& caption : article.captions) digest.Add(caption);
  digest.Add(article.published ? article.published->AsWritten() : "");
  return "bf:" + Hex16(digest.value());
}

std::uint64_t IdNumber(std::string_view id) {
  std::uint64_t number = 0;
  id.remove_prefix(std::min<std::size_t>(id.size(), 3));
  std::from_chars(id.data(), id.data() + id.size(), number, 16);
  return number;
}

std::uint64_t ContentDigest(const Article& article) {
  Article content = article;
  content.id.clear();
  content.locator = {};
  return Digest(ToJson(content));
}

bool SaysNothing(const Article& article) {
  return article.title.empty() && article.body.empty() && article.captions.empty() &&
         (article.external_id.empty() || !article.published);
}

void FinishArticle(Article* article) {
  for (std::string* line : {&article->external_id, &article->title, &article->subtitle,
                            &article->source, &article->section, &article->correction}) {
    *line = Squeeze(*line);
  }
  article->body = TidyParagraphs(article->body);
  for (auto* list : {&article->captions, &article->byline, &article->subjects,
                     &article->organisations, &article->places, &article->other_forms}) {
    TidyList(list);
  }
  TidyPeople(&article->people);
  if (article->title.empty()) article->title = FirstLine(article->body);
  article->id = ArticleId(*article);
}

}  // namespace backfile
