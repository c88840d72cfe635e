// Words as newspapers print them: UTF-8 repaired, white space tidied, letters folded for
// comparison.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace backfile {

bool IsValidUtf8(std::string_view text);

// The text with every invalid byte sequence replaced by U+FFFD and control characters (but for \n
// and \t) by a space, or by what they are in windows-1252 (U+0092 is a closing quote); UTF-8 that
// was encoded twice is decoded where a control character gives it away; unchanged, and not copied,
// text costs one pass.
std::string CleanUtf8(std::string_view text);

// Without white space (including U+00A0 and U+FEFF) at either end.
std::string_view Trim(std::string_view text);

// Every run of white space as one space, none at the ends; letters and their accents put together.
// For titles, names and captions.
std::string Squeeze(std::string_view text);

// For comparing names and facet values: lower case, without accents, full stops and apostrophes;
// dashes and white space as one space. FoldForCompare(FoldForCompare(x)) == FoldForCompare(x).
std::string FoldForCompare(std::string_view text);

// Safe on a terminal and in a mail: control characters, escape sequences, bidirectional overrides
// and invalid bytes become visible \x{..} escapes. Line ends are escaped, too, unless `keep_lines`.
std::string Printable(std::string_view text, bool keep_lines = false);

// Appends what is JSON, or becomes part of a string of it: valid UTF-8, of which characters beyond
// ASCII that Printable() would escape become \uXXXX, which means the same.
void AppendEscapedInJson(std::string_view json, std::string* out);

// The pieces between separators, trimmed, empty ones left out.
std::vector<std::string> SplitList(std::string_view text, std::string_view separators);

}  // namespace backfile
