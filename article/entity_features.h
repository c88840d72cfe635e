// What the entity model sees of a word in its place: features, as hashes.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "article/entity_model.h"
#include "article/word_evidence.h"

namespace backfile {

// Active words in a row within one sentence, which are marked as a whole: words [first, last).
struct Run {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t sentence = 0;
};

// The runs of an article, in order. Those of more than kLongestRun words are cut.
void FindRuns(const ArticleWords& article, std::vector<Run>* runs);

// Features come in two kinds, since the sums of the first can be kept: those of a word by itself,
// for each place that it can take beside the word that is marked, and those of a word in its
// sentence and article.
enum class Place : std::uint8_t { kSelf, kBefore, kAfter, kTwoBefore, kTwoAfter };

// Adds the features of word `i` as seen from `place`. They depend on its hash, letters, marks and
// classes alone, and on the letters that the hash stands for.
void AddWordFeatures(const ArticleWords& article, std::uint32_t i, Place place,
                     std::vector<std::uint64_t>* features);

// What the features of a word by itself depend on, as a number that is not 0.
std::uint64_t WordKey(const ArticleWords& article, std::uint32_t i);

// Adds the features of word `i` of `run` in its surroundings.
void AddContextFeatures(const ArticleWords& article, const Run& run, std::uint32_t i,
                        std::vector<std::uint64_t>* features);

// All features of word `i` of `run`: its own, those of its neighbours, and those of its context.
void AddFeatures(const ArticleWords& article, const Run& run, std::uint32_t i,
                 std::vector<std::uint64_t>* features);

}  // namespace backfile
