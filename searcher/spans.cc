// An algebra of spans.
//
// Words give spans of one position; a sequence joins spans that follow one another; NEAR looks,
// from each span of each child, for the nearest spans of the others. Sentences and paragraphs are
// told apart by the marks at their first words: two spans are in one sentence if no mark lies
// between the first word of the one and the last word of the other.
//
// NEAR over n children takes, for every span of every child as the anchor, the nearest span of each
// other child at or after the anchor's beginning (in order: after the one before), so it is linear
// in the number of spans times n log. It may miss an exotic arrangement in which the nearest span
// overlaps another one and a farther one would do.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/spans.h"

#include <algorithm>
#include <optional>

#include "index/schema.h"

namespace backfile {

namespace {

bool Earlier(const Span& a, const Span& b) {
  return a.first != b.first ? a.first < b.first : a.last < b.last;
}

void Tidy(std::vector<Span>* spans) {
  std::ranges::sort(*spans, Earlier);
  const auto same = [](const Span& a, const Span& b) {
    return a.first == b.first && a.last == b.last;
  };
  spans->erase(std::unique(spans->begin(), spans->end(), same), spans->end());
}

std::vector<Span> WordSpans(const SpanNode& node, PositionSource* source) {
  std::vector<Span> spans;
  std::vector<std::uint32_t> positions;
  for (const std::string& term : node.terms) {
    source->Read(term, &positions);
    for (const std::uint32_t p : positions) spans.push_back({p, p, {p}});
  }
  if (node.terms.size() > 1) Tidy(&spans);
  return spans;
}

Span Join(const Span& a, const Span& b) {
  Span joined{std::min(a.first, b.first), std::max(a.last, b.last), {}};
  std::ranges::set_union(a.words, b.words, std::back_inserter(joined.words));
  return joined;
}

// The first span that begins at `position` or later.
std::vector<Span>::const_iterator From(const std::vector<Span>& spans, std::uint32_t position) {
  return std::ranges::lower_bound(spans, position, {}, &Span::first);
}

std::vector<Span> Sequence(std::vector<std::vector<Span>> parts) {
  std::vector<Span> joined = std::move(parts.front());
  for (std::size_t i = 1; i < parts.size(); ++i) {
    std::vector<Span> next;
    for (const Span& left : joined) {
      for (auto right = From(parts[i], left.last + 1);
           right != parts[i].end() && right->first == left.last + 1; ++right) {
        next.push_back(Join(left, *right));
      }
    }
    joined = std::move(next);
  }
  return joined;
}

// Which sentence or paragraph a position is in.
class Units {
 public:
  Units(std::string_view mark, PositionSource* source) {
    source->Read(std::string(mark), &starts_);
  }
  bool Together(const Span& span) const { return UnitOf(span.first) == UnitOf(span.last); }

 private:
  std::ptrdiff_t UnitOf(std::uint32_t position) const {
    return std::ranges::upper_bound(starts_, position) - starts_.begin();
  }
  std::vector<std::uint32_t> starts_;
};

// The words that a span holds beyond those of its parts.
std::uint32_t Gap(const Span& whole, std::uint32_t own) {
  const std::uint32_t length = whole.last - whole.first + 1;
  return length > own ? length - own : 0;
}

struct Reached {
  Span span;
  std::uint32_t own = 0;  // Words of the parts themselves.
};

std::uint32_t Length(const Span& span) { return span.last - span.first + 1; }

// Adds to `so_far` the span of each other child nearest to it.
std::optional<Reached> Gather(const std::vector<std::vector<Span>>& parts, std::size_t anchor,
                              const Span& first, bool in_order) {
  Reached reached{first, Length(first)};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i == anchor) continue;
    const std::uint32_t from = in_order ? reached.span.last + 1 : first.first;
    auto next = From(parts[i], from);
    while (!in_order && next != parts[i].end() && next->first == first.first &&
           next->last == first.last)
      ++next;
    if (next == parts[i].end()) return std::nullopt;
    reached.own += Length(*next);
    reached.span.first = std::min(reached.span.first, next->first);
    reached.span.last = std::max(reached.span.last, next->last);
    std::ranges::copy(next->words, std::back_inserter(reached.span.words));
  }
  return reached;
}

