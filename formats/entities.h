// Character references: &amp; &eacute; &#8217; &#x2019;
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace backfile {

// The code point of a name of HTML 4 ("eacute", without & and ;) or one of the common ones of HTML
// 5; 0: unknown. Names are told apart by case.
char32_t NamedEntity(std::string_view name);

// Appends the text with its references decoded, as browsers do: the semicolon may be missing after
// a number and after the names of Latin-1, 128 to 159 mean windows-1252, and what is no reference
// stays as it is. References to control characters and to what is no character become a space.
void AppendDecoded(std::string_view text, std::string* out);

std::string DecodeEntities(std::string_view text);  // The same, as a value.

void AppendUtf8(char32_t c, std::string* out);  // Requires: c is a Unicode scalar value.

}  // namespace backfile
