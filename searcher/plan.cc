// Making parts of a plan.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/plan.h"

#include <utility>

namespace backfile {

MatchNode AnyOf(std::vector<std::string> terms) {
  MatchNode node;
  node.kind = terms.empty() ? MatchKind::kNone : MatchKind::kTerms;
  node.terms = std::move(terms);
  return node;
}

MatchNode Join(MatchKind kind, std::vector<MatchNode> children) {
  if (children.size() == 1) return std::move(children.front());
  MatchNode node;
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

SpanNode WordAt(std::vector<std::string> terms) {
  return {SpanKind::kTerms, std::move(terms), {}, 0};
}

MatchNode ConditionOf(const SpanNode& spans) {
  if (spans.kind == SpanKind::kTerms) return AnyOf(spans.terms);
  std::vector<MatchNode> children;
  for (const SpanNode& child : spans.children) children.push_back(ConditionOf(child));
  return Join(spans.kind == SpanKind::kAny ? MatchKind::kOr : MatchKind::kAnd, std::move(children));
}

MatchNode Occurs(SpanNode spans, std::uint32_t count) {
  if (spans.kind == SpanKind::kTerms && count == 1) return AnyOf(std::move(spans.terms));
  MatchNode node;
  node.kind = MatchKind::kSpans;
  node.children.push_back(ConditionOf(spans));
  node.spans = std::move(spans);
  node.count = count;
  return node;
}

}  // namespace backfile
