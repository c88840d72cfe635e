// Two passes over the words of an article: the capitalised ones are gathered, then the small ones
// counted that contradict them.
//
// An article explains its own names: "Ms Allen", "Kate Allen", "in Raqqa", "Allen said". What one
// mention leaves open another settles, so each capitalised word carries what was seen of it
// anywhere in the article (after Ratinov and Roth 2009, "context aggregation").
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/word_evidence.h"

#include <algorithm>

#include "article/text.h"

namespace backfile {

namespace {

constexpr std::uint64_t kSentenceStart = 7;  // In place of a word's hash.
constexpr std::uint64_t kSentenceEnd = 9;
constexpr std::uint64_t kThe = WordHash("the");

SentenceStyle StyleOf(std::span<const Word> words) {
  std::size_t letters = 0;
  std::size_t capital = 0;
  std::size_t capitals = 0;
  for (const Word& word : words) {
    if (word.kind != WordKind::kWord) continue;
    ++letters;
    capital += word.is_capital() ? 1 : 0;
    capitals += word.letters == Letters::kCapitals ? 1 : 0;
  }
  if (letters >= 3 && capitals * 10 >= letters * 8) return SentenceStyle::kShouting;
  if (letters >= 4 && capital * 10 >= letters * 8) return SentenceStyle::kHeadline;
  return SentenceStyle::kRunning;
}

bool IsInitial(const Word& word) {
  return word.is_capital() && (word.marks & kHasStop) != 0 && word.end - word.begin == 2;
}

// What stands before a word says of it.
std::uint32_t FlagsFromBefore(const Word& before, WordClasses classes) {
  std::uint32_t flags = before.kind == WordKind::kMark && (classes & kSpeechVerb) == 0
                            ? 0U
                            : std::uint32_t{kWithinSentence};
  if (before.is_capital() && (classes & kTitle) != 0) {
    flags |= kAfterTitle;
  } else if (before.is_capital()) {
    flags |= kAfterCapital;
    if ((classes & kFirstName) != 0) flags |= kAfterFirstName;
    if (IsInitial(before)) flags |= kAfterInitial;
  } else {
    if ((classes & kPlacePreposition) != 0) flags |= kAfterPlacePreposition;
    if ((classes & kRole) != 0) flags |= kAfterRole;
  }
  if ((classes & kSpeechVerb) != 0) flags |= kBesideSpeech;
  if (before.hash == kThe) flags |= kAfterThe;
  return flags;
}

std::uint32_t FlagsFromAfter(const Word& after, WordClasses classes) {
  std::uint32_t flags = 0;
  if (after.is_capital()) {
    flags |= kBeforeCapital;
    if ((classes & kOrganisationWord) != 0) flags |= kBeforeOrganisationWord;
  }
  if ((classes & kSpeechVerb) != 0) flags |= kBesideSpeech;
  if (after.hash == WordHash("'s")) flags |= kBeforePossessive;
  if (after.hash == WordHash(",")) flags |= kBeforeComma;
  return flags;
}

}  // namespace

// A word that is not known may be known without its accents, or by a part between hyphens.
WordClasses ArticleWords::LookUp(const Word& word) const {
  if (word.kind == WordKind::kNumber) return 0;
  const WordClasses classes = lexicon_.Classes(word.hash);
  if (classes != 0 || (word.marks & (kBeyondAscii | kHasHyphen)) == 0) return classes;
  constexpr WordClasses kNames = kFirstName | kHumanName | kLastName | kCity | kCountry;
  const std::string folded = FoldForCompare(words_->Text(word));
  if (const WordClasses plain = lexicon_.Classes(WordHash(folded)); plain != 0) return plain;
  const std::size_t first = folded.find(' ');
  if (first == std::string::npos) return 0;
  const WordClasses parts = lexicon_.Classes(WordHash(folded.substr(0, first))) |
                            lexicon_.Classes(WordHash(folded.substr(folded.rfind(' ') + 1)));
  return parts & kNames;
}

void ArticleWords::LookUpPairs(const Sentence& sentence) {
  for (std::uint32_t i = sentence.first; i + 1 < sentence.last; ++i) {
    if (!word(i).is_capital() || !word(i + 1).is_capital()) continue;
    std::uint64_t hash = WordHash(" ", word(i).hash);
    for (const char c : words_->Text(word(i + 1))) {
      const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      hash = WordHash({&lower, 1}, hash);
    }
    pair_classes_[i] = lexicon_.Classes(hash) & kPhraseClasses;
  }
}

void ArticleWords::MarkActive(const Sentence& sentence) {
  for (std::uint32_t i = sentence.last; i-- > sentence.first;) {
    const bool particle = i + 1 < sentence.last && active_[i + 1] != 0 &&
                          word(i).kind == WordKind::kWord && (classes_[i] & kParticle) != 0;
    active_[i] = word(i).is_capital() || particle ? 1 : 0;
  }
}

void ArticleWords::Grow() {
  slots_.assign(slots_.size() * 2, kNone);
  for (std::uint32_t i = 0; i < evidence_.size(); ++i) *Slot(evidence_[i].hash) = i;
}

// Where the evidence of a word is noted, or is to be.
std::uint32_t* ArticleWords::Slot(std::uint64_t hash) {
  std::size_t i = (hash * 0x9e3779b97f4a7c15ULL) >> 32 & (slots_.size() - 1);
  while (slots_[i] != kNone && evidence_[slots_[i]].hash != hash) i = (i + 1) & (slots_.size() - 1);
  return &slots_[i];
}

void ArticleWords::CountCapitals(const Sentence& sentence, SentenceStyle style) {
  for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
    if (!word(i).is_capital()) continue;
    if (evidence_.size() * 2 >= slots_.size()) Grow();
    std::uint32_t* slot = Slot(word(i).hash);
    if (*slot == kNone) {
      *slot = static_cast<std::uint32_t>(evidence_.size());
      evidence_.push_back({.hash = word(i).hash});
    }
    evidence_of_[i] = *slot;
    WordEvidence& evidence = evidence_[*slot];
    ++evidence.capital;
    if (style != SentenceStyle::kRunning) continue;
    const bool first = i == sentence.first;
    const bool last = i + 1 == sentence.last;
    if (!first) evidence.flags |= FlagsFromBefore(word(i - 1), classes_[i - 1]);
    if (!last) evidence.flags |= FlagsFromAfter(word(i + 1), classes_[i + 1]);
    if (evidence.contexts == evidence.before.size()) continue;
    evidence.before[evidence.contexts] = first ? kSentenceStart : word(i - 1).hash;
    evidence.after[evidence.contexts] = last ? kSentenceEnd : word(i + 1).hash;
    ++evidence.contexts;
  }
}

