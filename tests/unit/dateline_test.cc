// Publication dates that the text gives.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/dateline.h"

#include "tests/support/catch.h"

using namespace backfile;

namespace {

std::string Told(std::string_view body) {
  const ToldDates told = FindToldDates(body);
  std::string text;
  if (told.published)
    text = std::string(DateBasisName(told.published_basis)) + " " + told.published->ToString();
  if (told.modified) text += " modified " + told.modified->ToString();
  return text;
}

}  // namespace

TEST_CASE("a dateline with a year dates the story", "[dateline]") {
  const auto [body, told] = GENERATE(table<std::string, std::string>({
      {"LONDON, June 5 2018 (Reuters) - Oil rose.", "dateline 2018-06-05"},
      {"PARIS, 5 June 2018 (AFP) — Oil rose.", "dateline 2018-06-05"},
      {"OSLO, Norway (AP) — Oct. 3, 2015 — A barn burned.", "dateline 2015-10-03"},
      {"SAN TELMO, July 20, 2012 -- Rain fell.", "dateline 2012-07-20"},
  }));
  CAPTURE(body);
  CHECK(Told(body) == told);
}

TEST_CASE("labelled and bare dates on their own lines date the story", "[dateline]") {
  const auto [body, told] = GENERATE(table<std::string, std::string>({
      {"Published: 9 March 2016\nLast updated: 10 March 2016\n\nIt opened.",
       "text 2016-03-09 modified 2016-03-10"},
      {"Posted on August 18, 2019\n\nIt opened.", "text 2019-08-18"},
      {"Bridge opens\n\nTuesday, June 5, 2018\n\nIt opened.", "text 2018-06-05"},
      {"Published 5 Jun 2018 10:30 | Updated 6 Jun 2018\n\nIt.",
       "text 2018-06-05T10:30 modified 2018-06-06"},
      {"It opened.\n\nFirst published: 25/06/2018", "text 2018-06-25"},
      {"Date: 2018-06-05\n\nIt.", "text 2018-06-05"},
  }));
  CAPTURE(body);
  CHECK(Told(body) == told);
}

TEST_CASE("nothing is made of half a date or of the story's own words", "[dateline]") {
  const std::string body = GENERATE(
      "LONDON, June 5 (Reuters) - Oil rose.", "Published: 05/06/2018\n\nIt.",
      "Published in June 2018 by Calder, it sold.", "Updated figures came on 5 June 2018, he said.",
      "A CAT called Lucky fell on 5 June 2018 — and lived.", "June 2018\n\nIt.", "2018\n\nIt.", "",
      "Call 020 7946 0018\n\nIt.", "Date", "\n\n\n");
  CAPTURE(body);
  CHECK(Told(body) == "");
}

TEST_CASE("the dateline is no part of the story", "[dateline]") {
  const std::string body = "LONDON, June 5 (Reuters) - Oil rose.";
  CHECK(body.substr(FindToldDates(body).skip) == "Oil rose.");
  CHECK(FindToldDates("Oil rose - again.").skip == 0);
}
