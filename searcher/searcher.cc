// One question: parse, plan, match, rank, count, show.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/searcher.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "article/digest.h"
#include "article/text.h"
#include "index/schema.h"
#include "searcher/date_range.h"
#include "searcher/feedback.h"
#include "searcher/lexicon.h"
#include "searcher/person_names.h"
#include "searcher/planner.h"
#include "searcher/watchdog.h"

namespace backfile {

namespace {

// Words of the articles that are shown are remembered up to so many: about 20 MB.
constexpr std::uint32_t kMostTerms = 200'000;

[[noreturn]] void Refuse(const QueryError& error, std::string_view query) {
  throw Error(ExitCode::kUsage, ToString(error, query));
}

Node Parse(const SearchRequest& request) {
  auto node = request.is_plain ? ParsePlainWords(request.query, request.limits)
                               : ParseQuery(request.query, request.limits);
  if (!node) Refuse(node.error(), request.query);
  return std::move(*node);
}

std::string DateOf(const Columns& columns, std::uint32_t document) {
  const std::int32_t day = columns.day(document);
  return day == kUndated ? "" : DayText(day, columns.precision(document));
}

VisibilityRules RulesOf(const SearchRequest& request, const Node* question) {
  const bool asks = question != nullptr && AsksForStatus(*question);
  const bool has_now = request.now != std::chrono::sys_seconds{};
  return {.earlier_versions = request.all_versions,
          .withdrawn = request.with_hidden || asks,
          .embargoed = request.with_hidden || asks,
          .now = has_now ? request.now : std::chrono::sys_seconds(request.today)};
}

// Each once: the home of all, the folder of each index, and what came with each publication.
std::vector<std::string> FoldersOfPeople(const Shards& shards, const Snapshot& snapshot) {
  std::vector<std::string> folders = {shards.home};
  for (int segment = 0; segment < snapshot.segments(); ++segment) {
    const bool is_remote = snapshot.is_remote(segment);
    folders.push_back(is_remote ? snapshot.segment_path(segment) : snapshot.shard_place(segment));
  }
  std::erase(folders, "");
  std::ranges::sort(folders);
  folders.erase(std::unique(folders.begin(), folders.end()), folders.end());
  return folders;
}

bool HasDate(const Node& node) {
  return node.kind == NodeKind::kDate || std::ranges::any_of(node.children, HasDate);
}

// What may be known of an article of which the text may not be shown, and why.
Article WithoutText(Article article, Hidden hidden) {
  for (std::string* text : {&article.subtitle, &article.body}) text->clear();
  for (auto* list : {&article.captions, &article.organisations, &article.places}) list->clear();
  article.quotes.clear();
  article.events.clear();
  article.acronyms.clear();
  std::erase_if(article.people, [](const Person& p) { return p.basis == Basis::kText; });
  article.notes.push_back("The text is not shown: " + std::string(InWords(hidden)) + ".");
  return article;
}

Article AsShown(Article article, const Hit& hit) {
  return hit.has_text ? std::move(article) : WithoutText(std::move(article), hit.hidden);
}

}  // namespace

std::string PlacesOf(const std::vector<MissingShard>& missing) {
  std::string places;
  for (const MissingShard& shard : missing) places += (places.empty() ? "" : ", ") + shard.place;
  return places;
}

struct Searcher::State {
  std::unique_ptr<Snapshot> snapshot;
  std::vector<MissingShard> missing;
  PersonTable people;
  std::vector<SegmentReader> segments;
  Analyzer analyzer;
  Collection collection;
  std::optional<Visibility> visibility;
  std::optional<CopyGroups> copies;
  std::optional<std::pair<std::int32_t, std::int32_t>> days;  // Of the oldest and newest article.
  std::optional<std::string> main_language;

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

  // The language of most articles: that of questions which do not say theirs.
  const std::string& MainLanguage(const Lexicon& lexicon) {
    if (main_language) return *main_language;
    const std::string prefix(Prefix("language"));
    CountedTerm most;
    lexicon.ForEachTerm(prefix, [&](const std::string& term) {
      const std::uint64_t documents = lexicon.Frequency(term);
      if (documents > most.documents) most = {term.substr(prefix.size()), documents};
      return true;
    });
    return main_language.emplace(most.term);
  }

  // To be held until the question is answered.
  [[nodiscard]] Watchdog Begin(const SearchRequest& request) {
    analyzer.Forget(kMostTerms);
    const Deadline deadline(request.timeout);
    for (SegmentReader& segment : segments) segment.Forget(deadline, request.takes_part);
    // Ranking and counting come after the time for matching, and take as long as there are matches.
    return Watchdog(2 * request.timeout + std::chrono::seconds(30));
  }

