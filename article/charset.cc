// uchardet guesses, ICU converts.
//
// Real feeds declare ISO-8859-1 and send UTF-8 more often than the other way round, so validity
// comes first: a text of any length that is valid UTF-8 beyond ASCII by chance in another charset
// is not met in practice.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/charset.h"

#include <uchardet/uchardet.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "article/text.h"

namespace backfile {

namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
struct DeleteDetector {
  void operator()(uchardet* detector) const { uchardet_delete(detector); }
};

// Bytes that the detector looks at; more does not change its mind.
constexpr std::size_t kDetectBytes = 64 * 1024;

std::string WebName(std::string_view declared) {
  std::string name = FoldForCompare(declared);
  std::ranges::replace(name, ' ', '-');
  if (name == "iso-8859-1" || name == "latin1" || name == "us-ascii" || name == "ascii") {
    return "windows-1252";
  }
  return std::string(Trim(declared));
}

std::string Detect(std::string_view bytes) {
  const std::unique_ptr<uchardet, DeleteDetector> detector(uchardet_new());
  bytes = bytes.substr(0, kDetectBytes);
  if (uchardet_handle_data(detector.get(), bytes.data(), bytes.size()) != 0) return "";
  uchardet_data_end(detector.get());
  return WebName(uchardet_get_charset(detector.get()));
}

// False: ICU does not know the charset.
bool Convert(std::string_view bytes, const std::string& charset, DecodedText* decoded) {
  if (charset.empty()) return false;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(charset.c_str(), &status));
  if (U_FAILURE(status)) return false;
  const icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()),
                                converter.get(), status);
  if (U_FAILURE(status)) return false;
  std::string utf8;
  text.toUTF8String(utf8);
  decoded->text = CleanUtf8(utf8);
  decoded->charset = charset;
  decoded->is_lossy = decoded->text.find("\xEF\xBF\xBD") != std::string::npos;
  return true;
}

struct Mark {
  std::string_view bytes;
  const char* charset;
};
constexpr Mark kMarks[] = {{"\xEF\xBB\xBF", "UTF-8"},
                           {{"\xFF\xFE\0\0", 4}, "UTF-32LE"},
                           {{"\0\0\xFE\xFF", 4}, "UTF-32BE"},
                           {"\xFF\xFE", "UTF-16LE"},
                           {"\xFE\xFF", "UTF-16BE"}};

constexpr std::size_t kWideBytes = 2048;  // Looked at to tell a wide charset,
constexpr std::size_t kFewestUnits = 7;   // of two bytes that it takes.

// Whether the text is such as people write: hardly any controls, surrogates by themselves or
// characters that nobody has given a meaning.
bool IsWritten(std::string_view bytes, const char* charset) {
  DecodedText decoded;
  if (!Convert(bytes, charset, &decoded)) return false;
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(decoded.text);
  std::int32_t odd = 0;
  bool has_letter = false;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (c == 0xfffd || !(u_isprint(c) || u_isUWhiteSpace(c))) ++odd;
    has_letter = has_letter || u_isalpha(c);
  }
  return has_letter && odd * 50 <= text.length();
}

// At how many of the places `offset`, `offset` + `step`, ... there is a zero.
std::size_t ZerosAt(std::string_view bytes, std::size_t offset, std::size_t step) {
  std::size_t zeros = 0;
  for (std::size_t i = offset; i < bytes.size(); i += step) zeros += bytes[i] == '\0' ? 1 : 0;
  return zeros;
}

}  // namespace

std::string_view WideCharset(std::string_view bytes) {
  bytes = bytes.substr(0, kWideBytes);
  if (bytes.find('\0') == std::string_view::npos) return "";
  const std::size_t units = bytes.size() / 2;
  if (units < kFewestUnits || bytes.size() % 2 != 0) return "";
  const std::size_t even = ZerosAt(bytes, 0, 2);
  const std::size_t odd = ZerosAt(bytes, 1, 2);
  const auto if_written = [&](const char* charset) -> std::string_view {
    return IsWritten(bytes, charset) ? charset : std::string_view();
  };
  // One in ten characters at least is a space or a full stop.
  if (even == 0 && odd * 10 >= units) return if_written("UTF-16LE");
  if (odd == 0 && even * 10 >= units) return if_written("UTF-16BE");
  if (bytes.size() % 4 != 0) return "";
  if (ZerosAt(bytes, 3, 4) * 2 == units) return if_written("UTF-32LE");
  if (ZerosAt(bytes, 0, 4) * 2 == units) return if_written("UTF-32BE");
  return "";
}

DecodedText DecodeText(std::string_view bytes, std::string_view declared) {
  DecodedText decoded;
  for (const Mark& mark : kMarks) {
    if (!bytes.starts_with(mark.bytes)) continue;
    decoded.basis = CharsetBasis::kByteOrderMark;
    if (Convert(bytes.substr(mark.bytes.size()), mark.charset, &decoded)) return decoded;
  }
  decoded.basis = CharsetBasis::kDetected;
  if (Convert(bytes, std::string(WideCharset(bytes)), &decoded)) return decoded;
  // ISO-2022 is ASCII that changes its meaning by escape sequences.
  if (bytes.find("\x1b$") != std::string_view::npos) {
    const std::string charset = Detect(bytes);
    const bool is_shifted = charset.starts_with("ISO-2022");
    if (is_shifted && Convert(bytes, charset, &decoded) && !decoded.is_lossy) return decoded;
  }
  if (IsValidUtf8(bytes)) {
    decoded = {CleanUtf8(bytes), "UTF-8", CharsetBasis::kValidUtf8, false};
    return decoded;
  }
  decoded.basis = CharsetBasis::kDeclared;
  if (Convert(bytes, WebName(declared), &decoded) && !decoded.is_lossy) return decoded;
  decoded.basis = CharsetBasis::kDetected;
  if (Convert(bytes, Detect(bytes), &decoded)) return decoded;
  decoded.basis = CharsetBasis::kAssumed;
  if (!Convert(bytes, "windows-1252", &decoded)) decoded.text = CleanUtf8(bytes);
  return decoded;
}

bool IsKnownCharset(std::string_view name) {
  const std::string known = WebName(name);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(known.c_str(), &status));
  return !known.empty() && U_SUCCESS(status);
}

std::string CharsetFault(const std::string& name) {
  return IsKnownCharset(name) ? "" : "no character set is called " + name + "; try windows-1252";
}

}  // namespace backfile
