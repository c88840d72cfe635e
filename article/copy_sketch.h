// A CopySketch: 68 bytes by which an article finds its near copies among millions of others.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace backfile {

// Made of the text alone, without the headline, which every paper writes itself.
//
// The whole: of all runs of three words the least hash in each of 36 bins. Two texts agree in a bin
// with a probability that is their resemblance, the share of runs that both have of those that
// either has. The lead: four numbers made in the same way of the first 48 words, since a story is
// cut from its end. What it tells: four more of its names and numbers, which stay when a paper
// writes the story in its own words. On disk, as it is in memory.
struct CopySketch {
  static constexpr std::size_t kBins = 36;
  static constexpr std::size_t kLeadKeys = 4;
  static constexpr std::size_t kTellingKeys = 4;
  static constexpr std::size_t kBandBins = 3;

  std::array<std::uint8_t, kBins> bins{};
  std::array<std::uint32_t, kLeadKeys> lead{};
  std::array<std::uint32_t, kTellingKeys> telling{};  // 0: it has too few names and numbers.

  // A text that is too short to be told from others has none.
  bool empty() const { return *this == CopySketch(); }
  friend bool operator==(const CopySketch&, const CopySketch&) = default;
};
static_assert(sizeof(CopySketch) == 68);

// Texts of fewer words have an empty sketch.
inline constexpr std::size_t kFewestSketchedWords = 12;

// Requires: `text` is valid UTF-8.
CopySketch MakeCopySketch(std::string_view text);

// Keys of a sketch: one of the whole, those of what it tells, the lead's, then one a band of three
// bins. Whole and telling keys are less than all others. Articles that share a key, at the same
// place, may be copies; 0 is no key. With resemblance .7 two articles share a band with probability
// .99, with .5 .80, with .3 .28, with .1 .01.
inline constexpr std::size_t kCopyKeys = CopySketch::kBins / CopySketch::kBandBins +
                                         CopySketch::kLeadKeys + CopySketch::kTellingKeys + 1;
using CopyKeys = std::array<std::uint32_t, kCopyKeys>;
// Requires: the sketch is not empty. Equal keys at different places are different numbers, but for
// chance.
CopyKeys KeysOf(const CopySketch& sketch);

// Whether they are alike enough, beyond a shared key, for both texts to be read.
bool MayBeCopies(const CopySketch& a, const CopySketch& b);
// In how many bins they agree.
int EqualBins(const CopySketch& a, const CopySketch& b);

}  // namespace backfile
