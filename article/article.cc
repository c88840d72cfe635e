// What makes an article whole, and what makes it itself.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/article.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <type_traits>
#include <unordered_set>

#include "article/digest.h"
#include "article/paragraphs.h"
#include "article/person_name.h"
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
    person.name = WithCapitals(Squeeze(person.name));
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

namespace {

// A digest of values of all the kinds that an article has.
class ContentSum {
 public:
  template <class... Values>
  void Add(const Values&... values) {
    (AddOne(values), ...);
  }
  std::uint64_t value() const { return digest_.value(); }

 private:
  void AddOne(const std::string& text) { digest_.Add(text); }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void AddOne(Enum value) { digest_.Add(static_cast<std::uint64_t>(value)); }
  void AddOne(const PartialDate& date) {
    constexpr std::uint64_t kHasOffset = 8;
    digest_.Add(static_cast<std::uint64_t>(date.precision()) | (date.offset() ? kHasOffset : 0));
    digest_.Add(static_cast<std::uint64_t>(date.wall().time_since_epoch().count()));
    digest_.Add(
        static_cast<std::uint64_t>(date.offset().value_or(std::chrono::minutes(0)).count()));
  }
  void AddOne(const std::optional<PartialDate>& date) {
    if (!date) return digest_.Add("");
    AddOne(*date);
  }
  void AddOne(const Person& p) { Add(p.name, p.role, p.mentions, p.basis); }
  void AddOne(const Acronym& a) { Add(a.short_form, a.long_form); }
  void AddOne(const Quote& q) { Add(q.text, q.speaker, q.speech); }
  void AddOne(const Event& e) { Add(e.from, e.to, e.as_written); }
  void AddOne(const std::pair<std::string, std::string>& extra) { Add(extra.first, extra.second); }
  template <class T>
  void AddOne(const std::vector<T>& list) {
    digest_.Add(std::uint64_t{list.size()});
    for (const T& one : list) AddOne(one);
  }

  FieldDigest digest_;
};

}  // namespace

std::uint64_t ContentDigest(const Article& a) {
  ContentSum sum;
  sum.Add(a.external_id, a.format, a.title, a.subtitle, a.body, a.captions, a.byline);
  sum.Add(a.source, a.source_basis, a.published, a.published_basis, a.modified, a.embargo_until,
          a.captured);
  sum.Add(a.story, a.version, a.status, a.correction, a.language, a.section, a.subjects);
  sum.Add(a.people, a.organisations, a.places, a.acronyms, a.quotes, a.events, a.url);
  sum.Add(a.other_forms, a.notes, a.extras);
  return sum.value();
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
  TidyText body = Tidied(article->body);
  article->body = body.paragraphs;
  for (auto* list : {&article->captions, &article->byline, &article->subjects,
                     &article->organisations, &article->places, &article->other_forms}) {
    TidyList(list);
  }
  TidyPeople(&article->people);
  if (article->title.empty()) article->title = FirstLine(article->body);
  // What is told from the look of lines is no part of what a story is.
  if (!body.blocks.empty()) article->body.swap(body.blocks);
  article->id = ArticleId(*article);
  if (!body.blocks.empty()) article->body.swap(body.blocks);
}

}  // namespace backfile
