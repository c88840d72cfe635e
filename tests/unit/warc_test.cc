// Web archives: what becomes an article, and what damage costs.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/warc.h"

#include "formats/web_capture.h"
#include "tests/support/catch.h"
#include "tests/support/gzip.h"
#include "tests/support/reading.h"

namespace backfile {

namespace {

std::string Page(const std::string& title) {
  return "<html><head><title>" + title + "</title></head><body><p>The council of " + title +
         " met on Tuesday evening and agreed to repair the bridge before the winter, after a long "
         "debate in which seven members spoke.</p><p>The work will begin in October and is paid "
         "for by the county, the mayor told the meeting.</p></body></html>";
}

std::string Http(const std::string& body, const std::string& fields = "",
                 const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\nContent-Type: text/html; charset=utf-8\r\n" + fields + "\r\n" +
         body;
}

std::string WarcRecord(const std::string& type, const std::string& url, const std::string& block,
                       const std::string& content_type = "application/http; msgtype=response",
                       std::size_t declared = 0) {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url +
         "\r\nWARC-Date: 2019-08-15T14:06:11Z\r\nContent-Type: " + content_type +
         "\r\nContent-Length: " + std::to_string(declared == 0 ? block.size() : declared) +
         "\r\n\r\n" + block + "\r\n\r\n";
}

std::string Answer(const std::string& title, std::size_t declared = 0) {
  return WarcRecord("response", "http://news.example/" + title, Http(Page(title)),
                    "application/http", declared);
}

std::vector<std::string> Titles(const Reading& reading) {
  std::vector<std::string> titles;
  for (const Article& article : reading.articles) titles.push_back(article.title);
  return titles;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a captured page becomes an article that knows its address and capture", "[warc]") {
  const Reading reading = ReadBytes(Answer("Arden"), "a.warc");
  REQUIRE(reading.articles.size() == 1);
  const Article& article = reading.articles.front();
  CHECK(article.title == "Arden");
  CHECK(article.url == "http://news.example/Arden");
  CHECK(article.story == "http://news.example/Arden");
  CHECK(article.captured->ToString() == "2019-08-15T14:06:11Z");
  CHECK(article.version == "2019-08-15T14:06:11Z");
  CHECK_FALSE(article.published);
  CHECK(article.body.find("repair the bridge") != std::string::npos);
}

TEST_CASE("requests, revisits, errors, pictures and robots.txt are passed over", "[warc]") {
  const std::string all =
      WarcRecord("request", "http://news.example/Arden", "GET / HTTP/1.1\r\n\r\n") +
      WarcRecord("revisit", "http://news.example/Arden", Http("")) +
      WarcRecord("response", "http://news.example/gone", Http(Page("Gone"), "", "404 Not Found")) +
      WarcRecord("response", "http://news.example/robots.txt", Http("User-agent: *")) +
      WarcRecord("response", "dns:news.example", "1 A 10.0.0.1", "text/dns") +
      WarcRecord("resource", "http://news.example/a.png", "\x89PNG", "image/png") +
      WarcRecord("resource", "metadata://crawler/log", "all went well", "text/plain") +
      Answer("Arden");
  const Reading reading = ReadBytes(all, "a.warc");
  CHECK(Titles(reading) == Names{"Arden"});
  CHECK(reading.problems.empty());
}

TEST_CASE("an archive without a page says so once", "[warc]") {
  const Reading reading =
      ReadBytes(WarcRecord("request", "http://a.example/", "GET / HTTP/1.1\r\n\r\n"), "a.warc");
  CHECK(reading.articles.empty());
  REQUIRE(reading.problems.size() == 1);
  CHECK(reading.problems.front().reason == Reason::kEmpty);
}

TEST_CASE("wget's angle brackets and a space in the address are taken as meant", "[warc]") {
  const std::string bytes =
      WarcRecord("response", "<http://news.example/two words>", Http(Page("Arden")));
  CHECK(ReadBytes(bytes, "a.warc").articles.at(0).url == "http://news.example/two words");
}

TEST_CASE("an address of broken bytes becomes valid text", "[warc]") {
  const std::string bytes = WarcRecord("response", "http://news.example/\xf2", Http(Page("Arden")));
  const Reading reading = ReadBytes(bytes, "a.warc");
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].url == "http://news.example/\xef\xbf\xbd");
  CHECK(reading.articles[0].story == reading.articles[0].url);
}

TEST_CASE("a conversion record is read as the text it is", "[warc]") {
  const std::string bytes = WarcRecord("conversion", "http://news.example/Arden",
                                       "Bridge to be repaired\n\nThe council met.\n", "text/plain");
  const Reading reading = ReadBytes(bytes, "a.warc.wet");
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].title == "Bridge to be repaired");
  CHECK(reading.articles[0].body == "The council met.");
}

TEST_CASE("items of a captured feed are no versions of the feed", "[warc]") {
  const std::string feed =
      "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<?xml version=\"1.0\"?><rss "
      "version=\"2.0\"><channel><title>News</title><item><title>A</title><link>http://a.example/a"
      "</link><description>One.</description></item><item><title>B</title><link>http://a.example/b"
      "</link><description>Two.</description></item></channel></rss>";
  const Reading reading =
      ReadBytes(WarcRecord("response", "http://a.example/feed", feed), "a.warc");
  CHECK(Titles(reading) == Names{"A", "B"});
  for (const Article& article : reading.articles) {
    CHECK(article.story == article.url);
    CHECK(article.version.empty());
    CHECK(article.captured);
  }
}

