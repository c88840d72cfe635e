// Corrections are written to a custom: a label at the head of a paragraph, or one of a few phrases
// in which a text speaks of itself ("an earlier version of this article misstated ..."). The label
// is looked for where paragraphs begin, the phrases anywhere but in quotes.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/correction_note.h"

#include <algorithm>
#include <array>
#include <span>

#include "article/text.h"

namespace backfile {

namespace {

constexpr std::size_t kLongestNote = 1000;      // Bytes.
constexpr std::size_t kLongestParagraph = 600;  // Longer ones are more than a note.
constexpr std::size_t kShortLabel = 24;         // "Correction appended"

// As they begin a paragraph or a headline, in small letters.
constexpr std::array<std::string_view, 12> kLabels = {
    "correction",     "corrections",     "corrected",    "clarification",
    "clarifications", "erratum",         "rectificatif", "korrektur",
    "berichtigung",   "richtigstellung", "corrección",   "fe de errores"};
// What may follow a label: "Correction, June 5:", "CORRECTED-", "Correction (June 5):".
constexpr std::array<std::string_view, 6> kAfterLabel = {":", "-", "–", "—", ",", "("};

constexpr std::string_view kOfThis = "ersion of this ";
constexpr std::array<std::string_view, 5> kVersions = {"earlier v", "previous v", "original v",
                                                       "prior v", "initial v"};
constexpr std::array<std::string_view, 13> kWorks = {
    "story", "article",  "post",    "report",   "column",   "piece",    "page",
    "item",  "headline", "caption", "dispatch", "obituary", "editorial"};
constexpr std::array<std::string_view, 3> kHasBeen = {" has been corrected", " was corrected",
                                                      " to correct "};

bool BeginsWithAny(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::any_of(words, [&](auto word) { return text.starts_with(word); });
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool IsSameWord(std::string_view text, std::string_view lower) {
  return std::ranges::equal(text, lower, {}, Lower);
}

// Without what decorates notes: "* Correction", "(Correction".
std::string_view WithoutDecoration(std::string_view text) {
  const std::size_t at = text.find_first_not_of(" \t*([_-");
  return at == std::string_view::npos ? std::string_view() : text.substr(at);
}

bool IsLabelled(std::string_view text) {
  text = WithoutDecoration(text);
  for (const std::string_view label : kLabels) {
    if (!IsSameWord(text.substr(0, label.size()), label)) continue;
    const std::string_view rest = text.substr(label.size());
    // Alone on its line, or with "appended".
    if (rest.size() < kShortLabel - label.size() &&
        (rest.empty() || IsSameWord(Trim(rest), "appended"))) {
      return true;
    }
    const std::size_t space = std::min(rest.find_first_not_of(' '), rest.size());
    if (space <= 1 && BeginsWithAny(rest.substr(space), kAfterLabel)) return true;
  }
  return false;
}

// Whether what stands at `at` is quoted: a double quote mark was opened in the paragraph before.
bool IsQuoted(std::string_view before) {
  const std::size_t opened = before.rfind("“");
  if (opened != std::string_view::npos && before.find("”", opened) == std::string_view::npos) {
    return true;
  }
  return std::ranges::count(before, '"') % 2 == 1;
}

// "An earlier version of this article", told of itself.
bool IsOfItself(std::string_view paragraph, std::size_t at) {
  const std::string_view after = paragraph.substr(at + kOfThis.size());
  if (!BeginsWithAny(after, kWorks)) return false;
  const std::string_view before = paragraph.substr(0, at);
  return std::ranges::any_of(kVersions, [&](auto version) { return before.ends_with(version); }) &&
         !IsQuoted(before);
}

// "This story has been corrected", "This article has been updated to correct the name".
bool IsToldCorrected(std::string_view paragraph) {
  for (const std::string_view start : {"This ", "The "}) {
    const std::size_t at = paragraph.find(start);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = paragraph.substr(at + start.size());
    if (!BeginsWithAny(rest, kWorks) || IsQuoted(paragraph.substr(0, at))) continue;
    const std::string_view sentence = rest.substr(0, std::min(rest.find(". "), rest.size()));
    const bool is_told = std::ranges::any_of(
        kHasBeen, [&](auto phrase) { return sentence.find(phrase) != std::string_view::npos; });
    if (is_told && sentence.size() < kLongestParagraph) return true;
  }
  return false;
}

bool IsNote(std::string_view paragraph) {
  const std::size_t at = paragraph.find(kOfThis);
  if (at != std::string_view::npos && IsOfItself(paragraph, at)) return true;
  return paragraph.find("orrect") != std::string_view::npos && IsToldCorrected(paragraph);
}

// The sentence of a long paragraph in which `at` stands, and what follows it.
std::string_view FromSentence(std::string_view paragraph, std::size_t at) {
  if (paragraph.size() <= kLongestParagraph) return paragraph;
  const std::size_t stop = paragraph.rfind(". ", at);
  return stop == std::string_view::npos ? paragraph : paragraph.substr(stop + 2);
}

std::string Cut(std::string_view note) {
  note = Trim(note);
  if (note.size() > kLongestNote) {
    note = note.substr(0, std::min(note.rfind(' ', kLongestNote), kLongestNote));
  }
  return Squeeze(CleanUtf8(note));
}

}  // namespace

std::string FindCorrectionNote(std::string_view title, std::string_view body) {
  const bool is_titled = IsLabelled(title);
  bool is_wanted = is_titled;  // Whether the next paragraph is the note.
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = std::min(body.find('\n', at), body.size());
    const std::string_view paragraph = Trim(body.substr(at, end - at));
    at = end + 1;
    if (paragraph.empty() || (is_titled && paragraph == Trim(title))) continue;
    if (is_wanted) return Cut(paragraph);
    if (IsLabelled(paragraph)) {
      if (paragraph.size() >= kShortLabel) return Cut(paragraph);
      is_wanted = true;
    } else if (IsNote(paragraph)) {
      const std::size_t said = paragraph.find(kOfThis);
      return Cut(FromSentence(paragraph,
                              said == std::string_view::npos ? paragraph.find("orrect") : said));
    }
  }
  return "";
}

}  // namespace backfile
