// A plan says, in terms of the index, which documents a question matches, by what they are ranked,
// and what is marked in them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "index/columns.h"
#include "index/index.h"
#include "searcher/date_range.h"

namespace backfile {

enum class SpanKind : std::uint8_t {
  kTerms,      // A word: any of `terms`, which have positions.
  kSequence,   // Children one right after the other.
  kAny,        // Any of the children.
  kWithin,     // Children with at most `distance` words from first to last beyond their own.
  kInOrder,    // The same, in the order of the children.
  kSentence,   // Children in one sentence,
  kParagraph,  // or in one paragraph.
};

// Places in a text: a small algebra over positions.
struct SpanNode {
  SpanKind kind = SpanKind::kTerms;
  std::vector<std::string> terms;
  std::vector<SpanNode> children;
  std::uint32_t distance = 0;
};

enum class MatchKind : std::uint8_t {
  kNone,
  kAll,
  kTerms,      // Any of `terms`.
  kDays,       // The same, which are those of `days`: dates that lie wholly within them.
  kAnd,        // All children; those of kind kNot exclude.
  kOr,         // Any child.
  kNot,        // What the one child does not match.
  kSpans,      // What the one child matches and `spans` occurs in `count` times or more.
  kHasFacet,   // Documents with any value of `facet`.
  kDocuments,  // The `places`.
};

struct MatchNode {
  MatchKind kind = MatchKind::kNone;
  std::vector<std::string> terms = {};
  DaySpan days = {};
  std::vector<MatchNode> children = {};
  SpanNode spans = {};
  std::uint32_t count = 1;
  Facet facet = Facet::kSource;
  std::vector<Snapshot::Place> places = {};
};

// Documents with any of the terms.
MatchNode AnyOf(std::vector<std::string> terms);
// kAnd or kOr over the children; a single one is itself.
MatchNode Join(MatchKind kind, std::vector<MatchNode> children);
// A word by any of its terms.
SpanNode WordAt(std::vector<std::string> terms);
// What the posting lists alone can say about places: all the words are there.
MatchNode ConditionOf(const SpanNode& spans);
// Documents in which the spans occur so often.
MatchNode Occurs(SpanNode spans, std::uint32_t count = 1);

// Terms that are one to the ranking: their occurrences in a document are counted together.
struct ScoreTerm {
  std::vector<std::string> terms;
  double weight = 1;
  bool by_places = false;  // Boolean terms: what counts is at how many places they stand.
};

// What is marked in a matching article.
struct Mark {
  SpanNode spans;
  std::string field;  // Only there: "title", ...; empty: everywhere.
};

// A word that occurs nowhere, and one like it that does.
struct Suggestion {
  std::string word;
  std::string instead;
};

struct Plan {
  MatchNode match;
  std::vector<ScoreTerm> scores;
  std::vector<Mark> marks;
  // What was widened, narrowed or passed over, in sentences for the person who asked.
  std::vector<std::string> notes;
  std::vector<Suggestion> suggestions;
};

}  // namespace backfile
