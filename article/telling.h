// What a story's words tell beside names: its dates, acronyms, quotes and events.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "article/article.h"
#include "article/event_date.h"
#include "article/news_words.h"
#include "article/quote.h"
#include "article/words.h"

namespace backfile {

// Holds scratch memory; make one a thread and keep it.
class Telling {
 public:
  // Sets the date of publication, with its basis, and that of the last change from the text, where
  // the article has none.
  static void TellDates(Article* article);

  // Adds the acronyms that are defined in the article. Requires: `body` was scanned from its body.
  void TellAcronyms(const Words& body, Article* article);

  // Adds quotes and events; what the article has already is kept, and running twice adds nothing.
  // Uses article->people and organisations for speakers, acronyms for their names, language for
  // whether the English rules fit ("en..." or not known), published to resolve dates.
  //
  // Requires: `body` was scanned from article->body.
  void TellSpeechAndEvents(const Words& body, Article* article);

 private:
  NewsText text_;
  Words heads_;
  QuoteFinder quotes_;
  EventFinder events_;
};

}  // namespace backfile
