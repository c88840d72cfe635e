// Words become terms here and nowhere else: for the indexer, the searcher and the highlighter
// alike.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "index/vocabulary.h"

namespace backfile {

// One word of a text, what it is looked up by, and where it stands.
struct Token {
  std::string exact;        // FoldWord(): lower case, no accents, no apostrophes.
  std::string stem;         // Its stem, without a prefix; empty for stop words, numbers, pairs.
  std::string acronym;      // The word as written if it is an acronym ("IS", "MoD"), else empty.
  std::uint32_t begin = 0;  // Bytes [begin, end) of the text.
  std::uint32_t end = 0;
  std::uint32_t position =
      0;  // As Analyze would give it to the body of an article without a title.
  bool is_stop = false;
  bool starts_sentence = false;
  bool starts_paragraph = false;
};

// A word of a text with the terms that it is looked up by, as numbers for Analyzer::TermText; of
// those that it has not, kNoTerm.
struct TermSpan {
  std::uint32_t exact = 0;
  std::uint32_t stem = 0;     // "Z" and the stem.
  std::uint32_t acronym = 0;  // "R" and the word as written.
  std::uint32_t begin = 0;    // Bytes [begin, end) of the text.
  std::uint32_t end = 0;
  std::uint32_t position = 0;  // As Token's.
  bool starts_sentence = false;
  bool starts_paragraph = false;
};

// A term of an analysed article, with how often and where it occurs.
struct Posting {
  std::uint32_t term = 0;            // For Analyzer::TermText.
  std::uint32_t wdf = 0;             // Within-document frequency; 0 for boolean terms.
  std::uint32_t first_position = 0;  // Index into AnalysedArticle::positions,
  std::uint32_t positions = 0;       // and how many, ascending without repeats.
};

// What an article's words come to, ready for a SegmentWriter.
struct AnalysedArticle {
  std::vector<Posting> postings;  // Each term once, in the order in which it was met.
  std::vector<std::uint32_t> positions;
};

// Not thread safe; make one a thread. Its dictionaries grow with the vocabulary up to a bound.
class Analyzer {
 public:
  Analyzer();
  ~Analyzer();
  Analyzer(const Analyzer&) = delete;
  Analyzer& operator=(const Analyzer&) = delete;

  // All terms of the article by the table of index/schema.h: words of title, body and captions, the
  // facets, dates, ids, and the marks of sentences and paragraphs. Valid until the next call.
  const AnalysedArticle& Analyze(const Article& article);
  // The bytes of a term of the last analysed article, 1 to kMaxTermBytes of them.
  std::string_view TermText(std::uint32_t term) const;
  // As long as it stays the same, so does the number of each term.
  std::uint64_t term_generation() const;

  // The words of `text` as Analyze would see them. `language` is a BCP 47 tag; empty means English.
  std::vector<Token> Tokenize(std::string_view text, std::string_view language);

  // The same words with their terms as numbers, for looking for a few terms in much text. Bit n of
  // `initials` says that terms which begin with the n-th letter of the alphabet are looked for;
  // words that begin with a letter which is not asked for may be without terms.
  std::vector<TermSpan> FindTerms(std::string_view text, std::string_view language,
                                  std::uint32_t initials);
  // The number of a term ("strikes", "Zstrike", "RMoD"), whether it was met before or not.
  std::uint32_t TermNumber(std::string_view term);
  // Forgets all words if there are more terms than so many; numbers of terms mean nothing then.
  void Forget(std::uint32_t most_terms);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The Snowball stemmer for a language ("en", "pt-BR"), by the name Xapian knows it by; empty if
// there is none and words stay as they are.
std::string StemmerName(std::string_view language);

}  // namespace backfile
