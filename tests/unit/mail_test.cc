// Mail: which part is the text, what the header says, where messages of a mailbox end.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/mail.h"

#include "tests/support/catch.h"
#include "tests/support/reading.h"

namespace backfile {

namespace {

const std::string kHeader =
    "From: =?utf-8?Q?Zo=C3=AB?= Lee <zoe@herald.example>\r\nTo: desk@wire.example\r\n"
    "Subject: =?iso-8859-1?Q?Caf=E9?= bridge\r\n falls\r\nDate: Tue, 5 Jun 2018 09:30:00 +0100\r\n"
    "Message-ID: <1@herald.example>\r\nMIME-Version: 1.0\r\n";

std::string Alternative(const std::string& plain, const std::string& html) {
  return kHeader + "Content-Type: multipart/alternative; boundary=XX\r\n\r\n--XX\r\n" +
         "Content-Type: text/plain; charset=utf-8\r\n\r\n" + plain +
         "\r\n--XX\r\nContent-Type: text/html; charset=utf-8\r\n" +
         "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + html + "\r\n--XX--\r\n";
}

Article One(const std::string& bytes) {
  const Reading reading = ReadBytes(bytes, "mail");
  REQUIRE(reading.articles.size() == 1);
  return reading.articles.front();
}

}  // namespace

TEST_CASE("a message gives subject, sender, source, date and identifier", "[mail]") {
  const Article article = One(kHeader + "\r\nThe bridge fell.\r\n");
  CHECK(article.format == "eml");
  CHECK(article.title == "Café bridge falls");
  CHECK(article.byline == std::vector<std::string>{"Zoë Lee"});
  CHECK(article.source == "herald.example");
  CHECK(article.published->ToString() == "2018-06-05T09:30:00+01:00");
  CHECK(article.external_id == "1@herald.example");
  CHECK(article.body == "The bridge fell.");
}

TEST_CASE("plain text is preferred unless it only says that there is HTML", "[mail]") {
  const std::string html =
      "<p>The bridge =E2=80=9Cfell=E2=80=9D on Tuesday evening, and nobody</p>"
      "<p>was hurt, as the mayor told us on Wednesday.</p>";
  CHECK(One(Alternative("The bridge fell on Tuesday.", html)).body ==
        "The bridge fell on Tuesday.");
  CHECK(One(Alternative("See HTML.", html)).body.starts_with("The bridge “fell” on Tuesday"));
}

TEST_CASE("a mailing list is the source of what it carries", "[mail]") {
  CHECK(One("List-Id: Bridges of Arden <bridges.example>\r\n" + kHeader + "\r\nText\r\n").source ==
        "Bridges of Arden");
}

TEST_CASE("an undated message is dated by its last hop", "[mail]") {
  const Article article = One(
      "Received: by mx.example with SMTP; Tue, 5 Jun 2018 08:31:00 +0000\r\nFrom: a@b.example\r\n"
      "Subject: x\r\n\r\nText\r\n");
  CHECK(article.published->ToString() == "2018-06-05T08:31:00Z");
}

TEST_CASE("envelopes part messages, sentences that look like them do not", "[mail]") {
  const std::string box =
      "From a@b.example Mon Jun 01 10:00:00 2009\nSubject: one\n\n>From here on it was 10:00.\n\n"
      "From the bridge we saw 2009 boats.\nFrom a Mon Jun 01 10:00:00 2009\n\n"
      "From a@b.example Mon Jun 01 11:00:00 2009\nSubject: two\n\nText\n";
  const Reading reading = ReadBytes(box, "box");
  REQUIRE(reading.articles.size() == 2);
  CHECK(reading.articles[0].title == "one");
  CHECK(reading.articles[0].body.starts_with("From here on"));
  CHECK(reading.articles[1].title == "two");
  CHECK(reading.articles[1].locator.offset == static_cast<std::int64_t>(box.rfind("From a@b")));
}

TEST_CASE("messages of a large mailbox are all found", "[mail]") {
  std::string box;
  for (int i = 0; i < 3000; ++i) {
    box += "From a@b.example Mon Jun 01 10:00:00 2009\nSubject: n" + std::to_string(i) +
           "\n\nText of the message, which goes on for a while and then ends.\n\n";
  }
  const Reading reading = ReadBytes(box, "box");
  REQUIRE(reading.articles.size() == 3000);
  CHECK(reading.articles.back().title == "n2999");
  CHECK(reading.problems.empty());
}

TEST_CASE("a message over the limit costs no other", "[mail]") {
  const std::string envelope = "From a@b.example Mon Jun 01 10:00:00 2009\n";
  ReadOptions options;
  options.limits.max_record_bytes = 10'000;
  const Reading reading = ReadBytes(envelope + "Subject: large\n\n" + std::string(2'000'000, 'x') +
                                        "\n\n" + envelope + "Subject: small\n\nText\n",
                                    "box", options);
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].title == "small");
  REQUIRE(reading.problems.size() == 1);
  CHECK(reading.problems[0].reason == Reason::kTooLarge);
}

