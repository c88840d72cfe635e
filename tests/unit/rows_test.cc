// What the verbs other than find give to programs: tables, JSON lines, one JSON object.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/rows.h"

#include <sstream>

#include "searcher/batch.h"
#include "searcher/kwic.h"
#include "searcher/timeline.h"
#include "tests/support/build_index.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

namespace backfile {
namespace {

class Fixture {
 public:
  Fixture() {
    AddSegment(dir_.path(), {MakeArticle("=Oil up", "The oil price, \"up\".", "1987-03-01", "PA"),
                             MakeArticle("Oil down", "An oil slick.", "1987-05", "BBC"),
                             MakeArticle("Grain", "Wheat fell.", "1988", "PA"),
                             MakeArticle("Oil undated", "More oil.")});
    searcher_ = std::make_unique<Searcher>(dir_.path());
  }
  Searcher* searcher() { return searcher_.get(); }
  Print into() {
    return [this](std::string_view text) { out_ += text; };
  }
  const std::string& out() const { return out_; }

 private:
  TempDir dir_;
  std::unique_ptr<Searcher> searcher_;
  std::string out_;
};

SearchRequest Ask(const std::string& query) {
  SearchRequest request;
  request.query = query;
  request.sort = Sort::kOldest;
  return request;
}

RenderOptions In(Format format) {
  RenderOptions options;
  options.format = format;
  return options;
}

std::string Timeline(Format format, const TimelineOptions& options) {
  Fixture fixture;
  std::int64_t undated = 0;
  const auto periods = MakeTimeline(Ask("oil"), options, fixture.searcher(), &undated);
  RenderTimeline(periods, undated, In(format), fixture.into());
  return fixture.out();
}

TEST_CASE("a histogram is a table, and the undated are counted in it", "[rows]") {
  CHECK(Timeline(Format::kCsv, {}) == "date,count\r\n1987,2\r\n,1\r\n");
  CHECK(Timeline(Format::kTsv, {.step = "month"}) == "date\tcount\n1987-03\t1\n1987-05\t1\n\t1\n");
}

TEST_CASE("a histogram relative to the archive", "[rows]") {
  CHECK(Timeline(Format::kCsv, {.is_relative = true}) ==
        "date,count,archive,share\r\n1987,2,2,1.000000\r\n,1,,\r\n");
  CHECK(Timeline(Format::kText, {.is_relative = true}).starts_with("1987       2 100.00%  "));
}

TEST_CASE("a histogram as JSON: an object, or lines and a summary", "[rows]") {
  CHECK(Timeline(Format::kJson, {}) ==
        "{\"format_version\":1,\"total\":3,\"undated\":1,\"periods\":[{\"date\":\"1987\","
        "\"count\":2}]}\n");
  CHECK(Timeline(Format::kJsonl, {}) ==
        "{\"type\":\"period\",\"date\":\"1987\",\"count\":2}\n"
        "{\"type\":\"summary\",\"format_version\":1,\"total\":3,\"undated\":1}\n");
}

TEST_CASE("a timeline names the best article of each period", "[rows]") {
  const std::string csv = Timeline(Format::kCsv, {.step = "month", .has_best = true});
  CHECK(csv.find("1987-03,1,bf:") != std::string::npos);
  CHECK(csv.find(",'=Oil up,PA\r\n") != std::string::npos);
}

TEST_CASE("facets as a table: what was left out and who has none is counted", "[rows]") {
  Fixture fixture;
  SearchRequest request = Ask("*");
  request.facets = {"source", "date"};
  request.facet_options.most = 1;
  RenderFacets(fixture.searcher()->Run(request), In(Format::kCsv), fixture.into());
  CHECK(fixture.out() ==
        "facet,kind,value,count\r\nsource,value,PA,2\r\nsource,others,,1\r\n"
        "source,without,,1\r\ndate,value,1987,2\r\ndate,value,1988,1\r\ndate,without,,1\r\n");
}

TEST_CASE("a concordance as a table", "[rows]") {
  Fixture fixture;
  const SearchRequest request = Ask("slick OR \"oil price\"");
  const SearchResult result = fixture.searcher()->Run(request);
  const std::vector<Mark> marks = fixture.searcher()->MakePlan(request).marks;
  const auto lines = FindOccurrences(result, marks, 5, KwicOrder::kArticle, fixture.searcher());
  RenderKwic(lines, 5, In(Format::kTsv), fixture.into());
  const std::string first = result.hits[0].id;
  const std::string second = result.hits[1].id;
  CHECK(fixture.out() == "id\tleft\thit\tright\n" + first + "\tThe\toil price\t, \"up\n" + second +
                             "\toil\tslick\t.\n");
}

std::string Batch(const std::string& questions, Format format, bool is_names) {
  Fixture fixture;
  std::istringstream in(questions);
  std::string complaints;
  BatchOptions options{SearchRequest{}, In(format), is_names, 1};
  const int failed = RunBatch(in, options, fixture.searcher(), fixture.into(),
                              [&](std::string_view text) { complaints += text; });
  CHECK((failed > 0) == !complaints.empty());
  return fixture.out();
}

TEST_CASE("names from a list: which occur, and where", "[rows]") {
  const std::string csv = Batch("wheat fell\nnobody\n", Format::kCsv, true);
  CHECK(csv.starts_with("id,hits,top\r\nwheat fell,1,bf:"));
  CHECK(csv.ends_with("\r\nnobody,0,\r\n"));
}

TEST_CASE("a question without hits has an empty top", "[rows]") {
  const std::string line = Batch("1\tnobody\n2\t(\n", Format::kJsonl, false);
  CHECK(line.find("\"hits\":0,") != std::string::npos);
  CHECK(line.find(",\"top\":[]}") != std::string::npos);
  CHECK(line.find("{\"id\":\"2\",\"error\":") != std::string::npos);
}

}  // namespace
}  // namespace backfile
