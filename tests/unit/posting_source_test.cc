// Two sources of one interface give one answer.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/posting_source.h"

#include <chrono>
#include <numeric>
#include <random>
#include <set>

#include "tests/support/build_index.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;

namespace {

bool StandsIn(std::uint32_t document, const std::vector<std::vector<std::string>>& words,
              PostingSource* source) {
  std::set<std::uint32_t> ends;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::set<std::uint32_t> at;
    std::vector<std::uint32_t> positions;
    for (const std::string& term : words[i]) {
      source->ReadPositions(term, document, &positions);
      for (const std::uint32_t p : positions) {
        if (i == 0 || ends.contains(p - 1)) at.insert(p);
      }
    }
    ends = std::move(at);
  }
  return !ends.empty();
}

bool AreNear(std::uint32_t document, const Proximity& near, PostingSource* source) {
  const auto places = [&](const std::vector<std::string>& terms) {
    std::vector<std::uint32_t> all;
    std::vector<std::uint32_t> positions;
    for (const std::string& term : terms) {
      source->ReadPositions(term, document, &positions);
      all.insert(all.end(), positions.begin(), positions.end());
    }
    return all;
  };
  for (const std::uint32_t a : places(near.first)) {
    for (const std::uint32_t b : places(near.second)) {
      if (a < b ? b - a <= near.distance : !near.in_order && a - b <= near.distance) return true;
    }
  }
  return false;
}

std::vector<Article> MakeLetters(int count = 300, int words = 30) {
  std::mt19937 random(9);
  std::vector<Article> articles;
  for (int n = 0; n < count; ++n) {
    std::string text;
    for (int i = 0; i < words; ++i)
      text += std::string(1, static_cast<char>('a' + random() % 12)) + " ";
    articles.push_back(MakeArticle("Story", text));
  }
  return articles;
}

}  // namespace

TEST_CASE("a phrase that is found stands in its documents, and in no others", "[postings]") {
  const TempDir dir;
  AddSegment(dir.path(), MakeLetters());
  const auto snapshot = Snapshot::Open(dir.path());
  const auto api = OpenPostingsByApi(*snapshot, 0);
  const auto own = OpenPostings(*snapshot, 0);
  const auto words = GENERATE(std::vector<std::vector<std::string>>{{"b"}, {"c"}},
                              std::vector<std::vector<std::string>>{{"b"}, {"c"}, {"d"}, {"e"}},
                              std::vector<std::vector<std::string>>{{"b", "f", "none"}, {"c", "g"}},
                              std::vector<std::vector<std::string>>{{"b"}, {"none"}});
  const std::uint32_t step = GENERATE(1U, 3U);
  std::vector<std::uint32_t> among;
  std::vector<std::uint32_t> expected;
  for (std::uint32_t document = 1; document <= 300; document += step) {
    among.push_back(document);
    if (StandsIn(document, words, api.get())) expected.push_back(document);
  }
  const Deadline deadline(std::chrono::hours(1));
  CHECK(api->FindPhrase(words, among, deadline) == expected);
  CHECK(own->FindPhrase(words, among, deadline) == expected);
}

TEST_CASE("a phrase in so many documents that threads share them is found as by one",
          "[postings]") {
  const TempDir dir;
  AddSegment(dir.path(), MakeLetters(20'000, 8));
  const auto snapshot = Snapshot::Open(dir.path());
  std::vector<std::uint32_t> among(20'000);
  std::iota(among.begin(), among.end(), 1U);
  const std::vector<std::vector<std::string>> words = {{"b"}, {"c"}};
  const Deadline deadline(std::chrono::hours(1));
  const auto found = OpenPostings(*snapshot, 0)->FindPhrase(words, among, deadline);
  CHECK(found.size() > 500);
  CHECK(found == OpenPostingsByApi(*snapshot, 0)->FindPhrase(words, among, deadline));
  const Deadline over(std::chrono::hours(-1));
  CHECK_THROWS_AS(OpenPostings(*snapshot, 0)->FindPhrase(words, among, over), TimeOver);
}

TEST_CASE("words that the API finds near each other are, and no others", "[postings]") {
  const TempDir dir;
  AddSegment(dir.path(), MakeLetters());
  const auto snapshot = Snapshot::Open(dir.path());
  const auto api = OpenPostingsByApi(*snapshot, 0);
  Proximity near{{"b", "none"}, {"c", "f"}};
  near.distance = GENERATE(1U, 2U, 5U, 40U);
  near.in_order = GENERATE(false, true);
  const std::uint32_t step = GENERATE(1U, 3U);
  CAPTURE(near.distance, near.in_order, step);
  std::vector<std::uint32_t> among;
  std::vector<std::uint32_t> expected;
  for (std::uint32_t document = 1; document <= 300; document += step) {
    among.push_back(document);
    if (AreNear(document, near, api.get())) expected.push_back(document);
  }
  CHECK(api->FindNear(near, among) == expected);
  CHECK_FALSE(OpenPostings(*snapshot, 0)->FindNear(near, among).has_value());
}

TEST_CASE("the API gives what our own readers give", "[postings]") {
  std::mt19937 random(5);
  std::vector<Article> articles;
  for (int n = 0; n < 400; ++n) {
    std::string text;
    for (std::uint32_t i = 0; i < 5 + random() % 40; ++i) {
      text += "word" + std::to_string(random() % 60 * (random() % 60) / 20) + " ";
    }
    articles.push_back(MakeArticle("Story", text, n % 3 == 0 ? "2018-06-05" : "", "The Paper"));
  }
  const TempDir dir;
  AddSegment(dir.path(), articles);
  const auto snapshot = Snapshot::Open(dir.path());
  const auto own = OpenPostings(*snapshot, 0);
  const auto api = OpenPostingsByApi(*snapshot, 0);
  std::vector<std::string> terms = {"XSOURCE:the paper", "Y2018", "Sstory", "none"};
  for (int n = 0; n < 180; ++n) terms.push_back("word" + std::to_string(n));
  for (const std::string& term : terms) {
    CAPTURE(term);
    CHECK(own->Frequency(term) == api->Frequency(term));
    std::vector<std::uint32_t> documents[2];
    std::vector<std::uint32_t> wdfs[2];
    own->Read(term, &documents[0], &wdfs[0]);
    api->Read(term, &documents[1], &wdfs[1]);
    CHECK(documents[0] == documents[1]);
    CHECK(wdfs[0] == wdfs[1]);
    const std::vector<std::uint32_t> some = {1, 2, 50, 51, 52, 200, 399, 400};
    own->ReadAt(term, some, &wdfs[0]);
    api->ReadAt(term, some, &wdfs[1]);
    CHECK(wdfs[0] == wdfs[1]);
    for (const std::uint32_t document : some) {
      own->ReadPositions(term, document, &documents[0]);
      api->ReadPositions(term, document, &documents[1]);
      CHECK(documents[0] == documents[1]);
    }
  }
}
