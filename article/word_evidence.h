// What the lexicon and the rest of an article tell about each of its words.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <unordered_set>
#include <vector>

#include "article/lexicon.h"
#include "article/words.h"

namespace backfile {

// How a sentence uses capitals.
enum class SentenceStyle : std::uint8_t {
  kRunning,
  kHeadline,  // "Kate Allen Says Raqqa Must Wait"
  kShouting,  // "KATE ALLEN SAYS RAQQA MUST WAIT"
};

// Where a capitalised word was met elsewhere in the article, as bits. In the model's features:
// never change or reuse one without training anew.
enum EvidenceFlag : std::uint32_t {
  kAfterTitle = 1U << 0,
  kAfterFirstName = 1U << 1,
  kAfterCapital = 1U << 2,
  kBeforeCapital = 1U << 3,
  kAfterPlacePreposition = 1U << 4,
  kBesideSpeech = 1U << 5,
  kBeforeOrganisationWord = 1U << 6,
  kAfterThe = 1U << 7,
  kBeforePossessive = 1U << 8,
  kWithinSentence = 1U << 9,  // Not only as its first word.
  kAfterInitial = 1U << 10,
  kAfterRole = 1U << 11,
  kBeforeComma = 1U << 12,
};

// All occurrences of one capitalised word in an article (headlines counted, but not looked at).
struct WordEvidence {
  std::uint64_t hash = 0;
  std::uint32_t flags = 0;
  std::uint32_t small = 0;                // How often it stands with a small letter.
  std::uint32_t capital = 0;              // ... with a capital.
  std::uint32_t contexts = 0;             // How many of the following are set.
  std::array<std::uint64_t, 3> before{};  // Hashes of the words beside its first occurrences.
  std::array<std::uint64_t, 3> after{};
};

// The words of one article with what is known of them. Keep it and read the next article with it:
// it keeps its memory.
class ArticleWords {
 public:
  // `lexicon` must outlive this.
  explicit ArticleWords(const Lexicon& lexicon) : lexicon_(lexicon) {}

  // `words` must stay as they are while this is used.
  void Read(const Words& words) { Read(words, {}); }
  // The same with some words unknown to the lexicon, for training.
  void Read(const Words& words, const std::unordered_set<std::uint64_t>& hidden);

  const Words& words() const { return *words_; }
  const Word& word(std::size_t i) const { return words_->words[i]; }
  WordClasses classes(std::size_t i) const { return classes_[i]; }
  // The kPhraseClasses of words `i` and `i + 1` together, if both are capitalised.
  WordClasses pair_classes(std::size_t i) const { return pair_classes_[i]; }
  // May be part of a name: capitalised, or a particle in front of such a word.
  bool is_active(std::size_t i) const { return active_[i] != 0; }
  // Null for words without a capital.
  const WordEvidence* evidence(std::size_t i) const {
    return evidence_of_[i] == kNone ? nullptr : &evidence_[evidence_of_[i]];
  }
  SentenceStyle style(std::size_t sentence) const { return styles_[sentence]; }

 private:
  static constexpr std::uint32_t kNone = 0xffffffff;

  WordClasses LookUp(const Word& word) const;
  void LookUpPairs(const Sentence& sentence);
  void MarkActive(const Sentence& sentence);
  void CountCapitals(const Sentence& sentence, SentenceStyle style);
  void CountSmall();
  std::uint32_t* Slot(std::uint64_t hash);
  void Grow();

  const Lexicon& lexicon_;
  const Words* words_ = nullptr;
  std::vector<WordClasses> classes_;
  std::vector<WordClasses> pair_classes_;
  std::vector<std::uint8_t> active_;
  std::vector<SentenceStyle> styles_;
  std::vector<WordEvidence> evidence_;
  std::vector<std::uint32_t> evidence_of_;
  std::vector<std::uint32_t> slots_;  // Open addressing over evidence_.
};

}  // namespace backfile
