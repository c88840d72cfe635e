// Speed of each step that reads a story's words, in megabytes of text a second on one core.
//
//   telling_bench FILE...
//
// Each file is one article body. Prints one line a step: name, value, unit.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "article/acronym.h"
#include "article/dateline.h"
#include "article/event_date.h"
#include "article/language.h"
#include "article/news_words.h"
#include "article/quote.h"
#include "article/telling.h"
#include "article/text.h"
#include "article/understand.h"

namespace backfile {

namespace {

std::vector<Article> ReadBodies(int argc, char** argv) {
  std::vector<Article> articles;
  for (int i = 1; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    Article article;
    article.body = CleanUtf8(bytes);
    FinishArticle(&article);
    article.language = "en";
    article.published = PartialDate::Day(std::chrono::year(2018) / 6 / 5);
    articles.push_back(std::move(article));
  }
  return articles;
}

// Runs `step` over all articles for about a second and prints the speed.
template <class Step>
void Time(const char* name, const std::vector<Article>& articles, const Step& step) {
  std::size_t bytes = 0;
  const std::clock_t start = std::clock();  // Time of this process, whoever else is busy.
  double seconds = 0;
  while (seconds < 1 && !articles.empty()) {
    for (const Article& article : articles) {
      step(article);
      bytes += article.body.size();
    }
    seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  }
  std::printf("%s %.1f MB/s\n", name, static_cast<double>(bytes) / 1e6 / std::max(seconds, 1e-9));
}

void TimeSteps(const std::vector<Article>& articles) {
  Words words;
  NewsText text;
  QuoteFinder quote_finder;
  EventFinder event_finder;
  Telling telling;
  std::vector<Quote> quotes;
  std::vector<Acronym> acronyms;
  std::vector<Event> events;
  const auto prepared = [&](const Article& article) {
    ScanWords(article.body, &words);
    text.Read(words);
  };
  Time("telling.scan_words", articles, [&](const Article& a) { ScanWords(a.body, &words); });
  Time("telling.language", articles, [&](const Article& a) { DetectLanguage(a.body); });
  Time("telling.dateline", articles, [&](const Article& a) { FindToldDates(a.body); });
  // The finders need scanned words, so their time is taken together with the scan.
  Time("telling.scan_and_acronyms", articles, [&](const Article& a) {
    prepared(a);
    acronyms.clear();
    FindAcronyms(words, &acronyms);
  });
  Time("telling.scan_and_quotes", articles, [&](const Article& a) {
    prepared(a);
    quotes.clear();
    quote_finder.Find(a, text, 0, &quotes);
  });
  Time("telling.scan_and_events", articles, [&](const Article& a) {
    prepared(a);
    events.clear();
    event_finder.Find(text, a.published, a.people, 0, &events);
  });
  std::vector<Words> scanned(articles.size());
  for (std::size_t i = 0; i < articles.size(); ++i) ScanWords(articles[i].body, &scanned[i]);
  std::size_t next = 0;
  Article told;
  NameFinder names;
  Time("telling.names", articles, [&](const Article& a) {
    told = {};
    told.body = a.body;
    names.Find(&told);
  });
  Time("telling.all_without_scan", articles, [&](const Article& a) {
    told.body = a.body;
    told.published = a.published;
    told.quotes.clear(), told.acronyms.clear(), told.events.clear();
    const Words& body = scanned[next++ % scanned.size()];
    telling.TellAcronyms(body, &told);
    telling.TellSpeechAndEvents(body, &told);
  });
  // What indexing calls: all of the above, with names and roles.
  Understanding understanding;
  Time("telling.everything", articles, [&](const Article& a) {
    told = {};
    told.title = a.title;
    told.body = a.body;
    told.published = a.published;
    understanding.Understand(&told);
  });
}

}  // namespace

}  // namespace backfile

int main(int argc, char** argv) {
  try {
    backfile::TimeSteps(backfile::ReadBodies(argc, argv));
  } catch (const std::exception& error) {
    std::cerr << "telling_bench: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
