// Boolean evaluation over posting lists.
//
// Every node can do two things: list its documents, or thin out a list of candidates. A conjunction
// lists its rarest child and lets the others thin it out, cheapest first; a disjunction gathers its
// children in a bitmap. So the work follows the rarest word of a question, and whatever has to be
// looked at closely (phrases, NEAR) comes last, on what is left. Counts are exact by construction.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/matcher.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <optional>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "searcher/posting_source.h"
#include "searcher/spans.h"

namespace backfile {

namespace {

// Reading positions of a document costs about as much as this many steps along a posting list.
constexpr std::uint64_t kPositionCost = 100;
// Looking for a document in a list as much as this many.
constexpr std::uint64_t kSkipCost = 8;
// Fewer documents are looked at one by one, wherever they are.
constexpr std::size_t kWorthAsking = 8;
constexpr std::uint32_t kCheckEvery =
    256;  // Documents looked at closely between two glances at the clock.

class DocumentPositions : public PositionSource {
 public:
  explicit DocumentPositions(SegmentReader* reader) : reader_(reader) {}
  // Looks up at once in which of the documents each form of a word occurs: most have one of many.
  void Foresee(const SpanNode& node, const std::vector<std::uint32_t>& documents) {
    for (const SpanNode& child : node.children) Foresee(child, documents);
    if (node.terms.size() < 2 || node.terms.size() > kMostForeseen) return;
    for (const std::string& term : node.terms) {
      const auto [it, is_new] = occurrences_.try_emplace(term);
      if (is_new) reader_->ReadAt(term, documents, &it->second);
    }
  }
  // To documents[index].
  void Move(std::size_t index, std::uint32_t document) {
    index_ = index;
    document_ = document;
  }
  void Read(const std::string& term, std::vector<std::uint32_t>* positions) override {
    if (const auto it = occurrences_.find(term);
        it != occurrences_.end() && it->second[index_] == 0) {
      return positions->clear();
    }
    reader_->ReadPositions(term, document_, positions);
  }

 private:
  static constexpr std::size_t kMostForeseen = 32;  // Four bytes a document each.

  SegmentReader* reader_;
  std::size_t index_ = 0;
  std::uint32_t document_ = 0;
  std::unordered_map<std::string, std::vector<std::uint32_t>> occurrences_;
};

class Matcher {
 public:
  explicit Matcher(SegmentReader* reader) : reader_(reader) {}

  Documents List(const MatchNode& node) {
    switch (node.kind) {
      case MatchKind::kNone:
        return {};
      case MatchKind::kTerms:
      case MatchKind::kDays:
        if (node.terms.size() == 1) return reader_->Read(node.terms.front()).documents;
        break;
      case MatchKind::kAnd:
        return ListAll(node);
      case MatchKind::kSpans: {
        Documents documents = ListCandidates(node);
        Filter(node, &documents);
        return documents;
      }
      case MatchKind::kDocuments:
        return ListPlaces(node);
      default:
        break;
    }
    Documents documents;
    const Bitmap set = Collect(node);
    documents.reserve(static_cast<std::size_t>(set.Count()));
    set.ForEach([&](std::uint32_t document) { documents.push_back(document); });
    return documents;
  }

  // Keeps of `documents` those that match.
  void Filter(const MatchNode& node, Documents* documents) {
    if (documents->empty()) return;
    switch (node.kind) {
      case MatchKind::kNone:
        return documents->clear();
      case MatchKind::kAll:
        return;
      case MatchKind::kTerms:
        return IsMuchRarer(*documents, node) ? FilterTerms(node.terms, documents)
                                             : FilterSet(Collect(node), documents);
      case MatchKind::kDays:
        return FilterDays(node.days, documents);
      case MatchKind::kAnd:
        for (const MatchNode* child : ByCost(node)) Filter(*child, documents);
        return;
      case MatchKind::kNot:
        return FilterNot(node.children.front(), documents);
      case MatchKind::kSpans:
        return FilterSpans(node, documents);
      default:
        return FilterSet(Collect(node), documents);
    }
  }

 private:
  // About how many documents the node matches, never fewer; what orders the work.
  std::uint64_t Estimate(const MatchNode& node) {
    switch (node.kind) {
      case MatchKind::kNone:
        return 0;
      case MatchKind::kTerms:
      case MatchKind::kDays:
        return std::accumulate(node.terms.begin(), node.terms.end(), std::uint64_t{0},
                               [&](std::uint64_t sum, const std::string& term) {
                                 return sum + reader_->Frequency(term);
                               });
      case MatchKind::kOr: {
        std::uint64_t sum = 0;
        for (const MatchNode& child : node.children) sum += Estimate(child);
        return sum;
      }
      case MatchKind::kAnd: {
        std::uint64_t least = reader_->documents();
        for (const MatchNode& child : node.children) least = std::min(least, Estimate(child));
        return least;
      }
      case MatchKind::kSpans:
        return Estimate(node.children.front());
      case MatchKind::kDocuments:
        return node.places.size();
      default:
        return reader_->documents();
    }
  }

