// UTF-8 repaired, white space tidied, letters folded.
//
// Nearly all text is plain ASCII or clean UTF-8, so every function looks first and copies only what
// needs a change; folding beyond ASCII is ICU's (NFKD without marks, then case folding).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>

namespace backfile {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool IsAsciiSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool IsAscii(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return (c & 0x80) != 0; });
}

// The code point at *at, which moves behind it; negative for an invalid sequence.
UChar32 NextCodePoint(std::string_view text, std::size_t* at) {
  UChar32 c = 0;
  auto i = static_cast<std::int32_t>(0);
  const auto rest = static_cast<std::int32_t>(std::min<std::size_t>(text.size() - *at, 8));
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data() + *at), i, rest, c);
  *at += static_cast<std::size_t>(i);
  return c;
}

void AppendCodePoint(UChar32 c, std::string* out) {
  std::array<char, 4> bytes{};
  std::size_t n = 0;
  U8_APPEND_UNSAFE(bytes.data(), n, c);
  out->append(bytes.data(), n);
}

bool IsPlainAscii(char c) { return (c >= 0x20 && c < 0x7f) || c == '\n' || c == '\t'; }

// Eight bytes at a time, since most text is plain: a byte each, with its high bit to tell by.
using Word = std::uint64_t;
constexpr Word kOnes = 0x0101010101010101;
constexpr Word kHighBits = 0x80 * kOnes;

Word LoadWord(std::string_view text, std::size_t at) {
  Word word = 0;
  std::memcpy(&word, text.data() + at, sizeof word);
  return word;
}
// All from ' ' to '~'. Only below the first byte that is not can the sums carry over.
bool IsPrintable(Word word) {
  return ((word | (word - 0x20 * kOnes) | (word + kOnes)) & kHighBits) == 0;
}
// Whether two spaces stand side by side. Requires: IsPrintable(word).
bool HasWideSpace(Word word) {
  const Word others = (word ^ (0x20 * kOnes)) + 0x7f * kOnes;  // High bit: not a space.
  const Word spaces = ~others & kHighBits;
  return (spaces & (spaces << 8)) != 0;
}
// Where the run of plain ASCII ends that begins at `at`.
std::size_t EndOfPlain(std::string_view text, std::size_t at) {
  for (;;) {
    while (at + sizeof(Word) <= text.size() && IsPrintable(LoadWord(text, at))) at += sizeof(Word);
    const std::size_t stop = std::min(at + sizeof(Word), text.size());
    while (at < stop && IsPlainAscii(text[at])) ++at;
    if (at < stop || at == text.size()) return at;
  }
}

bool IsControl(UChar32 c) {
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
}

// C1 controls are never meant: text in windows-1252 was taken for Latin-1 on its way. As browsers
// read them (https://encoding.spec.whatwg.org/#index-windows-1252); 0: no character.
UChar32 FromWindows1252(UChar32 c) {
  constexpr std::array<char16_t, 32> kHigh = {
      0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
      0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
      0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};
  return c >= 0x80 && c < 0xa0 ? kHigh[static_cast<std::size_t>(c - 0x80)] : 0;
}

// UTF-8 that was taken for Latin-1 and encoded once more: the character at *at, which moves behind
// it; 0: it is none. Told by a C1 control among the characters, which no other text has.
UChar32 DecodedTwice(std::string_view text, std::size_t* at) {
  std::array<char, 4> bytes{};
  std::size_t size = 0;
  std::size_t want = 1;
  bool has_control = false;
  std::size_t next = *at;
  while (size < want && next < text.size()) {
    const UChar32 c = NextCodePoint(text, &next);
    const bool is_lead = c >= 0xc2 && c <= 0xf4;
    if (size == 0 ? !is_lead : c < 0x80 || c > 0xbf) return 0;
    if (size == 0) want = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    has_control = has_control || (c >= 0x80 && c < 0xa0);
    bytes[size++] = static_cast<char>(c);
  }
  std::size_t end = 0;
  const UChar32 whole = size == want && has_control ? NextCodePoint({bytes.data(), size}, &end) : 0;
  if (whole < 0xa0 || end != size) return 0;
  *at = next;
  return whole;
}

