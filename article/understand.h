// What can be told from an article's words: the steps that every article goes through after
// reading.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "article/article.h"
#include "article/telling.h"
#include "article/words.h"

namespace backfile {

// Adds what the words tell to what the format said, and never overwrites the latter.
//
// Holds what the steps need (models, tables) and scratch memory; make one a thread and keep it.
class Understanding {
 public:
  // Requires: FinishArticle() was called; ids do not change with what is understood.
  void Understand(Article* article);

 private:
  Words words_;  // Of the body.
  Telling telling_;
};

}  // namespace backfile
