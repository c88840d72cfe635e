// JSON: dialects, wrappers, mapping files, and where records end.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/json.h"

#include "tests/support/catch.h"
#include "tests/support/reading.h"

namespace backfile {

namespace {

Article One(std::string_view json, const ReadOptions& options = {}) {
  const Reading reading = ReadBytes(json, "a.json", options);
  REQUIRE(reading.articles.size() == 1);
  return reading.articles.front();
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("the keys of news-please are understood", "[json]") {
  const Article article = One(R"({"authors": ["Ann Lee", "Tom Day"], "date_publish":
    "2019-03-04 10:11:12", "date_download": "2019-03-05 01:02:03", "description": "In short.",
    "language": "en", "maintext": "The bridge.\n\nIt fell.", "source_domain": "herald.example",
    "title": "Bridge falls", "title_page": null, "url": "https://herald.example/1"})");
  CHECK(article.title == "Bridge falls");
  CHECK(article.body == "The bridge.\n\nIt fell.");
  CHECK(article.byline == Names{"Ann Lee", "Tom Day"});
  CHECK(article.published->ToString() == "2019-03-04T10:11:12");
  CHECK(article.captured->ToString() == "2019-03-05T01:02:03");
  CHECK(article.source == "herald.example");
  REQUIRE(article.extras.size() == 1);
  CHECK(article.extras[0].first == "description");
}

TEST_CASE("a byte order mark before the first line is no part of it", "[json]") {
  const Reading reading = ReadBytes(
      "\xef\xbb\xbf{\"text\": \"The bridge fell.\"}\n{\"text\": \"It stands.\"}\n", "a.jsonl");
  REQUIRE(reading.articles.size() == 2);
  CHECK(reading.articles[0].body == "The bridge fell.");
}

TEST_CASE("a summary is the text only where there is no other", "[json]") {
  CHECK(One(R"({"summary": "In short.", "title": "T", "text": "At length."})").body ==
        "At length.");
  CHECK(One(R"({"summary": "In short.", "title": "T"})").body == "In short.");
}

TEST_CASE("typed blocks give kicker, byline, date and paragraphs", "[json]") {
  const Article article = One(R"({"id": "x", "title": "T", "contents": [null,
    {"type": "kicker", "content": "Local"}, {"type": "byline", "content": "By Ann Lee"},
    {"type": "date", "content": 1514865008000}, {"type": "image", "fullcaption": "A bridge"},
    {"type": "sanitized_html", "mime": "text/html", "content": "One <b>word</b>&amp; more.<br>"},
    {"type": "sanitized_html", "content": "Two."}, {"type": "tweet", "content": "Ha!"}]})");
  CHECK(article.section == "Local");
  CHECK(article.byline == Names{"Ann Lee"});
  CHECK(article.published->ToString() == "2018-01-02T03:50:08Z");
  CHECK(article.captions == Names{"A bridge"});
  CHECK(article.body == "One word& more.\n\nTwo.");
}

TEST_CASE("stories are found in what wraps them", "[json]") {
  const std::string wrapped = GENERATE(
      R"({"status": "ok", "articles": [{"title": "A", "content": "x"}, {"title": "B", "content": "y"}]})",
      R"({"response": {"docs": [{"headline": {"main": "A"}, "text": "x"}, {"title": "B", "text": "y"}]}})",
      R"({"hits": {"hits": [{"_source": {"title": "A", "body": "x"}}, {"_source": {"title": "B", "body": "y"}}]}})",
      R"([{"title": "A", "text": "x"}, {"title": "B", "text": "y"}])");
  CAPTURE(wrapped);
  const Reading reading = ReadBytes(wrapped, "a.json");
  REQUIRE(reading.articles.size() == 2);
  CHECK(reading.articles[0].title == "A");
  CHECK(reading.articles[1].title == "B");
  CHECK(reading.articles[1].body == "y");
}

TEST_CASE("the items of a JSON feed have its title as their source", "[json]") {
  const Article article = One(R"({"version": "https://jsonfeed.org/version/1.1", "title":
    "The Herald", "description": "News", "items": [{"id": "1", "title": "Bridge falls", "content_html":
    "<p>It fell.</p>", "date_published": "2019-03-04T10:11:12Z"}]})");
  CHECK(article.title == "Bridge falls");
  CHECK(article.source == "The Herald");
  CHECK(article.body == "It fell.");
}

