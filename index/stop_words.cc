// The list, sorted for binary search.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/stop_words.h"

#include <algorithm>
#include <array>

namespace backfile {

namespace {
constexpr std::array<std::string_view, 118> kStopWords = {
    "a",      "about",  "above",   "after",      "again",   "against", "all",     "am",
    "an",     "and",    "any",     "are",        "as",      "at",      "be",      "because",
    "been",   "before", "being",   "below",      "between", "both",    "but",     "by",
    "could",  "did",    "do",      "does",       "doing",   "down",    "during",  "each",
    "few",    "for",    "from",    "further",    "had",     "has",     "have",    "having",
    "he",     "her",    "here",    "hers",       "herself", "him",     "himself", "his",
    "how",    "i",      "if",      "in",         "into",    "is",      "it",      "its",
    "itself", "me",     "more",    "most",       "my",      "myself",  "no",      "nor",
    "not",    "of",     "off",     "on",         "once",    "only",    "or",      "other",
    "ought",  "our",    "ours",    "ourselves",  "out",     "over",    "own",     "same",
    "she",    "should", "so",      "some",       "such",    "than",    "that",    "the",
    "their",  "theirs", "them",    "themselves", "then",    "there",   "these",   "they",
    "this",   "those",  "through", "to",         "too",     "under",   "until",   "up",
    "very",   "was",    "we",      "were",       "what",    "when",    "where",   "which",
    "while",  "who",    "whom",    "why",        "with",    "would"};
static_assert(std::ranges::is_sorted(kStopWords));
}  // namespace

bool IsStopWord(std::string_view folded_word) {
  return std::ranges::binary_search(kStopWords, folded_word);
}

}  // namespace backfile
