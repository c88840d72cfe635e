// Where quotation marks open and close, whichever marks a paper uses.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "article/words.h"

namespace backfile {

// A piece of text between quotation marks, within one paragraph.
struct QuotedSpan {
  std::uint32_t open = 0;   // The word that is (the last byte of) its opening mark.
  std::uint32_t first = 0;  // Words [first, last) between the marks.
  std::uint32_t last = 0;
  std::uint32_t after = 0;      // The first word behind the closing mark.
  std::uint32_t paragraph = 0;  // Number of its paragraph.
  bool continues = false;       // Reopens what the paragraph before left open.
  bool stays_open = false;      // Runs to the end of its paragraph and is continued in the next.
};

// Finds the outermost quoted spans of a text, in order and not overlapping: “ ”, " ", ‘ ’, ' ',
// `` '', « » and „ “. Quotations within quotations belong to the outer one. A mark that can be an
// apostrophe ("the boys’ school", "’90s"), an inch or a foot is none; a quotation that nobody
// closes is given up, unless the next paragraph opens one (as papers do in a long speech) or it
// began after a colon or at the start of its paragraph.
//
// Time is linear in the length of the text. Replaces what `spans` held.
void FindQuotedSpans(const Words& words, std::vector<QuotedSpan>* spans);

}  // namespace backfile