TEST_CASE("a mapping file places fields wherever they stand", "[json]") {
  const auto map = ParseFieldMap(
      "title = 'head.main'\nbody = 'parts[].p'\n"
      "published = ['when', 'dates.print']\nbyline = 'by.who'\n");
  REQUIRE(map);
  ReadOptions options;
  options.map = *map;
  const Article article =
      One(R"({"head": {"main": "T"}, "title": "not this", "parts": [{"p": "One."},
    {"q": "no"}, {"p": "Two."}], "dates": {"print": "4 March 2019"}, "by": {"who": ["A B", "C D"]}})",
          options);
  CHECK(article.title == "T");
  CHECK(article.body == "One.\n\nTwo.");
  CHECK(article.published->ToString() == "2019-03-04");
  CHECK(article.byline == Names{"A B", "C D"});
}

TEST_CASE("a mapping file that cannot be meant says which line", "[json]") {
  CHECK(ParseFieldMap("title = 'a'\ntitel = 'b'\n").error() ==
        "line 2: there is no field \"titel\"");
  CHECK(ParseFieldMap("title = 3").error().starts_with("line 1: \"title\" needs a path"));
  CHECK(ParseFieldMap("title = ").error().starts_with("line 1"));
  CHECK(ParseFieldMap("").error() == "it places no field");
}

TEST_CASE("ninjs items of all versions give the same article", "[json][ninjs]") {
  const std::string json = GENERATE(
      R"({"uri": "urn:1", "version": "2", "type": "text", "pubstatus": "usable",
          "firstcreated": "2019-03-04T10:11:12Z", "versioncreated": "2019-03-05T10:11:12Z",
          "headline": "Bridge falls", "body_html": "<p>It fell.</p>", "byline": "By Ann Lee, dpa",
          "copyrightholder": "The Agency", "person": [{"name": "Joe Poe"}]})",
      R"({"uri": "urn:1", "version": "2", "type": "text", "pubStatus": "usable",
          "firstCreated": "2019-03-04T10:11:12Z", "versionCreated": "2019-03-05T10:11:12Z",
          "headlines": [{"role": "sub", "value": "no"}, {"role": "main", "value": "Bridge falls"}],
          "bodies": [{"contentType": "text/plain", "value": "no"},
                     {"contentType": "text/html", "value": "<p>It fell.</p>"}],
          "by": "Ann Lee", "copyrightHolder": "The Agency", "people": [{"name": "Joe Poe"}]})");
  const Article article = One(json);
  CHECK(article.format == "ninjs");
  CHECK(article.external_id == "urn:1");
  CHECK(article.version == "2");
  CHECK(article.title == "Bridge falls");
  CHECK(article.body == "It fell.");
  CHECK(article.byline == Names{"Ann Lee"});
  CHECK(article.source == "The Agency");
  CHECK(article.published->ToString() == "2019-03-04T10:11:12Z");
  CHECK(article.modified->ToString() == "2019-03-05T10:11:12Z");
  CHECK(article.people.at(0).name == "Joe Poe");
}

TEST_CASE("a ninjs picture is refused with a reason, its kill is told", "[json][ninjs]") {
  const Reading picture = ReadBytes(
      R"({"guid": "1", "type": "picture", "versioncreated": "2019-03-05", "headline": "A bridge"})",
      "a.json");
  REQUIRE(picture.problems.size() == 1);
  CHECK(picture.problems[0].reason == Reason::kUnsupportedFormat);
  const Article killed = One(R"({"data": {"item": {"uri": "1", "pubstatus": "canceled", "headline":
    "Bridge", "embargoed": "2019-03-05T00:00:00Z", "body_text": "Withdrawn."}}})");
  CHECK(killed.status == Status::kCanceled);
  CHECK(killed.embargo_until->ToString() == "2019-03-05T00:00:00Z");
}

TEST_CASE("objects end where they end, whatever their strings hold", "[json]") {
  const std::string filler(GENERATE(0, 262'100, 262'130, 600'000), 'x');
  CAPTURE(filler.size());
  const std::string text = R"([{"title": "a }{ \" \\\" \\", "text": "{)" + filler +
                           R"(\\"}, {"title": "b", "text": "[]"} , {"text": "c"}])";
  const Reading reading = ReadBytes(text, "a.json");
  REQUIRE(reading.articles.size() == 3);
  CHECK(reading.articles[0].title == R"(a }{ " \" \)");
  CHECK(reading.articles[1].title == "b");
  CHECK(reading.articles[1].locator.offset ==
        static_cast<std::int64_t>(text.find(R"({"title": "b)")));
}

TEST_CASE("an object over the limit is skipped to its end", "[json]") {
  ReadOptions options;
  options.limits.max_record_bytes = 1000;
  const std::string large = R"({"text": ")" + std::string(500'000, '}') + R"("})";
  const Reading reading =
      ReadBytes("[" + large + R"(, {"title": "b", "text": "c"}])", "a.json", options);
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].title == "b");
  REQUIRE(reading.problems.size() == 1);
  CHECK(reading.problems[0].reason == Reason::kTooLarge);
}

}  // namespace backfile
