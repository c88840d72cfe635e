// Finds the people, places and organisations that a text names.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "article/entity_features.h"
#include "article/entity_model.h"
#include "article/word_evidence.h"

namespace backfile {

// A name as it stands in the text: words [first, last).
struct Entity {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t sentence = 0;
  EntityType type = EntityType::kOther;
  // By how much the type beats the next best one on the word where it is least sure of itself;
  // in units of the model, negative if only the neighbours decided.
  int margin = 0;
};

// Marks names with a linear-chain model. English only. Keep one and use it again: it keeps its
// memory. Not thread safe.
class EntityTagger {
 public:
  // `model` must outlive this.
  explicit EntityTagger(const EntityModel& model) : model_(model), known_words_(kKnownWords) {}

  // The entities of an article in the order of its text. Valid until the next call.
  const std::vector<Entity>& Tag(const ArticleWords& article);

 private:
  // The sums of the features of a word by itself, kept from one article to the next. They depend on
  // the word alone, so what was read before makes no difference but to the speed.
  struct KnownWord {
    std::uint64_t key = 0;
    std::uint8_t summed = 0;  // A bit a Place.
    std::array<Scores, 5> sums;
  };
  static constexpr std::size_t kKnownWords = 4096;

  void FindContextRows(const ArticleWords& article, const Run& run);
  void Score(const ArticleWords& article, const Run& run);
  void AddWord(const ArticleWords& article, std::uint32_t i, Place place, Scores* scores);
  void Collect(const Run& run);
  int MarginOf(std::uint32_t i, EntityType type) const;

  const EntityModel& model_;
  std::vector<KnownWord> known_words_;  // By the low bits of their keys.
  std::vector<Run> runs_;
  std::vector<Scores> scores_;
  std::vector<Label> labels_;
  std::vector<std::uint64_t> features_;
  std::vector<const EntityModel::Row*> rows_;
  std::vector<const EntityModel::Row*> context_rows_;  // Of all words of a run in turn,
  std::vector<std::size_t> context_ends_;              // ... and where those of each end.
  std::vector<Entity> entities_;
};

}  // namespace backfile
