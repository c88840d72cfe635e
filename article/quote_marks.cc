// Opening and closing told from the neighbours of each mark.
//
// Curly marks say what they are, and are wrong often enough to be checked; straight ones open
// before and close behind a word. Single marks are the hard case, for ’ and ' are apostrophes, too:
// an opening one counts only if a closing one is found in its paragraph, and of two that could
// close, one behind a final s with a small word after it ("the boys’ story") gives way to a later
// one. Double marks are read first; single ones count only outside them, as inner marks do not
// matter.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/quote_marks.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace backfile {

namespace {

enum class Side : std::uint8_t { kNone, kOpens, kCloses, kEither };

struct Paragraph {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

class Marks {
 public:
  Marks(const Words& words, std::vector<QuotedSpan>* spans) : words_(words), spans_(*spans) {}

  void Find() {
    spans_.clear();
    std::uint32_t number = 0;
    const std::vector<Sentence>& sentences = words_.sentences;
    for (std::size_t i = 0; i < sentences.size();) {
      Paragraph paragraph{sentences[i].first, sentences[i].last};
      for (++i; i < sentences.size() && !sentences[i].starts_paragraph; ++i)
        paragraph.last = sentences[i].last;
      number_ = number++;
      Read(paragraph);
    }
    DropOpenEnd();
  }

 private:
  std::string_view TextOf(std::uint32_t i) const { return words_.Text(words_.words[i]); }
  bool IsMark(std::uint32_t i) const { return words_.words[i].kind == WordKind::kMark; }
  bool Is(std::uint32_t i, std::string_view mark) const {
    return IsMark(i) && words_.words[i].hash == WordHash(mark);
  }

  bool TouchesBefore(std::uint32_t i, const Paragraph& p) const {
    return i > p.first && words_.words[i - 1].end == words_.words[i].begin;
  }
  bool TouchesAfter(std::uint32_t i, const Paragraph& p) const {
    return i + 1 < p.last && words_.words[i].end == words_.words[i + 1].begin;
  }
  // A mark that a quotation may open behind: a bracket, a dash, another quotation mark.
  bool LetsOpen(std::uint32_t i) const {
    return Is(i, "(") || Is(i, "[") || Is(i, "-") || Is(i, "\"") || Is(i, "'") || Is(i, "/") ||
           Is(i, ":");
  }
  bool CanOpen(std::uint32_t i, const Paragraph& p) const {
    return TouchesAfter(i, p) && (!TouchesBefore(i, p) || LetsOpen(i - 1));
  }
  bool CanClose(std::uint32_t i, const Paragraph& p) const {
    if (!TouchesBefore(i, p)) return false;
    return !TouchesAfter(i, p) || IsMark(i + 1);
  }

  // Two single marks in a row stand for a double one: ``...'' of the wires.
  bool IsPair(std::uint32_t i, const Paragraph& p) const {
    if (i + 1 >= p.last || !TouchesAfter(i, p)) return false;
    const std::string_view a = TextOf(i);
    return (a == "`" || a == "'") && TextOf(i + 1) == a;
  }

  Side DoubleSide(std::uint32_t i, const Paragraph& p) const {
    const std::string_view mark = TextOf(i);
    if (IsPair(i, p)) return mark == "`" ? Side::kOpens : Side::kCloses;
    if (!Is(i, "\"")) return Side::kNone;
    if (mark == "„" || mark == "«") return Side::kOpens;
    if (mark == "»") return Side::kCloses;
    if (mark == "“") return CanOpen(i, p) || !CanClose(i, p) ? Side::kOpens : Side::kCloses;
    if (mark == "”") return CanClose(i, p) || !CanOpen(i, p) ? Side::kCloses : Side::kOpens;
    const bool opens = CanOpen(i, p);
    const bool closes = CanClose(i, p);
    return opens && closes ? Side::kEither
           : opens         ? Side::kOpens
           : closes        ? Side::kCloses
                           : Side::kNone;
  }

  bool FollowsStop(std::uint32_t i, const Paragraph& p) const {
    return i > p.first && !TouchesBefore(i, p) &&
           (Is(i - 1, ".") || Is(i - 1, "?") || Is(i - 1, "!"));
  }

  bool IsInches(std::uint32_t i, const Paragraph& p) const {
    return TouchesBefore(i, p) && words_.words[i - 1].kind == WordKind::kNumber &&
           TextOf(i) == "\"";
  }

  bool StartsLine(std::uint32_t i) const {
    if (i == 0) return true;
    const std::size_t end = words_.words[i - 1].end;
    return words_.text.substr(end, words_.words[i].begin - end).find('\n') !=
           std::string_view::npos;
  }

  void Push(std::uint32_t open, std::uint32_t first, std::uint32_t last, std::uint32_t after,
            bool stays_open) {
    QuotedSpan span;
    span.open = open;
    span.first = first;
    span.last = std::max(first, last);
    span.after = after;
    span.paragraph = number_;
    span.continues = continues_;
    span.stays_open = stays_open;
    if (span.first < span.last) spans_.push_back(span);
    continues_ = stays_open;
  }

