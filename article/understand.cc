// The table of contents of what is understood, in the order in which one step needs another.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/understand.h"

#include "article/language.h"

namespace backfile {

void Understanding::Understand(Article* article) {
  if (article->language.empty()) {
    article->language = DetectLanguage(article->body);
    if (article->language.empty())
      article->language = DetectLanguage(article->title + "\n" + article->body);
  }
  Telling::TellDates(article);
  ScanWords(article->body, &words_);
  telling_.TellAcronyms(words_, article);  // Organisations fold to what they stand for.
  names_.Find(article);
  telling_.TellSpeechAndEvents(words_, article);  // Speakers are people or organisations.
}

}  // namespace backfile