TEST_CASE("data in XML that holds no story is passed over", "[warc]") {
  const std::string data =
      "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<?xml version=\"1.0\"?><urlset><url><loc>"
      "http://a.example/</loc></url></urlset>";
  const Reading reading = ReadBytes(
      WarcRecord("response", "http://a.example/map.xml", data) + Answer("Arden"), "a.warc");
  CHECK(Titles(reading) == Names{"Arden"});
  CHECK(reading.problems.empty());
}

TEST_CASE("content encodings are undone", "[warc]") {
  const std::string packed = Gzip(Page("Arden"));
  const std::string plain = Http(packed, "Content-Encoding: gzip\r\n");
  const std::string never = Http(Page("Arden"), "Content-Encoding: gzip\r\n");
  const std::string unknown = Http(Page("Arden"), "Content-Encoding: none\r\n");
  const std::string page = Page("Arden");
  const std::string members = Http(Gzip("") + Gzip(page.substr(0, 20)) + Gzip(page.substr(20)),
                                   "Content-Encoding: gzip\r\n");
  for (const std::string& block : {plain, never, unknown, members}) {
    const Reading reading = ReadBytes(WarcRecord("response", "http://a.example/", block), "a.warc");
    CHECK(Titles(reading) == Names{"Arden"});
  }
}

TEST_CASE("a page that unpacks beyond reason is refused", "[warc]") {
  const std::string bomb = Http(Gzip(std::string(40'000'000, ' ')), "Content-Encoding: gzip\r\n");
  const Reading reading =
      ReadBytes(WarcRecord("response", "http://a.example/", bomb) + Answer("Arden"), "a.warc");
  CHECK(Titles(reading) == Names{"Arden"});
  REQUIRE(reading.problems.size() == 1);
  CHECK(reading.problems[0].reason == Reason::kBomb);
}

TEST_CASE("chunks are joined, and a body without chunks is left alone", "[warc]") {
  CHECK(Unchunk("4\r\nWiki\r\n6;x=1\r\npedia \r\n0\r\n\r\n") == "Wikipedia ");
  CHECK(Unchunk("<html>") == std::nullopt);
  CHECK(Unchunk("<html>\n</html>\n") == std::nullopt);
  CHECK(Unchunk("ffffffffffffffff\r\nshort") == "short");
  CHECK(Unchunk("3\r\nabc\r\nno size\r\n") == "abc");
  CHECK(Unchunk("") == std::nullopt);
}

TEST_CASE("a record that lies about its length costs no other", "[warc]") {
  const std::size_t declared = GENERATE(10, 100'000, 99'999'999'999);
  CAPTURE(declared);
  const std::string bytes = Answer("Arden") + Answer("Barton", declared) + Answer("Carley");
  const Names titles = Titles(ReadBytes(bytes, "a.warc"));
  CHECK(titles == Names{"Arden", "Barton", "Carley"});
}

TEST_CASE("what lies between records is reported with its place and skipped", "[warc]") {
  const std::string good = Answer("Arden");
  const Reading reading =
      ReadBytes(good + "WARC/1.0\r\nnonsense\r\n\r\n" + Answer("Barton"), "a.warc");
  CHECK(Titles(reading) == Names{"Arden", "Barton"});
  REQUIRE(reading.problems.size() == 1);
  CHECK(reading.problems[0].reason == Reason::kBadRecord);
  CHECK(reading.problems[0].where.offset == static_cast<std::int64_t>(good.size()));
}

TEST_CASE("an archive that breaks off keeps what came before", "[warc]") {
  const std::string whole = Answer("Arden") + Answer("Barton");
  const Reading reading = ReadBytes(whole.substr(0, whole.size() - 100), "a.warc");
  CHECK(Titles(reading) == Names{"Arden", "Barton"});
  REQUIRE(reading.problems.size() == 1);
  CHECK(reading.problems[0].reason == Reason::kPartlyRead);
}

TEST_CASE("gzip members are read one by one, past a damaged one", "[warc]") {
  std::string damaged = Gzip(Answer("Barton"));
  for (std::size_t i = 30; i < 60; ++i) damaged[i] = '\x55';
  const std::string bytes = Gzip(Answer("Arden")) + damaged + Gzip(Answer("Carley"));
  const Reading reading = ReadBytes(bytes, "a.warc.gz");
  const Names titles = Titles(reading);
  REQUIRE(titles.size() >= 2);
  CHECK(titles.front() == "Arden");
  CHECK(titles.back() == "Carley");
  CHECK_FALSE(reading.problems.empty());
}

TEST_CASE("a compressed archive names its content as one member", "[warc]") {
  const Reading reading = ReadBytes(Gzip(Answer("Arden")), "crawl.warc.gz");
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].locator.members == std::vector<std::string>{"crawl.warc"});
  CHECK(reading.articles[0].locator.offset == 0);
}

TEST_CASE("an ARC record is read from its line, whatever its address holds", "[warc]") {
  const std::string block = Http(Page("Arden"));
  const std::string head =
      "filedesc://a.arc 0.0.0.0 20050614070144 text/plain 75\n1 0 Example\n"
      "URL IP-address Archive-date Content-type Archive-length\n\n";
  const std::string line = "http://news.example/two words 10.0.0.1 20050614070151 text/html " +
                           std::to_string(block.size()) + "\n";
  const Reading reading = ReadBytes(head + line + block + "\n", "a.arc");
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].url == "http://news.example/two words");
  CHECK(reading.articles[0].captured->ToString() == "2005-06-14T07:01:51Z");
  CHECK(reading.articles[0].format == "arc");
}

}  // namespace backfile
