// Open-addressing tables over an arena: no allocation for a word that was met before.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/vocabulary.h"

#define XXH_INLINE_ALL  // Words are short: a call would take longer than their digest.
#include <xapian.h>
#include <xxhash.h>

#include <algorithm>
#include <cstring>

#include "index/schema.h"
#include "index/stop_words.h"
#include "index/tokenizer.h"

namespace backfile {

namespace {

bool HasDigit(std::string_view word) {
  return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

std::uint64_t Beginning(std::string_view text) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text.data(), std::min(text.size(), sizeof bytes));
  return bytes;
}

// The length, so that a short text and one with zeros behind it differ, and what the place in the
// table does not tell of the hash.
std::uint32_t Tag(std::string_view text, TextTable::Key key) {
  constexpr std::size_t kLongest = 0xff;
  const auto length = static_cast<std::uint32_t>(std::min(text.size(), kLongest));
  return static_cast<std::uint32_t>(key >> 40) << 8 | length;
}

}  // namespace

bool IsAllCapitals(std::string_view word) {
  const auto is_lower = [](char c) { return (c >= 'a' && c <= 'z') || (c & 0x80) != 0; };
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  return std::ranges::none_of(word, is_lower) && std::ranges::any_of(word, is_upper);
}

TextTable::Key TextTable::KeyOf(std::string_view text) {
  return XXH3_64bits(text.data(), text.size());
}

void TextTable::Fetch(Key key) const {
  if (!slots_.empty()) __builtin_prefetch(&slots_[key & (slots_.size() - 1)]);
}

std::uint32_t TextTable::Number(std::string_view text, Key key) {
  if (slots_.size() <= texts_.size() * 2) Grow();
  const Slot wanted{Beginning(text), Tag(text, key), 0};
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = key & mask;
  for (; slots_[i].holds != 0; i = (i + 1) & mask) {
    if (slots_[i].tag != wanted.tag || slots_[i].beginning != wanted.beginning) continue;
    const std::uint32_t number = slots_[i].holds - 1;
    if (text.size() > sizeof wanted.beginning && texts_[number] != text) continue;
    is_new_ = false;
    return number;
  }
  texts_.push_back(Keep(text));
  slots_[i] = {wanted.beginning, wanted.tag, static_cast<std::uint32_t>(texts_.size())};
  is_new_ = true;
  return slots_[i].holds - 1;
}

std::string_view TextTable::Keep(std::string_view text) {
  if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < text.size()) {
    blocks_.emplace_back().reserve(std::max(kBlockBytes, text.size()));
  }
  std::string& block = blocks_.back();
  const std::size_t begin = block.size();
  block.append(text);
  return std::string_view(block).substr(begin);
}

void TextTable::Grow() {
  std::vector<Slot> grown(std::max<std::size_t>(1024, slots_.size() * 2));
  const std::size_t mask = grown.size() - 1;
  for (const Slot& slot : slots_) {
    if (slot.holds == 0) continue;
    std::size_t i = KeyOf(texts_[slot.holds - 1]) & mask;
    while (grown[i].holds != 0) i = (i + 1) & mask;
    grown[i] = slot;
  }
  slots_ = std::move(grown);
}

void TextTable::Clear() { *this = TextTable(); }

Vocabulary::Vocabulary(const std::string& stemmer, TextTable* terms)
    : terms_(terms),
      stem_(stemmer.empty() ? nullptr : std::make_unique<Xapian::Stem>(stemmer)),
      is_english_(stemmer == "english") {}

Vocabulary::~Vocabulary() = default;

std::uint32_t Vocabulary::Number(std::string_view written, bool is_gram, TextTable::Key key) {
  const std::uint32_t number = words_.Number(written, key);
  if (words_.is_new()) meanings_.push_back(Make(written, is_gram));
  return number;
}

WordTerms Vocabulary::Make(std::string_view written, bool is_gram) {
  const std::string exact = FoldWord(written);
  WordTerms word;
  word.text.exact = Term("", exact);
  if (is_gram) return word;
  const std::string stem = StemOf(exact);
  if (!stem.empty()) word.text.stem = Term("Z", stem);
  const std::string acronym = AcronymOf(written);
  if (!acronym.empty()) word.acronym = Term(Prefix("acronym"), acronym);
  return word;
}

std::string Vocabulary::StemOf(const std::string& exact) const {
  if ((is_english_ && IsStopWord(exact)) || HasDigit(exact)) return "";
  return stem_ ? (*stem_)(exact) : exact;
}

WordTerms::Forms Vocabulary::MakeForms(std::string_view region, WordTerms::Forms text) {
  WordTerms::Forms made;
  made.exact = Term(Prefix(region), terms_->Text(text.exact));
  if (text.stem == kNoTerm) return made;
  made.stem = Term("Z" + std::string(Prefix(region)), terms_->Text(text.stem).substr(1));
  return made;
}

std::uint32_t Vocabulary::MakeTerm(std::string_view region, WordTerms::Forms text) {
  if (text.stem != kNoTerm) return MakeForms(region, text).stem;
  const std::string_view exact = terms_->Text(text.exact);
  if (is_english_ && IsStopWord(exact)) return kNoTerm;
  return Term(Prefix(region), exact);
}

std::uint32_t Vocabulary::Term(std::string_view prefix, std::string_view text) {
  std::string term(prefix);
  term.append(text);
  return terms_->Number(CutTerm(term));
}

void Vocabulary::Clear() {
  words_.Clear();
  meanings_.clear();
}

}  // namespace backfile
