// Asking CLD2, and when not to believe it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>

namespace backfile {

namespace {

// A few kilobytes settle it; the rest of a long text costs time only.
constexpr std::size_t kEnoughBytes = 4096;

std::string_view Head(std::string_view text) {
  if (text.size() <= kEnoughBytes) return text;
  std::size_t end = kEnoughBytes;
  while (end > 0 && (text[end] & 0xc0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace

std::string DetectLanguage(std::string_view text) {
  text = Head(text);
  bool is_reliable = false;
  const CLD2::Language language = CLD2::DetectLanguage(text.data(), static_cast<int>(text.size()),
                                                       /*is_plain_text=*/true, &is_reliable);
  if (!is_reliable || language == CLD2::UNKNOWN_LANGUAGE) return "";
  const std::string code = CLD2::LanguageCode(language);
  if (code == "iw") return "he";  // The old code that CLD2 still uses.
  return code == "un" ? "" : code;
}

}  // namespace backfile
