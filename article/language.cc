// Asking CLD2, and when not to believe it.
//
// CLD2 scores runs of letters against tables of 83 languages. Measured on sentences of a dozen
// words in 55 of them, also in capitals, it was right on all; its "best effort" mode for shorter
// texts calls "Raqqa" Maltese and is not used. It is asked about the head of a text first, and
// about more only where the head does not settle it (a list, a mixture, a table of results).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/language.h"

#include <cstdio>  // Missing from the next one.

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <array>

namespace backfile {

namespace {

// A hundred words settle it; the rest of a long text costs time only.
constexpr std::size_t kEnoughBytes = 768;
constexpr std::size_t kMostBytes = 8192;
// The share of a text, in per cent, that makes its main language that of the whole.
constexpr int kClearMajority = 60;

std::string_view Head(std::string_view text, std::size_t size) {
  if (text.size() <= size) return text;
  while (size > 0 && (text[size] & 0xc0) == 0x80) --size;
  return text.substr(0, size);
}

// BCP 47 for the codes that CLD2 spells in its own way; empty for what is no language.
std::string Tag(CLD2::Language language) {
  const std::string code = CLD2::LanguageCode(language);
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  if (code == "un" || code.starts_with("xx") || code.starts_with("zz")) return "";
  return code;
}

std::string Ask(std::string_view text) {
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percents{};
  int letters = 0;
  bool is_reliable = false;
  CLD2::DetectLanguageSummary(text.data(), static_cast<int>(text.size()), /*is_plain_text=*/true,
                              languages.data(), percents.data(), &letters, &is_reliable);
  const bool clear = percents[0] >= kClearMajority;
  const bool settled = is_reliable || (clear && letters >= 400);
  return settled && clear && letters >= 3 ? Tag(languages[0]) : "";
}

}  // namespace

std::string DetectLanguage(std::string_view text) {
  std::string language = Ask(Head(text, kEnoughBytes));
  if (language.empty() && text.size() > kEnoughBytes) language = Ask(Head(text, kMostBytes));
  return language;
}

}  // namespace backfile
