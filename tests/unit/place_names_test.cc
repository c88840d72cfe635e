// Places by one name each.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/place_names.h"

#include "article/countries.h"
#include "article/text.h"
#include "tests/support/catch.h"

using namespace backfile;

TEST_CASE("a country has one name, whatever it and its people are called", "[place_names]") {
  for (const char* name :
       {"UK", "U.K.", "the UK", "Britain", "Great Britain", "British", "Britons"}) {
    CHECK(CanonicalPlace(name) == "United Kingdom");
  }
  CHECK(CanonicalPlace("Côte d’Ivoire") == "Ivory Coast");
  CHECK(CanonicalPlace("the Dutch") == "Netherlands");
  CHECK(CountryOf("us").empty());
  CHECK(CountryOf("US") == "United States");
}

TEST_CASE("other places keep their names", "[place_names]") {
  CHECK(CanonicalPlace("Raqqa") == "Raqqa");
  CHECK(CanonicalPlace("MOSUL") == "Mosul");
  CHECK(CanonicalPlace("Washington DC") == "Washington DC");
  CHECK(CanonicalPlace("The Hague") == "The Hague");
}

TEST_CASE("no name means two countries, and each country means itself", "[place_names]") {
  std::vector<std::string> seen;
  for (const std::string& line : SplitList(kCountries, "\n")) {
    const std::string country = SplitList(line, "|").front();
    for (const std::string& name : SplitList(line, "|")) {
      CAPTURE(name);
      CHECK(std::find(seen.begin(), seen.end(), FoldForCompare(name)) == seen.end());
      seen.push_back(FoldForCompare(name));
      if (name != "us") CHECK(CanonicalPlace(CanonicalPlace(name)) == country);
    }
  }
}
