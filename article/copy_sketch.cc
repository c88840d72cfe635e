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
#include <cstring>

#include "article/digest.h"
#include "article/plain_words.h"

namespace backfile {

namespace {

constexpr std::size_t kLeadWords = 48;
constexpr std::size_t kLeadBins = 2 * CopySketch::kLeadKeys;
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
  void Add(std::uint64_t word) {
    ++words_;
    if (words_ >= 3) {
      const std::uint64_t run = MixBits(before_[0] * 31 + before_[1] * 17 + word);
      whole_.Add(run);
      if (words_ <= kLeadWords) lead_.Add(run);
    }
    before_ = {before_[1], word};
  }

  CopySketch Finish() {
    CopySketch sketch;
    if (words_ < kFewestSketchedWords) return sketch;
    whole_.FillEmpty();
    lead_.FillEmpty();
    for (std::size_t i = 0; i < CopySketch::kBins; ++i) {
      sketch.bins[i] = static_cast<std::uint8_t>(whole_.least[i]);
    }
    for (std::size_t i = 0; i < CopySketch::kLeadKeys; ++i) {
      const std::uint64_t two = std::uint64_t{lead_.least[2 * i]} << 32 | lead_.least[2 * i + 1];
      sketch.lead[i] = static_cast<std::uint32_t>(MixBits(two)) | 1;  // Never an empty sketch.
    }
    return sketch;
  }

 private:
  std::size_t words_ = 0;
  std::array<std::uint64_t, 2> before_{};
  Minima<CopySketch::kBins> whole_;
  Minima<kLeadBins> lead_;
};

std::uint32_t KeyAt(std::uint64_t place, std::uint64_t value) {
  return static_cast<std::uint32_t>(MixBits(place << 40 ^ value) >> 32);
}

}  // namespace

CopySketch MakeCopySketch(std::string_view text) {
  Sketcher sketcher;
  ForEachPlainWord(text, [&](const PlainWord& word) { sketcher.Add(word.hash); });
  return sketcher.Finish();
}

CopyKeys KeysOf(const CopySketch& sketch) {
  CopyKeys keys{};
  std::size_t place = 0;
  for (std::size_t i = 0; i < CopySketch::kBins; i += CopySketch::kBandBins) {
    const std::uint64_t band = std::uint64_t{sketch.bins[i]} << 16 |
                               std::uint64_t{sketch.bins[i + 1]} << 8 | sketch.bins[i + 2];
    keys[place] = KeyAt(place, band);
    ++place;
  }
  for (const std::uint32_t lead : sketch.lead) {
    keys[place] = KeyAt(place, lead);
    ++place;
  }
  keys[place] = KeyAt(place, Digest({reinterpret_cast<const char*>(&sketch), sizeof sketch}));
  return keys;
}

int EqualBins(const CopySketch& a, const CopySketch& b) {
  int equal = 0;
  for (std::size_t i = 0; i < CopySketch::kBins; ++i) equal += a.bins[i] == b.bins[i] ? 1 : 0;
  return equal;
}

bool ShareLead(const CopySketch& a, const CopySketch& b) {
  for (std::size_t i = 0; i < CopySketch::kLeadKeys; ++i) {
    if (a.lead[i] == b.lead[i]) return true;
  }
  return false;
}

}  // namespace backfile
