// What can be told from an article's words: the steps that every article goes through after
// reading.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <utility>

#include "article/article.h"
#include "article/article_text.h"
#include "article/people.h"
#include "article/person_table.h"
#include "article/telling.h"

namespace backfile {

// Adds what the words tell to what the format said, and never overwrites the latter.
//
// Holds what the steps need (models, tables) and scratch memory; make one a thread and keep it.
class Understanding {
 public:
  // `people` is what the archive's people.tsv says.
  explicit Understanding(PersonTable people = {}) : people_(std::move(people)) {}

  // Requires: FinishArticle() was called; ids do not change with what is understood.
  void Understand(Article* article);

  // The first step alone, which the index cannot do without: the language, if none was given.
  static void TellLanguage(Article* article);

 private:
  PersonTable people_;
  std::optional<NameFinder> names_;  // Made when first needed: the model takes a while to load.
  ArticleText text_;
  Telling telling_;
};

}  // namespace backfile
