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

const std::string kQuotes =
    "\"We heard a noise like a train and then the lights went out,\" said Brandt. \"Nobody here "
    "has seen the hill move before, and nobody wants to see it again. We were lucky that it came "
    "on a Sunday, when the quarry was empty and the school was shut.\" ";

CopyText Read(const std::string& title, const std::string& body, const std::string& source = "") {
  Article article;
  article.title = title;
  article.body = body;
  article.source = source;
  return ReadCopyText(article);
}

bool AreCopies(const std::string& a, const std::string& b) {
  return backfile::AreCopies(Read("One headline", a), Read("Another", b));
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

TEST_CASE("what two papers make of a wire is a copy, what one tells twice is not", "[copies]") {
  const std::string wire = kLead + kMiddle + kEnd + kQuotes;
  const std::string rewritten =
      "A landslide cut the only road along the Marran valley on Tuesday, and rescue teams had to "
      "walk to the village of Ostrand. Forty families slept in the school there, said Ilse Brandt, "
      "the mayor. Two injured farmers were flown to hospital in Halden; the army sent tents and "
      "1,200 blankets. It is the first time since 1998 that the valley is cut off. Piet Lund of "
      "the "
      "road office hopes for a single lane by Friday. " +
      kQuotes;
  CHECK(backfile::AreCopies(Read("", wire, "Wire"), Read("", rewritten, "Gazette")));
  CHECK_FALSE(backfile::AreCopies(Read("", wire, "Wire"), Read("", rewritten, "Wire")));
  CHECK_FALSE(backfile::AreCopies(Read("", wire, "Wire"), Read("", rewritten, "Gazette"), 9));
}

TEST_CASE("the shorter a text is, the sooner it may be said anew", "[copies]") {
  const CopyText notice = Read("Rates", kLead + kLead);
  const CopyText story = Read("Rates", kLead + kMiddle + kEnd + kQuotes);
  CHECK(backfile::AreCopies(notice, notice, 2));
  CHECK_FALSE(backfile::AreCopies(notice, notice, 14));
  CHECK(backfile::AreCopies(story, story, 3000));
}

TEST_CASE("short notices are copies only under a like headline", "[copies]") {
  const std::string notice =
      "Quarterly dividend 10 cents against 10 cents. Pay April 15, record March 31.";
  const CopyText one = Read("Halden Bank pays dividend", notice);
  CHECK(backfile::AreCopies(one, Read("Halden Bank sets dividend", notice)));
  CHECK_FALSE(backfile::AreCopies(one, Read("Marran Mining sets payout", notice)));
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
      const Reuse ab = Measure(Read("", a), Read("", b));
      const Reuse ba = Measure(Read("", b), Read("", a));
      CHECK(ab.words == ba.words);
      CHECK(ab.numbers == ba.numbers);
      CHECK(AreCopies(a, b) == AreCopies(b, a));
    }
  }
}

TEST_CASE("the name at the beginning of a sentence counts as one", "[copies]") {
  const CopyText text = Read("", "Nippon Steel said so. It rained. Steel was dear.");
  CHECK(text.tokens.size() == 2);
}
