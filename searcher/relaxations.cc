// Which part of a question emptied it, and what it finds without.
//
// Of a question that asks for several things each is left out in turn; each of them, and a question
// that asks for one thing, is loosened in the ways that it can be: a phrase becomes its words,
// words near each other become words anywhere, a word of the title one of the text. Each of these
// is counted; those that find nothing are not offered. If none does, two parts are left out at a
// time.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/relaxations.h"

#include <algorithm>
#include <optional>

#include "article/text.h"
#include "searcher/explain.h"

namespace backfile {

namespace {

constexpr std::size_t kMostTried = 24;  // Questions counted for one answer.
constexpr std::size_t kMostShown = 6;

// What is below a part is told by writing it out.
std::string InShort(const Node& node) {
  return node.children.empty() ? LineInWords(node) : ToQuery(node);
}

struct Loosened {
  std::string words;
  Node node;
};

Node AllOf(std::vector<Node> children) {
  Node all;
  all.kind = NodeKind::kAnd;
  all.children = std::move(children);
  if (all.children.size() == 1) return Node(all.children.front());
  return all;
}

std::optional<Loosened> Loosen(const Node& node) {
  Node looser = node;
  if (node.kind == NodeKind::kNear) {
    looser.kind = NodeKind::kAnd;
    return Loosened{"the words anywhere, not near each other", std::move(looser)};
  }
  if (node.kind == NodeKind::kAtLeast) return Loosened{"once is enough", node.children.front()};
  if (!node.field.empty() && (node.kind == NodeKind::kWord || node.kind == NodeKind::kPhrase)) {
    looser.field.clear();
    return Loosened{"“" + node.text + "” anywhere in the text", std::move(looser)};
  }
  if (node.kind == NodeKind::kPhrase) {
    std::vector<Node> words;
    for (const std::string& text : SplitList(node.text, " \t\n\"")) {
      words.push_back(Node{.kind = NodeKind::kWord, .text = text});
    }
    if (words.size() > 1) return Loosened{"the words of “" + node.text + "”", AllOf(words)};
  }
  if (node.kind == NodeKind::kWord && node.form == WordForm::kExact) {
    looser.form = WordForm::kStemmed;
    return Loosened{"other forms of “" + node.text + "”", std::move(looser)};
  }
  return std::nullopt;
}

Node Replaced(const Node& query, std::size_t child, Node by) {
  std::vector<Node> children = query.children;
  children[child] = std::move(by);
  return AllOf(std::move(children));
}

// The question without the children at these places.
Loosened Without(const Node& query, const std::vector<std::size_t>& places) {
  std::vector<Node> children;
  std::string words = "without ";
  for (std::size_t i = 0; i < query.children.size(); ++i) {
    if (std::ranges::find(places, i) == places.end()) {
      children.push_back(query.children[i]);
    } else {
      words += (i == places.front() ? "" : " and ") + InShort(query.children[i]);
    }
  }
  return {words, AllOf(std::move(children))};
}

std::vector<Loosened> Candidates(const Node& query) {
  std::vector<Loosened> candidates;
  if (query.kind != NodeKind::kAnd) {
    if (auto looser = Loosen(query)) candidates.push_back(std::move(*looser));
    return candidates;
  }
  for (std::size_t i = 0; i < query.children.size() && candidates.size() < kMostTried; ++i) {
    candidates.push_back(Without(query, {i}));
    if (auto looser = Loosen(query.children[i])) {
      candidates.push_back({looser->words, Replaced(query, i, std::move(looser->node))});
    }
  }
  return candidates;
}

// Without two of its parts: tried if none of the above finds anything.
std::vector<Loosened> FurtherCandidates(const Node& query) {
  std::vector<Loosened> candidates;
  if (query.kind != NodeKind::kAnd || query.children.size() < 3) return candidates;
  for (std::size_t i = 0; i < query.children.size(); ++i) {
    for (std::size_t j = i + 1; j < query.children.size(); ++j) {
      if (candidates.size() < kMostTried) candidates.push_back(Without(query, {i, j}));
    }
  }
  return candidates;
}

// Those that find something.
std::vector<Relaxation> Counted(const std::vector<Loosened>& candidates,
                                const SearchRequest& request, Searcher* searcher) {
  std::vector<Relaxation> relaxations;
  for (const Loosened& candidate : candidates) {
    // Written and read again: parts that are left over may be no question of their own.
    SearchRequest looser = request;
    looser.query = ToQuery(candidate.node);
    looser.limit = 0;
    looser.facets.clear();
    const std::int64_t count = searcher->Run(looser).total;
    if (count > 0) relaxations.push_back({candidate.words, looser.query, count});
  }
  return relaxations;
}

}  // namespace

std::vector<Clause> CountClauses(const Node& query, const SearchRequest& request,
                                 Searcher* searcher) {
  std::vector<Clause> clauses;
  if (query.kind != NodeKind::kAnd) return clauses;
  for (const Node& child : query.children) {
    if (clauses.size() == kMostTried) break;
    clauses.push_back({InShort(child), searcher->CountPart(child, query, request)});
  }
  return clauses;
}

std::vector<Relaxation> FindRelaxations(const Node& query, const SearchRequest& request,
                                        Searcher* searcher) {
  std::vector<Relaxation> relaxations = Counted(Candidates(query), request, searcher);
  if (relaxations.empty()) relaxations = Counted(FurtherCandidates(query), request, searcher);
  std::ranges::stable_sort(relaxations, {}, &Relaxation::count);
  if (relaxations.size() > kMostShown) relaxations.resize(kMostShown);
  return relaxations;
}

}  // namespace backfile
