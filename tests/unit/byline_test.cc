// People named in bylines.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/byline.h"

#include "tests/support/catch.h"

using namespace backfile;

TEST_CASE("a byline names its writers", "[byline]") {
  using People = std::vector<std::string>;
  const auto [byline, people] = GENERATE(table<std::string, People>({
      {"By JANE HALE and John Smith, Associated Press", {"Jane Hale", "John Smith"}},
      {"Jane Hale in Beirut", {"Jane Hale"}},
      {"By Jane Hale in Beirut and Tom Marsh in New York", {"Jane Hale", "Tom Marsh"}},
      {"Hale, Jane; Smith, John", {"Jane Hale", "John Smith"}},
      {"Hale, Jane", {"Jane Hale"}},
      {"By Jane Hale, Tom Marsh and Omar al-Sayid", {"Jane Hale", "Tom Marsh", "Omar al-Sayid"}},
      {"By Jane Hale, Political Editor", {"Jane Hale"}},
      {"Jane Hale | Staff Writer", {"Jane Hale"}},
      {"by Dr. Jane O’Hale", {"Jane O'Hale"}},
      {"Jane Hale (jane@paper.example)", {"Jane Hale"}},
      {"Story by J. R. Marsh", {"J. R. Marsh"}},
      {"By Jan van der Berg/Reuters", {"Jan van der Berg"}},
      {"By Łukasz Żak", {"Łukasz Żak"}},
      {"From our own correspondent", {}},
      {"By a Staff Reporter", {}},
      {"Associated Press", {}},
      {"By Our Foreign Staff", {}},
      {"Reuters", {}},
      {"", {}},
  }));
  CAPTURE(byline);
  CHECK(PeopleOfByline(byline) == people);
}
