// Open-addressing tables over an arena: no allocation for a word that was met before.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/vocabulary.h"

#include <xapian.h>

#include <algorithm>
#include <cstring>

#include "article/digest.h"
#include "index/schema.h"
#include "index/stop_words.h"
#include "index/tokenizer.h"

namespace backfile {

namespace {

bool HasDigit(std::string_view word) {
  return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool IsAllCapitals(std::string_view word) {
  const auto is_lower = [](char c) { return (c >= 'a' && c <= 'z') || (c & 0x80) != 0; };
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  return std::ranges::none_of(word, is_lower) && std::ranges::any_of(word, is_upper);
}

std::uint32_t TextTable::Number(std::string_view text) {
  if (slots_.size() <= texts_.size() * 2) Grow();
  const auto hash = static_cast<std::uint32_t>(Digest(text));
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = hash & mask;
  for (; slots_[i].holds != 0; i = (i + 1) & mask) {
    const std::uint32_t number = slots_[i].holds - 1;
    if (slots_[i].hash == hash && texts_[number] == text) {
      is_new_ = false;
      return number;
    }
  }
  texts_.push_back(Keep(text));
  slots_[i] = {hash, static_cast<std::uint32_t>(texts_.size())};
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
    std::size_t i = slot.hash & mask;
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

WordTerms& Vocabulary::Find(std::string_view written, bool is_gram) {
  const std::uint32_t number = words_.Number(written);
  if (words_.is_new()) meanings_.push_back(Make(written, is_gram));
  return meanings_[number];
}

WordTerms Vocabulary::Make(std::string_view written, bool is_gram) {
  const std::string exact = FoldWord(written);
  WordTerms word;
  word.exact = Term("", exact);
  if (is_gram) return word;
  const std::string stem = StemOf(exact);
  if (!stem.empty()) word.stem = Term("Z", stem);
  const std::string acronym = AcronymOf(written);
  if (!acronym.empty()) word.acronym = Term(Prefix("acronym"), acronym);
  return word;
}

std::string Vocabulary::StemOf(const std::string& exact) const {
  if ((is_english_ && IsStopWord(exact)) || HasDigit(exact)) return "";
  return stem_ ? (*stem_)(exact) : exact;
}

void Vocabulary::AddRegions(WordTerms* word) {
  if (word->has_regions) return;
  word->has_regions = true;
  const std::string exact(terms_->Text(word->exact));
  const bool has_stem = word->stem != kNoTerm;
  const std::string stem(has_stem ? terms_->Text(word->stem).substr(1) : std::string_view());
  word->title_exact = Term(Prefix("title"), exact);
  if (has_stem) word->title_stem = Term("Z" + std::string(Prefix("title")), stem);
  word->quote_exact = Term(Prefix("quote"), exact);
  if (has_stem) word->quote_stem = Term("Z" + std::string(Prefix("quote")), stem);
  const bool is_stop = is_english_ && IsStopWord(exact);
  if (is_stop) return;
  const std::string z = has_stem ? "Z" : "";
  word->lead = Term(z + std::string(Prefix("lead")), has_stem ? stem : exact);
  word->caption = Term(z + std::string(Prefix("caption")), has_stem ? stem : exact);
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
