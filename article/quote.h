// What people are quoted as saying in a story, and who says it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "article/article.h"
#include "article/cast.h"
#include "article/news_words.h"
#include "article/quote_marks.h"

namespace backfile {

// Finds direct and reported speech in a text. Holds scratch memory; keep one a thread.
class QuoteFinder {
 public:
  // Appends to `quotes` what the text quotes, in the order of the text and each only once: one
  // quote a paragraph of a longer speech, the pieces of one that "he said" interrupts apart. Every
  // text is a piece of the article's text.
  //
  // Words between quotation marks count as speech if a verb of saying goes with them, if they
  // follow such words in their paragraph or continue a speech of the one before, or if they are six
  // words or more with a full stop or comma inside the marks. Titles of works, nicknames and scare
  // quotes are none of these. Reported speech is the clause of "X said (that) ...", "..., X said",
  // and "according to X"; a sentence that has direct speech is not reported, too.
  //
  // The speaker is a name of the article's people or organisations, the long form of an acronym, or
  // a name as written; empty if the words leave it open. Outside English, only long spans between
  // quotation marks are found, without speakers. Reported speech does not begin before byte `skip`
  // of the text (the end of its dateline).
  void Find(const Article& article, const NewsText& text, std::size_t skip,
            std::vector<Quote>* quotes);

 private:
  std::vector<QuotedSpan> spans_;
  Cast cast_;
};

}  // namespace backfile