// Words were appended as they were met: to keep them in order at each step would take, of five
// hundred children, the square of it.
void TidyWords(std::vector<std::uint32_t>* words) {
  std::ranges::sort(*words);
  words->erase(std::unique(words->begin(), words->end()), words->end());
}

template <class Accept>
std::vector<Span> Near(const std::vector<std::vector<Span>>& parts, bool in_order, Accept accept) {
  std::vector<Span> found;
  const std::size_t anchors = in_order ? 1 : parts.size();
  for (std::size_t anchor = 0; anchor < anchors; ++anchor) {
    for (const Span& first : parts[anchor]) {
      auto reached = Gather(parts, anchor, first, in_order);
      if (!reached || !accept(*reached)) continue;
      TidyWords(&reached->span.words);
      found.push_back(std::move(reached->span));
    }
  }
  Tidy(&found);
  return found;
}

bool IsPlainNear(const SpanNode& node) {
  return (node.kind == SpanKind::kWithin || node.kind == SpanKind::kInOrder) &&
         node.children.size() == 2 && std::ranges::all_of(node.children, [](const SpanNode& child) {
           return child.kind == SpanKind::kTerms;
         });
}

void ReadWord(const SpanNode& word, PositionSource* source, std::vector<std::uint32_t>* positions) {
  source->Read(word.terms.front(), positions);
  if (word.terms.size() == 1) return;
  std::vector<std::uint32_t> more;
  for (std::size_t i = 1; i < word.terms.size(); ++i) {
    source->Read(word.terms[i], &more);
    positions->insert(positions->end(), more.begin(), more.end());
  }
  std::ranges::sort(*positions);
}

// Two words: for each place of the one, the nearest of the other before and behind it.
bool HasNear(const SpanNode& node, PositionSource* source) {
  if (node.children[0].terms.empty() || node.children[1].terms.empty()) return false;
  std::vector<std::uint32_t> left;
  std::vector<std::uint32_t> right;
  ReadWord(node.children[0], source, &left);
  if (left.empty()) return false;
  ReadWord(node.children[1], source, &right);
  const bool in_order = node.kind == SpanKind::kInOrder;
  std::size_t after = 0;
  std::size_t before = 0;
  for (const std::uint32_t place : left) {
    while (after < right.size() && right[after] <= place) ++after;
    if (after < right.size() && right[after] - place <= node.distance) return true;
    while (before < right.size() && right[before] < place) ++before;
    if (!in_order && before > 0 && place - right[before - 1] <= node.distance) return true;
  }
  return false;
}

}  // namespace

std::vector<Span> FindSpans(const SpanNode& node, PositionSource* source) {
  if (node.kind == SpanKind::kTerms) return WordSpans(node, source);
  std::vector<std::vector<Span>> parts;
  for (const SpanNode& child : node.children) {
    parts.push_back(FindSpans(child, source));
    if (parts.back().empty() && node.kind != SpanKind::kAny) return {};
  }
  switch (node.kind) {
    case SpanKind::kSequence:
      return Sequence(std::move(parts));
    case SpanKind::kWithin:
    case SpanKind::kInOrder:
      return Near(parts, node.kind == SpanKind::kInOrder, [&](const Reached& reached) {
        return Gap(reached.span, reached.own) <= node.distance - 1;
      });
    case SpanKind::kSentence:
    case SpanKind::kParagraph: {
      const Units units(Prefix(node.kind == SpanKind::kSentence ? "sentence" : "paragraph"),
                        source);
      return Near(parts, false,
                  [&](const Reached& reached) { return units.Together(reached.span); });
    }
    default:
      break;
  }
  std::vector<Span> any;
  for (std::vector<Span>& part : parts) std::ranges::move(part, std::back_inserter(any));
  Tidy(&any);
  return any;
}

bool HasSpans(const SpanNode& node, std::uint32_t count, PositionSource* source) {
  if (count == 1 && IsPlainNear(node)) return HasNear(node, source);
  return FindSpans(node, source).size() >= count;
}

}  // namespace backfile
