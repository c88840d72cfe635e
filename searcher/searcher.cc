// One question: parse, plan, match, rank, count, show.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/searcher.h"

#include <xapian.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "article/digest.h"
#include "searcher/date_range.h"
#include "searcher/feedback.h"
#include "searcher/lexicon.h"
#include "searcher/person_names.h"
#include "searcher/planner.h"

namespace backfile {

namespace {

[[noreturn]] void Refuse(const QueryError& error, std::string_view query) {
  throw Error(ExitCode::kUsage, ToString(error, query));
}

Node Parse(const SearchRequest& request) {
  auto node = request.is_plain ? ParsePlainWords(request.query) : ParseQuery(request.query);
  if (!node) Refuse(node.error(), request.query);
  return std::move(*node);
}

std::string DateOf(const Columns& columns, std::uint32_t document) {
  const std::int32_t day = columns.day(document);
  return day == kUndated ? "" : DayText(day, columns.precision(document));
}

bool HasDate(const Node& node) {
  return node.kind == NodeKind::kDate || std::ranges::any_of(node.children, HasDate);
}

}  // namespace

struct Searcher::State {
  std::unique_ptr<Snapshot> snapshot;
  PersonTable people;
  std::vector<SegmentReader> segments;
  Analyzer analyzer;
  Collection collection;
  std::optional<std::pair<std::int32_t, std::int32_t>> days;  // Of the oldest and newest article.

  std::pair<std::int32_t, std::int32_t> Days() {
    if (days) return *days;
    std::int32_t first = INT32_MAX;
    std::int32_t last = kUndated;
    for (const SegmentReader& segment : segments) {
      for (std::uint32_t d = 1; d <= segment.documents(); ++d) {
        const std::int32_t day = segment.columns().day(d);
        if (day == kUndated) continue;
        first = std::min(first, day);
        last = std::max(last, day);
      }
    }
    days = last == kUndated ? std::pair(0, 0) : std::pair(first, last);
    return *days;
  }

  void Begin(const SearchRequest& request) {
    const Deadline deadline(request.timeout);
    for (SegmentReader& segment : segments) segment.Forget(deadline);
  }

  // `whole`: the question that the node is part of.
  Plan PlanOf(const Node& node, const Node& whole, const SearchRequest& request, Lexicon* lexicon) {
    const auto [first, last] = HasDate(node) ? Days() : std::pair(0, 0);
    const PlanContext context{.snapshot = snapshot.get(),
                              .lexicon = lexicon,
                              .people = &people,
                              .analyzer = &analyzer,
                              .language = request.language,
                              .today = request.today,
                              .earliest = std::chrono::sys_days(std::chrono::days(first)),
                              .latest = std::chrono::sys_days(std::chrono::days(last)),
                              .wants_suggestions = request.wants_suggestions,
                              .exact_weight = request.exact_weight};
    auto plan = backfile::MakePlan(node, whole, context);
    if (!plan) Refuse(plan.error(), request.query);
    return std::move(*plan);
  }

  std::vector<double> Frequencies(const Plan& plan, const Lexicon& lexicon) const {
    std::vector<double> frequencies;
    for (const ScoreTerm& score : plan.scores) {
      double sum = 0;
      for (const std::string& term : score.terms) {
        sum += static_cast<double>(lexicon.Frequency(term));
      }
      frequencies.push_back(sum);
    }
    return frequencies;
  }

  // The matches of each segment.
  std::vector<Documents> MatchAll(const Plan& plan) {
    std::vector<Documents> matches;
    for (SegmentReader& segment : segments) matches.push_back(Match(plan.match, &segment));
    return matches;
  }

  void KeepAmong(const std::vector<std::uint64_t>& ids, std::vector<Documents>* matches) const {
    for (std::size_t s = 0; s < segments.size(); ++s) {
      const Columns& columns = segments[s].columns();
      std::erase_if((*matches)[s], [&](std::uint32_t document) {
        return !std::ranges::binary_search(ids, columns.id(document));
      });
    }
  }

  // The best `most`, in order.
  std::vector<Ranked> Best(const SearchRequest& request, const std::vector<Documents>& matches,
                           const Plan& plan, const Lexicon& lexicon, std::size_t most) {
    const std::vector<double> frequencies = Frequencies(plan, lexicon);
    const Bm25 bm25 = WantsFeedback(request) ? kBm25WithFeedback : Bm25();
    std::vector<Ranked> best;
    const bool by_score = request.sort == Sort::kRelevance && request.recency_days <= 0;
    for (std::size_t s = 0; s < segments.size(); ++s) {
      Documents documents = matches[s];
      auto scores = Score(plan.scores, frequencies, collection, bm25, by_score ? most : SIZE_MAX,
                          &segments[s], &documents);
      if (request.recency_days > 0) {
        const auto today = static_cast<std::int32_t>(request.today.time_since_epoch().count());
        FavourRecent(documents, today, request.recency_days, segments[s].columns(), &scores);
      }
      KeepBest(documents, scores, request.sort, most, segments[s], &best);
    }
    SortBest(request.sort, &best);
    return best;
  }

