// Pseudo-relevance feedback: what the best articles have in common also tells what is wanted.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "article/article.h"
#include "index/analyzer.h"
#include "searcher/plan.h"

namespace backfile {

// The best articles are read and the terms typical of them added to what is scored. They change the
// order of the matches, never what matches.
struct FeedbackOptions {
  std::size_t documents = 10;       // The best ones, which are read.
  std::size_t fewest_articles = 2;  // That must share a term, else it is one article's own matter.
  std::size_t terms = 20;           // Added to the question.
  double weight = 0.25;             // Of the best added term, where a word of the question has 1.
};

// One of the best articles, and how well it scored.
struct FeedbackArticle {
  Article article;
  double score = 0;
};

// What feedback needs to know of the whole index.
struct TermStatistics {
  double documents = 0;
  std::function<double(const std::string& term)> frequency;  // Documents that have the term.
};

// The terms to score besides those of the question (which may be among them: they count for more).
std::vector<ScoreTerm> FeedbackTerms(const std::vector<FeedbackArticle>& best,
                                     const FeedbackOptions& options,
                                     const TermStatistics& statistics, Analyzer* analyzer);

}  // namespace backfile
