// Dates as newspapers write them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/news_date.h"

#include "tests/support/catch.h"

using namespace backfile;

namespace {

std::string Read(const std::string& text) {
  const auto date = ParseNewsDate(text);
  return date ? date->ToString() : "none";
}

}  // namespace

TEST_CASE("agencies' forms of ISO 8601 are read with their zone and precision", "[news_date]") {
  const auto [text, expected] = GENERATE(table<std::string, std::string>({
      {"20151014T024358+0100", "2015-10-14T02:43:58+01:00"},
      {"20140829T135006Z", "2014-08-29T13:50:06Z"},
      {"20141126T152703", "2014-11-26T15:27:03"},
      {"20170102", "2017-01-02"},
      {"2016-04-13 04:52:21+00:00", "2016-04-13T04:52:21Z"},
      {"2018-02-01T18:44:52.973", "2018-02-01T18:44:52"},
      {"2018-06-05T09:30:00.123456789Z", "2018-06-05T09:30:00Z"},
      {"2018-06-05T09:30:00.000+0000", "2018-06-05T09:30:00Z"},
      {"2018-6-5", "2018-06-05"},
      {"2018-06-05T09:30:00ZZ", "2018-06-05T09:30:00Z"},
      {"2018-06-05T09:30:9Z", "2018-06-05T09:30:09Z"},
      {"2019-05-12+02:00", "2019-05-12"},
      {"2019-05-12Z", "2019-05-12"},
      {"2019-08-15T01:02", "2019-08-15T01:02"},
      {"2018-06-05T09:30:00\u221205:00", "2018-06-05T09:30:00-05:00"},
      {"2014-07-16 13:00:03 GMT+00:00", "2014-07-16T13:00:03Z"},
      {" 2018-06-05T09:30:00+0100 ", "2018-06-05T09:30:00+01:00"},
  }));
  CAPTURE(text);
  CHECK(Read(text) == expected);
}

TEST_CASE("mail dates are read with two and four digits of the year", "[news_date]") {
  const auto [text, expected] = GENERATE(table<std::string, std::string>({
      {"Mon, 29 Jul 2013 16:03:54 +0000", "2013-07-29T16:03:54Z"},
      {"Tue, 05 Jun 18 09:30:00 BST", "2018-06-05T09:30:00+01:00"},
      {"Thu, 01 Jan 2004 19:48:21 EST", "2004-01-01T19:48:21-05:00"},
      {"Tue, 05 Jun 2018 09:30:00 +0100 (BST)", "2018-06-05T09:30:00+01:00"},
      {"Thu Jan  1 10:00:00 2004", "2004-01-01T10:00:00"},
      {"Fri Jun 05 09:30:00 +0000 2018", "2018-06-05T09:30:00Z"},
  }));
  CAPTURE(text);
  CHECK(Read(text) == expected);
}

TEST_CASE("printed dates are read in many languages", "[news_date]") {
  const auto [text, expected] = GENERATE(table<std::string, std::string>({
      {"May 12, 1989, Friday, San Diego County Edition", "1989-05-12"},
      {"26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"},
      {"Feb 12 2013 4:15PM", "2013-02-12T16:15"},
      {"June 1987", "1987-06"},
      {"4/4/2018 17:59:03", "2018-04-04T17:59:03"},
      {"07.09.2020 14:45", "2020-09-07T14:45"},
      {"2020.09.07 14:45:26", "2020-09-07T14:45:26"},
      {"5 juin 2018 à 10h30", "2018-06-05T10:30"},
      {"12 juillet 1851", "1851-07-12"},
      {"5 июня 2018 г.", "2018-06-05"},
      {"Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T12:00:00-05:00"},
      {"10 października 2018", "2018-10-10"},
      {"10. července 2018", "2018-07-10"},
      {"10. června 2018", "2018-06-10"},
      {"1 Ocak 2018", "2018-01-01"},
      {"3. marraskuuta 2018", "2018-11-03"},
      {"2018年6月5日 09:30", "2018-06-05T09:30"},
      {"2004년 05월 28일 오후 01:31:15", "2004-05-28T13:31:15"},
  }));
  CAPTURE(text);
  CHECK(Read(text) == expected);
}

TEST_CASE("machine dates are read: epochs, and digits without marks", "[news_date]") {
  const auto [text, expected] = GENERATE(table<std::string, std::string>({
      {"1528191000000", "2018-06-05T09:30:00Z"},
      {"1528191000", "2018-06-05T09:30:00Z"},
      {"@1528191000", "2018-06-05T09:30:00Z"},
      {"1528191000.5", "2018-06-05T09:30:00Z"},
      {"20180605093000", "2018-06-05T09:30:00"},
      {"201806050930", "2018-06-05T09:30"},
      {"20221011111449MESZ", "2022-10-11T11:14:49+02:00"},
      {"950103", "1995-01-03"},
  }));
  CAPTURE(text);
  CHECK(Read(text) == expected);
}

TEST_CASE("placeholders and days that never were are no dates", "[news_date]") {
  const std::string text =
      GENERATE(as<std::string>(), "", "YYYYMMDD000000-HHMM", "dd/mm/yyyy", "0000-00-00",
               "2018-02-30", "2018-13-01", "31 June 2018", "2009-03-65T08:43:19-0800",
               "Sun, 07 Jul 3013 15:06:01 +0000", "1538/02/30", "17th century", "call 555 0199",
               "999999", "99999999999999", "20181332093000", "@", ".", "9:99:99");
  CAPTURE(text);
  CHECK(Read(text) == "none");
}
