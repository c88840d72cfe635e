// Articles whose names are marked by hand, to learn from.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "article/entity_model.h"
#include "article/lexicon.h"
#include "article/word_evidence.h"
#include "article/words.h"

namespace backfile {

struct MarkedWord {
  std::string text;
  std::optional<EntityType> type;  // None outside of names.
  bool begins = false;             // The first word of a name.
};
using MarkedSentence = std::vector<MarkedWord>;
using MarkedArticle = std::vector<MarkedSentence>;

// Reads lines of WORD<TAB>TAG with BIO2 tags (B-PER, I-PER, O; LOC, ORG, MISC), an empty line after
// each sentence, and "-DOCSTART-" before each article. Titles at the head of a person's name are
// unmarked, as the sets differ in what they do with them.
std::vector<MarkedArticle> ReadCorpus(const std::string& path, const Lexicon& lexicon);

// Reads lines of WORD<TAB>CLASSES, the latter a sum of WordClass values. Of those of several
// words, only the kPhraseClasses are kept.
std::vector<std::pair<std::string, WordClasses>> ReadGazetteer(const std::string& path);

// An article as ScanWords would give it. `words` views `text`: do not move it.
struct MarkedText {
  std::string text;
  Words words;
};
void ToWords(const MarkedArticle& article, MarkedText* out);

// The label of each word. Only active words are labelled: a name is cut where it has others.
std::vector<Label> LabelsOf(const MarkedArticle& article, const ArticleWords& words);

}  // namespace backfile
