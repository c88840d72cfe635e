// Whether two articles are copies: one story that a wire, or another paper, gave to both.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "article/article.h"

namespace backfile {

// What a word tells beyond itself.
enum class Telling : std::uint8_t {
  kNothing,
  kNumber,  // It has digits.
  kName,    // It has a capital, and does not only begin a sentence.
};

// A text as it is compared.
struct CopyText {
  std::vector<std::uint64_t> words;       // Hashes, in order,
  std::vector<Telling> telling;           // and what each tells.
  std::vector<std::uint64_t> runs;        // Of kCopyRun words each; sorted, each once.
  std::vector<std::uint64_t> tokens;      // The numbers and names; sorted, each once.
  std::vector<std::uint64_t> title;       // Words of the headline; sorted, each once.
  std::size_t figures = 0;                // How many of the words are numbers.
  std::array<std::uint64_t, 64> marks{};  // A bit for each word, at a place that its hash gives.
  std::uint64_t source = 0;               // A digest of who provided it; 0: not known.
};
inline constexpr std::size_t kCopyRun = 6;

CopyText ReadCopyText(const Article& article);

// How much of the shorter text the longer one holds, each from 0 to 1. What the shorter has nothing
// of is held.
struct Reuse {
  double words = 0;    // Its words, as far as they stand in the longer in runs of kCopyRun.
  double numbers = 0;  // Its numbers and
  double names = 0;    // its names, wherever they stand, but for those in paragraphs of its own,
  double telling = 0;  // and all of both.
  double title = 0;    // Words of its headline that are in the other one.
};
// Measure(a, b) is Measure(b, a).
Reuse Measure(const CopyText& a, const CopyText& b);

// Whether the shorter text is a copy of the longer, or of a part of it. Symmetric. A form filled in
// anew is none: its sentences are the same, its numbers and names are not. Headlines do not matter,
// since every paper writes its own, but for texts of a sentence or two. Two sources that tell a
// story with the same names and figures, and in part in the same words, have it from one wire; one
// source that does is telling what came next.
//
// `days_apart`: between their dates; 0 if one is not known. Papers reprint a wire story within two
// weeks, but "rates were left unchanged" is said anew every fortnight: the shorter the text, the
// fewer days may lie between. Long texts that are wholly alike are copies at any distance.
bool AreCopies(const CopyText& a, const CopyText& b, std::int64_t days_apart = 0);
inline constexpr int kMostDaysApart = 14;  // Of texts that are not wholly alike.

}  // namespace backfile