  // `whole`: the question that the node is part of.
  Plan PlanOf(const Node& node, const Node& whole, const SearchRequest& request, Lexicon* lexicon) {
    const auto [first, last] = HasDate(node) ? Days() : std::pair(0, 0);
    const bool is_told = !request.language.empty();
    const PlanContext context{.snapshot = snapshot.get(),
                              .lexicon = lexicon,
                              .people = &people,
                              .analyzer = &analyzer,
                              .language = is_told ? request.language : MainLanguage(*lexicon),
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

  bool WasCut() const { return std::ranges::any_of(segments, &SegmentReader::was_cut); }

  // The matches of each segment; where the time is over and a part will do, of the first ones.
  std::vector<Documents> MatchAll(const Plan& plan) {
    std::vector<Documents> matches(segments.size());
    try {
      for (std::size_t s = 0; s < segments.size() && !WasCut(); ++s) {
        matches[s] = Match(plan.match, &segments[s]);
      }
    } catch (const TimeOver&) {
      if (Count(matches) == 0 || !segments.front().may_be_cut()) throw;
      segments.front().CutShort();
    }
    if (WasCut() && Count(matches) == 0) throw TimeOver();
    if (WasCut()) std::ranges::for_each(segments, &SegmentReader::CutShort);
    return matches;
  }

  // Without what is not shown.
  std::vector<Documents> MatchVisible(const Plan& plan, const VisibilityRules& rules) {
    std::vector<Documents> matches = MatchAll(plan);
    for (SegmentReader& segment : segments) {
      const auto s = static_cast<std::size_t>(segment.segment());
      Shown().Filter(segment.segment(), rules, &matches[s]);
    }
    return matches;
  }

  const Visibility& Shown() {
    if (!visibility) visibility.emplace(*snapshot, &segments);
    return *visibility;
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

  // The same with each group of copies once. More are ranked until enough are left.
  std::vector<Ranked> BestStories(const SearchRequest& request,
                                  const std::vector<Documents>& matches, const Plan& plan,
                                  const Lexicon& lexicon, std::size_t most) {
    for (std::size_t ranked = most;; ranked *= 2) {
      std::vector<Ranked> best = Best(request, matches, plan, lexicon, ranked);
      const bool are_all = best.size() < ranked;
      copies->KeepFirst(&best);
      if (!are_all && best.size() < most) continue;
      best.resize(std::min(best.size(), most));
      return best;
    }
  }

  // The page of results that was asked for.
  std::vector<Ranked> Rank(const SearchRequest& request, const std::vector<Documents>& matches,
                           const Lexicon& lexicon, Plan* plan) {
    if (request.limit == 0) return {};
    if (WantsFeedback(request)) AddFeedback(request, matches, lexicon, plan);
    const std::size_t most = request.offset + std::min(request.limit, SIZE_MAX - request.offset);
    std::vector<Ranked> best = request.collapse == Collapse::kBest
                                   ? BestStories(request, matches, *plan, lexicon, most)
                                   : Best(request, matches, *plan, lexicon, most);
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

  Listing Answer(const SearchRequest& request, const VisibilityRules& rules, const Lexicon& lexicon,
                 Plan plan);
  std::vector<Hit> MakeHits(const Listing& listing, std::size_t begin, std::size_t count);

  static std::int64_t Count(const std::vector<Documents>& matches) {
    std::int64_t count = 0;
    for (const Documents& documents : matches) count += std::ssize(documents);
    return count;
  }

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
    hit.source = SourceOf(ranked.place);
    for (const std::uint32_t v : columns.values(Facet::kPeople, document)) {
      hit.people.emplace_back(columns.value_text(Facet::kPeople, v));
    }
    return hit;
  }

  // What is told of the copies of each hit.
  void AddCopies(const VisibilityRules& rules, std::vector<Hit>* hits) {
    std::vector<std::uint64_t> groups;
    for (const Hit& hit : *hits) groups.push_back(copies->GroupOf(hit.place));
    std::erase(groups, 0);
    if (groups.empty()) return;
    auto members = copies->MembersOf(groups);
    for (auto& [group, places] : members) {
      std::erase_if(places, [&](const auto& p) { return Shown().Of(p, rules) != Hidden::kNo; });
    }
    for (Hit& hit : *hits) {
      const auto it = members.find(copies->GroupOf(hit.place));
      if (it == members.end()) continue;
      hit.copies = std::max<std::int64_t>(0, std::ssize(it->second) - 1);
      for (const Snapshot::Place& place : it->second) {
        std::string source = SourceOf(place);
        const bool is_new =
            source != hit.source && std::ranges::find(hit.also_in, source) == hit.also_in.end();
        if (!source.empty() && is_new) hit.also_in.push_back(std::move(source));
      }
    }
  }

  std::string SourceOf(const Snapshot::Place& place) const {
    const Columns& columns = snapshot->columns(place.segment);
    std::string source;
    for (const std::uint32_t v : columns.values(Facet::kSource, place.document)) {
      source = columns.value_text(Facet::kSource, v);
    }
    return source;
  }

  // What is shown only because it was asked for is told from the rest.
  void Mark(const Listing& listing, Hit* hit) {
    hit->hidden = Shown().Of(hit->place, {.now = listing.rules.now});
    hit->has_text = MayBeRead(hit->hidden, listing.with_hidden);
    if (!hit->has_text) hit->people.clear();
  }

  static bool MayBeRead(Hidden hidden, bool with_hidden) {
    return with_hidden || hidden == Hidden::kNo || hidden == Hidden::kSuperseded;
  }

  void AddSnippet(const Listing& listing, Hit* hit) {
    Article article = snapshot->Load(hit->place);
    const std::vector<backfile::Mark>& marks = listing.plan.marks;
    hit->correction = article.correction;
    if (hit->has_text) {
      hit->snippet = MakeSnippet(article, marks, listing.snippet_characters, &analyzer);
      hit->title_hits = FindHits(hit->title, "title", article, marks, &analyzer);
    }
    if (listing.wants_articles) hit->article = AsShown(std::move(article), *hit);
  }
};

Searcher::Searcher(const Shards& shards, std::vector<MissingShard>* missing)
    : state_(std::make_unique<State>()) {
  if (missing != nullptr) state_->missing = *missing;
  state_->snapshot = OpenShards(shards, &state_->missing);
  if (missing != nullptr) *missing = state_->missing;
  state_->people = ReadPersonTable(FoldersOfPeople(shards, *state_->snapshot));
  state_->copies.emplace(*state_->snapshot);
  std::uint64_t length = 0;
  std::uint64_t documents = 0;
  for (int i = 0; i < state_->snapshot->segments(); ++i) {
    const SegmentReader& segment = state_->segments.emplace_back(*state_->snapshot, i);
    length += segment.total_length();
    documents += segment.counted();
  }
  state_->collection.documents = static_cast<double>(documents);
  if (documents > 0) {
    state_->collection.average_length =
        std::max(1.0, static_cast<double>(length) / static_cast<double>(documents));
  }
}

Searcher::~Searcher() = default;

const Snapshot& Searcher::snapshot() const { return *state_->snapshot; }
Analyzer* Searcher::analyzer() { return &state_->analyzer; }

Plan Searcher::MakePlan(const SearchRequest& request) {
  const Watchdog watchdog = state_->Begin(request);
  Lexicon lexicon(&state_->segments, request.limits.max_expansion);
  const Node node = Parse(request);
  return state_->PlanOf(node, node, request, &lexicon);
}

std::vector<std::uint64_t> Searcher::MatchingIds(const SearchRequest& request) {
  const Watchdog watchdog = state_->Begin(request);
  const Node node = Parse(request);
  Lexicon lexicon(&state_->segments, request.limits.max_expansion);
  const Plan plan = state_->PlanOf(node, node, request, &lexicon);
  const std::vector<Documents> matches = state_->MatchVisible(plan, RulesOf(request, &node));
  std::vector<std::uint64_t> ids;
  for (std::size_t s = 0; s < matches.size(); ++s) {
    for (const std::uint32_t document : matches[s]) {
      ids.push_back(state_->segments[s].columns().id(document));
    }
  }
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

Hidden Searcher::WhyHidden(const Snapshot::Place& place, const SearchRequest& request) {
  const Node node = Parse(request);
  return state_->Shown().Of(place, RulesOf(request, &node));
}

std::int64_t Searcher::CountPart(const Node& part, const Node& whole,
                                 const SearchRequest& request) {
  const Watchdog watchdog = state_->Begin(request);
  Lexicon lexicon(&state_->segments, request.limits.max_expansion);
  return State::Count(state_->MatchVisible(state_->PlanOf(part, whole, request, &lexicon),
                                           RulesOf(request, &whole)));
}

bool Searcher::MatchesPart(const Node& part, const Node& whole, const SearchRequest& request,
                           const Snapshot::Place& place) {
  const Watchdog watchdog = state_->Begin(request);
  Lexicon lexicon(&state_->segments, request.limits.max_expansion);
  const Plan plan = state_->PlanOf(part, whole, request, &lexicon);
  return Matches(plan.match, place.document,
                 &state_->segments[static_cast<std::size_t>(place.segment)]);
}

Listing Searcher::State::Answer(const SearchRequest& request, const VisibilityRules& rules,
                                const Lexicon& lexicon, Plan plan) {
  Listing listing{.plan = std::move(plan),
                  .first_rank = request.offset + 1,
                  .snippet_characters = request.snippet_characters,
                  .rules = rules,
                  .wants_copies = request.wants_copies,
                  .wants_articles = request.wants_articles,
                  .with_hidden = request.with_hidden};
  std::vector<Documents> matches = MatchVisible(listing.plan, rules);
  if (!request.among.empty()) KeepAmong(request.among, &matches);
  SearchResult& summary = listing.summary;
  summary.total = Count(matches);
  const bool knows_stories = request.collapse != Collapse::kNo || request.facets_over_stories;
  std::vector<Documents> earliest;
  if (knows_stories) {
    earliest = matches;
    copies->KeepEarliest(&earliest);
    summary.stories = Count(earliest);
  }
  const auto& ranked = request.collapse == Collapse::kEarliest ? earliest : matches;
  listing.ranked = Rank(request, ranked, lexicon, &listing.plan);
  summary.facets = Count(request, request.facets_over_stories ? earliest : matches);
  summary.notes = listing.plan.notes;
  summary.missing = missing;
  summary.is_part = WasCut();
  if (summary.is_part) {
    summary.notes.emplace_back(
        "the time was over (--timeout): these are some of the answers, and counts are of them");
  }
  summary.suggestions = listing.plan.suggestions;
  return listing;
}

std::vector<Hit> Searcher::State::MakeHits(const Listing& listing, std::size_t begin,
                                           std::size_t count) {
  std::vector<Hit> hits;
  analyzer.Forget(kMostTerms);
  const std::size_t end = begin + std::min(count, listing.ranked.size() - begin);
  for (std::size_t i = begin; i < end; ++i) {
    hits.push_back(MakeHit(listing.ranked[i]));
    Mark(listing, &hits.back());
    hits.back().rank = listing.first_rank + i;
    if (listing.snippet_characters > 0) {
      AddSnippet(listing, &hits.back());
    }
  }
  if (listing.wants_copies) AddCopies(listing.rules, &hits);
  return hits;
}

Listing Searcher::List(const SearchRequest& request) {
  const Watchdog watchdog = state_->Begin(request);
  const Node node = Parse(request);
  Lexicon lexicon(&state_->segments, request.limits.max_expansion);
  Listing listing = state_->Answer(request, RulesOf(request, &node), lexicon,
                                   state_->PlanOf(node, node, request, &lexicon));
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
  const Watchdog watchdog = state_->Begin(request);
  Lexicon lexicon(&state_->segments, request.limits.max_expansion);
  const Article article = Load(place);
  Plan plan;
  plan.scores =
      FeedbackTerms({{article, 1}}, kOptions, state_->Statistics(lexicon), &state_->analyzer);
  std::vector<std::string> terms;
  for (const ScoreTerm& score : plan.scores) terms.push_back(score.terms.front());
  MatchNode itself{.kind = MatchKind::kNot};
  itself.children.push_back({.kind = MatchKind::kDocuments, .places = {place}});
  plan.match = Join(MatchKind::kAnd, {AnyOf(std::move(terms)), std::move(itself)});
  Listing listing = state_->Answer(request, RulesOf(request, nullptr), lexicon, std::move(plan));
  SearchResult result = std::move(listing.summary);
  result.hits = MakeHits(listing, 0, listing.ranked.size());
  return result;
}

const std::vector<MissingShard>& Searcher::missing() const { return state_->missing; }

Error Searcher::NotFound(const std::string& what) const {
  std::string text = what;
  for (const MissingShard& shard : missing()) text += "; " + shard.reason;
  return {missing().empty() ? ExitCode::kNothingFound : ExitCode::kIncomplete, text};
}

Snapshot::Place Searcher::FindArticle(std::string_view id) const {
  id = Trim(id);
  try {
    return snapshot().FindArticle(id);
  } catch (const Error& error) {
    if (error.code() != ExitCode::kNothingFound || missing().empty()) throw;
    throw NotFound("no shard that answers has the id " + std::string(id));
  }
}

Article Searcher::Load(const Snapshot::Place& place) const { return snapshot().Load(place); }

bool Searcher::MayBeRead(const Snapshot::Place& place, const SearchRequest& request) {
  return State::MayBeRead(state_->Shown().Of(place, {.now = RulesOf(request, nullptr).now}),
                          request.with_hidden);
}

Article Searcher::LoadShown(const Snapshot::Place& place, const SearchRequest& request) {
  if (MayBeRead(place, request)) return Load(place);
  return WithoutText(Load(place),
                     state_->Shown().Of(place, {.now = RulesOf(request, nullptr).now}));
}

Article Searcher::LoadHit(const Hit& hit) const { return AsShown(Load(hit.place), hit); }

}  // namespace backfile
