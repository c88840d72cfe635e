// Looks at few lines and believes only those made of nothing but a label and a date.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/dateline.h"

#include <algorithm>
#include <array>
#include <string>

#include "article/news_date.h"
#include "article/news_words.h"
#include "article/text.h"
#include "article/words.h"

namespace backfile {

namespace {

constexpr std::size_t kLongestLine = 100;
constexpr std::size_t kLongestDateline = 120;
constexpr int kHeadLines = 6;
constexpr int kFootLines = 3;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// "05/06/2018" means two days; "25/06/2018", "05/05/2018" and "2018-06-05" one.
bool IsAmbiguous(std::string_view text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    const char before = i > 0 ? text[i - 1] : ' ';
    if (!IsDigit(text[i]) || IsDigit(before) || before == '-' || before == '/') continue;
    std::size_t end = i;
    while (end < text.size() && IsDigit(text[end])) ++end;
    if (end - i > 2 || end >= text.size() || (text[end] != '/' && text[end] != '-')) continue;
    const bool after_year = i > 1 && text[i - 1] == text[end] && IsDigit(text[i - 2]);
    if (after_year) continue;
    std::size_t second = end + 1;
    int b = 0;
    while (second < text.size() && IsDigit(text[second]) && b < 100)
      b = b * 10 + (text[second++] - '0');
    int a = 0;
    for (std::size_t k = i; k < end; ++k) a = a * 10 + (text[k] - '0');
    if (b > 0 && a <= 12 && b <= 12 && a != b) return true;
  }
  return false;
}

// Words that may stand in a line that is a date: months, weekdays, "at", zones.
bool IsDateWord(const Word& word) {
  constexpr std::array kAllowed = {
      WordHash("at"),  WordHash("on"),   WordHash("am"),  WordHash("pm"),   WordHash("a.m"),
      WordHash("p.m"), WordHash("gmt"),  WordHash("utc"), WordHash("bst"),  WordHash("est"),
      WordHash("edt"), WordHash("cet"),  WordHash("pst"), WordHash("pdt"),  WordHash("cst"),
      WordHash("cdt"), WordHash("cest"), WordHash("et"),  WordHash("uk"),   WordHash("time"),
      WordHash("of"),  WordHash("the"),  WordHash("ist"), WordHash("aest"), WordHash("pt")};
  if (word.kind != WordKind::kWord) return true;
  if (LookUpNewsWord(word.hash).Is(kMonth | kWeekday)) return true;
  return std::ranges::find(kAllowed, word.hash) != kAllowed.end();
}

bool IsNumberWord(std::string_view word) { return !word.empty() && IsDigit(word[0]); }

// The date that the text is, known to the day, and nothing else.
std::optional<PartialDate> WholeDate(std::string_view text, Words* scratch) {
  text = Trim(text);
  if (text.size() < 8 || text.size() > 60 || IsAmbiguous(text)) return std::nullopt;
  ScanWords(text, scratch);
  bool has_month = false;
  bool has_year = false;
  int marks = 0;
  for (const Word& word : scratch->words) {
    const std::string_view spelling = scratch->Text(word);
    if (!IsDateWord(word) && !IsNumberWord(spelling)) return std::nullopt;
    has_month = has_month || LookUpNewsWord(word.hash).Is(kMonth);
    const bool year = spelling.size() == 4 && IsDigit(spelling[0]) && IsDigit(spelling[3]);
    has_year = has_year || year || (spelling.size() == 10 && IsDigit(spelling[0]));
    if (word.kind == WordKind::kMark && spelling != "," && spelling != ".") ++marks;
  }
  if (!has_year ||
      (!has_month && marks == 0 && text.find('-') == text.npos && text.find('.') == text.npos))
    return std::nullopt;
  std::optional<PartialDate> date = ParseNewsDate(text);
  if (!date || date->precision() < Precision::kDay) return std::nullopt;
  return date;
}

struct Label {
  std::string_view text;  // Lower case.
  bool is_modified;
};
constexpr std::array kLabels = {
    Label{"first published", false}, Label{"originally published", false},
    Label{"date published", false},  Label{"publication date", false},
    Label{"published", false},       Label{"posted", false},
    Label{"issued", false},          Label{"date", false},
    Label{"last updated", true},     Label{"last modified", true},
    Label{"updated", true},          Label{"modified", true}};

bool StartsWith(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + 32) : text[i];
    if (c != lower[i]) return false;
  }
  return true;
}

std::string_view AfterLabel(std::string_view rest) {
  rest = Trim(rest);
  for (const std::string_view word : {":", "on ", "at ", "-", "–", "—"}) {
    if (StartsWith(rest, word)) rest = Trim(rest.substr(word.size()));
  }
  return rest;
}