// A white-space character: its length in bytes, else 0.
std::size_t SpaceAt(std::string_view text, std::size_t at) {
  if ((text[at] & 0x80) == 0) return IsAsciiSpace(text[at]) ? 1 : 0;
  std::size_t end = at;
  const UChar32 c = NextCodePoint(text, &end);
  if (c < 0) return 0;
  return u_isUWhiteSpace(c) || c == 0xfeff || c == 0x200b ? end - at : 0;
}

// What could change how a terminal or a reader sees the rest of the line.
bool IsTreacherous(UChar32 c) {
  return IsControl(c) || c == '\t' || c == '\n' || (c >= 0x200e && c <= 0x200f) ||
         (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 ||
         c == 0x2029 || c == 0x61c || c == 0xfeff || (c >= 0xe0000 && c <= 0xe007f);
}

// With which bytes those begin that are not of ASCII.
bool MayBeginTreachery(char c) {
  return c == '\xc2' || c == '\xd8' || c == '\xe2' || c == '\xef' || c == '\xf3';
}

void AppendUtf16Escape(char16_t unit, std::string* out) {
  std::array<char, 8> buffer{};
  const int n = std::snprintf(buffer.data(), buffer.size(), "\\u%04x", unsigned{unit});
  out->append(buffer.data(), static_cast<std::size_t>(n));
}

std::string HexEscape(UChar32 c) {
  std::array<char, 16> buffer{};
  const int n = std::snprintf(buffer.data(), buffer.size(), "\\x{%x}", static_cast<unsigned>(c));
  return std::string(buffer.data(), static_cast<std::size_t>(n));
}

// One character of folded text; what counts as nothing is dropped, what separates becomes a space.
void AppendFolded(UChar32 c, std::string* out) {
  if (c == '.' || c == '\'' || c == 0x2019 || c == 0x2018 || c == '`' || c == 0xb4) return;
  if (c == '-' || u_isUWhiteSpace(c) || u_charType(c) == U_DASH_PUNCTUATION) {
    if (!out->empty() && out->back() != ' ') *out += ' ';
    return;
  }
  AppendCodePoint(c, out);
}

// Letters that Unicode does not decompose but newspapers write either way.
UChar32 PlainLetter(UChar32 c) {
  switch (c) {
    case 0x142:
      return 'l';
    case 0xf8:
      return 'o';
    case 0x111:
      return 'd';
    case 0x127:
      return 'h';
    case 0x131:
      return 'i';
    case 0x167:
      return 't';
    default:
      return c;
  }
}

std::string FoldUnicode(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
  icu::UnicodeString plain =
      nfkd->normalize(icu::UnicodeString::fromUTF8(
                          icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()))),
                      status);
  plain.foldCase();
  std::string out;
  for (std::int32_t i = 0; i < plain.length(); i = plain.moveIndex32(i, 1)) {
    const UChar32 c = plain.char32At(i);
    if (u_charType(c) != U_NON_SPACING_MARK) AppendFolded(PlainLetter(c), &out);
  }
  return out;
}

std::string FoldAscii(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out += c;
    } else {
      AppendFolded(c >= 'A' && c <= 'Z' ? c + 32 : c, &out);
    }
  }
  return out;
}

// Whether there may be letters and accents apart: combining marks lie between U+0300 and U+036F.
bool MayBeDecomposed(std::string_view text) {
  return text.find('\xcc') != std::string_view::npos || text.find('\xcd') != std::string_view::npos;
}

// Accents put onto their letters (Unicode's form C), so that a name is one name however it was
// typed.
std::string Composed(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  const icu::UnicodeString composed =
      nfc->normalize(icu::UnicodeString::fromUTF8(
                         icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()))),
                     status);
  std::string out;
  composed.toUTF8String(out);
  return U_FAILURE(status) ? std::string(text) : out;
}

}  // namespace

bool IsValidUtf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (at + sizeof(Word) <= text.size() && (LoadWord(text, at) & kHighBits) == 0) {
      at += sizeof(Word);
    } else if ((text[at] & 0x80) == 0) {
      ++at;
    } else if (NextCodePoint(text, &at) < 0) {
      return false;
    }
  }
  return true;
}

