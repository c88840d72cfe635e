// Text of unknown spelling made UTF-8: validity first, then what was declared, then what it looks
// like.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

enum class CharsetBasis { kValidUtf8, kByteOrderMark, kDeclared, kDetected, kAssumed };

struct DecodedText {
  std::string text;     // Valid UTF-8 without NUL and control characters (CleanUtf8).
  std::string charset;  // What it was in: "UTF-8", "windows-1252".
  CharsetBasis basis = CharsetBasis::kValidUtf8;
  bool is_lossy = false;  // Some bytes had no meaning and became U+FFFD.
};

// `declared`: what the document or its transport says, may be empty or nonsense. As browsers do, a
// declared ISO-8859-1 is read as windows-1252. Text that is valid UTF-8 is UTF-8 whatever it
// declares.
DecodedText DecodeText(std::string_view bytes, std::string_view declared = {});

// "UTF-16LE", "UTF-16BE", "UTF-32LE" or "UTF-32BE" for text in it without a byte order mark, as far
// as its zeros tell: Latin letters, or at least spaces and full stops, and little that is no text.
// Empty for anything else.
std::string_view WideCharset(std::string_view bytes);

// Whether text can be declared to be in the character set: "utf-8", "latin1", "KOI8-R".
bool IsKnownCharset(std::string_view name);
// What is wrong with the name of a character set, in a sentence; empty if it is known.
std::string CharsetFault(const std::string& name);

}  // namespace backfile
