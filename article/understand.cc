// The table of contents of what is understood, in the order in which one step needs another.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/understand.h"

#include "article/correction_note.h"
#include "article/language.h"

namespace backfile {

void Understanding::TellLanguage(Article* article) {
  if (!article->language.empty()) return;
  article->language = DetectLanguage(article->body);
  if (!article->language.empty()) return;
  article->language = DetectLanguage(article->title + "\n" + article->body);
}

void Understanding::Understand(Article* article) {
  TellLanguage(article);
  Telling::TellDates(article);
  if (article->correction.empty()) {
    article->correction = FindCorrectionNote(article->title, article->body);
  }
  text_.Read(*article);
  telling_.TellAcronyms(text_.body(), article);  // Organisations fold to what they stand for.
  if (!names_) names_.emplace(people_);
  names_->Find(text_, article);
  telling_.TellSpeechAndEvents(text_.body(), article);  // Speakers are people or organisations.
}

}  // namespace backfile