void ArticleWords::CountSmall() {
  if (evidence_.empty()) return;
  for (const Word& word : words_->words) {
    if (word.letters != Letters::kSmall) continue;
    if (const std::uint32_t known = *Slot(word.hash); known != kNone) ++evidence_[known].small;
  }
}

void ArticleWords::Read(const Words& words, const std::unordered_set<std::uint64_t>& hidden) {
  words_ = &words;
  const std::size_t size = words.words.size();
  classes_.resize(size);
  pair_classes_.assign(size, 0);
  active_.resize(size);
  evidence_of_.assign(size, kNone);
  evidence_.clear();
  slots_.assign(1024, kNone);
  styles_.clear();
  constexpr std::size_t kAhead = 8;  // A slot is further away than the work of a word.
  for (std::size_t i = 0; i < size; ++i) {
    if (i + kAhead < size) lexicon_.Prefetch(word(i + kAhead).hash);
    classes_[i] = hidden.contains(word(i).hash) ? 0 : LookUp(word(i));
  }
  for (const Sentence& sentence : words.sentences) {
    LookUpPairs(sentence);
    MarkActive(sentence);
    styles_.push_back(StyleOf(words.Of(sentence)));
    CountCapitals(sentence, styles_.back());
  }
  CountSmall();
}

}  // namespace backfile
