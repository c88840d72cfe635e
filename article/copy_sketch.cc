// One-permutation min-hashing of word shingles.
//
// Broder (On the resemblance and containment of documents, 1997): the share of equal minima of
// hashed word runs estimates how alike two texts are. Li, Owen and Zhang (One permutation hashing,
// 2012) take all minima from one hash a run, by splitting its range into bins; Shrivastava (Optimal
// densification for fast and accurate minwise hashing, 2017) fills bins that stay empty from
// others, by probes that depend on the bin alone, so that short texts keep the property. Of each
// minimum eight bits are kept (Li and Koenig, b-bit minwise hashing, 2010).
//
// What it misses on purpose: a text of which another holds less than a third and neither the
// beginning. What is too much (forms, tables, market reports) is told apart by reading both texts:
// article/copies.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/copy_sketch.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "article/digest.h"
#include "article/plain_words.h"

namespace backfile {

namespace {

constexpr std::size_t kLeadWords = 48;
constexpr std::size_t kLeadBins = 2 * CopySketch::kLeadKeys;
// Two names are shared by many articles of a week, three by few.
constexpr std::size_t kTellingBins = 3 * CopySketch::kTellingKeys;
// With fewer names and numbers than this an article has no keys of them.
constexpr std::size_t kFewestTelling = 10;
constexpr std::uint32_t kNone = UINT32_MAX;

// The least hash in each bin.
template <std::size_t kSize>
struct Minima {
  std::array<std::uint32_t, kSize> least;
  Minima() { least.fill(kNone); }
  void Add(std::uint64_t hash) {
    const std::size_t bin = (hash >> 32) * kSize >> 32;
    least[bin] = std::min(least[bin], static_cast<std::uint32_t>(hash));
  }
  // Requires: Add() was called.
  void FillEmpty() {
    const auto given = least;
    for (std::uint64_t bin = 0; bin < kSize; ++bin) {
      for (std::uint64_t attempt = 1; least[bin] == kNone; ++attempt) {
        least[bin] = given[(MixBits(bin << 32 | attempt) >> 32) * kSize >> 32];
      }
    }
  }
};

class Sketcher {
 public:
  void Add(const PlainWord& word) {
    ++words_;
    if (words_ >= 3) {
      const std::uint64_t run = MixBits(before_[0] * 31 + before_[1] * 17 + word.hash);
      whole_.Add(run);
      if (words_ <= kLeadWords) lead_.Add(run);
    }
    before_ = {before_[1], word.hash};
    if (word.has_digit || (word.has_capital && !word.starts_sentence)) {
      ++telling_count_;
      telling_.Add(MixBits(word.hash));
    }
  }

  CopySketch Finish() {
    CopySketch sketch;
    if (words_ < kFewestSketchedWords) return sketch;
    whole_.FillEmpty();
    for (std::size_t i = 0; i < CopySketch::kBins; ++i) {
      sketch.bins[i] = static_cast<std::uint8_t>(whole_.least[i]);
    }
    JoinBins(&lead_, &sketch.lead);
    if (telling_count_ >= kFewestTelling) JoinBins(&telling_, &sketch.telling);
    return sketch;
  }

 private:
  // One number of every few bins, never 0.
  template <std::size_t kSize, std::size_t kKeys>
  static void JoinBins(Minima<kSize>* minima, std::array<std::uint32_t, kKeys>* keys) {
    minima->FillEmpty();
    for (std::size_t i = 0; i < kKeys; ++i) {
      std::uint64_t joined = 0;
      for (std::size_t j = i * (kSize / kKeys); j < (i + 1) * (kSize / kKeys); ++j) {
        joined = MixBits(joined ^ minima->least[j]);
      }
      (*keys)[i] = static_cast<std::uint32_t>(joined) | 1;
    }
  }

  std::size_t words_ = 0;
  std::size_t telling_count_ = 0;
  std::array<std::uint64_t, 2> before_{};
  Minima<CopySketch::kBins> whole_;
  Minima<kLeadBins> lead_;
  Minima<kTellingBins> telling_;
};

// Never 0. The more a place tells, the less is its key: the whole's is less than those of what a
// text tells, and these are less than all others.
std::uint32_t KeyAt(std::uint64_t place, std::uint64_t value) {
  const auto key = static_cast<std::uint32_t>(MixBits(place << 40 ^ value) >> 32) | 1;
  if (place > CopySketch::kTellingKeys) return key | 1U << 31;
  return (place > 0 ? 1U << 30 : 0) | key >> 2 | 1;
}

template <std::size_t kSize>
bool SharePlace(const std::array<std::uint32_t, kSize>& a,
                const std::array<std::uint32_t, kSize>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), false, std::logical_or<>(),
                            std::equal_to<>());
}

}  // namespace

CopySketch MakeCopySketch(std::string_view text) {
  Sketcher sketcher;
  ForEachPlainWord(text, [&](const PlainWord& word) { sketcher.Add(word); });
  return sketcher.Finish();
}

CopyKeys KeysOf(const CopySketch& sketch) {
  CopyKeys keys{};
  std::size_t place = 0;
  keys[place] = KeyAt(place, Digest({reinterpret_cast<const char*>(&sketch), sizeof sketch}));
  ++place;
  for (const std::uint32_t telling : sketch.telling) {
    keys[place] = telling == 0 ? 0 : KeyAt(place, telling);
    ++place;
  }
  for (const std::uint32_t lead : sketch.lead) {
    keys[place] = KeyAt(place, lead);
    ++place;
  }
  for (std::size_t i = 0; i < CopySketch::kBins; i += CopySketch::kBandBins) {
    const std::uint64_t band = std::uint64_t{sketch.bins[i]} << 16 |
                               std::uint64_t{sketch.bins[i + 1]} << 8 | sketch.bins[i + 2];
    keys[place] = KeyAt(place, band);
    ++place;
  }
  return keys;
}

int EqualBins(const CopySketch& a, const CopySketch& b) {
  int equal = 0;
  for (std::size_t i = 0; i < CopySketch::kBins; ++i) equal += a.bins[i] == b.bins[i] ? 1 : 0;
  return equal;
}

bool MayBeCopies(const CopySketch& a, const CopySketch& b) {
  // A cut has the lead and may have little else; what was rewritten keeps runs of three words.
  constexpr int kFewestBins = 6;
  constexpr int kFewestBinsOfRewritten = 3;
  const int equal = EqualBins(a, b);
  if (equal >= kFewestBins || SharePlace(a.lead, b.lead)) return true;
  return equal >= kFewestBinsOfRewritten && a.telling[0] != 0 && SharePlace(a.telling, b.telling);
}

}  // namespace backfile
