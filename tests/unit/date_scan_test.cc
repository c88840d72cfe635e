// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/date_scan.h"

#include "tests/support/catch.h"

namespace backfile {

namespace {

std::string Scan(std::string_view text, DateOrder order = DateOrder::kDayFirst) {
  const auto found = ScanDate(text, 0, order);
  return found ? found->date.ToString() : "";
}

}  // namespace

TEST_CASE("dates are found in running text", "[date]") {
  CHECK(Scan("on 5 June 2018, he said") == "2018-06-05");
  CHECK(Scan("Posted June 5th, 2018 by") == "2018-06-05");
  CHECK(Scan("am 5. Juni 2018 um") == "2018-06-05");
  CHECK(Scan("Publicado el 5 de junio de 2018") == "2018-06-05");
  CHECK(Scan("5 июня 2018 г.") == "2018-06-05");
  CHECK(Scan("Stand: 05.06.2018") == "2018-06-05");
  CHECK(Scan("05.06.18") == "2018-06-05");
  CHECK(Scan("2018年6月5日") == "2018-06-05");
  CHECK(Scan("x-2018-06-05-y") == "2018-06-05");
  CHECK(Scan("5/6/2018", DateOrder::kMonthFirst) == "2018-05-06");
  CHECK(Scan("5/6/2018") == "2018-06-05");
  CHECK(Scan("6/25/2018") == "2018-06-25");
}

TEST_CASE("the time of day behind a date is kept", "[date]") {
  CHECK(Scan("5 June 2018 09:30 GMT") == "2018-06-05T09:30Z");
  CHECK(Scan("5 June 2018, then 12 people") == "2018-06-05");
}

TEST_CASE("what is no date is not found", "[date]") {
  CHECK(Scan("31.02.2018").empty());
  CHECK(Scan("call 0123 456 789 now").empty());
  CHECK(Scan("version 1.2.3").empty());
  CHECK(Scan("in 1066 and all that, 5 June 1644").empty());
  CHECK(Scan("").empty());
}

TEST_CASE("addresses carry dates", "[date]") {
  const auto in = [](std::string_view url) {
    const auto date = DateInUrl(url);
    return date ? date->ToString() : "";
  };
  CHECK(in("https://a.example/2018/06/05/story") == "2018-06-05");
  CHECK(in("https://a.example/news/20180605-story.html") == "2018-06-05");
  CHECK(in("https://a.example/2018/06/story") == "2018-06");
  CHECK(in("https://2018-06-05.example/story").empty());
  CHECK(in("https://a.example/story/12345678").empty());
}

}  // namespace backfile
