// Bylines as agencies and papers write them.
//
// A comma is the difficulty: "Ann Lee, Tom Day" are two writers, "Ann Lee, Northern Herald" is one.
// What follows a comma counts as a name if it is two to four capitalised words and none of them
// belongs to papers, schools or posts. What it gets wrong on purpose: a paper called like a person.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/byline.h"

#include <algorithm>
#include <array>

#include "article/text.h"

namespace backfile {

namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::size_t kLongest = 1000;  // Bytes of a byline that are looked at.

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = IsUpper(c) ? static_cast<char>(c + 32) : c;
  return lower;
}

// Takes off one beginning of the list, a word of it at a time: "By ", "Compiled by ".
void StripBeginning(std::string_view* text) {
  constexpr std::array<std::string_view, 14> kBeginnings = {
      "compiled by ", "edited by ", "reporting by ", "written by ", "story by ",
      "text by ",     "words by ",  "by: ",          "by ",         "von ",
      "par ",         "por ",       "av ",           "af "};
  const std::string lower = LowerAscii(text->substr(0, 20));
  for (const std::string_view beginning : kBeginnings) {
    if (!lower.starts_with(beginning)) continue;
    text->remove_prefix(beginning.size());
    *text = Trim(*text);
    return;
  }
}

// Whether a part looks like a name: two to four words that begin with a capital, or short ones.
bool IsName(std::string_view part) {
  const std::vector<std::string> words = SplitList(part, " ");
  if (words.size() < 2 || words.size() > 4) return false;
  return std::ranges::all_of(words, [](const std::string& word) {
    return IsUpper(word[0]) || (word[0] & 0x80) != 0 || word.size() <= 3;
  });
}

// "ANN O'LEARY" -> "Ann O'Leary"; names with a small letter in them are left alone.
std::string AsNameIsWritten(std::string_view name) {
  std::string written(name);
  const bool in_capitals = std::ranges::none_of(name, IsLower) && name.find(' ') != name.npos;
  if (!in_capitals) return written;
  for (std::size_t i = 1; i < written.size(); ++i) {
    const bool inside = IsUpper(written[i - 1]) || IsLower(written[i - 1]);
    if (inside && IsUpper(written[i])) written[i] = static_cast<char>(written[i] + 32);
  }
  return written;
}

struct BylinePart {
  std::string text;
  bool after_comma = false;
};

// Cuts at each of the separators, longest first where they overlap.
std::vector<BylinePart> CutParts(std::string_view text) {
  constexpr std::array<std::string_view, 12> kSeparators = {
      ", and ", " and ", " AND ", " & ", " und ", " et ", " y ", " og ", " / ", ";", ", ", "|"};
  std::vector<BylinePart> parts;
  bool after_comma = false;
  while (!text.empty()) {
    std::size_t at = text.size();
    std::string_view separator;
    for (const std::string_view candidate : kSeparators) {
      const std::size_t found = text.find(candidate);
      if (found >= at) continue;
      at = found;
      separator = candidate;
    }
    parts.push_back({std::string(Trim(text.substr(0, at))), after_comma});
    after_comma = separator == ", ";
    text.remove_prefix(std::min(text.size(), at + separator.size()));
  }
  return parts;
}

}  // namespace

bool IsAffiliation(std::string_view part) {
  constexpr std::array<std::string_view, 38> kWords = {
      "agency",    "agentur",     "associated",    "association", "bureau",       "chief",
      "columnist", "contributor", "correspondent", "critic",      "daily",        "desk",
      "director",  "editor",      "herald",        "journal",     "journalist",   "magazine",
      "media",     "news",        "newspaper",     "newspapers",  "photographer", "post",
      "press",     "producer",    "redaktion",     "reporter",    "reuters",      "service",
      "special",   "staff",       "telegraph",     "times",       "tribune",      "weekly",
      "writer",    "writers"};
  if (part.find('@') != kNone || part.find("://") != kNone) return true;
  const std::size_t dot = part.rfind('.');
  const bool is_site = part.find(' ') == kNone && dot != kNone && dot > 1 && dot + 3 <= part.size();
  const std::string lower = LowerAscii(part);
  const auto words = SplitList(lower, " -");
  return is_site || std::ranges::any_of(words, [&](const std::string& word) {
           return std::ranges::find(kWords, word) != kWords.end();
         });
}

std::vector<std::string> SplitByline(std::string_view line) {
  const std::string text = Squeeze(CleanUtf8(line.substr(0, kLongest)));
  std::vector<std::string> names;
  std::vector<std::string> others;
  for (const BylinePart& part : CutParts(text)) {
    std::string_view name = part.text;
    StripBeginning(&name);
    while (name.ends_with(',') || name.ends_with(';') || name.ends_with(':')) name.remove_suffix(1);
    if (name.empty() || LowerAscii(name) == "by") continue;
    const bool is_other = IsAffiliation(name) || (part.after_comma && !IsName(name));
    (is_other ? others : names).push_back(AsNameIsWritten(name));
  }
  return names.empty() ? others : names;
}

}  // namespace backfile