std::string CleanUtf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    at = EndOfPlain(text, at);
    if (at > begin) {
      out.append(text.substr(begin, at - begin));
      continue;
    }
    const UChar32 c = NextCodePoint(text, &at);
    if (c < 0) {
      out += kReplacement;
    } else if (FromWindows1252(c) != 0) {
      AppendCodePoint(FromWindows1252(c), &out);
    } else if (c >= 0xc2 && c <= 0xf4 && at < text.size() &&
               static_cast<unsigned char>(text[at]) == 0xc2) {
      std::size_t end = begin;
      const UChar32 whole = DecodedTwice(text, &end);
      AppendCodePoint(whole != 0 ? whole : c, &out);
      if (whole != 0) at = end;
    } else if (IsControl(c)) {
      out += c == '\r' ? '\n' : ' ';
      if (c == '\r' && at < text.size() && text[at] == '\n') ++at;
    } else {
      out.append(text.substr(begin, at - begin));
    }
  }
  return out;
}

std::string_view Trim(std::string_view text) {
  while (!text.empty()) {
    const std::size_t n = SpaceAt(text, 0);
    if (n == 0) break;
    text.remove_prefix(n);
  }
  while (!text.empty()) {
    std::size_t at = text.size() - 1;
    while (at > 0 && (text[at] & 0xc0) == 0x80) --at;
    const std::size_t n = SpaceAt(text, at);
    if (n == 0 || at + n != text.size()) break;
    text.remove_suffix(n);
  }
  return text;
}

std::string Squeeze(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  text = Trim(text);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    // Words parted by single spaces need no change.
    while (at + sizeof(Word) <= text.size() && IsPrintable(LoadWord(text, at)) &&
           !HasWideSpace(LoadWord(text, at)) &&
           (text[at] != ' ' || (at > begin && text[at - 1] != ' '))) {
      at += sizeof(Word);
    }
    while (at < text.size() && text[at] >= ' ' && text[at] < 0x7f &&
           (text[at] != ' ' || (at > begin && text[at - 1] != ' '))) {
      ++at;
    }
    out.append(text.substr(begin, at - begin));
    if (at == text.size()) break;
    const std::size_t n = SpaceAt(text, at);
    if (n == 0) {
      out += text[at++];
    } else {
      if (out.back() != ' ') out += ' ';
      at += n;
    }
  }
  return MayBeDecomposed(out) ? Composed(out) : out;
}

std::string FoldForCompare(std::string_view text) {
  std::string out = IsAscii(text) ? FoldAscii(text) : FoldUnicode(text);
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string Printable(std::string_view text, bool keep_lines) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const UChar32 c = NextCodePoint(text, &at);
    if (c < 0) {
      for (std::size_t i = begin; i < at; ++i) out += HexEscape(static_cast<std::uint8_t>(text[i]));
    } else if (IsTreacherous(c) && !(keep_lines && (c == '\n' || c == '\t'))) {
      out += HexEscape(c);
    } else {
      out.append(text.substr(begin, at - begin));
    }
  }
  return out;
}

void AppendEscapedInJson(std::string_view json, std::string* out) {
  std::size_t clean_from = IsAscii(json) ? json.size() : 0;
  if (clean_from > 0) out->append(json);
  for (std::size_t at = clean_from; at < json.size();) {
    const std::size_t begin = at;
    if (!MayBeginTreachery(json[at++])) continue;
    at = begin;
    const UChar32 c = NextCodePoint(json, &at);
    if (!IsTreacherous(c)) continue;
    out->append(json.substr(clean_from, begin - clean_from));
    if (U16_LENGTH(c) == 2) AppendUtf16Escape(U16_LEAD(c), out);
    AppendUtf16Escape(U16_LENGTH(c) == 2 ? U16_TRAIL(c) : static_cast<char16_t>(c), out);
    clean_from = at;
  }
  out->append(json.substr(clean_from));
}

std::vector<std::string> SplitList(std::string_view text, std::string_view separators) {
  std::vector<std::string> pieces;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    std::string piece = Squeeze(text.substr(0, end));
    if (!piece.empty()) pieces.push_back(std::move(piece));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return pieces;
}

}  // namespace backfile
