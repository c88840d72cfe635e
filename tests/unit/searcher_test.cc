// Questions over small indexes: what matches, in which order, and that every count is exact.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/searcher.h"

#include <xapian.h>

#include <map>
#include <random>
#include <set>

#include "index/glass/posting_reader.h"
#include "searcher/explain.h"
#include "searcher/segment_reader.h"
#include "tests/support/build_index.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

namespace backfile {
namespace {

// A few stories, each for one kind of question.
std::vector<Article> Stories() {
  std::vector<Article> stories;
  stories.push_back(MakeArticle("Siege of Raqqa ends",
                                "The US-led coalition said its air strikes were lawful. Critics "
                                "spoke of war crimes.\n\nThe IS fighters left the city.",
                                "2018-06-05", "PA"));
  stories.push_back(
      MakeArticle("Council strike over pay",
                  "A crime of passion, said a war veteran. The bin strike is on, it is said.",
                  "2018-07", "The Évening Post"));
  stories.push_back(
      MakeArticle("Markets calm",
                  "Shares were steady on the London market. AT&T rose. O'Neill of 9/11 fame spoke.",
                  "1987-02-26", "Reuters"));
  stories.push_back(
      MakeArticle("Undated note", "Nothing is known of the striking workers in Raqqa.", "", "PA"));
  stories[0].people.push_back({"Kate Allen", "director", {"Kate Allen", "Ms Allen"}, Basis::kText});
  stories[1].people.push_back({"Sean Ryan", "", {"Sean Ryan"}, Basis::kText});
  return stories;
}

std::vector<Article> RandomArticles(std::mt19937* random, int count) {
  const std::vector<std::string> words = {"oil",   "grain", "strike", "bank",
                                          "court", "flood", "peace"};
  std::vector<Article> articles;
  for (int i = 0; i < count; ++i) {
    std::string body;
    for (int w = 0; w < 6; ++w) body += words[(*random)() % words.size()] + " ";
    const std::string year = std::to_string(1990 + (*random)() % 4);
    const std::string month = std::to_string(10 + (*random)() % 3);
    const std::string day = std::to_string(10 + (*random)() % 18);
    const std::vector<std::string> dates = {"", year, year + "-" + month,
                                            year + "-" + month + "-" + day};
    Article article =
        MakeArticle("Story " + std::to_string(i), body, dates[(*random)() % dates.size()],
                    "Source " + std::to_string((*random)() % 3));
    for (auto p = (*random)() % 3; p > 0; --p) {
      article.people.push_back({"Person " + std::to_string((*random)() % 5), "", {}, Basis::kText});
    }
    FinishArticle(&article);
    articles.push_back(article);
  }
  return articles;
}

class Index {
 public:
  explicit Index(const std::vector<Article>& articles) { AddSegment(dir_.path(), articles); }
  const std::string& path() const { return dir_.path(); }

