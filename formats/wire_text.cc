// What the two wire formats have in common.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/wire_text.h"

#include <algorithm>
#include <array>

#include "article/charset.h"
#include "article/text.h"
#include "formats/splitters.h"

namespace backfile {

namespace {

constexpr char kStart = '\x01';
constexpr char kText = '\x02';
constexpr char kEnd = '\x03';
constexpr char kOver = '\x04';

// What the header of an ANPA message holds and that of an IPTC message does not: a unit separator
// behind the number, device controls that stand for fonts.
constexpr std::string_view kAnpaMarks = "\x11\x12\x13\x14\x1f\x16";

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The frame at the beginning of a head: nothing but fillers before SOH, and STX behind it.
bool HasFrame(std::string_view head, std::string_view* header) {
  constexpr std::string_view kFillers("\x16\0\x7f\r\n\f \x04", 8);
  const std::size_t start = head.find(kStart);
  if (start == std::string_view::npos || head.find_first_not_of(kFillers) != start) return false;
  const std::size_t text = head.find(kText, start);
  constexpr std::size_t kLongestHeader = 1000;
  if (text == std::string_view::npos || text - start > kLongestHeader) return false;
  *header = head.substr(0, text);
  return true;
}

// German text in the national variant of ISO 646, where brackets and braces are letters.
// DIN 66003.
void FromGerman646(std::string* text) {
  constexpr std::string_view kMarks = "[\\]{|}~";
  constexpr std::array<std::string_view, 7> kLetters = {"Ä", "Ö", "Ü", "ä", "ö", "ü", "ß"};
  constexpr int kSure = 3;
  int within_words = 0;
  for (std::size_t i = 1; i + 1 < text->size(); ++i) {
    const bool is_mark = kMarks.find((*text)[i]) != std::string_view::npos;
    if (is_mark && IsLetter((*text)[i - 1]) && IsLetter((*text)[i + 1])) ++within_words;
  }
  if (within_words < kSure) return;
  std::string german;
  for (const char c : *text) {
    const std::size_t mark = kMarks.find(c);
    if (mark == std::string_view::npos) {
      german += c;
    } else {
      german += kLetters.at(mark);
    }
  }
  *text = std::move(german);
}

std::string_view Until(std::string_view* text, char mark) {
  const std::size_t at = std::min(text->find(mark), text->size());
  const std::string_view part = text->substr(0, at);
  text->remove_prefix(std::min(at + 1, text->size()));
  return part;
}

// Decoding makes spaces of control characters; so each part is decoded by itself.
std::string Decode(std::string_view part, std::string_view charset) {
  std::string text = DecodeText(part, charset).text;
  FromGerman646(&text);
  return text;
}

bool IsMark(std::string_view word) {
  constexpr std::array<std::string_view, 20> kMarks = {
      "lead",  "ld",        "leadall", "refile",     "extra",     "urgent",     "correction",
      "kill",  "writethru", "update",  "updates",    "repeat",    "repetition", "advisory",
      "flash", "bulletin",  "add",     "correctify", "corrected", "achtung"};
  const bool is_mark = std::ranges::find(kMarks, word) != kMarks.end();
  const bool is_ordinal = word.size() >= 3 && word[0] >= '0' && word[0] <= '9' &&
                          (word.ends_with("st") || word.ends_with("nd") || word.ends_with("rd") ||
                           word.ends_with("th"));
  return is_mark || is_ordinal;
}

}  // namespace

int SniffIptc7901(const Head& head) {
  std::string_view header;
  return HasFrame(head.bytes, &header) ? 96 : 0;
}

int SniffAnpa1312(const Head& head) {
  std::string_view header;
  if (!HasFrame(head.bytes, &header)) return 0;
  return header.find_first_of(kAnpaMarks) == std::string_view::npos ? 0 : 97;
}

std::unique_ptr<Splitter> SplitWire(ByteStream* in, const ReadOptions& options) {
  return SplitWireMessages(in, options.limits);
}

WireMessage ParseWireMessage(std::string_view bytes, std::string_view charset, std::string* text) {
  if (bytes.starts_with(kStart)) bytes.remove_prefix(1);
  bytes = bytes.substr(0, bytes.find(kOver));
  const std::string header = Decode(Until(&bytes, kText), charset);
  const std::string body = Decode(Until(&bytes, kEnd), charset);
  *text = header + body + Decode(bytes, charset);
  const std::string_view all = *text;
  return {all.substr(0, header.size()), all.substr(header.size(), body.size()),
          all.substr(header.size() + body.size())};
}

std::vector<std::string_view> WireLines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    std::string_view line = Until(&text, '\n');
    while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
    lines.push_back(line);
  }
  return lines;
}

std::string TakeUpdateMarks(std::string_view* line) {
  std::string marks;
  for (;;) {
    const std::string_view rest = Trim(*line);
    const std::size_t end = std::min(rest.find_first_of(" :-)"), rest.size());
    std::string_view word = rest.substr(0, end);
    const bool in_parentheses = word.starts_with('(') && rest.substr(end).starts_with(')');
    if (in_parentheses) word.remove_prefix(1);
    const bool in_capitals =
        std::ranges::none_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
    if (!(in_parentheses || in_capitals) || !IsMark(FoldForCompare(word))) break;
    marks += (marks.empty() ? "" : " ") + std::string(word);
    *line = Trim(rest.substr(std::min(rest.find_first_not_of(" :-)", end), rest.size())));
  }
  return marks;
}

bool IsKill(std::string_view words) {
  const std::vector<std::string> folded = SplitList(FoldForCompare(words), " -_,/");
  return std::ranges::any_of(folded, [](const std::string& word) {
    return word == "kill" || word == "killed" || word == "elimination" || word == "withdrawn";
  });
}

}  // namespace backfile
