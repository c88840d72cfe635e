// Variations of marked articles: more names, and more ways to print them, than the sets have.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "article/lexicon.h"
#include "model/corpus.h"

namespace backfile {

// Makes variations. The same seed gives the same ones.
class Variation {
 public:
  Variation(const std::vector<std::pair<std::string, WordClasses>>& lexicon, std::uint32_t seed);

  // The article with other people in it (in the name shapes of many languages), other places and
  // firms, some sentences in capitals and some as headlines.
  MarkedArticle Vary(const MarkedArticle& article);

 private:
  double Chance() { return static_cast<double>(random_() >> 8) / (1U << 24); }
  const std::string& Pick(const std::vector<std::string>& words) {
    return words[random_() % words.size()];
  }
  std::string LastName();
  std::string FirstName();
  std::string Misspelt(std::string name);
  std::string Brand();
  std::string NewName(const MarkedWord& word, bool goes_on);
  void Rename(MarkedArticle* article);
  void AddTitles(MarkedSentence* sentence);

  std::mt19937 random_;
  std::vector<std::string> first_names_;
  std::vector<std::string> last_names_;
  std::vector<std::string> cities_;
  std::vector<std::string> common_words_;
};

}  // namespace backfile
