// Copies of a story, and articles that are only alike.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/copies.h"

#include <string>

#include "tests/support/catch.h"

using namespace backfile;

namespace {

const std::string kLead =
    "Rescue teams reached the village of Ostrand on Tuesday after a landslide cut the only road "
    "along the Marran valley, officials said. ";
const std::string kMiddle =
    "Forty families spent the night in the school, the mayor, Ilse Brandt, told reporters. The "
    "army brought 1,200 blankets and three tents, and a helicopter took two injured farmers to the "
    "hospital in Halden. ";
const std::string kEnd =
    "The valley was last cut off in 1998. Engineers expect to open a single lane by Friday if the "
    "rain stops, said Piet Lund of the road office. ";

bool AreCopies(const std::string& a, const std::string& b) {
  return backfile::AreCopies(ReadCopyText("One headline", a), ReadCopyText("Another", b));
}

std::string MarketReport(const std::string& day, const std::string& index,
                         const std::string& change, const std::string& barrel) {
  return "Shares on the Halden exchange closed higher on " + day +
         " as investors awaited the central bank's decision on interest rates, dealers said. The "
         "main index stood at " +
         index + " points at the end of trading, " + change +
         " points up on the day before, in moderate business. Oil was quoted at " + barrel +
         " crowns a barrel. Dealers said that the market would stay quiet until the bank has "
         "spoken.";
}

}  // namespace

TEST_CASE("a story is a copy of itself under any headline", "[copies]") {
  CHECK(AreCopies(kLead + kMiddle + kEnd, kLead + kMiddle + kEnd));
}

TEST_CASE("a story that was cut is a copy", "[copies]") {
  CHECK(AreCopies(kLead + kMiddle + kEnd, kLead + kMiddle));
  CHECK(AreCopies(kMiddle + kEnd, kLead + kMiddle + kEnd));
}

TEST_CASE("a local paragraph does not make it another story", "[copies]") {
  const std::string local =
      "Two nurses from Saltmere are among the helpers, the Harbour Gazette has learnt. ";
  CHECK(AreCopies(kLead + kMiddle + kEnd, kLead + local + kMiddle));
}

TEST_CASE("last week's market report is no copy of this week's", "[copies]") {
  CHECK_FALSE(AreCopies(MarketReport("Monday", "4,211.30", "12.4", "71.20"),
                        MarketReport("Tuesday", "4,240.75", "29.5", "70.85")));
}

TEST_CASE("short notices are copies only under a like headline", "[copies]") {
  const std::string notice =
      "Quarterly dividend 10 cents against 10 cents. Pay April 15, record March 31.";
  const CopyText one = ReadCopyText("Halden Bank pays dividend", notice);
  CHECK(backfile::AreCopies(one, ReadCopyText("Halden Bank sets dividend", notice)));
  CHECK_FALSE(backfile::AreCopies(one, ReadCopyText("Marran Mining sets payout", notice)));
}

TEST_CASE("texts of a line or none are nobody's copies", "[copies]") {
  CHECK_FALSE(AreCopies("", ""));
  CHECK_FALSE(AreCopies("No service today", "No service today"));
}

TEST_CASE("it does not matter which of two texts is named first", "[copies]") {
  const std::string texts[] = {kLead + kMiddle, kMiddle + kEnd, kLead + kEnd,
                               MarketReport("Monday", "1", "2", "3"),
                               MarketReport("Friday", "1", "2", "4")};
  for (const std::string& a : texts) {
    for (const std::string& b : texts) {
      const Reuse ab = Measure(ReadCopyText("", a), ReadCopyText("", b));
      const Reuse ba = Measure(ReadCopyText("", b), ReadCopyText("", a));
      CHECK(ab.words == ba.words);
      CHECK(ab.numbers == ba.numbers);
      CHECK(AreCopies(a, b) == AreCopies(b, a));
    }
  }
}

TEST_CASE("the name at the beginning of a sentence counts as one", "[copies]") {
  const CopyText text = ReadCopyText("", "Nippon Steel said so. It rained. Steel was dear.");
  CHECK(text.tokens.size() == 2);
}
