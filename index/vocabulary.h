// Dictionaries of the analyzer: texts by number, and what each written word means in terms.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace Xapian {
class Stem;
}

namespace backfile {

// Texts numbered from 0 in the order in which they are met; the same text has the same number.
class TextTable {
 public:
  // What a text is found by. Who has many texts to look up makes their keys first, and says some
  // texts ahead which one comes: Fetch() brings its place in the table near.
  using Key = std::uint64_t;
  static Key KeyOf(std::string_view text);
  void Fetch(Key key) const;

  std::uint32_t Number(std::string_view text) { return Number(text, KeyOf(text)); }
  std::uint32_t Number(std::string_view text, Key key);
  std::string_view Text(std::uint32_t number) const { return texts_[number]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }
  // Whether a text was met before Number() was asked for it.
  bool is_new() const { return is_new_; }
  void Clear();

 private:
  std::string_view Keep(std::string_view text);
  void Grow();

  // What tells most texts apart stands here, so that a look-up leaves the table for long ones only,
  // and for one of these.
  struct Slot {
    std::uint64_t beginning = 0;  // The first 8 bytes, zeros behind a shorter text.
    std::uint32_t tag = 0;        // Of the text's length and hash.
    std::uint32_t holds = 0;      // Number + 1; 0: it is free.
  };
  static constexpr std::size_t kBlockBytes = 1U << 20;
  std::vector<std::string_view> texts_;
  std::vector<Slot> slots_;
  std::deque<std::string> blocks_;
  bool is_new_ = false;
};

inline constexpr std::uint32_t kNoTerm = 0xffffffff;
inline constexpr std::uint32_t kUnmadeTerm = 0xfffffffe;

// What a written word is looked up by, as numbers of a table of terms.
struct WordTerms {
  struct Forms {
    std::uint32_t exact = kNoTerm;
    std::uint32_t stem = kNoTerm;  // "Z" + stem; none for stop words, numbers and pairs.
  };
  Forms text;
  std::uint32_t acronym = kNoTerm;  // "R" + the word as written.
  // The same in regions of an article. Vocabulary makes them when they are first asked for: most
  // words never stand there.
  Forms title = {kUnmadeTerm, kUnmadeTerm};
  Forms quote = {kUnmadeTerm, kUnmadeTerm};
  std::uint32_t lead = kUnmadeTerm;     // The one term that is indexed of it in the lead
  std::uint32_t caption = kUnmadeTerm;  // and in captions: the stem, else the exact form.
};

// "IS", "US", "STRIKE": shouted, if its neighbours are, too.
bool IsAllCapitals(std::string_view word);

// The written words of one language.
class Vocabulary {
 public:
  // `stemmer`: a name of Xapian's, or empty. `terms` must outlive it.
  Vocabulary(const std::string& stemmer, TextTable* terms);
  ~Vocabulary();
  Vocabulary(const Vocabulary&) = delete;
  Vocabulary& operator=(const Vocabulary&) = delete;

  // A number for a written word, from 0.
  std::uint32_t Number(std::string_view written, bool is_gram) {
    return Number(written, is_gram, TextTable::KeyOf(written));
  }
  std::uint32_t Number(std::string_view written, bool is_gram, TextTable::Key key);
  void Fetch(TextTable::Key key) const { words_.Fetch(key); }  // As of TextTable.

  // What it means, by its number. Good until a new word is met.
  WordTerms& Terms(std::uint32_t number) { return meanings_[number]; }
  const WordTerms& Find(std::string_view written, bool is_gram) {
    return Terms(Number(written, is_gram));
  }
  // Its terms in a region.
  WordTerms::Forms InTitle(WordTerms* word) { return FormsIn("title", word->text, &word->title); }
  WordTerms::Forms InQuote(WordTerms* word) { return FormsIn("quote", word->text, &word->quote); }
  std::uint32_t InLead(WordTerms* word) { return TermIn("lead", word->text, &word->lead); }
  std::uint32_t InCaption(WordTerms* word) { return TermIn("caption", word->text, &word->caption); }

  std::string StemOf(const std::string& exact) const;
  std::uint32_t size() const { return words_.size(); }
  void Clear();

 private:
  WordTerms Make(std::string_view written, bool is_gram);
  WordTerms::Forms FormsIn(std::string_view region, WordTerms::Forms text, WordTerms::Forms* made) {
    if (made->exact == kUnmadeTerm) *made = MakeForms(region, text);
    return *made;
  }
  std::uint32_t TermIn(std::string_view region, WordTerms::Forms text, std::uint32_t* made) {
    if (*made == kUnmadeTerm) *made = MakeTerm(region, text);
    return *made;
  }
  WordTerms::Forms MakeForms(std::string_view region, WordTerms::Forms text);
  std::uint32_t MakeTerm(std::string_view region, WordTerms::Forms text);
  std::uint32_t Term(std::string_view prefix, std::string_view text);

  TextTable* terms_;
  TextTable words_;
  std::vector<WordTerms> meanings_;
  std::unique_ptr<Xapian::Stem> stem_;
  bool is_english_;
};

}  // namespace backfile