  // The page of results that was asked for.
  std::vector<Ranked> Rank(const SearchRequest& request, const std::vector<Documents>& matches,
                           const Lexicon& lexicon, Plan* plan) {
    if (request.limit == 0) return {};
    if (WantsFeedback(request)) AddFeedback(request, matches, lexicon, plan);
    const std::size_t most = request.offset + std::min(request.limit, SIZE_MAX - request.offset);
    std::vector<Ranked> best = Best(request, matches, *plan, lexicon, most);
    const std::size_t passed = std::min(request.offset, best.size());
    best.erase(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(passed));
    return best;
  }

  // Unasked only where it is known to help: a plain question, in order of relevance.
  static bool WantsFeedback(const SearchRequest& request) {
    if (request.sort != Sort::kRelevance) return false;
    return request.feedback == Feedback::kOn ||
           (request.feedback == Feedback::kAuto && request.is_plain);
  }

  void AddFeedback(const SearchRequest& request, const std::vector<Documents>& matches,
                   const Lexicon& lexicon, Plan* plan) {
    const FeedbackOptions options;
    std::vector<FeedbackArticle> best;
    for (const Ranked& ranked : Best(request, matches, *plan, lexicon, options.documents)) {
      best.push_back({snapshot->Load(ranked.place), ranked.score});
    }
    std::ranges::move(FeedbackTerms(best, options, Statistics(lexicon), &analyzer),
                      std::back_inserter(plan->scores));
  }

  TermStatistics Statistics(const Lexicon& lexicon) const {
    return {collection.documents, [&lexicon](const std::string& term) {
              return static_cast<double>(lexicon.Frequency(term));
            }};
  }

  Listing Answer(const SearchRequest& request, const Lexicon& lexicon, Plan plan);
  std::vector<Hit> MakeHits(const Listing& listing, std::size_t begin, std::size_t count);

  std::vector<FacetCounts> Count(const SearchRequest& request,
                                 const std::vector<Documents>& matches) const {
    std::vector<FacetCounts> counts;
    FacetOptions options = request.facet_options;
    options.people = &people;
    for (const std::string& name : request.facets) {
      FacetCounter counter(name);
      for (std::size_t s = 0; s < segments.size(); ++s) counter.Add(matches[s], segments[s]);
      counts.push_back(counter.Finish(options));
    }
    return counts;
  }

  Hit MakeHit(const Ranked& ranked) const {
    const Columns& columns = snapshot->columns(ranked.place.segment);
    const std::uint32_t document = ranked.place.document;
    Hit hit;
    hit.score = ranked.score;
    hit.place = ranked.place;
    hit.id = "bf:" + Hex16(ranked.id);
    hit.external_id = columns.external_id(document);
    hit.title = columns.title(document);
    hit.date = DateOf(columns, document);
    for (const std::uint32_t v : columns.values(Facet::kDateBasis, document)) {
      if (!hit.date.empty()) hit.date_basis = columns.value_text(Facet::kDateBasis, v);
    }
    for (const std::uint32_t v : columns.values(Facet::kSource, document)) {
      hit.source = columns.value_text(Facet::kSource, v);
    }
    for (const std::uint32_t v : columns.values(Facet::kPeople, document)) {
      hit.people.emplace_back(columns.value_text(Facet::kPeople, v));
    }
    return hit;
  }

