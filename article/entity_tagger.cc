// Runs of capitals scored and decoded.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/entity_tagger.h"

#include <algorithm>

namespace backfile {

void EntityTagger::AddWord(const ArticleWords& article, std::uint32_t i, Place place,
                           Scores* scores) {
  const std::uint64_t key = WordKey(article, i);
  KnownWord& known = known_words_[key >> 32 & (kKnownWords - 1)];
  if (known.key != key) {
    known.key = key;
    known.summed = 0;
  }
  const auto bit = static_cast<std::uint8_t>(1U << static_cast<unsigned>(place));
  Scores& sum = known.sums[static_cast<std::size_t>(place)];
  if ((known.summed & bit) == 0) {
    known.summed |= bit;
    sum = {};
    features_.clear();
    AddWordFeatures(article, i, place, &features_);
    rows_.clear();
    model_.FindRows(features_, &rows_);
    EntityModel::AddRows(rows_, &sum);
  }
  for (std::size_t k = 0; k < sum.size(); ++k) {
    (*scores)[k] = static_cast<std::int16_t>((*scores)[k] + sum[k]);
  }
}

// The weights lie scattered over 9 MB: those of the contexts are called for before all else.
void EntityTagger::FindContextRows(const ArticleWords& article, const Run& run) {
  context_rows_.clear();
  context_ends_.clear();
  for (std::uint32_t i = run.first; i < run.last; ++i) {
    features_.clear();
    AddContextFeatures(article, run, i, &features_);
    model_.FindRows(features_, &context_rows_);
    context_ends_.push_back(context_rows_.size());
  }
}

void EntityTagger::Score(const ArticleWords& article, const Run& run) {
  scores_.assign(run.last - run.first, Scores{});
  FindContextRows(article, run);
  const Sentence& sentence = article.words().sentences[run.sentence];
  std::size_t row = 0;
  for (std::uint32_t i = run.first; i < run.last; ++i) {
    Scores& scores = scores_[i - run.first];
    AddWord(article, i, Place::kSelf, &scores);
    if (i >= sentence.first + 1) AddWord(article, i - 1, Place::kBefore, &scores);
    if (i >= sentence.first + 2) AddWord(article, i - 2, Place::kTwoBefore, &scores);
    if (i + 1 < sentence.last) AddWord(article, i + 1, Place::kAfter, &scores);
    if (i + 2 < sentence.last) AddWord(article, i + 2, Place::kTwoAfter, &scores);
    const std::size_t end = context_ends_[i - run.first];
    EntityModel::AddRows(std::span(context_rows_).subspan(row, end - row), &scores);
    row = end;
  }
}

// The best label of the type against the best of all others, at word `i` of the run.
int EntityTagger::MarginOf(std::uint32_t i, EntityType type) const {
  int best = -32768;
  int best_other = 0;  // kOutside.
  for (Label label = 1; label < kLabels; ++label) {
    int& of_label = TypeOf(label) == type ? best : best_other;
    of_label = std::max<int>(of_label, scores_[i][label - 1U]);
  }
  return best - best_other;
}

void EntityTagger::Collect(const Run& run) {
  for (std::uint32_t i = 0; i < labels_.size(); ++i) {
    if (labels_[i] == kOutside) continue;
    const std::uint32_t first = i;
    while (PositionOf(labels_[i]) == Position::kBegin ||
           PositionOf(labels_[i]) == Position::kInside) {
      ++i;  // Decode() ends what it begins.
    }
    const EntityType type = TypeOf(labels_[i]);
    int margin = MarginOf(first, type);
    for (std::uint32_t k = first + 1; k <= i; ++k) margin = std::min(margin, MarginOf(k, type));
    entities_.push_back({run.first + first, run.first + i + 1, run.sentence, type, margin});
  }
}

namespace {

// "The", "In": most runs are the first word of a sentence, and no name.
bool IsLittleWord(const ArticleWords& article, const Run& run) {
  constexpr WordClasses kNames = kFirstName | kLastName | kCountry | kDemonym;
  return run.last - run.first == 1 && article.word(run.first).letters == Letters::kCapital &&
         (article.classes(run.first) & (kFunctionWord | kNames)) == kFunctionWord;
}

}  // namespace

const std::vector<Entity>& EntityTagger::Tag(const ArticleWords& article) {
  entities_.clear();
  FindRuns(article, &runs_);
  for (const Run& run : runs_) {
    if (IsLittleWord(article, run)) continue;
    Score(article, run);
    model_.Decode(scores_, &labels_);
    Collect(run);
  }
  return entities_;
}

}  // namespace backfile
