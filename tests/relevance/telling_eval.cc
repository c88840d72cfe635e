// Measures quotes, speakers, acronyms and event dates against marked articles (gold/README.md).
//
//   telling_eval [-v] [--floor=PERCENT] GOLD...
//
// Prints one line a measure and file: name, precision, recall, F1 in per cent, and how many the
// gold has. With -v also every miss and every false find. Exit code 1 if a precision is below the
// floor.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/date.h"
#include "article/language.h"
#include "article/telling.h"
#include "article/text.h"

namespace backfile {

namespace {

struct GoldArticle {
  std::string name;
  Article article;  // With people and organisations, without what is to be told.
  std::vector<Quote> quotes;
  std::vector<Acronym> acronyms;
  std::vector<std::pair<std::string, std::string>> events;  // "2017-06-06..2017-06-07", as written.
  std::string dates;  // "dateline 2018-06-05 modified 2018-06-06"
};

// Reads "{q NAME|text}", "{r NAME|text}" and "{d SPAN|text}", which may nest, out of marked text.
class Markup {
 public:
  Markup(std::string_view marked, GoldArticle* out) : marked_(marked), out_(*out) {}

  std::string Plain() {
    Read(false);
    return plain_;
  }

 private:
  void Read(bool inside) {
    while (at_ < marked_.size()) {
      if (inside && marked_[at_] == '}') {
        ++at_;
        return;
      }
      if (marked_[at_] == '{') {
        ReadMark();
      } else {
        plain_ += marked_[at_++];
      }
    }
  }

  void ReadMark() {
    const char kind = marked_.at(at_ + 1);
    const std::size_t bar = marked_.find('|', at_);
    const std::string label(marked_.substr(at_ + 3, bar - at_ - 3));
    at_ = bar + 1;
    const std::size_t begin = plain_.size();
    const std::size_t place = out_.quotes.size();
    Read(true);
    const std::string text = plain_.substr(begin);
    if (kind == 'd') {
      out_.events.emplace_back(label, text);
      return;
    }
    Quote quote{text, label == "?" ? "" : label, kind == 'r' ? Speech::kReported : Speech::kDirect};
    out_.quotes.insert(out_.quotes.begin() + static_cast<std::ptrdiff_t>(place), quote);
  }

  std::string_view marked_;
  GoldArticle& out_;
  std::size_t at_ = 0;
  std::string plain_;
};

void ReadHeader(const std::string& key, const std::string& value, GoldArticle* gold) {
  Article& article = gold->article;
  if (key == "published") article.published = ParseIsoDate(value);
  if (key == "organisation") article.organisations.push_back(value);
  if (key == "told_dateline") gold->dates += "dateline " + value;
  if (key == "told_text") gold->dates += "text " + value;
  if (key == "told_modified") gold->dates += " modified " + value;
  if (key == "acronym") {
    const std::size_t equals = value.find(" = ");
    gold->acronyms.push_back({value.substr(0, equals), value.substr(equals + 3)});
  }
  if (key == "person") {
    const std::vector<std::string> parts = SplitList(value, "|");
    Person person;
    person.name = parts.at(0);
    if (parts.size() > 1) person.role = parts[1];
    person.mentions = {person.name};
    if (parts.size() > 2) {
      for (const std::string& mention : SplitList(parts[2], ";"))
        person.mentions.push_back(mention);
    }
    article.people.push_back(person);
  }
}

void FinishGold(const std::string& marked, std::vector<GoldArticle>* all) {
  if (all->empty()) return;
  GoldArticle& gold = all->back();
  gold.article.body = Markup(std::string(Trim(marked)), &gold).Plain();
  gold.article.language = "en";
}

std::vector<GoldArticle> ReadGold(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::vector<GoldArticle> all;
  std::string marked;
  bool in_header = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("=== ")) {
      FinishGold(marked, &all);
      marked.clear();
      all.emplace_back();
      all.back().name = line.substr(4);
      in_header = true;
    } else if (in_header && line.empty()) {
      in_header = false;
    } else if (in_header) {
      const std::size_t colon = line.find(": ");
      ReadHeader(line.substr(0, colon), line.substr(colon + 2), &all.back());
    } else if (!all.empty()) {
      marked += line + "\n";
    }
  }
  FinishGold(marked, &all);
  return all;
}

// Counts one measure; the items of gold and of what was found are compared as text.
struct Measure {
  int right = 0;
  int found = 0;
  int wanted = 0;

  double precision() const { return found == 0 ? 100 : 100.0 * right / found; }
  double recall() const { return wanted == 0 ? 100 : 100.0 * right / wanted; }
};

using Items = std::vector<std::string>;

bool verbose = false;

