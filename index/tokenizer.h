// Where the words of a text are: the scanner below the analyzer, with a fast path for ASCII.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace backfile {

// A word as it stands in a text.
struct WordSpan {
  std::uint32_t begin = 0;  // Bytes [begin, end).
  std::uint32_t end = 0;
  // Characters of scripts without spaces overlap: "東京都" gives 東京, 京都. The spans of a run
  // step by one position each; `is_gram` tells that the word is not to be stemmed.
  bool is_gram = false;
  bool starts_sentence = false;
  bool starts_paragraph = false;
};

// Finds words by the rules of UAX 29 as newspapers need them:
//  - letters, marks and digits of any script make a word; ' and ’ between letters belong to it;
//  - "U.S." and "U.N" are one word, as are "1,600", "3.5", "AT&T", "C++", "C#";
//  - hyphens, slashes, @ and other punctuation part words, which stay neighbours;
//  - Han, kana and hangul give overlapping pairs of characters; Thai, Lao, Khmer and Burmese are
//    parted by ICU's dictionaries.
// Texts over 4 GB are not supported. Not thread safe.
class Tokenizer {
 public:
  Tokenizer();
  ~Tokenizer();
  Tokenizer(const Tokenizer&) = delete;
  Tokenizer& operator=(const Tokenizer&) = delete;

  // The words of `text`, in order. Valid until the next call.
  const std::vector<WordSpan>& Scan(std::string_view text);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The exact form of a word: lower case without accents or apostrophes, a possessive 's and the full
// stops of "U.S." dropped, digits without thousands separators. "O’Neill's" and "ONeill" are both
// "oneill".
std::string FoldWord(std::string_view word);

// The word as written if it is an acronym, that is, has two or more capitals ("IS", "MoD", "U.S."
// as "US", "NGOs" as "NGO"); else empty. All capitals of a word over 6 letters are shouting, not an
// acronym.
std::string AcronymOf(std::string_view word);

}  // namespace backfile
