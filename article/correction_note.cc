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

constexpr std::string_view kOfThis = "version of this ";
constexpr std::array<std::string_view, 5> kVersions = {"earlier ", "previous ", "original ",
                                                       "prior ", "initial "};
constexpr std::array<std::string_view, 13> kWorks = {
    "story", "article",  "post",    "report",   "column",   "piece",    "page",
    "item",  "headline", "caption", "dispatch", "obituary", "editorial"};
constexpr std::array<std::string_view, 2> kHasBeen = {" has been corrected", " was corrected"};
// What was done "to correct" something.
constexpr std::array<std::string_view, 5> kAmended = {" updated ", " amended ", " changed ",
                                                      " edited ", " revised "};

bool BeginsWithAny(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::any_of(words, [&](auto word) { return text.starts_with(word); });
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool HasAny(std::string_view text, std::span<const std::string_view> phrases) {
  return std::ranges::any_of(
      phrases, [&](auto phrase) { return text.find(phrase) != std::string_view::npos; });
}

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

bool BeginsWithWork(std::string_view text) {
  const auto is_letter = [](char c) { return Lower(c) >= 'a' && Lower(c) <= 'z'; };
  const auto end = std::ranges::find_if_not(text, is_letter);
  const std::string_view word = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  return std::ranges::find(kWorks, word) != kWorks.end();
}

// "An earlier version of this article", told of itself.
bool IsOfItself(std::string_view paragraph, std::size_t at) {
  if (!BeginsWithWork(paragraph.substr(at + kOfThis.size()))) return false;
  const std::string_view before = paragraph.substr(0, at);
  return std::ranges::any_of(kVersions, [&](auto version) { return before.ends_with(version); }) &&
         !IsQuoted(before);
}

// "has been corrected", "was amended on 20 June to correct the name"
bool TellsCorrection(std::string_view sentence) {
  return HasAny(sentence, kHasBeen) ||
         HasAny(sentence.substr(0, sentence.find(" to correct ") + 1), kAmended);
}

// Where a paragraph says of its own article that it was corrected: "This story has been corrected
// ..."; npos: nowhere.
std::size_t CorrectionAt(std::string_view paragraph) {
  constexpr std::string_view kThis = "This ";
  if (paragraph.find("correct") == std::string_view::npos) return std::string_view::npos;
  for (std::size_t at = paragraph.find(kThis); at != std::string_view::npos;
       at = paragraph.find(kThis, at + 1)) {
    const std::string_view rest = paragraph.substr(at + kThis.size());
    if (!BeginsWithWork(rest) || IsQuoted(paragraph.substr(0, at))) continue;
    if (TellsCorrection(rest.substr(0, rest.find(". ")))) return at;
  }
  return std::string_view::npos;
}

// Where the note in a paragraph without a label stands; npos: it holds none.
std::size_t NoteAt(std::string_view paragraph) {
  const std::size_t at = paragraph.find(kOfThis);
  if (at != std::string_view::npos && IsOfItself(paragraph, at)) return at;
  return CorrectionAt(paragraph);
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
    } else if (const std::size_t said = NoteAt(paragraph); said != std::string_view::npos) {
      return Cut(FromSentence(paragraph, said));
    }
  }
  return "";
}

}  // namespace backfile