  void AddSnippet(const Plan& plan, std::size_t characters, Hit* hit) {
    const Article article = snapshot->Load(hit->place);
    hit->snippet = MakeSnippet(article, plan.marks, characters, &analyzer);
    hit->title_hits = FindHits(hit->title, "title", article, plan.marks, &analyzer);
  }
};

Searcher::Searcher(const std::string& index_dir) : state_(std::make_unique<State>()) {
  state_->snapshot = Snapshot::Open(index_dir);
  state_->people = ReadPersonTable(index_dir);
  for (int i = 0; i < state_->snapshot->segments(); ++i) {
    state_->segments.emplace_back(*state_->snapshot, i);
  }
  const Xapian::Database& database = state_->snapshot->database();
  state_->collection.documents = database.get_doccount();
  state_->collection.average_length = std::max(1.0, database.get_avlength());
}

Searcher::~Searcher() = default;

const Snapshot& Searcher::snapshot() const { return *state_->snapshot; }
Analyzer* Searcher::analyzer() { return &state_->analyzer; }

Plan Searcher::MakePlan(const SearchRequest& request) {
  state_->Begin(request);
  Lexicon lexicon(&state_->segments);
  const Node node = Parse(request);
  return state_->PlanOf(node, node, request, &lexicon);
}

std::vector<std::uint64_t> Searcher::MatchingIds(const SearchRequest& request) {
  const Plan plan = MakePlan(request);
  const std::vector<Documents> matches = state_->MatchAll(plan);
  std::vector<std::uint64_t> ids;
  for (std::size_t s = 0; s < matches.size(); ++s) {
    for (const std::uint32_t document : matches[s]) {
      ids.push_back(state_->segments[s].columns().id(document));
    }
  }
  std::ranges::sort(ids);
  return ids;
}

std::int64_t Searcher::CountPart(const Node& part, const Node& whole,
                                 const SearchRequest& request) {
  state_->Begin(request);
  Lexicon lexicon(&state_->segments);
  std::int64_t count = 0;
  for (const Documents& documents :
       state_->MatchAll(state_->PlanOf(part, whole, request, &lexicon))) {
    count += static_cast<std::int64_t>(documents.size());
  }
  return count;
}

bool Searcher::MatchesPart(const Node& part, const Node& whole, const SearchRequest& request,
                           const Snapshot::Place& place) {
  state_->Begin(request);
  Lexicon lexicon(&state_->segments);
  const Plan plan = state_->PlanOf(part, whole, request, &lexicon);
  return Matches(plan.match, place.document,
                 &state_->segments[static_cast<std::size_t>(place.segment)]);
}

Listing Searcher::State::Answer(const SearchRequest& request, const Lexicon& lexicon, Plan plan) {
  Listing listing{.plan = std::move(plan),
                  .first_rank = request.offset + 1,
                  .snippet_characters = request.snippet_characters};
  std::vector<Documents> matches = MatchAll(listing.plan);
  if (!request.among.empty()) KeepAmong(request.among, &matches);
  SearchResult& summary = listing.summary;
  for (const Documents& documents : matches) {
    summary.total += static_cast<std::int64_t>(documents.size());
  }
  listing.ranked = Rank(request, matches, lexicon, &listing.plan);
  summary.facets = Count(request, matches);
  summary.notes = listing.plan.notes;
  summary.suggestions = listing.plan.suggestions;
  return listing;
}

std::vector<Hit> Searcher::State::MakeHits(const Listing& listing, std::size_t begin,
                                           std::size_t count) {
  std::vector<Hit> hits;
  const std::size_t end = begin + std::min(count, listing.ranked.size() - begin);
  for (std::size_t i = begin; i < end; ++i) {
    hits.push_back(MakeHit(listing.ranked[i]));
    hits.back().rank = listing.first_rank + i;
    if (listing.snippet_characters > 0) {
      AddSnippet(listing.plan, listing.snippet_characters, &hits.back());
    }
  }
  return hits;
}

Listing Searcher::List(const SearchRequest& request) {
  state_->Begin(request);
  const Node node = Parse(request);
  Lexicon lexicon(&state_->segments);
  Listing listing = state_->Answer(request, lexicon, state_->PlanOf(node, node, request, &lexicon));
  listing.summary.query = ToQuery(node);
  return listing;
}

std::vector<Hit> Searcher::MakeHits(const Listing& listing, std::size_t begin, std::size_t count) {
  if (begin >= listing.ranked.size()) return {};
  return state_->MakeHits(listing, begin, count);
}

SearchResult Searcher::Run(const SearchRequest& request) {
  const auto begin = std::chrono::steady_clock::now();
  Listing listing = List(request);
  SearchResult result = std::move(listing.summary);
  result.hits = MakeHits(listing, 0, listing.ranked.size());
  result.took = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begin);
  return result;
}

SearchResult Searcher::FindSimilar(const Snapshot::Place& place, const SearchRequest& request) {
  constexpr FeedbackOptions kOptions{
      .documents = 1, .fewest_articles = 1, .terms = 30, .weight = 1.0};
  state_->Begin(request);
  Lexicon lexicon(&state_->segments);
  const Article article = Load(place);
  Plan plan;
  plan.scores =
      FeedbackTerms({{article, 1}}, kOptions, state_->Statistics(lexicon), &state_->analyzer);
  std::vector<std::string> terms;
  for (const ScoreTerm& score : plan.scores) terms.push_back(score.terms.front());
  MatchNode itself{.kind = MatchKind::kNot};
  itself.children.push_back({.kind = MatchKind::kDocuments, .places = {place}});
  plan.match = Join(MatchKind::kAnd, {AnyOf(std::move(terms)), std::move(itself)});
  Listing listing = state_->Answer(request, lexicon, std::move(plan));
  SearchResult result = std::move(listing.summary);
  result.hits = MakeHits(listing, 0, listing.ranked.size());
  return result;
}

Snapshot::Place Searcher::FindArticle(std::string_view id) const {
  return snapshot().FindArticle(id);
}

Article Searcher::Load(const Snapshot::Place& place) const { return snapshot().Load(place); }

}  // namespace backfile
