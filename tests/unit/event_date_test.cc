// Dates in running text, told from what is none, and resolved.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/event_date.h"

#include "tests/support/catch.h"

using namespace backfile;

namespace {

std::string Told(std::string_view text, std::string_view published,
                 const std::vector<Person>& people = {}) {
  Words words;
  ScanWords(text, &words);
  NewsText news;
  news.Read(words);
  std::vector<Event> events;
  EventFinder().Find(news, ParseIsoDate(published), people, 0, &events);
  std::string all;
  for (const Event& event : events) {
    all += (all.empty() ? "" : " ") + event.from.ToString();
    if (!(event.from == event.to)) all += ".." + event.to.ToString();
  }
  return all;
}
const std::string kTuesday = "2018-06-05";

}  // namespace

TEST_CASE("dates are read in the shapes that papers use", "[event_date]") {
  const auto [text, told] = GENERATE(table<std::string, std::string>({
      {"It began on June 6.", "2017-06-06"},
      {"It was over on October 17 last year.", "2017-10-17"},
      {"It began on June 6 and was over on October 17 last year.", "2017-06-06 2017-10-17"},
      {"The report came out on Tuesday.", "2018-06-05"},
      {"It was seen on Wednesday, May 30.", "2018-05-30"},
      {"Last month he left.", "2018-05"},
      {"They met on 6/7 June 2017.", "2017-06-06..2017-06-07"},
      {"It was hot in the summer of 2003.", "2003-06..2003-08"},
      {"It ran between 3 and 7 May.", "2018-05-03..2018-05-07"},
      {"In 2014 IS took Raqqa.", "2014"},
      {"It began in the 1990s.", "1990..1999"},
      {"It closed yesterday.", "2018-06-04"},
      {"They met two weeks ago.", "2018-05-21..2018-05-27"},
      {"It was built from 2001 to 2005.", "2001..2005"},
      {"It was open in 2001, 2005 and 2009.", "2001 2005 2009"},
      {"They fell in the first quarter of 2018.", "2018-01..2018-03"},
      {"It fell in mid-June 2017.", "2017-06"},
      {"They left on the 26th of last month.", "2018-05-26"},
      {"He studied there in 1936-39.", "1936..1939"},
      {"It ran from December 28 to January 3.", "2017-12-28..2018-01-03"},
      {"It was dug in the 19th century.", "1801..1900"},
      {"It ended on 2017-06-06.", "2017-06-06"},
      {"It ended on 13.6.2017.", "2017-06-13"},
  }));
  CAPTURE(text);
  CHECK(Told(text, kTuesday) == told);
}

TEST_CASE("the verb tells whether a date is past or to come", "[event_date]") {
  const auto [text, told] = GENERATE(table<std::string, std::string>({
      {"The court will sit on Friday.", "2018-06-08"},
      {"The court sat on Friday.", "2018-06-01"},
      {"He is to be sentenced on June 20.", "2018-06-20"},
      {"He was sentenced on June 20.", "2017-06-20"},
      {"The fair opens on June 20.", "2018-06-20"},
      {"He said it would open on Friday.", "2018-06-08"},
      {"The final was moved to June 22.", "2018-06-22"},
      {"They meet next Friday.", "2018-06-15"},
      {"They met last Tuesday.", "2018-05-29"},
  }));
  CAPTURE(text);
  CHECK(Told(text, kTuesday) == told);
}

TEST_CASE("numbers, names and durations are no dates", "[event_date]") {
  const std::string text = GENERATE(
      "A four-month operation ended.", "They sold 1999 copies and 2,001 books.",
      "It cost £2014 and $1998.", "See page 2016 and room 2012.", "Version 10.3 came out.",
      "Version 5.6.2017 came out.", "They won 6-7 6-3.", "Ring 0161 496 2016 now.",
      "Mrs May and April Jones spoke.", "In May's view it may march on.",
      "He reads the Sunday Times.", "The Mail on Sunday said so.", "Sheffield Wednesday lost.",
      "It is Black Friday.", "Every Friday they sing.", "over the last year",
      "more than 20 years ago", "in her 90s", "6/7/2017 may be either", "in 2000 homes",
      "He lives in March Street.", "31 June was wet.", "on Fridays",
      "He writes for USA TODAY here.", "the 2016 release", "May 5 million people go?");
  CAPTURE(text);
  CHECK(Told(text, kTuesday) == "");
}

TEST_CASE("a month is a person's name where the story has such a person", "[event_date]") {
  const std::vector<Person> people = {{"Theresa May", "", {}, Basis::kText}};
  CHECK(Told("They voted before May spoke.", kTuesday, people) == "");
  CHECK(Told("They voted in May.", kTuesday, people) == "2018-05");
}

TEST_CASE("without a date of publication nothing is invented", "[event_date]") {
  CHECK(Told("It began on June 6 and ended on Tuesday, last month.", "") == "");
  CHECK(Told("It began in 2014 and ended on 11 February 2015.", "") == "2014 2015-02-11");
  CHECK(Told("Last year it fell.", "2018") == "2017");
  CHECK(Told("It fell last month.", "2018-06") == "2018-05");
  CHECK(Told("It fell yesterday, on Tuesday.", "2018-06") == "");
}

TEST_CASE("each span is told once, and no more than the limit", "[event_date]") {
  CHECK(Told("In 2014 it rose. It fell in 2014.", kTuesday) == "2014");
  std::string many;
  for (int y = 1600; y < 2199; ++y) many += "It was in " + std::to_string(y) + ". ";
  const std::string told = Told(many, kTuesday);
  CHECK(std::count(told.begin(), told.end(), ' ') ==
        static_cast<std::ptrdiff_t>(EventFinder::kMostEvents) - 1);
}
