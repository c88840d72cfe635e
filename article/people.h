// The people, organisations and places of an article: the face of all that finds names.
//
// Text becomes words (article/words), the words get what the lexicon and the rest of the article
// tell of them (article/word_evidence), a model marks the names (article/entity_tagger), rules turn
// those into mentions of people (article/person_mentions) with their roles (article/roles), and the
// mentions are linked to people (article/person_linker). Names are folded and compared in
// article/person_name alone; people.tsv has the last word (article/person_table).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "article/article.h"
#include "article/article_text.h"
#include "article/entity_tagger.h"
#include "article/person_linker.h"
#include "article/person_mentions.h"
#include "article/person_table.h"
#include "article/word_evidence.h"

namespace backfile {

// Finds names with the model that comes with the program. Keep one a thread and use it again: it
// keeps its memory. Not thread safe.
class NameFinder {
 public:
  explicit NameFinder(PersonTable table = {});

  // Adds the people, organisations and places that the text of an English article names (or one of
  // unknown language) to those that its record names, who stay first; one person is one entry.
  // Bylines become the names of their writers, in any language; what else they said goes to extras.
  // Acronyms that `article` explains are replaced by their long forms in its organisations.
  // Requires: FinishArticle() was called, and `text` was read from it.
  void Find(const ArticleText& text, Article* article);
  // The same where nobody else needs the words.
  void Find(Article* article);

 private:
  void AddPeople(const std::vector<Entity>& entities, Article* article);
  void AddOrganisations(const std::vector<Entity>& entities, Article* article) const;
  void AddPlaces(const std::vector<Entity>& entities, Article* article) const;
  std::string NameOf(const Entity& entity) const;
  bool IsCountry(const Entity& entity) const;
  bool IsSmallWord(const Entity& entity) const;
  bool IsNoBody(const Entity& entity) const;
  std::uint32_t EndOfOrganisation(const Entity& entity) const;
  bool IsBody(std::uint32_t i) const;
  std::uint32_t StartOfOrganisation(const Entity& entity) const;
  std::uint32_t WithoutOffice(std::uint32_t first, std::uint32_t last) const;
  bool IsSurnameIn(const Article& article, const Entity& entity) const;
  bool IsFirstHalf(const Entity& entity, const Entity& next) const;
  void FillIn(const LinkedPerson& linked, Person* person) const;

  PersonTable table_;
  ArticleWords evidence_;
  EntityTagger tagger_;
  std::vector<PersonMention> mentions_;
  ArticleText own_text_;
};

}  // namespace backfile