  // Reads one paragraph: double marks, and single ones where no double one is open.
  void Read(const Paragraph& p) {
    OpenBefore(p);
    for (std::uint32_t i = p.first; i < p.last;) {
      const std::uint32_t width = IsPair(i, p) ? 2 : 1;
      const Side side = IsMark(i) ? DoubleSide(i, p) : Side::kNone;
      if (side == Side::kOpens || side == Side::kEither) {
        i = ReadDouble(i, i + width, p);
      } else if (side == Side::kNone && Is(i, "'") && IsSingleOpening(i, p)) {
        i = ReadSingle(i, p);
      } else {
        ++i;
      }
    }
  }

  // If the paragraph before was left open, it stays so only if this one reopens it.
  void OpenBefore(const Paragraph& p) {
    if (!continues_) return;
    const bool reopens = p.first < p.last && (DoubleSide(p.first, p) == Side::kOpens ||
                                              (open_single_ && Is(p.first, "'")));
    if (!reopens) DropOpenEnd();
  }
  // What stays open at the end of its paragraph and is not continued: kept as closed there if it
  // began after a colon, at the start, or as part of a longer quotation; else given up.
  void DropOpenEnd() {
    if (!continues_) return;
    continues_ = false;
    if (spans_.empty()) return;
    QuotedSpan& span = spans_.back();
    span.stays_open = false;
    const bool after_colon = span.open > 0 && Is(span.open - 1, ":");
    const bool starts = span.open == 0 || StartsLine(span.open);
    if (!after_colon && !starts && !span.continues) spans_.pop_back();
  }

  // From an opening double mark at `open` to its end; gives the word to go on with.
  std::uint32_t ReadDouble(std::uint32_t open, std::uint32_t first, const Paragraph& p) {
    int depth = 1;
    std::optional<std::uint32_t> reopened;
    for (std::uint32_t i = first; i < p.last; ++i) {
      if (!IsMark(i)) continue;
      const Side side = DoubleSide(i, p);
      if (side == Side::kNone) continue;
      if (side == Side::kOpens) {
        if (StartsLine(i) || FollowsStop(i, p)) {  // Reopened; the paragraph's end was lost.
          Push(open, first, i, i, true);
          return i;
        }
        if (TextOf(open) == "„" || TextOf(i) == TextOf(open)) {
          if (TextOf(open) == "„") return Close(open, first, i, 1);
          if (flat_before_ > i) return i;
          ++depth;
          if (!reopened) reopened = i;
        }
        continue;
      }
      if (IsInches(i, p) && i + 1 < p.last && !IsMark(i + 1)) continue;
      if (--depth == 0) return Close(open, first, i, IsPair(i, p) ? 2 : 1);
    }
    if (reopened) {  // A closing mark is missing: from here on believe each opening one.
      flat_before_ = p.last;
      return *reopened;
    }
    open_single_ = false;
    Push(open, first, p.last, p.last, true);
    return p.last;
  }

  std::uint32_t Close(std::uint32_t open, std::uint32_t first, std::uint32_t close,
                      std::uint32_t width) {
    Push(open, first, close, close + width, false);
    return close + width;
  }

  bool IsSingleOpening(std::uint32_t i, const Paragraph& p) const {
    const std::string_view mark = TextOf(i);
    if (mark == "’" || !CanOpen(i, p)) return false;
    const std::string_view next = TextOf(i + 1);
    if (words_.words[i + 1].kind == WordKind::kNumber || (next[0] >= '0' && next[0] <= '9'))
      return false;  // '68, '90s
    return next != "em" && next != "til" && next != "tis" && next != "n" && next != "cause" &&
           next != "twas";
  }

  // The boys' story: an apostrophe rather than the end of a quotation.
  bool MayBePossessive(std::uint32_t i, const Paragraph& p) const {
    const std::string_view before = TextOf(i - 1);
    return before.ends_with('s') && i + 1 < p.last &&
           words_.words[i + 1].letters == Letters::kSmall;
  }

  std::uint32_t ReadSingle(std::uint32_t open, const Paragraph& p) {
    if (no_single_before_ > open) return open + 1;
    std::optional<std::uint32_t> possessive;
    for (std::uint32_t i = open + 1; i < p.last; ++i) {
      if (!Is(i, "'") || IsPair(i, p)) continue;
      if (TextOf(i) != "‘" && CanClose(i, p)) {
        if (!MayBePossessive(i, p)) return Close(open, open + 1, i, 1);
        if (!possessive) possessive = i;
      } else if (possessive && IsSingleOpening(i, p)) {
        break;
      }
    }
    if (possessive) return Close(open, open + 1, *possessive, 1);
    no_single_before_ = p.last;
    if (TextOf(open) != "‘" || !StartsLine(open)) return open + 1;
    open_single_ = true;  // A long speech in single marks.
    Push(open, open + 1, p.last, p.last, true);
    return p.last;
  }

  const Words& words_;
  std::vector<QuotedSpan>& spans_;
  std::uint32_t number_ = 0;
  std::uint32_t no_single_before_ = 0;  // No single mark closes before this word.
  std::uint32_t flat_before_ = 0;       // Up to this word nothing nests.
  bool continues_ = false;              // The last span stays open.
  bool open_single_ = false;            // ... and in single marks.
};

}  // namespace

void FindQuotedSpans(const Words& words, std::vector<QuotedSpan>* spans) {
  Marks(words, spans).Find();
}

}  // namespace backfile
