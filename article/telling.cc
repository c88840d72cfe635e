// Acronyms before quotes, which use them for speakers ("an MoD spokesman").
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/telling.h"

#include "article/acronym.h"
#include "article/dateline.h"

namespace backfile {

void Telling::TellDates(Article* article) {
  if (article->published && article->modified) return;
  const ToldDates told = FindToldDates(article->body);
  if (!article->published && told.published) {
    article->published = told.published;
    article->published_basis = told.published_basis;
  }
  if (!article->modified && told.modified) article->modified = told.modified;
}

void Telling::TellAcronyms(const Words& body, Article* article) {
  FindAcronyms(body, &article->acronyms);
  const auto read = [&](const std::string& text) {
    if (text.find('(') == std::string::npos) return;
    ScanWords(text, &heads_);
    FindAcronyms(heads_, &article->acronyms);
  };
  read(article->title);
  read(article->subtitle);
  for (const std::string& caption : article->captions) read(caption);
}

void Telling::TellSpeechAndEvents(const Words& body, Article* article) {
  text_.Read(body);
  const std::size_t skip = FindToldDates(article->body).skip;
  quotes_.Find(*article, text_, skip, &article->quotes);
  const bool english = article->language.empty() || article->language.starts_with("en");
  if (!english) return;
  events_.Find(text_, article->published, article->people, skip, &article->events);
}

}  // namespace backfile