  // Whether the node must look into documents rather than at posting lists.
  static bool IsClose(const MatchNode& node) {
    return node.kind == MatchKind::kSpans || std::ranges::any_of(node.children, IsClose);
  }

  // Whether it is better to look for the documents in the node's lists than to read these whole.
  bool IsMuchRarer(const Documents& documents, const MatchNode& node) {
    return documents.size() * kSkipCost < Estimate(node);
  }

  // Children, cheapest first; those that exclude after those that list. Days are better looked up
  // for what others list, unless they are so few that the others can be looked for.
  std::vector<const MatchNode*> ByCost(const MatchNode& node) {
    std::vector<std::pair<std::uint64_t, const MatchNode*>> costs;
    for (const MatchNode& child : node.children) {
      const std::uint64_t close = IsClose(child) ? kPositionCost * reader_->documents() : 0;
      const std::uint64_t listing = child.kind == MatchKind::kDays ? kSkipCost : 1;
      const std::uint64_t exclusion = child.kind == MatchKind::kNot ? reader_->documents() : 0;
      costs.emplace_back(listing * Estimate(child) + close + exclusion, &child);
    }
    std::ranges::stable_sort(costs, {}, [](const auto& cost) { return cost.first; });
    std::vector<const MatchNode*> children;
    for (const auto& [cost, child] : costs) children.push_back(child);
    return children;
  }

  Documents ListAll(const MatchNode& node) {
    const std::vector<const MatchNode*> children = ByCost(node);
    Documents documents =
        IsClose(*children.front()) ? ListCandidates(node) : List(*children.front());
    const bool began_with_first = !IsClose(*children.front());
    for (std::size_t i = began_with_first ? 1 : 0; i < children.size() && !documents.empty(); ++i) {
      Filter(*children[i], &documents);
    }
    return documents;
  }

  // Documents that a close look may confirm: what the posting lists alone say.
  Documents ListCandidates(const MatchNode& node) {
    if (node.kind == MatchKind::kSpans) return ListCandidates(node.children.front());
    if (node.kind != MatchKind::kAnd) return List(node);
    std::vector<const MatchNode*> children = ByCost(node);
    Documents documents = ListCandidates(*children.front());
    for (std::size_t i = 1; i < children.size(); ++i) {
      if (!IsClose(*children[i])) Filter(*children[i], &documents);
    }
    return documents;
  }

  Documents ListPlaces(const MatchNode& node) {
    Documents documents;
    for (const Snapshot::Place& place : node.places) {
      if (place.segment == reader_->segment()) documents.push_back(place.document);
    }
    std::ranges::sort(documents);
    return documents;
  }

  Bitmap Collect(const MatchNode& node) {
    Bitmap set(reader_->documents());
    CollectInto(node, &set);
    return set;
  }

  void CollectInto(const MatchNode& node, Bitmap* set) {
    switch (node.kind) {
      case MatchKind::kAll:
        set->SetAll(reader_->documents());
        return;
      case MatchKind::kTerms:
      case MatchKind::kDays:
        for (const std::string& term : node.terms) {
          for (const std::uint32_t document : reader_->Read(term).documents) set->Set(document);
        }
        return;
      case MatchKind::kOr:
        for (const MatchNode& child : node.children) CollectInto(child, set);
        return;
      case MatchKind::kNot: {
        Bitmap rest(reader_->documents());
        rest.SetAll(reader_->documents());
        ++denials_;
        rest.Remove(Collect(node.children.front()));
        --denials_;
        set->Or(rest);
        return;
      }
      case MatchKind::kHasFacet:
        for (std::uint32_t d = 1; d <= reader_->documents(); ++d) {
          if (reader_->columns().has_value(node.facet, d)) set->Set(d);
        }
        return;
      default:
        for (const std::uint32_t document : List(node)) set->Set(document);
    }
  }

  // As std::erase_if, without a branch that nobody can predict.
  template <class Keeps>
  static void Keep(Keeps keeps, Documents* documents) {
    std::size_t kept = 0;
    for (const std::uint32_t document : *documents) {
      (*documents)[kept] = document;
      kept += keeps(document) ? 1 : 0;
    }
    documents->resize(kept);
  }

  static void FilterSet(const Bitmap& set, Documents* documents) {
    Keep([&](std::uint32_t document) { return set.Has(document); }, documents);
  }

  void FilterTerms(const std::vector<std::string>& terms, Documents* documents) {
    std::vector<std::uint32_t> sums;
    reader_->ReadSums(terms, *documents, &sums);
    std::size_t i = 0;
    std::erase_if(*documents, [&](std::uint32_t) { return sums[i++] == 0; });
  }