 private:
  TempDir dir_;
};

std::string Titles(Searcher* searcher, const std::string& query) {
  SearchRequest request;
  request.query = query;
  std::set<std::string> titles;
  for (const Hit& hit : searcher->Run(request).hits)
    titles.insert(hit.title.substr(0, hit.title.find(' ')));
  std::string all;
  for (const std::string& title : titles) all += (all.empty() ? "" : " ") + title;
  return all;
}

TEST_CASE("a question finds what its words say", "[searcher]") {
  const Index index(Stories());
  Searcher searcher(index.path());
  const auto [query, titles] = GENERATE(table<std::string, std::string>({
      {"raqqa", "Siege Undated"},
      {"strikes", "Council Siege Undated"},
      {"=strikes", "Siege"},
      {"strike -raqqa", "Council"},
      {"raqqa OR market", "Markets Siege Undated"},
      {"NOT raqqa", "Council Markets"},
      {"\"war crimes\"", "Siege"},
      {"\"crimes war\"", ""},
      {"war crime", "Council Siege"},
      {"US-led", "Siege"},
      {"\"US-led coalition\"", "Siege"},
      {"IS raqqa", "Siege"},
      {"is", "Council Siege Undated"},
      {"the siege of raqqa", "Siege"},
      {"title:raqqa", "Siege"},
      {"title:\"siege of\"", "Siege"},
      {"AT&T", "Markets"},
      {"ONeill", "Markets"},
      {"9/11", "Markets"},
      {"rais* OR fight*", "Siege"},
      {"str?king", "Undated"},
      {"*arket", "Markets"},
      {"raqa~", "Siege Undated"},
      {"strikes NEAR/3 coalition", ""},
      {"strikes NEAR/5 coalition", "Siege"},
      {"coalition PRE/5 strikes", "Siege"},
      {"strikes PRE/5 coalition", ""},
      {"coalition /s lawful", "Siege"},
      {"coalition /s crimes", ""},
      {"coalition /p crimes", "Siege"},
      {"coalition /p fighters", ""},
      {"ATLEAST2(strike)", "Council"},
      {"lead:fighters", "Siege"},
      {"source:PA", "Siege Undated"},
      {"source:\"the evening post\"", "Council"},
      {"source:the*", "Council"},
      {"person:allen", "Siege"},
      {"person:\"kate allen\"", "Siege"},
      {"person:*", "Council Siege"},
      {"date:2018", "Council Siege"},
      {"date:2018-06", "Siege"},
      {"date:2018-07-01..2018-07-30", ""},
      {"date:..1990", "Markets"},
      {"date:*-06-05", "Siege"},
      {"NOT has:date", "Undated"},
      {"strike person:ryan date:2018", "Council"},
      {"zzz", ""},
  }));
  CAPTURE(query);
  CHECK(Titles(&searcher, query) == titles);
}

TEST_CASE("what is wrong with a question is thrown with its place", "[searcher]") {
  const Index index(Stories());
  Searcher searcher(index.path());
  SearchRequest request;
  request.query = "foo:bar";
  CHECK_THROWS_AS(searcher.Run(request), Error);
}

TEST_CASE("results can be sorted by date, the undated last", "[searcher]") {
  const Index index(Stories());
  Searcher searcher(index.path());
  SearchRequest request;
  request.query = "*";
  request.sort = GENERATE(Sort::kNewest, Sort::kOldest);
  const SearchResult result = searcher.Run(request);
  REQUIRE(result.hits.size() == 4);
  CHECK(result.hits.front().date == (request.sort == Sort::kNewest ? "2018-07" : "1987-02-26"));
  CHECK(result.hits.back().date.empty());
}

TEST_CASE("an offset continues the list where it stopped", "[searcher]") {
  const Index index(Stories());
  Searcher searcher(index.path());
  SearchRequest request;
  request.query = "*";
  const SearchResult all = searcher.Run(request);
  request.offset = 1;
  request.limit = 2;
  const SearchResult part = searcher.Run(request);
  REQUIRE(part.hits.size() == 2);
  CHECK(part.hits[0].id == all.hits[1].id);
  CHECK(part.hits[1].rank == 3);
  CHECK(part.total == 4);
}

TEST_CASE("what a later segment hides is neither shown nor counted", "[searcher]") {
  const TempDir dir;
  AddSegment(dir.path(), Stories());
  AddSegment(dir.path(),
             {MakeArticle("Siege of Raqqa corrected", "New text on Raqqa.", "2018-06-05", "PA")},
             {{"seg-000001", 1}});
  Searcher searcher(dir.path());
  CHECK(Titles(&searcher, "title:siege") == "Siege");
  SearchRequest request;
  request.query = "raqqa";
  request.facets = {"source", "people"};
  const SearchResult result = searcher.Run(request);
  CHECK(result.total == 2);
  CHECK(result.facets[0].values[0].count == 2);
  CHECK(result.facets[1].values.empty());
  CHECK(result.facets[1].without == 2);
}

TEST_CASE("an id is found by any unique beginning of six digits", "[searcher]") {
  const Index index(Stories());
  Searcher searcher(index.path());
  const std::string id = Stories()[2].id;
  CHECK(searcher.Load(searcher.FindArticle(id)).title == "Markets calm");
  CHECK(searcher.Load(searcher.FindArticle(id.substr(0, 9))).title == "Markets calm");
  CHECK_THROWS_AS(searcher.FindArticle("bf:12345"), Error);
  CHECK_THROWS_AS(searcher.FindArticle("bf:zzzzzzzz"), Error);
}

// --- What articles tell of themselves ---

Article Report() {
  Article report = MakeArticle("Report",
                               "The Syrian Democratic Forces (SDF) won. A crime, Kate Allen said: "
                               "\u201cIt was carnage.\u201d Then much else happened in the course "
                               "of a long day before Ms Allen left the room.",
                               "2018-06-05", "PA");
  report.people.push_back(
      {"Kate Allen", "director of Amnesty", {"Kate Allen", "Ms Allen"}, Basis::kText});
  report.acronyms.push_back({"SDF", "Syrian Democratic Forces"});
  report.quotes.push_back({"It was carnage.", "Kate Allen"});
  report.events.push_back(
      {*ParseIsoDate("2017-06-06"), *ParseIsoDate("2017-06-08"), "June 6 to 8"});
  return report;
}

std::vector<Article> Reports() {
  return {Report(), MakeArticle("Short", "SDF troops moved."),
          MakeArticle("Long", "The Syrian Democratic Forces moved."),
          MakeArticle("Carnage", "A crime. It was carnage, a paper wrote.")};
}

TEST_CASE("acronyms, people, speech and events are found", "[searcher]") {
  const Index index(Reports());
  Searcher searcher(index.path());
  const auto [query, titles] = GENERATE(table<std::string, std::string>({
      {"SDF", "Long Report Short"},
      {"=SDF", "Report Short"},
      {"\"syrian democratic forces\"", "Long Report Short"},
      {"syrian democratic forces moved", "Long Short"},
      {"syrian forces", "Long Report"},
      {"crime NEAR/3 person:*", "Report"},
      {"crime NEAR/3 person:\"Kate Allen\"", "Report"},
      {"room NEAR/5 person:*", "Report"},
      {"crime NEAR/3 person:allen", "Report"},
      {"course NEAR/5 person:allen", ""},
      {"crime NEAR/3 (person:allen OR paper)", "Report"},
      {"ATLEAST2(person:allen)", "Report"},
      {"ATLEAST9(person:allen)", ""},
      {"course NEAR/5 person:*", ""},
      {"quote:carnage", "Report"},
      {"quote:\"was carnage\"", "Report"},
      {"said:allen carnage", "Report"},
      {"said:\"Kate Allen\"", "Report"},
      {"role:\"director of Amnesty\"", "Report"},
      {"event:2017-06-07", "Report"},
      {"event:2017-06", "Report"},
      {"event:2018", ""},
      {"event:*-06-08", "Report"},
  }));
  CAPTURE(query);
  CHECK(Titles(&searcher, query) == titles);
}

TEST_CASE("an exact acronym ranks ahead of what it stands for", "[searcher]") {
  const Index index(Reports());
  Searcher searcher(index.path());
  SearchRequest request;
  request.query = "SDF";
  CHECK(searcher.Run(request).hits.back().title == "Long");
}

TEST_CASE("a word that occurs nowhere brings the nearest that does", "[searcher]") {
  const Index index(Stories());
  Searcher searcher(index.path());
  SearchRequest request;
  request.query = "coalitoin";
  request.wants_suggestions = true;
  const SearchResult result = searcher.Run(request);
  REQUIRE(result.notes.size() == 1);
  CHECK(result.notes[0].find("\"coalition\"") != std::string::npos);
}

TEST_CASE("similar articles share typical words, and the article itself is not among them",
          "[searcher]") {
  const Index index(Stories());
  Searcher searcher(index.path());
  const std::string id = Stories()[3].id;
  const SearchResult result = searcher.FindSimilar(searcher.FindArticle(id), SearchRequest{});
  REQUIRE_FALSE(result.hits.empty());
  CHECK(result.hits[0].title == "Siege of Raqqa ends");
  for (const Hit& hit : result.hits) CHECK(hit.id != id);
}

TEST_CASE("recency lifts the new", "[searcher]") {
  const Index index({MakeArticle("Old", "oil oil price", "1990-01-01"),
                     MakeArticle("New", "the oil price of it", "2018-06-01")});
  Searcher searcher(index.path());
  SearchRequest request;
  request.query = "oil";
  CHECK(searcher.Run(request).hits[0].title == "Old");
  request.recency_days = 30;
  request.today = std::chrono::sys_days(std::chrono::year(2018) / 6 / 5);
  CHECK(searcher.Run(request).hits[0].title == "New");
}

TEST_CASE("feedback changes the order, never the matches", "[searcher]") {
  std::mt19937 random(19);
  const Index index(RandomArticles(&random, 100));
  Searcher searcher(index.path());
  SearchRequest request;
  request.query = "oil grain";
  request.is_plain = true;
  request.limit = 1000;
  const auto ids = [&](Feedback feedback) {
    request.feedback = feedback;
    std::set<std::string> found;
    for (const Hit& hit : searcher.Run(request).hits) found.insert(hit.id);
    return found;
  };
  CHECK(ids(Feedback::kOn) == ids(Feedback::kOff));
}

TEST_CASE("why-not says which part of a question fails", "[searcher]") {
  const Index index(Stories());
  Searcher searcher(index.path());
  SearchRequest request;
  request.query = "raqqa market";
  const std::string told = WhyNot(Stories()[0].id, request, &searcher);
  CHECK(told.find("NO   all of:") != std::string::npos);
  CHECK(told.find("yes    the word \"raqqa\"") != std::string::npos);
  CHECK(told.find("NO     the word \"market\"") != std::string::npos);
}

TEST_CASE("why-not says what the article has instead", "[searcher]") {
  const Index index(Stories());
  Searcher searcher(index.path());
  SearchRequest request;
  request.query = "date:2017 source:BBC";
  const std::string dated = WhyNot(Stories()[0].id, request, &searcher);
  CHECK(dated.find("it is of 2018-06-05") != std::string::npos);
  CHECK(dated.find("it is from PA") != std::string::npos);
  CHECK(WhyNot(Stories()[3].id, request, &searcher).find("it is undated") != std::string::npos);
}

TEST_CASE("explain reads capitals in a part as in the whole question", "[searcher]") {
  const Index index({MakeArticle("Trade", "The trade deal helps us.")});
  Searcher searcher(index.path());
  SearchRequest request;
  request.query = "US TRADE DEAL";
  CHECK(Explain(request, &searcher).find("the word \"TRADE\"  [1]") != std::string::npos);
}

TEST_CASE("whom a question names more often ranks ahead", "[searcher]") {
  Article in_passing = MakeArticle("Passing", "Much was said. Sean Ryan was there that day.");
  Article about = MakeArticle("About", "Sean Ryan spoke. Ryan left. Mr Ryan came back that day.");
  in_passing.people.push_back({"Sean Ryan", "", {"Sean Ryan"}, Basis::kText});
  about.people.push_back({"Sean Ryan", "", {"Sean Ryan", "Ryan"}, Basis::kText});
  const Index index({in_passing, about});
  Searcher searcher(index.path());
  SearchRequest request;
  request.query = GENERATE("person:\"Sean Ryan\"", "person:ryan");
  CHECK(searcher.Run(request).hits[0].title == "About");
}

TEST_CASE("who shares a surname does not count as named", "[searcher]") {
  Article wife = MakeArticle("Wife", "Hilda Marsh spoke. Marsh, Marsh and Marsh. Bill Marsh too.");
  Article man = MakeArticle("Man", "Bill Marsh spoke. Then Bill Marsh left, and came back again.");
  wife.people.push_back({"Hilda Marsh", "", {"Hilda Marsh", "Marsh"}, Basis::kText});
  wife.people.push_back({"Bill Marsh", "", {"Bill Marsh"}, Basis::kText});
  man.people.push_back({"Bill Marsh", "", {"Bill Marsh"}, Basis::kText});
  const Index index({wife, man});
  Searcher searcher(index.path());
  SearchRequest request;
  request.query = "person:\"Bill Marsh\"";
  CHECK(searcher.Run(request).hits[0].title == "Man");
}

TEST_CASE("a hit says how its date is known", "[searcher]") {
  Article article = MakeArticle("Told", "In the text.", "2018-06-05");
  article.published_basis = DateBasis::kText;
  const Index index({article, MakeArticle("Untold", "A text.")});
  Searcher searcher(index.path());
  SearchRequest request;
  request.query = "text";
  request.sort = Sort::kNewest;
  const SearchResult result = searcher.Run(request);
  CHECK(result.hits[0].date_basis == "text");
  CHECK(result.hits[1].date_basis.empty());
}

TEST_CASE("explain counts every part", "[searcher]") {
  const Index index(Stories());
  Searcher searcher(index.path());
  SearchRequest request;
  request.query = "raqqa -siege";
  const std::string told = Explain(request, &searcher);
  CHECK(told.starts_with("all of:  [1]\n  the word \"raqqa\"  [2]\n  not:  [3]\n"));
}

// --- Against libxapian ---

// Every position of some terms in every document, by the library.
std::map<std::pair<std::string, std::uint32_t>, std::vector<std::uint32_t>> AllPositions(
    const Xapian::Database& database, const std::vector<std::string>& terms) {
  std::map<std::pair<std::string, std::uint32_t>, std::vector<std::uint32_t>> all;
  for (const std::string& term : terms) {
    for (auto p = database.postlist_begin(term); p != database.postlist_end(term); ++p) {
      std::vector<std::uint32_t>& positions = all[{term, *p}];
      const auto end = database.positionlist_end(*p, term);
      for (auto at = database.positionlist_begin(*p, term); at != end; ++at) {
        positions.push_back(*at);
      }
    }
  }
  return all;
}

TEST_CASE("positions read from the table are those of libxapian", "[searcher]") {
  std::mt19937 random(23);
  std::vector<Article> articles = RandomArticles(&random, 1500);
  std::string long_body;
  for (int i = 0; i < 30'000; ++i) long_body += random() % 3 == 0 ? "oil " : "bank ";
  articles[700].body = long_body;
  const Index index(articles);
  const auto snapshot = Snapshot::Open(index.path());
  SegmentReader reader(*snapshot, 0);
  const std::vector<std::string> terms = {"oil",        "bank", "story", "Sstory",
                                          "XSENTENCE:", "7",    "none"};
  const auto expected = AllPositions(snapshot->segment_database(0), terms);
  std::vector<std::uint32_t> positions;
  for (const bool is_ascending : {true, false}) {
    for (std::uint32_t i = 1; i <= 1500; ++i) {
      for (const std::string& term : terms) {
        const std::uint32_t document =
            is_ascending ? i : static_cast<std::uint32_t>(random() % 1500 + 1);
        reader.ReadPositions(term, document, &positions);
        const auto it = expected.find({term, document});
        CAPTURE(term, document);
        REQUIRE(positions == (it == expected.end() ? std::vector<std::uint32_t>() : it->second));
      }
    }
  }
}

TEST_CASE("postings read from the table are those of libxapian", "[searcher]") {
  std::mt19937 random(29);
  const Index index(RandomArticles(&random, 4000));
  const auto snapshot = Snapshot::Open(index.path());
  const Xapian::Database& database = snapshot->segment_database(0);
  glass::PostingReader reader(snapshot->segment_path(0), 4000);
  std::vector<std::uint32_t> documents;
  std::vector<std::uint32_t> wdfs;
  std::vector<std::uint32_t> at;
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    CAPTURE(*term);
    std::vector<std::uint32_t> expected;
    std::vector<std::uint32_t> expected_wdfs;
    for (auto p = database.postlist_begin(*term); p != database.postlist_end(*term); ++p) {
      expected.push_back(*p);
      expected_wdfs.push_back(std::max(1U, p.get_wdf()));
    }
    reader.Read(*term, &documents, &wdfs);
    REQUIRE(documents == expected);
    REQUIRE(wdfs == expected_wdfs);
    REQUIRE(reader.Frequency(*term) == expected.size());
    std::vector<std::uint32_t> asked;
    for (std::uint32_t d = 1; d <= 4000; d += 1 + static_cast<std::uint32_t>(random() % 700))
      asked.push_back(d);
    reader.ReadAt(*term, asked, &at);
    for (std::size_t i = 0; i < asked.size(); ++i) {
      const auto it = std::ranges::lower_bound(expected, asked[i]);
      const bool has = it != expected.end() && *it == asked[i];
      REQUIRE(at[i] == (has ? expected_wdfs[static_cast<std::size_t>(it - expected.begin())] : 0));
    }
  }
  CHECK(reader.Frequency("nowhere") == 0);
}

// --- Against a plain count over all documents ---

std::map<std::string, std::int64_t> AsMap(const FacetCounts& facet) {
  std::map<std::string, std::int64_t> counts;
  for (const FacetValue& value : facet.values) counts[value.value] = value.count;
  return counts;
}

bool HasWord(const Article& article, const std::string& word) {
  return (" " + article.body + " ").find(" " + word + " ") != std::string::npos;
}

TEST_CASE("facets equal a plain count over all documents", "[searcher]") {
  std::mt19937 random(7);
  const std::vector<Article> articles = RandomArticles(&random, 300);
  const TempDir dir;
  AddSegment(dir.path(), {articles.begin(), articles.begin() + 200});
  AddSegment(dir.path(), {articles.begin() + 200, articles.end()});
  Searcher searcher(dir.path());
  const std::string word = GENERATE("oil", "bank", "peace");
  std::map<std::string, std::int64_t> sources;
  std::map<std::string, std::int64_t> people;
  std::map<std::string, std::int64_t> years;
  std::int64_t undated = 0;
  for (const Article& article : articles) {
    if (!HasWord(article, word)) continue;
    ++sources[article.source];
    for (const Person& person : article.people) ++people[person.name];
    if (article.published) ++years[article.published->ToString().substr(0, 4)];
    if (!article.published) ++undated;
  }
  SearchRequest request;
  request.query = word;
  request.facets = {"source", "people", "date"};
  const SearchResult result = searcher.Run(request);
  CHECK(AsMap(result.facets[0]) == sources);
  CHECK(AsMap(result.facets[1]) == people);
  CHECK(AsMap(result.facets[2]) == years);
  CHECK(result.facets[2].without == undated);
}

TEST_CASE("a date range finds what a scan of all dates finds", "[searcher]") {
  std::mt19937 random(11);
  const std::vector<Article> articles = RandomArticles(&random, 200);
  const Index index(articles);
  Searcher searcher(index.path());
  for (int i = 0; i < 200; ++i) {
    std::chrono::sys_days first =
        std::chrono::sys_days(std::chrono::year(1990) / 1 / 1) + std::chrono::days(random() % 1500);
    const std::chrono::sys_days last = first + std::chrono::days(random() % 500);
    std::int64_t scanned = 0;
    for (const Article& article : articles) {
      if (!article.published) continue;
      const bool inside = article.published->first() >= first &&
                          article.published->last() < last + std::chrono::days(1);
      if (inside) ++scanned;
    }
    SearchRequest request;
    request.query =
        "date:" + PartialDate::Day(first).ToString() + ".." + PartialDate::Day(last).ToString();
    CAPTURE(request.query);
    CHECK(searcher.Run(request).total == scanned);
    request.query = "story " + request.query;  // Which all of them have: the dates are looked up.
    CHECK(searcher.Run(request).total == scanned);
  }
}

TEST_CASE("a filter never adds a match, and an exclusion is its complement", "[searcher]") {
  std::mt19937 random(13);
  const Index index(RandomArticles(&random, 200));
  Searcher searcher(index.path());
  const auto total = [&](const std::string& query) {
    SearchRequest request;
    request.query = query;
    return searcher.Run(request).total;
  };
  const std::string base =
      GENERATE("oil", "oil OR bank", "\"oil bank\"", "oil NEAR/3 flood", "gra*");
  const std::string filter = GENERATE("source:\"Source 1\"", "date:1991", "person:\"person 2\"",
                                      "court", "\"court flood\"");
  CAPTURE(base, filter);
  const std::int64_t with = total("(" + base + ") " + filter);
  const std::int64_t without = total("(" + base + ") NOT " + filter);
  CHECK(with + without == total(base));
  CHECK(with <= total(filter));
}

TEST_CASE("the best article comes first, and the order is always the same", "[searcher]") {
  std::mt19937 random(17);
  const std::vector<Article> articles = RandomArticles(&random, 100);
  const Index index(articles);
  Searcher searcher(index.path());
  SearchRequest request;
  request.query = "oil OR bank";
  request.limit = 100;
  const SearchResult first = searcher.Run(request);
  Searcher other(index.path());
  const SearchResult second = other.Run(request);
  REQUIRE(first.hits.size() == second.hits.size());
  for (std::size_t i = 0; i < first.hits.size(); ++i) {
    CHECK(first.hits[i].id == second.hits[i].id);
    if (i > 0) CHECK(first.hits[i - 1].score >= first.hits[i].score);
  }
}

}  // namespace
}  // namespace backfile
