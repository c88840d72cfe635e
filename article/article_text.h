// The whole text of an article, read as words once for all who ask.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "article/article.h"
#include "article/words.h"

namespace backfile {

// Title, subtitle, body and captions as one text, and the body by itself. Keep it and read the next
// article with it: it keeps its memory.
class ArticleText {
 public:
  void Read(const Article& article);

  // All of it, parts parted by an empty line; the title is left out if the body begins with it.
  const Words& all() const { return all_; }
  // The same as ScanWords(article.body) gives, names that ran into the next word parted
  // (article/run_together.h). Views the text in here, not the article.
  const Words& body() const { return body_; }

 private:
  void TakeBody(std::size_t begin, std::size_t end);

  std::string text_;
  Words all_;
  Words body_;
};

}  // namespace backfile
