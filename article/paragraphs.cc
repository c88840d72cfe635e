// Lines are put one behind the other; what they looked like decides which of them begin a
// paragraph.
//
// A line that is set further in than its block begins one if the line before ends one: in a full
// stop, or so early that the first word would still have fitted. Lists, verse and quotations set
// lines in, too; but there such lines also follow on full ones in the middle of a sentence, and
// where that is no exception, no line begins a paragraph by its place.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/paragraphs.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "article/text.h"

namespace backfile {

namespace {

// Lines longer than this were not broken to fit a page (wires set 64 to 80 characters a line).
constexpr std::size_t kLongestSetLine = 160;
// Spaces by which a paragraph's first line is set in, at least; a scan's edges waver by one.
constexpr std::size_t kLeastIndent = 2;
constexpr std::size_t kTab = 8;
// Lines that are all shorter were not broken to fit a page, either: they are rows, or verse.
constexpr std::size_t kNarrowestPage = 40;

// Whether line ends are all that parts its paragraphs: there are no empty lines, and some line is
// so long that it must be a paragraph.
bool HasParagraphsAsLines(std::string_view tidy) {
  bool has_long_line = false;
  while (!tidy.empty()) {
    const std::size_t end = std::min(tidy.find('\n'), tidy.size());
    if (end == 0) return false;
    has_long_line |= end > kLongestSetLine;
    tidy.remove_prefix(std::min(end + 1, tidy.size()));
  }
  return has_long_line;
}

std::string WithEmptyLines(std::string_view lines) {
  std::string out;
  out.reserve(lines.size() + lines.size() / 16);
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    out.append(lines.substr(0, end));
    if (end < lines.size()) out += "\n\n";
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return out;
}

std::size_t IndentOf(std::string_view line) {
  std::size_t indent = 0;
  for (; !line.empty(); line.remove_prefix(1)) {
    if (line.starts_with("\xe3\x80\x80")) {  // A space as wide as a Chinese character.
      indent += kLeastIndent;
      line.remove_prefix(2);
    } else if (line.front() == ' ' || line.front() == '\t') {
      indent += line.front() == ' ' ? 1 : kTab;
    } else {
      break;
    }
  }
  return indent;
}

bool EndsWithOneOf(std::span<const std::string_view> ends, std::string_view* text) {
  const auto it = std::ranges::find_if(ends, [&](auto end) { return text->ends_with(end); });
  if (it == ends.end()) return false;
  text->remove_suffix(it->size());
  return true;
}

bool EndsSentence(std::string_view text) {
  constexpr std::string_view kClosing[] = {"\"", "'", ")", "”", "’", "»", "」"};
  constexpr std::string_view kStops[] = {".", "!", "?", ":", "。", "！", "？"};
  while (EndsWithOneOf(kClosing, &text)) continue;
  return EndsWithOneOf(kStops, &text);
}

// The lines between two empty ones.
class Block {
 public:
  void Add(std::string text, std::size_t indent) {
    smallest_ = lines_.empty() ? indent : std::min(smallest_, indent);
    widest_ = std::max(widest_, indent + text.size());
    lines_.push_back({std::move(text), indent});
  }

  void MoveTo(std::string* out) {
    if (lines_.empty()) return;
    const bool parts = HasIndentedParagraphs();
    if (!out->empty()) *out += "\n\n";
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (i > 0) *out += parts && IsIndented(i) && MayEndBefore(i) ? "\n\n" : "\n";
      *out += lines_[i].text;
    }
    lines_.clear();
    widest_ = kNarrowestPage;
  }

 private:
  struct Line {
    std::string text;
    std::size_t indent;
  };

  bool IsIndented(std::size_t i) const { return lines_[i].indent >= smallest_ + kLeastIndent; }

  // Whether a paragraph may have ended on the line before this.
  bool MayEndBefore(std::size_t i) const {
    const Line& before = lines_[i - 1];
    if (EndsSentence(before.text)) return true;
    const std::string_view text = lines_[i].text;
    const std::size_t first_word = std::min(text.find(' '), text.size());
    return before.indent + before.text.size() + 1 + first_word <= widest_;
  }

  bool HasIndentedParagraphs() const {
    std::size_t indented = 0;
    std::size_t against = 0;
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      if (!IsIndented(i)) continue;
      ++indented;
      against += MayEndBefore(i) ? 0 : 1;
    }
    return indented > against * 4;
  }

  std::vector<Line> lines_;
  std::size_t smallest_ = 0;
  std::size_t widest_ = kNarrowestPage;
};

}  // namespace

std::string TidyParagraphs(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  Block block;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string line = Squeeze(text.substr(0, end));
    if (line.empty()) {
      block.MoveTo(&out);
    } else {
      block.Add(std::move(line), IndentOf(text.substr(0, end)));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  block.MoveTo(&out);
  return HasParagraphsAsLines(out) ? WithEmptyLines(out) : out;
}

}  // namespace backfile
