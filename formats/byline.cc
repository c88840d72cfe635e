// Bylines as agencies and papers write them.
//
// A comma is the difficulty: "Ann Lee, Tom Day" are two writers, "Ann Lee, Northern Herald" is one.
// A part counts as a name if it is two to four capitalised words and none of them belongs to the
// names of papers, schools or posts. What it gets wrong on purpose: a paper called like a person.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/byline.h"

#include <algorithm>
#include <array>

#include "article/text.h"

namespace backfile {

namespace {

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

constexpr std::array<std::string_view, 34> kNotOfNames = {
    "the",        "of",      "for",     "at",        "in",       "university",    "college",
    "institute",  "school",  "times",   "news",      "press",    "post",          "tribune",
    "herald",     "journal", "agency",  "chronicle", "gazette",  "observer",      "daily",
    "media",      "editor",  "writer",  "reporter",  "staff",    "correspondent", "columnist",
    "associated", "network", "service", "union",     "database", "magazine"};

bool IsName(std::string_view part) {
  const std::vector<std::string> words = SplitList(part, " ");
  if (words.size() < 2 || words.size() > 4) return false;
  return std::ranges::all_of(words, [](const std::string& word) {
    const std::string folded = FoldForCompare(word);
    const bool begins = IsUpper(word[0]) || (word[0] & 0x80) != 0 || word.size() <= 3;
    return begins && std::ranges::find(kNotOfNames, folded) == kNotOfNames.end();
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

std::string_view WithoutBy(std::string_view line) {
  constexpr std::array<std::string_view, 6> kBy = {"By ", "BY ", "by ", "Von ", "Par ", "Por "};
  line = Trim(line);
  for (const std::string_view by : kBy) {
    if (line.starts_with(by)) return Trim(line.substr(by.size()));
  }
  return line;
}

// Cuts at " and " and its like.
std::vector<std::string_view> SplitAtAnd(std::string_view line) {
  constexpr std::array<std::string_view, 5> kAnd = {" and ", " AND ", " und ", " et ", " & "};
  std::vector<std::string_view> parts;
  for (;;) {
    std::size_t at = std::string_view::npos;
    std::size_t size = 0;
    for (const std::string_view word : kAnd) {
      const std::size_t found = line.find(word);
      if (found >= at) continue;
      at = found;
      size = word.size();
    }
    parts.push_back(Trim(line.substr(0, at)));
    if (at == std::string_view::npos) return parts;
    line.remove_prefix(at + size);
  }
}

}  // namespace

std::vector<std::string> SplitByline(std::string_view line) {
  std::vector<std::string> names;
  for (const std::string& entry : SplitList(WithoutBy(line), ";|")) {
    for (const std::string_view part : SplitAtAnd(entry)) {
      const std::vector<std::string> pieces = SplitList(part, ",");
      for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (i == 0 || IsName(pieces[i])) names.push_back(AsNameIsWritten(pieces[i]));
      }
    }
  }
  return names;
}

}  // namespace backfile