TEST_CASE("a message within a message is an article of its own, a picture a note", "[mail]") {
  const std::string inner = "From: c@d.example\r\nSubject: inner\r\n\r\nInner text\r\n";
  const Reading reading = ReadBytes(
      kHeader +
          "Content-Type: multipart/mixed; boundary=XX\r\n\r\n--XX\r\n\r\nOuter text\r\n--XX\r\n" +
          "Content-Type: message/rfc822\r\n\r\n" + inner +
          "\r\n--XX\r\nContent-Type: image/png\r\n" +
          "Content-Disposition: attachment; filename=bridge.png\r\n\r\n\x89PNG\r\n--XX--\r\n",
      "mail");
  REQUIRE(reading.articles.size() == 2);
  CHECK(reading.articles[0].body == "Outer text");
  CHECK(reading.articles[0].notes ==
        std::vector<std::string>{"attached, and not read: bridge.png"});
  CHECK(reading.articles[1].title == "inner");
}

TEST_CASE("a page that a browser saved is a page with its address", "[mail]") {
  const Article article = One(
      "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://herald.example/bridge\r\n"
      "Subject: Bridge\r\nDate: Tue, 5 Jun 2018 09:30:00 +0100\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/related; type=\"text/html\"; boundary=XX\r\n\r\n--XX\r\n"
      "Content-Type: text/html\r\nContent-Location: https://herald.example/bridge\r\n\r\n"
      "<html><head><title>Bridge falls</title></head><body><p>It fell on Tuesday evening, when the "
      "river had risen for a week and nobody was near it, said the mayor.</p></body></html>\r\n"
      "--XX--\r\n");
  CHECK(article.format == "mhtml");
  CHECK(article.title == "Bridge falls");
  CHECK(article.url == "https://herald.example/bridge");
  CHECK(article.captured);
  CHECK_FALSE(article.published);
}

TEST_CASE("parts nested beyond reason are refused, not followed", "[mail]") {
  std::string bytes = kHeader;
  for (int i = 0; i < 20'000; ++i) {
    const std::string mark = "b" + std::to_string(i);
    bytes += "Content-Type: multipart/mixed; boundary=" + mark + "\r\n\r\n--" + mark + "\r\n";
  }
  const Reading reading = ReadBytes(bytes, "mail");
  CHECK_FALSE(reading.problems.empty());
}

TEST_CASE("a text that begins with a few labels is no mail", "[mail]") {
  CHECK(SniffMail({"a.txt", "Title: Bridge falls\nDate: 5 June 2018\n\nIt fell.\n"}) == 0);
  CHECK(SniffMail({"a.txt", "From: the editor\nDate: 5 June 2018\n\nIt fell.\n"}) == 0);
  CHECK(SniffMail({"a.txt", ""}) == 0);
}

}  // namespace backfile
