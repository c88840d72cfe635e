// Is what was linked to a person one?
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "article/entity_tagger.h"
#include "article/person_linker.h"
#include "article/person_mentions.h"
#include "article/word_evidence.h"

namespace backfile {

// Weighs all that one article says of its people.
class PersonJudge {
 public:
  // All must outlive this.
  PersonJudge(const ArticleWords& article, const std::vector<Entity>& entities,
              std::span<const PersonMention> mentions);

  // False for what the tagger took for a person on little evidence, against what the lexicon and
  // the rest of the article say: "Burisma" once, "Downing Street", a word that only a headline has.
  bool IsCredible(const LinkedPerson& person) const;

 private:
  struct Evidence;
  std::uint64_t HashOf(std::uint32_t first, std::uint32_t last) const;
  bool IsOftenOther(const LinkedPerson& person) const;
  Evidence Gather(const LinkedPerson& person) const;
  bool IsCredibleLone(const LinkedPerson& person) const;
  bool IsCredibleFull(const LinkedPerson& person) const;

  const ArticleWords& article_;
  std::span<const PersonMention> mentions_;
  // How often words are an entity of another type. By HashOf().
  std::unordered_map<std::uint64_t, int> other_;
};

}  // namespace backfile
