// What lines looked like decides which of them begin a paragraph.
//
// A line that is set further in than its block begins one if the line before ends one: in a full
// stop, or so early that the first word would still have fitted. Lists, verse and quotations set
// lines in, too; but there such lines follow on full ones in the middle of a sentence, or on each
// other. Where that is no exception, no line begins a paragraph by its place.
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
// Lines that are all shorter were not, either: they are rows, or verse.
constexpr std::size_t kNarrowestPage = 40;
// Spaces by which a paragraph's first line is set in, at least; a scan's edges waver by one.
constexpr std::size_t kLeastIndent = 2;
constexpr std::size_t kTab = 8;

struct Line {
  std::string text;  // Not empty.
  std::size_t indent = 0;
  bool follows_empty = false;

  std::size_t width() const { return indent + text.size(); }
};

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

std::vector<Line> LinesOf(std::string_view text) {
  std::vector<Line> lines;
  bool follows_empty = false;
  while (!text.empty()) {
    const std::string_view raw = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(raw.size() + 1, text.size()));
    std::string line = Squeeze(raw);
    const bool is_empty = line.empty();
    if (!is_empty) lines.push_back({std::move(line), IndentOf(raw), follows_empty});
    follows_empty = is_empty && !lines.empty();
  }
  return lines;
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

// An address of the web goes on beyond the page.
bool EndsInLongWord(std::string_view text) {
  constexpr std::size_t kLong = 25;
  return text.size() - (text.rfind(' ') + 1) > kLong;
}

// "- ", "* ", "• ", "1. ", "2) ": what follows further in belongs to the item.
bool BeginsItem(std::string_view text) {
  const std::string_view mark = text.substr(0, text.find(' '));
  if (mark == "-" || mark == "*" || mark == "–" || mark == "•" || mark == "·") return true;
  const std::size_t digits = std::min(mark.find_first_not_of("0123456789"), mark.size());
  return digits > 0 && (mark.substr(digits) == "." || mark.substr(digits) == ")");
}

// The lines between two empty ones.
class Block {
 public:
  explicit Block(std::span<const Line> lines) : lines_(lines) {
    margin_ = std::ranges::min(lines, {}, &Line::indent).indent;
    const auto is_indented = [&](const Line& line) { return line.indent > margin_; };
    if (std::ranges::any_of(lines, is_indented)) Judge();
  }

  // Whether line i, which is not the first, begins a paragraph.
  bool BeginsParagraph(std::size_t i) const {
    return has_indented_paragraphs_ && Look(i) == Sign::kBegins;
  }

 private:
  enum class Sign { kNone, kBegins, kGoesOn };  // What its place says of a line.

  void Judge() {
    for (const Line& line : lines_) {
      if (!EndsInLongWord(line.text)) page_ = std::max(page_, line.width());
    }
    std::size_t begin = 0;
    std::size_t go_on = 0;
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      begin += Look(i) == Sign::kBegins ? 1 : 0;
      go_on += Look(i) == Sign::kGoesOn ? 1 : 0;
    }
    has_indented_paragraphs_ = begin > go_on * 4;
  }

  bool IsIndented(std::size_t i) const { return lines_[i].indent >= margin_ + kLeastIndent; }

  Sign Look(std::size_t i) const {
    if (!IsIndented(i)) return Sign::kNone;
    const Line& before = lines_[i - 1];
    if (BeginsItem(before.text)) return Sign::kGoesOn;
    if (EndsSentence(before.text)) return Sign::kBegins;
    if (IsIndented(i - 1)) return Sign::kNone;  // Rows, a quotation.
    return HadRoom(before, lines_[i].text) ? Sign::kBegins : Sign::kGoesOn;
  }

  // Whether the line was ended before it was full.
  bool HadRoom(const Line& line, std::string_view next) const {
    const std::size_t first_word = std::min(next.find(' '), next.size());
    return page_ >= kNarrowestPage && line.width() + 1 + first_word <= page_;
  }

  std::span<const Line> lines_;
  std::size_t margin_ = 0;
  std::size_t page_ = 0;
  bool has_indented_paragraphs_ = false;
};

// Which lines begin a paragraph, besides those behind empty lines.
std::vector<bool> BeginningsWithin(std::span<const Line> lines) {
  std::vector<bool> begins(lines.size());
  const auto follows_empty = [](const Line& line) { return line.follows_empty; };
  const auto is_long = [](const Line& line) { return line.text.size() > kLongestSetLine; };
  if (std::ranges::none_of(lines, follows_empty) && std::ranges::any_of(lines, is_long)) {
    begins.assign(lines.size(), true);
    return begins;
  }
  for (std::size_t begin = 0; begin < lines.size();) {
    const auto end = std::ranges::find_if(lines.subspan(begin + 1), follows_empty);
    const auto size = static_cast<std::size_t>(end - lines.begin()) - begin;
    const Block block(lines.subspan(begin, size));
    for (std::size_t i = 1; i < size; ++i) begins[begin + i] = block.BeginsParagraph(i);
    begin += size;
  }
  return begins;
}

// `begins`: which lines begin a paragraph besides those behind empty ones.
std::string Joined(std::span<const Line> lines, const std::vector<bool>& begins) {
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) out += lines[i].follows_empty || begins[i] ? "\n\n" : "\n";
    out += lines[i].text;
  }
  return out;
}

}  // namespace

TidyText Tidied(std::string_view text) {
  const std::vector<Line> lines = LinesOf(text);
  const std::vector<bool> begins = BeginningsWithin(lines);
  TidyText tidy{Joined(lines, begins), ""};
  if (std::ranges::find(begins, true) != begins.end()) {
    tidy.blocks = Joined(lines, std::vector<bool>(lines.size()));
  }
  return tidy;
}

std::string TidyParagraphs(std::string_view text) { return Tidied(text).paragraphs; }

}  // namespace backfile
