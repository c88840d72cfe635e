// Words become terms here and nowhere else: for the indexer, the searcher and the highlighter alike.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"

namespace backfile {

// One word of a text, and where it stands.
struct Token {
  std::string exact;    // Folded form: lower case, curly apostrophe straight, accents kept? see schema.
  std::string stem;     // Its stem, without a prefix; empty for stop words, numbers, CJK.
  std::string acronym;  // The word as written if it has two or more capitals ("IS", "MoD"), else empty.
  std::uint32_t begin = 0;  // Bytes [begin, end) of the text.
  std::uint32_t end = 0;
  std::uint32_t position = 0;  // Word position; words of one position stand for one another.
  bool is_stop = false;
  bool starts_sentence = false;
  bool starts_paragraph = false;
};

// A term of an analysed article, with how often and where it occurs.
struct Posting {
  std::uint32_t term;            // For Analyzer::TermText.
  std::uint32_t wdf;             // Within-document frequency; 0 for boolean terms.
  std::uint32_t first_position;  // Index into AnalysedArticle::positions
  std::uint32_t positions;       // and how many, ascending without repeats.
};

// What an article's words come to, ready for a SegmentWriter. Valid until the next Analyze().
struct AnalysedArticle {
  std::vector<Posting> postings;  // In byte order of their terms' texts, each term once.
  std::vector<std::uint32_t> positions;
};

// Not thread safe; make one a thread.
class Analyzer {
 public:
  Analyzer();
  ~Analyzer();
  Analyzer(const Analyzer&) = delete;
  Analyzer& operator=(const Analyzer&) = delete;

  // All terms of the article by the table of index/schema.h: words of title, body and captions, the
  // facets, dates, ids, and the markers of sentences and paragraphs.
  const AnalysedArticle& Analyze(const Article& article);
  // The bytes of a term of the last analysed article, 1 to 245 of them.
  std::string_view TermText(std::uint32_t term) const;

  // The words of `text` as Analyze would see them, positions counting from `first_position`.
  std::vector<Token> Tokenize(std::string_view text, std::string_view language,
                              std::uint32_t first_position = 1);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace backfile