// Reads one line, or a part of one between '|'. Whether it was a date.
bool ReadLine(std::string_view line, bool bare_counts, Words* scratch, ToldDates* told) {
  line = Trim(line);
  if (line.size() < 8 || line.size() > kLongestLine) return false;
  if (const std::size_t bar = line.find('|'); bar != std::string_view::npos) {
    const bool left = ReadLine(line.substr(0, bar), bare_counts, scratch, told);
    return ReadLine(line.substr(bar + 1), bare_counts, scratch, told) || left;
  }
  const auto label =
      std::ranges::find_if(kLabels, [&](const Label& l) { return StartsWith(line, l.text); });
  const bool labelled = label != kLabels.end();
  if (!labelled && !bare_counts) return false;
  const auto date =
      WholeDate(labelled ? AfterLabel(line.substr(label->text.size())) : line, scratch);
  if (!date) return false;
  if (labelled && label->is_modified) {
    if (!told->modified) told->modified = date;
  } else if (!told->published) {
    told->published = date;
    told->published_basis = DateBasis::kText;
  }
  return true;
}

// A dash with space around it, as behind a dateline: its place and size.
struct Dash {
  std::size_t at = std::string_view::npos;
  std::size_t size = 0;
};
Dash FindDash(std::string_view text, std::size_t from) {
  Dash found;
  for (const std::string_view dash : {" - ", " -- ", " – ", " — "}) {
    const std::size_t at = text.find(dash, from);
    if (at < found.at) found = {at, dash.size()};
  }
  return found;
}

// Begins with a place in capitals, and nothing else up to the first comma, bracket or dash:
// "LONDON", "SAN TELMO"; not "A CAT called Lucky".
bool BeginsInCapitals(std::string_view text) {
  std::size_t capitals = 0;
  for (const char c : text) {
    if (c == ',' || c == '(') break;
    if (c >= 'a' && c <= 'z') return false;
    if (c >= 'A' && c <= 'Z') ++capitals;
  }
  return capitals >= 3;
}

// "LONDON, June 5 2018 (Reuters) -", "OSLO, Norway (AP) — Oct. 3, 2015 —". Gives the bytes it
// takes.
std::size_t ReadDateline(std::string_view paragraph, Words* scratch, ToldDates* told) {
  const std::string_view head = paragraph.substr(0, kLongestDateline);
  const Dash first = FindDash(head, 0);
  if (first.at == std::string_view::npos || !BeginsInCapitals(head.substr(0, first.at))) return 0;
  std::size_t end = first.at + first.size;
  std::string_view place = head.substr(0, first.at);
  std::optional<PartialDate> date;
  if (const Dash second = FindDash(head, end - 1);
      second.at != std::string_view::npos && second.at > end) {
    date = WholeDate(head.substr(end, second.at - end), scratch);
    if (date) end = second.at + second.size;
  }
  if (const std::size_t bracket = place.find('('); bracket != std::string_view::npos)
    place = place.substr(0, bracket);
  for (std::size_t comma = place.find(','); !date && comma != std::string_view::npos;
       comma = place.find(',', comma + 1)) {
    date = WholeDate(place.substr(comma + 1), scratch);
  }
  if (date && !told->published) {
    told->published = date;
    told->published_basis = DateBasis::kDateline;
  }
  return end;
}

}  // namespace

ToldDates FindToldDates(std::string_view body) {
  ToldDates told;
  Words scratch;
  std::size_t at = 0;
  bool in_head = true;
  for (int n = 0; n < kHeadLines && at < body.size(); ++n) {
    const std::size_t end = std::min(body.find('\n', at), body.size());
    const std::string_view line = body.substr(at, end - at);
    const bool is_date = ReadLine(line, true, &scratch, &told);
    const std::size_t dateline = is_date ? 0 : ReadDateline(line, &scratch, &told);
    if (in_head && (is_date || Trim(line).empty())) {
      told.skip = end;
    } else if (in_head) {
      if (dateline > 0) told.skip = at + dateline;
      in_head = false;
    }
    at = end + 1;
    if (line.size() > kLongestLine) break;
  }
  std::size_t end = body.size();
  for (int n = 0; n < kFootLines && end > at; ++n) {
    const std::size_t begin = body.rfind('\n', end - 1);
    if (begin == std::string_view::npos || begin < at) break;
    ReadLine(body.substr(begin + 1, end - begin - 1), false, &scratch, &told);
    end = begin;
  }
  return told;
}

}  // namespace backfile
