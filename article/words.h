// Running text as words, marks and sentences, for the steps that read it the way a person does.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace backfile {

enum class WordKind : std::uint8_t {
  kWord,    // Has a letter: "Allen", "al-Assad", "O'Neill", "Gen.", "U.S.", "12th".
  kNumber,  // Digits: "1,600", "3.5".
  kMark,    // One character of punctuation, or the possessive 's.
};

// How the letters of a word are written.
enum class Letters : std::uint8_t {
  kNone,      // No letters, or letters without case.
  kSmall,     // "said"
  kCapital,   // "Kate", "McDonald", "O'Neill", "A"
  kCapitals,  // "KATE", "US", "U.S.": two capitals or more and no small letter.
  kInner,     // "al-Assad", "d'Artagnan": begins small, capital after a hyphen or apostrophe.
};

// Marks of a spelling, as bits.
enum SpellingMark : std::uint8_t {
  kHasDigit = 1,
  kHasHyphen = 2,
  kHasApostrophe = 4,
  kHasStop = 8,
  kHasInnerCapital = 16,  // "McDonald", "O'Neill", "Ki-Moon"
  kBeyondAscii = 32,
};

// A word or mark of a text.
struct Word {
  std::uint32_t begin = 0;  // Bytes [begin, end) of the text.
  std::uint32_t end = 0;
  // WordHash() of its lower-case spelling with plain apostrophes and without a closing full stop:
  // equal for "Gen." and "gen", "SAID" and "said". Marks: all double quotes are '"', single ones
  // "'", dashes "-".
  std::uint64_t hash = 0;
  WordKind kind = WordKind::kMark;
  Letters letters = Letters::kNone;
  std::uint8_t marks = 0;  // SpellingMark bits.

  bool is_capital() const { return letters >= Letters::kCapital; }
};

struct Sentence {
  std::uint32_t first = 0;  // Words [first, last).
  std::uint32_t last = 0;
  bool starts_paragraph = false;
};

// The words of a text. Views the text, which must outlive it; reuse it to keep its memory.
struct Words {
  std::string_view text;
  std::vector<Word> words;
  std::vector<Sentence> sentences;  // Each word is in exactly one.

  std::string_view Text(const Word& word) const {
    return text.substr(word.begin, word.end - word.begin);
  }
  // From the first byte of word `first` to the last of the word before `last`. Requires: first <
  // last.
  std::string_view Text(std::uint32_t first, std::uint32_t last) const {
    return text.substr(words[first].begin, words[last - 1].end - words[first].begin);
  }
  std::span<const Word> Of(const Sentence& sentence) const {
    return {words.data() + sentence.first, sentence.last - sentence.first};
  }
};

// The hash of a lower-case spelling, stable for ever (FNV-1a, 64 bits): models are made of it.
// WordHash("b", WordHash("a")) == WordHash("ab").
constexpr std::uint64_t WordHash(std::string_view lower,
                                 std::uint64_t before = 14695981039346656037ULL) {
  std::uint64_t hash = before;
  for (const char c : lower) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  return hash;
}

// Sets hash, kind, letters and marks for a word that is spelt `text` (begin and end are left
// alone). Requires: `text` is valid UTF-8 and not empty.
void DescribeWord(std::string_view text, Word* word);

// Splits a text into words and sentences in one pass.
//
//  - Letters, digits and marks on letters make a word, with hyphens and apostrophes between them;
//    "Mr.", "U.S.", "J." and other abbreviations keep their full stop; 's stands alone.
//  - A sentence ends at . ! ? before white space and no small letter, at an empty line, and at the
//    end of a short line (a headline or a list, rather than text wrapped by hand).
//
// Requires: `text` is valid UTF-8 and shorter than 4 GB.
void ScanWords(std::string_view text, Words* words);

}  // namespace backfile
