// Words that a line's end parts: "wheel-" and "barrow" on the next line.
//
// Whether the hyphen belongs to the word cannot be told for sure. The text shows one form; the
// other one goes to Article::other_forms, so that either finds the story.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace backfile {

// The bytes of the hyphen that the text ends in; 0: none. Scanners know several.
std::size_t HyphenAtEnd(std::string_view text);

// The words of a text whose lines were kept that a line's end may have parted, each made whole:
// "wheelbarrow". Both halves begin with letters, the second with a small one.
std::vector<std::string> WordsPartedByLines(std::string_view text);

// The words around the end of `text` and the beginning of `next`, joined by a hyphen:
// "the wheel" and "barrow was" give "wheel-barrow".
std::string HyphenatedAcross(std::string_view text, std::string_view next);

// Adds another form of a word to Article::other_forms, unless the list is longer than that of any
// book.
void AddForm(std::string form, std::vector<std::string>* forms);

}  // namespace backfile
