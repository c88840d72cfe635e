// The program `backfile-search`: a question in, ranked results and exact counts out.
//
// Requests and results are plain structs, shared by the command line, batches and the web page.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "article/article.h"
#include "index/analyzer.h"
#include "index/index.h"
#include "index/shards.h"
#include "searcher/copies.h"
#include "searcher/facets.h"
#include "searcher/highlight.h"
#include "searcher/parser.h"
#include "searcher/plan.h"
#include "searcher/ranking.h"
#include "searcher/visibility.h"

namespace backfile {

// Whether the best articles' own words refine the order of the others.
enum class Feedback : std::uint8_t { kAuto, kOn, kOff };

struct SearchRequest {
  std::string query;
  bool is_plain = false;  // Plain words, all optional; nothing in them is an operator.
  std::size_t limit = 10;
  std::size_t offset = 0;
  Sort sort = Sort::kRelevance;
  std::vector<std::uint64_t> among;  // Only articles with these ids, sorted; empty: all.
  std::vector<std::string> facets;   // Requires: IsFacetName(each).
  FacetOptions facet_options;
  std::size_t snippet_characters = 0;  // 0: no snippets.
  std::string language;                // Of the question's words; empty: that of most articles.
  std::chrono::sys_days today;         // What "yesterday" counts from.
  std::chrono::milliseconds timeout{5000};
  QueryLimits limits;
  bool takes_part = false;         // What was found when the time was over is an answer, too.
  bool wants_suggestions = false;  // Notes on words that occur nowhere: "did you mean ...".
  double recency_days = 0;     // An article of today counts double, of so long ago one and a half.
  double exact_weight = 0.15;  // What the form as written adds to a word's stem.
  Feedback feedback = Feedback::kAuto;
  Collapse collapse = Collapse::kNo;
  bool facets_over_stories = false;  // Facets count copies once: each group's earliest match.
  bool wants_copies = false;         // Hit::copies and Hit::also_in.
  bool wants_articles = false;       // Hit::article; with snippets only.
  bool all_versions = false;         // Also those that a newer one supersedes.
  bool with_hidden = false;          // Also what is withdrawn or under an embargo, with its text.
  // What embargoes are held against; left out: the beginning of `today`.
  std::chrono::sys_seconds now{};
};

struct Hit {
  std::size_t rank = 0;  // From 1.
  double score = 0;
  std::string id;  // "bf:0123456789abcdef"
  std::string external_id;
  std::string title;
  std::vector<Stretch> title_hits;
  std::string date;        // ISO 8601, cut to what is known; empty: undated.
  std::string date_basis;  // How it is known: "metadata", "dateline", ...; empty: undated.
  std::string source;
  std::vector<std::string> people;
  MarkedText snippet;
  Snapshot::Place place;
  std::int64_t copies = 0;           // Articles that are copies of it, whether they match or not,
  std::vector<std::string> also_in;  // and the other sources in which they ran.
  std::string correction;            // The editor's note on it; with snippets only.
  Hidden hidden = Hidden::kNo;       // Why it is shown only since it was asked for.
  bool has_text = true;              // Whether its text may be shown.
  std::optional<Article> article;    // As LoadHit() gives it, if the request wants it.
};

// The places of shards, as a list in words: "a:1, b:2".
std::string PlacesOf(const std::vector<MissingShard>& missing);

struct SearchResult {
  std::string query;       // As understood: ToQuery() of the tree.
  std::int64_t total = 0;  // All matches; exact.
  // How many these are if copies count once; -1: nobody asked.
  std::int64_t stories = -1;
  std::vector<Hit> hits;
  std::vector<FacetCounts> facets;
  std::vector<std::string> notes;       // What was widened or passed over, in sentences.
  std::vector<Suggestion> suggestions;  // If the request wants them.
  std::vector<MissingShard> missing;    // What it is without.
  bool is_part = false;                 // The time was over: of some of the matches only.
  std::chrono::microseconds took{0};
};

// An answer of which the hits are still to be made, as many at a time as are wanted: for output
// that is long. Valid for the Searcher that made it.
struct Listing {
  SearchResult summary = {};  // Without hits.
  std::vector<Ranked> ranked = {};
  Plan plan = {};
  std::size_t first_rank = 1;
  std::size_t snippet_characters = 0;
  VisibilityRules rules = {};
  bool wants_copies = false;
  bool wants_articles = false;
  bool with_hidden = false;
};

// Answers questions over one generation of an index, or of each of several. One thread at a time.
class Searcher {
 public:
  // Throws as OpenShards() does. What stands in *missing is known to be gone; what more the answers
  // are without is added to it.
  explicit Searcher(const Shards& shards, std::vector<MissingShard>* missing = nullptr);
  explicit Searcher(const std::string& index_dir) : Searcher(OneShard(index_dir)) {}
  ~Searcher();
  Searcher(const Searcher&) = delete;
  Searcher& operator=(const Searcher&) = delete;

  const Snapshot& snapshot() const;
  const std::vector<MissingShard>& missing() const;  // What its answers are without.
  // That something is not there: kNothingFound, or kIncomplete and naming the shards that may have
  // it and do not answer.
  Error NotFound(const std::string& what) const;

  // Throws Error(kUsage) with the place of what is wrong in the question, Error(kIncomplete) when
  // the time is over, ShardError when a shard is lost. Ends the process if finding what
  // matches would never end, as in a damaged index it may (watchdog.h).
  SearchResult Run(const SearchRequest& request);

  // Run() in two steps: Run(request).hits are MakeHits() over all that List(request) ranked.
  Listing List(const SearchRequest& request);
  // Those from `begin` on, `count` of them or as many as there are.
  std::vector<Hit> MakeHits(const Listing& listing, std::size_t begin, std::size_t count);

  // The ids of all matches, sorted; as numbers. Throws as Run().
  std::vector<std::uint64_t> MatchingIds(const SearchRequest& request);

  // Articles that share the words typical of the one at `place`, best first, without itself. Of the
  // request limit, offset, sort, facets and snippets count.
  SearchResult FindSimilar(const Snapshot::Place& place, const SearchRequest& request);

  // The living article with this id: "bf:" may be left out, and of the digits all but 6. White
  // space around it is passed over. Throws Error(kUsage) if it is none or more than one,
  // NotFound().
  Snapshot::Place FindArticle(std::string_view id) const;
  Article Load(const Snapshot::Place& place) const;
  // Whether its text may be shown to this request.
  bool MayBeRead(const Snapshot::Place& place, const SearchRequest& request);
  // The same as it may be shown: without its text, and with a note that says why, if it was
  // withdrawn or is under an embargo.
  Article LoadShown(const Snapshot::Place& place, const SearchRequest& request);
  // The article of a hit, as far as the request that found it may see it.
  Article LoadHit(const Hit& hit) const;

  // Of a part of the question `whole`, understood as it is there: how many articles match it, and
  // whether one does. Throw as Run().
  std::int64_t CountPart(const Node& part, const Node& whole, const SearchRequest& request);
  bool MatchesPart(const Node& part, const Node& whole, const SearchRequest& request,
                   const Snapshot::Place& place);

  // Why the article is not shown to this request; kNo: it is.
  Hidden WhyHidden(const Snapshot::Place& place, const SearchRequest& request);

  // The plan of a question, for explaining and marking; throws as Run().
  Plan MakePlan(const SearchRequest& request);
  Analyzer* analyzer();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace backfile