void Compare(const std::string& where, Items wanted, Items found, Measure* measure) {
  std::ranges::sort(wanted);
  std::ranges::sort(found);
  const auto unique = [](Items* items) {
    items->erase(std::unique(items->begin(), items->end()), items->end());
  };
  unique(&wanted);
  unique(&found);
  Items missed;
  Items extra;
  std::ranges::set_difference(wanted, found, std::back_inserter(missed));
  std::ranges::set_difference(found, wanted, std::back_inserter(extra));
  measure->wanted += static_cast<int>(wanted.size());
  measure->found += static_cast<int>(found.size());
  measure->right += static_cast<int>(wanted.size() - missed.size());
  if (!verbose) return;
  for (const std::string& item : missed) std::cout << "  missed " << where << " " << item << "\n";
  for (const std::string& item : extra) std::cout << "  extra  " << where << " " << item << "\n";
}

// Without marks and spaces at the ends, which readers of the gold need not agree on.
std::string Bare(std::string text) {
  constexpr std::string_view kMarks = " ,.;:!?'\"";
  const std::size_t last = text.find_last_not_of(kMarks);
  return last == std::string::npos ? "" : text.substr(0, last + 1);
}

Items QuoteItems(const std::vector<Quote>& quotes, Speech speech, bool with_speaker) {
  Items items;
  for (const Quote& quote : quotes) {
    if (with_speaker && !quote.speaker.empty())
      items.push_back(quote.speaker + ": " + Bare(quote.text));
    if (!with_speaker && quote.speech == speech) items.push_back(Bare(quote.text));
  }
  return items;
}

std::string SpanText(const Event& event) {
  const std::string from = event.from.ToString();
  return event.from == event.to ? from : from + ".." + event.to.ToString();
}

std::string DatesText(const Article& article) {
  std::string text;
  if (article.published_basis == DateBasis::kDateline ||
      article.published_basis == DateBasis::kText)
    text = std::string(DateBasisName(article.published_basis)) + " " +
           article.published->ToString().substr(0, 10);
  if (article.modified) text += " modified " + article.modified->ToString().substr(0, 10);
  return text;
}

using Measures = std::map<std::string, Measure>;

void Score(const GoldArticle& gold, Telling* telling, Measures* measures) {
  Article article = gold.article;
  Telling::TellDates(&article);
  Words words;
  ScanWords(article.body, &words);
  telling->TellAcronyms(words, &article);
  telling->TellSpeechAndEvents(words, &article);
  const auto compare = [&](const std::string& what, Items wanted, Items found) {
    Compare(gold.name + " " + what, std::move(wanted), std::move(found), &(*measures)[what]);
  };
  for (const auto& [what, speech] :
       {std::pair("quotes", Speech::kDirect), std::pair("reported", Speech::kReported)}) {
    compare(what, QuoteItems(gold.quotes, speech, false),
            QuoteItems(article.quotes, speech, false));
  }
  compare("speakers", QuoteItems(gold.quotes, Speech::kDirect, true),
          QuoteItems(article.quotes, Speech::kDirect, true));
  Items wanted;
  Items found;
  for (const Acronym& a : gold.acronyms) wanted.push_back(a.short_form + " = " + a.long_form);
  for (const Acronym& a : article.acronyms) found.push_back(a.short_form + " = " + a.long_form);
  compare("acronyms", wanted, found);
  wanted.clear(), found.clear();
  for (const auto& [span, as_written] : gold.events) wanted.push_back(span);
  for (const Event& event : article.events) found.push_back(SpanText(event));
  compare("events", wanted, found);
  compare("dates", gold.dates.empty() ? Items{} : Items{gold.dates},
          DatesText(article).empty() ? Items{} : Items{DatesText(article)});
}

// Whether every precision reaches the floor.
bool Print(const std::string& path, const Measures& measures, double floor) {
  const std::string file = path.substr(path.find_last_of('/') + 1);
  bool good = true;
  for (const auto& [name, m] : measures) {
    const double p = m.precision();
    const double r = m.recall();
    const double f = p + r == 0 ? 0 : 2 * p * r / (p + r);
    std::printf("%-20s %-9s P %5.1f  R %5.1f  F1 %5.1f  n %d\n", file.c_str(), name.c_str(), p, r,
                f, m.wanted);
    good = good && p >= floor;
  }
  return good;
}

int Run(int argc, char** argv) {
  double floor = 0;
  bool good = true;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "-v") {
      verbose = true;
    } else if (argument.starts_with("--floor=")) {
      floor = std::strtod(argument.c_str() + 8, nullptr);
    } else {
      Measures measures;
      Telling telling;
      for (const GoldArticle& gold : ReadGold(argument)) Score(gold, &telling, &measures);
      good = Print(argument, measures, floor) && good;
    }
  }
  return good ? 0 : 1;
}

}  // namespace

}  // namespace backfile

int main(int argc, char** argv) {
  try {
    return backfile::Run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "telling_eval: " << error.what() << "\n";
    return 2;
  }
}
