// A hash table of four bytes a slot: the words themselves are not needed once they are hashed.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/lexicon.h"

#include <algorithm>
#include <array>
#include <bit>

#include "article/bytes.h"
#include "article/embedded.h"
#include "article/packed.h"
#include "article/word_lists.h"
#include "article/words.h"

namespace backfile {

namespace {

constexpr std::string_view kMagic = "BFLX\x01";
constexpr std::size_t kMaxUnpacked = 16 << 20;  // The default one is 4 MB.

// Words of a sorted list, hashed as they are unfolded: only what is new of each is hashed.
class WordUnfolder {
 public:
  // The hash of the word that shares `shared` bytes with the one before. False if it cannot.
  bool Next(std::size_t shared, std::string_view rest, std::uint64_t* hash) {
    if (shared >= prefix_hashes_.size()) return false;
    prefix_hashes_.resize(shared + 1);
    for (const char c : rest) {
      const std::uint64_t last = prefix_hashes_.back();
      prefix_hashes_.push_back((last ^ static_cast<unsigned char>(c)) * 1099511628211ULL);
    }
    *hash = prefix_hashes_.back();
    return true;
  }

 private:
  std::vector<std::uint64_t> prefix_hashes_{WordHash("")};
};

std::size_t SharedPrefix(std::string_view a, std::string_view b) {
  const auto [end, ignored] = std::ranges::mismatch(a, b);
  return static_cast<std::size_t>(end - a.begin());
}

std::vector<std::pair<std::string, WordClasses>> United(
    std::vector<std::pair<std::string, WordClasses>> words) {
  std::ranges::sort(words);
  std::vector<std::pair<std::string, WordClasses>> united;
  for (auto& [word, classes] : words) {
    if (!united.empty() && united.back().first == word) {
      united.back().second |= classes;
    } else {
      united.emplace_back(std::move(word), classes);
    }
  }
  return united;
}

}  // namespace

Result<Lexicon> Lexicon::Read(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) return Failure("This is no lexicon of this version.");
  const auto unpacked = Unpack(bytes.substr(kMagic.size()), kMaxUnpacked);
  if (!unpacked) return Failure("The lexicon is damaged.");
  ByteReader in(*unpacked);
  std::vector<std::uint64_t> hashes(in.Count());
  WordUnfolder unfolder;
  bool ok = true;
  for (std::uint64_t& hash : hashes) {
    const auto shared = static_cast<std::size_t>(in.Number());
    ok = ok && unfolder.Next(shared, in.Text(), &hash);
  }
  Lexicon lexicon;
  lexicon.Reserve(hashes.size());
  for (const std::uint64_t hash : hashes) lexicon.Add(hash, static_cast<WordClasses>(in.Number()));
  if (!ok || !in.ok() || !in.at_end()) return Failure("The lexicon is damaged.");
  for (const WordList& list : kWordLists) {
    for (std::string_view rest = list.words; !rest.empty();) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      lexicon.Add(WordHash(rest.substr(0, end)), list.classes);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return lexicon;
}

const Lexicon& Lexicon::Default() {
  // What is embedded was written by WriteLexicon, or no test of ours passes: value() cannot throw.
  static const Lexicon lexicon = Read(EmbeddedLexicon()).value();
  return lexicon;
}

// Room for the words, and for those of the lists, at a load of at most two thirds.
void Lexicon::Reserve(std::size_t words) {
  slots_.assign(std::bit_ceil((words + 4096) * 3 / 2), 0);
}

std::uint16_t Lexicon::SetNumber(WordClasses classes) {
  const auto it = std::ranges::find(sets_, classes);
  if (it != sets_.end()) return static_cast<std::uint16_t>(it - sets_.begin());
  if (sets_.size() == 0xffff) return 0;
  sets_.push_back(classes);
  return static_cast<std::uint16_t>(sets_.size() - 1);
}

namespace {
std::uint64_t Spread(std::uint64_t hash) { return hash * 0x9e3779b97f4a7c15ULL; }
std::uint32_t Fingerprint(std::uint64_t spread) {
  return static_cast<std::uint32_t>(spread & 0xffff) << 16;
}
}  // namespace

void Lexicon::Add(std::uint64_t word_hash, WordClasses classes) {
  const std::uint64_t spread = Spread(word_hash);
  std::size_t i = (spread >> 32) & (slots_.size() - 1);
  for (; slots_[i] != 0; i = (i + 1) & (slots_.size() - 1)) {
    if ((slots_[i] & 0xffff0000) == Fingerprint(spread)) break;
  }
  const WordClasses known = slots_[i] == 0 ? 0 : sets_[slots_[i] & 0xffff];
  slots_[i] = Fingerprint(spread) | SetNumber(known | classes);
}

WordClasses Lexicon::Classes(std::uint64_t word_hash) const {
  const std::uint64_t spread = Spread(word_hash);
  for (std::size_t i = (spread >> 32) & (slots_.size() - 1); slots_[i] != 0;
       i = (i + 1) & (slots_.size() - 1)) {
    if ((slots_[i] & 0xffff0000) == Fingerprint(spread)) return sets_[slots_[i] & 0xffff];
  }
  return 0;
}

void Lexicon::Prefetch(std::uint64_t word_hash) const {
  __builtin_prefetch(&slots_[(Spread(word_hash) >> 32) & (slots_.size() - 1)]);
}

std::string WriteLexicon(std::vector<std::pair<std::string, WordClasses>> words) {
  const auto united = United(std::move(words));
  std::string bytes;
  ByteWriter out(&bytes);
  out.Number(united.size());
  std::string_view last;
  for (const auto& [word, ignored] : united) {
    const std::size_t shared = SharedPrefix(word, last);
    out.Number(shared);
    out.Text(std::string_view(word).substr(shared));
    last = word;
  }
  for (const auto& [ignored, classes] : united) out.Number(classes);
  return std::string(kMagic) + Pack(bytes);
}

}  // namespace backfile
