// Where in one text the words of a phrase or of NEAR stand together.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "searcher/plan.h"

namespace backfile {

// A place where something occurs: from its first to its last word, and the words themselves.
struct Span {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::vector<std::uint32_t> words;  // Positions, ascending.
};

// One text as positions.
class PositionSource {
 public:
  virtual ~PositionSource() = default;
  // Where the term stands, ascending.
  virtual void Read(const std::string& term, std::vector<std::uint32_t>* positions) = 0;
};

// Where `node` occurs, ordered by first and last word. Of a cluster of overlapping ways to satisfy
// NEAR only the tightest is given for each first word, so the number of spans is at most the number
// of words in the text.
std::vector<Span> FindSpans(const SpanNode& node, PositionSource* source);

// Whether there are `count` or more, found without building spans where the node is a plain phrase.
bool HasSpans(const SpanNode& node, std::uint32_t count, PositionSource* source);

}  // namespace backfile
