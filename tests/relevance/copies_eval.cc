// Measures which articles are found to be copies against a gold of stories (gold/README.md).
//
//   copies_eval [-v] [--precision=PERCENT] [--recall=PERCENT] GOLD...
//
// Prints one line a file: precision, recall and F1 in per cent over all pairs of articles of one
// story, in one group or not; how many pairs there are; and what share of the copies their sketches
// bring together as pairs. With
// -v also every pair that is told wrongly. Exit code 1 if a measure is below its floor.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "article/copies.h"
#include "article/copy_sketch.h"
#include "article/text.h"

namespace backfile {

namespace {

struct GoldArticle {
  Article article;
  bool is_copy = true;  // Of the wire's story.
};

struct Story {
  std::string name;
  std::vector<std::string> wire;  // Paragraphs.
  std::vector<GoldArticle> articles;
};

[[noreturn]] void Fail(const std::string& file, int line, const std::string& what) {
  std::cerr << file << ":" << line << ": " << what << "\n";
  std::exit(2);
}

// Reads a gold file line by line; see gold/README.md for what lines there are.
class GoldReader {
 public:
  explicit GoldReader(std::string path) : path_(std::move(path)) {}

  std::vector<Story> Read() {
    std::ifstream file(path_);
    if (!file) Fail(path_, 0, "cannot be opened");
    for (std::string line; std::getline(file, line);) {
      ++line_;
      if (!line.empty() && line.front() != '#') ReadLine(line);
    }
    EndArticle();
    return std::move(stories_);
  }

 private:
  void ReadLine(const std::string& line) {
    const std::size_t space = std::min(line.find(' '), line.size());
    const std::string word = line.substr(0, space);
    const std::string rest = line.substr(std::min(space + 1, line.size()));
    if (word == "===") {
      EndArticle();
      stories_.push_back({rest, {}, {}});
    } else if (word == "wire" || word == "copy" || word == "rewrite" || word == "like") {
      BeginArticle(word, rest);
    } else if (word == "change") {
      Change(rest);
    } else if (word == "keep") {
      Keep(rest);
    } else if (word == "before" || word == "after") {
      const std::size_t end = rest.find(' ');
      const std::size_t at = Number(rest.substr(0, end)) - (word == "before" ? 1 : 0);
      inserted_.emplace_back(at, rest.substr(end + 1));
    } else {
      own_.push_back(line);
    }
  }

  void BeginArticle(const std::string& kind, const std::string& rest) {
    EndArticle();
    const std::vector<std::string> facts = SplitList(rest, "|");
    if (facts.size() != 3 || stories_.empty()) Fail(path_, line_, "source | date | headline");
    kind_ = kind;
    article_ = {};
    article_.source = facts[0];
    article_.published = ParseIsoDate(facts[1]);
    article_.title = facts[2];
    text_ = stories_.back().wire;
  }

  // change "old" -> "new"
  void Change(const std::string& rest) {
    const std::size_t arrow = rest.find("\" -> \"");
    if (arrow == std::string::npos) Fail(path_, line_, "change \"old\" -> \"new\"");
    const std::string before = rest.substr(1, arrow - 1);
    const std::string after = rest.substr(arrow + 6, rest.size() - arrow - 7);
    bool is_there = false;
    for (std::string& paragraph : text_) {
      const std::size_t at = paragraph.find(before);
      if (at == std::string::npos) continue;
      paragraph.replace(at, before.size(), after);
      is_there = true;
    }
    if (!is_there) Fail(path_, line_, "the wire does not say \"" + before + "\"");
  }

  // keep FIRST-LAST, of the wire's paragraphs, with what was inserted.
  void Keep(const std::string& rest) {
    const std::size_t dash = rest.find('-');
    const std::size_t first = Number(rest.substr(0, dash));
    const std::size_t last = dash == std::string::npos ? first : Number(rest.substr(dash + 1));
    for (std::size_t i = first - 1; i <= last; ++i) {
      for (const auto& [at, paragraph] : inserted_) {
        if (at == i) own_.push_back(paragraph);
      }
      if (i < last) own_.push_back(text_.at(i));
    }
  }

  std::size_t Number(const std::string& text) const {
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    if (number == 0) Fail(path_, line_, "a number from 1 is wanted");
    return number;
  }

  void EndArticle() {
    if (kind_.empty()) return;
    if (kind_ == "wire") stories_.back().wire = own_;
    for (const std::string& paragraph : own_) {
      article_.body += (article_.body.empty() ? "" : "\n\n") + paragraph;
    }
    stories_.back().articles.push_back({article_, kind_ != "like"});
    kind_.clear();
    own_.clear();
    inserted_.clear();
  }