  void FilterDays(const DaySpan& span, Documents* documents) {
    const auto first = static_cast<std::int32_t>(span.first.time_since_epoch().count());
    const auto last = static_cast<std::int32_t>(span.last.time_since_epoch().count());
    const std::span<const std::int32_t> days = reader_->columns().days();
    Keep([=](std::uint32_t d) { return (days[d] >= first) & (days[d] <= last); }, documents);
    // Few dates are known to the month or the year only.
    std::erase_if(*documents, [&](std::uint32_t d) {
      const Precision precision = reader_->columns().precision(d);
      return precision < Precision::kDay && LastDay(days[d], precision) > last;
    });
  }

  void FilterNot(const MatchNode& excluded, Documents* documents) {
    Documents hit = *documents;
    ++denials_;  // What is not found there in time would be an answer.
    Filter(excluded, &hit);
    --denials_;
    Documents rest;
    std::ranges::set_difference(*documents, hit, std::back_inserter(rest));
    *documents = std::move(rest);
  }

  // The words of a plain phrase; none if the node is anything else.
  static std::vector<std::vector<std::string>> WordsOf(const MatchNode& node) {
    std::vector<std::vector<std::string>> words;
    std::unordered_set<std::string> seen;
    const bool is_sequence = node.spans.kind == SpanKind::kSequence && node.count == 1;
    for (const SpanNode& word : node.spans.children) {
      const bool is_word = is_sequence && word.kind == SpanKind::kTerms && !word.terms.empty();
      const bool are_new = std::ranges::all_of(
          word.terms, [&](const std::string& term) { return seen.insert(term).second; });
      if (!is_word || !are_new) return {};
      words.push_back(word.terms);
    }
    return words;
  }

  // A word of the text by its exact forms, of which each place has one.
  static bool IsExact(const SpanNode& word) {
    return word.kind == SpanKind::kTerms && !word.terms.empty() &&
           std::ranges::none_of(word.terms, [](const std::string& term) {
             return term.front() >= 'A' && term.front() <= 'Z';
           });
  }

  // Two different words near each other; nullopt if the node is anything else.
  static std::optional<Proximity> ProximityOf(const MatchNode& node) {
    const SpanNode& spans = node.spans;
    const bool in_order = spans.kind == SpanKind::kInOrder;
    if (node.count != 1 || spans.children.size() != 2) return std::nullopt;
    if (!in_order && spans.kind != SpanKind::kWithin) return std::nullopt;
    if (!std::ranges::all_of(spans.children, IsExact)) return std::nullopt;
    Proximity near{spans.children[0].terms, spans.children[1].terms, spans.distance, in_order};
    const bool overlap = std::ranges::find_first_of(near.first, near.second) != near.first.end();
    return overlap ? std::nullopt : std::optional(std::move(near));
  }

  void FilterSpans(const MatchNode& node, Documents* documents) {
    Filter(node.children.front(), documents);
    const auto words = WordsOf(node);
    if (words.size() > 1 && documents->size() >= kWorthAsking) {
      *documents = reader_->FindPhrase(words, *documents);
      return;
    }
    if (const auto near = ProximityOf(node); near && documents->size() >= kWorthAsking) {
      if (auto found = reader_->FindNear(*near, *documents)) return documents->swap(*found);
    }
    DocumentPositions positions(reader_);
    positions.Foresee(node.spans, *documents);
    Documents confirmed;
    const bool is_large = node.spans.children.size() > 2;  // A document may take milliseconds.
    try {
      for (std::size_t i = 0; i < documents->size(); ++i) {
        if (is_large || i % kCheckEvery == 0) reader_->deadline().Check();
        positions.Move(i, (*documents)[i]);
        if (HasSpans(node.spans, node.count, &positions)) confirmed.push_back((*documents)[i]);
      }
    } catch (const TimeOver&) {
      if (denials_ > 0 || !reader_->may_be_cut()) throw;
      reader_->CutShort();
    }
    *documents = std::move(confirmed);
  }

  SegmentReader* reader_;
  int denials_ = 0;  // Of how many NOTs it is at the inside.
};

}  // namespace

Documents Match(const MatchNode& node, SegmentReader* reader) {
  Documents documents = Matcher(reader).List(node);
  const Bitmap& hidden = reader->tombstones();
  if (reader->has_tombstones()) {
    std::erase_if(documents, [&](std::uint32_t document) { return hidden.Has(document); });
  }
  return documents;
}

bool Matches(const MatchNode& node, std::uint32_t document, SegmentReader* reader) {
  Documents one = {document};
  Matcher(reader).Filter(node, &one);
  return !one.empty();
}

}  // namespace backfile
