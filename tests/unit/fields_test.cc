// Fields as agencies write them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/fields.h"

#include "tests/support/catch.h"

using namespace backfile;

TEST_CASE("a byline gives its writers without their titles", "[fields]") {
  const auto [byline, names] = GENERATE(table<std::string, std::vector<std::string>>({
      {"By Ian Jones, Press Association", {"Ian Jones"}},
      {"By ANN OKAFOR and PER HALE", {"Ann Okafor", "Per Hale"}},
      {"By Ann Okafor, Science Editor, and Per Hale in Paris", {"Ann Okafor", "Per Hale in Paris"}},
      {"Ann Okafor / site.example", {"Ann Okafor"}},
      {"By Some One; Compiled by Another Person", {"Some One", "Another Person"}},
      {"Staff Reporter", {"Staff Reporter"}},
      {"gr/bp", {"gr/bp"}},
      {"By", {}},
      {"", {}},
  }));
  CAPTURE(byline);
  CHECK(SplitByline(byline) == names);
}

TEST_CASE("language tags are spelt as BCP 47 has them", "[fields]") {
  const auto [tag, language] = GENERATE(table<std::string, std::string>({
      {"EN", "en"},
      {"pt_br", "pt-BR"},
      {"zh-hant-TW", "zh-Hant-TW"},
      {"x-default", ""},
      {"English", ""},
      {"", ""},
  }));
  CAPTURE(tag);
  Article article;
  TakeLanguage(tag, &article);
  CHECK(article.language == language);
}

TEST_CASE("a date that cannot be read is a note, a placeholder is not", "[fields]") {
  Article article;
  TakePublished("YYYYMMDD000000-HHMM", &article);
  TakePublished("  ", &article);
  CHECK(article.notes.empty());
  TakePublished("31 June 2018", &article);
  CHECK(article.notes == std::vector<std::string>{"the date \"31 June 2018\" is no date"});
  CHECK_FALSE(article.published);
  CHECK(article.published_basis == DateBasis::kNone);
}

TEST_CASE("midnight without a zone is a day", "[fields]") {
  Article article;
  TakePublished("19971103T000000", &article);
  CHECK(article.published->ToString() == "1997-11-03");
  Article zoned;
  TakePublished("1997-11-03T00:00:00Z", &zoned);
  CHECK(zoned.published->ToString() == "1997-11-03T00:00:00Z");
}

TEST_CASE("extras are JSON, a text or a list", "[fields]") {
  Article article;
  AddExtra("note", "say \"no\"", &article);
  AddExtra("note", "second", &article);
  AddToExtra("keywords", "a", &article);
  AddToExtra("keywords", "b", &article);
  AddToExtra("keywords", "a", &article);
  CHECK(article.extras == std::vector<std::pair<std::string, std::string>>{
                              {"note", "\"say \\\"no\\\"\""}, {"keywords", "[\"a\",\"b\"]"}});
}

TEST_CASE("names in running text lose their possessives", "[fields]") {
  CHECK(BareName("Brian Ashton's") == "Brian Ashton");
  CHECK(BareName("Ellis Ferries’") == "Ellis Ferries");
  CHECK(BareName("Jones") == "Jones");
}

TEST_CASE("statuses are told by their word at any prefix", "[fields]") {
  CHECK(StatusOf("stat:usable") == Status::kUsable);
  CHECK(StatusOf("Embargoed") == Status::kEmbargoed);
  CHECK(StatusOf("stat:withheld") == Status::kWithheld);
  CHECK(StatusOf("cancelled") == Status::kCanceled);
  CHECK(StatusOf("") == Status::kUsable);
}