  std::string path_;
  int line_ = 0;
  std::vector<Story> stories_;
  std::string kind_;
  Article article_;
  std::vector<std::string> text_;  // The wire's, with changes.
  std::vector<std::string> own_;
  std::vector<std::pair<std::size_t, std::string>> inserted_;  // After so many paragraphs.
};

struct Tally {
  int right = 0;
  int false_finds = 0;
  int missed = 0;
  int pairs = 0;
  int sketched = 0;  // Copies that their sketches bring together.
  double precision() const { return Percent(right, right + false_finds); }
  double recall() const { return Percent(right, right + missed); }
  static double Percent(int part, int whole) { return whole == 0 ? 100 : 100.0 * part / whole; }
};

bool AreCandidates(const CopySketch& a, const CopySketch& b) {
  if (a.empty() || b.empty() || !MayBeCopies(a, b)) return false;
  const CopyKeys of_a = KeysOf(a);
  const CopyKeys of_b = KeysOf(b);
  for (std::size_t i = 0; i < kCopyKeys; ++i) {
    if (of_a[i] != 0 && of_a[i] == of_b[i]) return true;
  }
  return false;
}

std::int64_t DaysBetween(const Article& a, const Article& b) {
  const auto days = std::chrono::floor<std::chrono::days>(a.published->first()) -
                    std::chrono::floor<std::chrono::days>(b.published->first());
  return std::abs(days.count());
}

// What the program says of a story: which group each article is in, by joining pairs.
struct Groups {
  std::vector<std::size_t> group;
  int sketched = 0;  // Copies that their sketches bring together.
};

Groups FindGroups(const Story& story) {
  const std::size_t n = story.articles.size();
  Groups groups{std::vector<std::size_t>(n), 0};
  for (std::size_t i = 0; i < n; ++i) groups.group[i] = i;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      const GoldArticle& a = story.articles[i];
      const GoldArticle& b = story.articles[j];
      if (!AreCandidates(MakeCopySketch(a.article.body), MakeCopySketch(b.article.body))) continue;
      if (a.is_copy && b.is_copy) ++groups.sketched;
      const bool are_copies = AreCopies(ReadCopyText(a.article), ReadCopyText(b.article),
                                        DaysBetween(a.article, b.article));
      const std::size_t old = groups.group[j];
      if (are_copies) std::ranges::replace(groups.group, old, groups.group[i]);
    }
  }
  return groups;
}

void Explain(const Story& story, const GoldArticle& a, const GoldArticle& b, bool are_copies) {
  const Reuse reuse = Measure(ReadCopyText(a.article), ReadCopyText(b.article));
  std::printf("  %s %s: %s | %s  words %.2f numbers %.2f names %.2f telling %.2f\n",
              are_copies ? "missed" : "false", story.name.c_str(), a.article.title.c_str(),
              b.article.title.c_str(), reuse.words, reuse.numbers, reuse.names, reuse.telling);
}

Tally Evaluate(const std::vector<Story>& stories, bool is_verbose) {
  Tally tally;
  for (const Story& story : stories) {
    const Groups groups = FindGroups(story);
    tally.sketched += groups.sketched;
    for (std::size_t i = 0; i < story.articles.size(); ++i) {
      for (std::size_t j = i + 1; j < story.articles.size(); ++j) {
        const GoldArticle& a = story.articles[i];
        const GoldArticle& b = story.articles[j];
        const bool are_copies = a.is_copy && b.is_copy;
        const bool is_found = groups.group[i] == groups.group[j];
        ++tally.pairs;
        if (are_copies) ++(is_found ? tally.right : tally.missed);
        if (!are_copies && is_found) ++tally.false_finds;
        if (is_verbose && is_found != are_copies) Explain(story, a, b, are_copies);
      }
    }
  }
  return tally;
}

int Run(int argc, char** argv) {
  bool is_verbose = false;
  double least_precision = 0;
  double least_recall = 0;
  bool is_good = true;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "-v") {
      is_verbose = true;
    } else if (argument.starts_with("--precision=")) {
      least_precision = std::atof(argument.c_str() + 12);
    } else if (argument.starts_with("--recall=")) {
      least_recall = std::atof(argument.c_str() + 9);
    } else {
      const Tally tally = Evaluate(GoldReader(argument).Read(), is_verbose);
      const double p = tally.precision();
      const double r = tally.recall();
      std::printf("copies %s: precision %.1f recall %.1f F1 %.1f of %d pairs; by sketch %.1f\n",
                  argument.substr(argument.rfind('/') + 1).c_str(), p, r, 2 * p * r / (p + r),
                  tally.pairs, Tally::Percent(tally.sketched, tally.right + tally.missed));
      is_good = is_good && p >= least_precision && r >= least_recall;
    }
  }
  return is_good ? 0 : 1;
}

}  // namespace

}  // namespace backfile

int main(int argc, char** argv) { return backfile::Run(argc, argv); }
