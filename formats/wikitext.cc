// A scanner that knows brackets and line beginnings.
//
// Wikitext has no grammar; what matters for searching is its prose. Templates and tables nest, so
// their ends are found by counting; links nest in captions of pictures only. A bracket without an
// end is text. Looking for ends in vain is what could cost time beyond measure, so that patience
// is limited: a text with a thousand open ends is no wikitext, and is taken as it is.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/wikitext.h"

#include <algorithm>
#include <array>

#include "article/paragraphs.h"
#include "article/text.h"
#include "formats/entities.h"

namespace backfile {

namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr int kMostScans = 20;  // What a search through all the rest costs, of a thousand.

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), Lower);
  return lower;
}

// Elements whose content is no prose.
bool IsDropped(std::string_view tag) {
  constexpr std::array<std::string_view, 11> kDropped = {
      "ref",   "gallery", "math",           "chem",     "score",          "timeline",
      "style", "script",  "templatestyles", "imagemap", "syntaxhighlight"};
  return std::ranges::find(kDropped, tag) != kDropped.end();
}
bool BreaksLine(std::string_view tag) {
  constexpr std::array<std::string_view, 6> kBreaks = {"br", "p", "div", "blockquote", "li", "hr"};
  return std::ranges::find(kBreaks, tag) != kBreaks.end();
}

bool IsPicture(std::string_view ns) {
  constexpr std::array<std::string_view, 12> kPictures = {
      "file",   "image",   "datei",    "bild",     "fichier", "archivo",
      "imagen", "bestand", "immagine", "ficheiro", "plik",    "fil"};
  return std::ranges::find(kPictures, ns) != kPictures.end();
}
bool IsCategory(std::string_view ns) {
  constexpr std::array<std::string_view, 9> kCategories = {"category",  "kategorie", "catégorie",
                                                           "categoría", "categoria", "categorie",
                                                           "kategoria", "kategori",  "категория"};
  return std::ranges::find(kCategories, ns) != kCategories.end();
}

class Reader {
 public:
  explicit Reader(std::string_view in, int depth = 0) : in_(in), depth_(depth) {}

  PlainWikitext Read() {
    if (depth_ == 0) LineMarks();
    while (at_ < in_.size()) Step();
    return std::move(out_);
  }

 private:
  void Step() {
    const std::string_view here = in_.substr(at_);
    if (here.starts_with('\n')) return LineEnd();
    if (here.starts_with("''")) return Quotes();
    if (here.starts_with("__")) return MagicWord();
    const bool opens = here.front() == '{' || here.front() == '[' || here.front() == '<';
    if (opens && patience_ > 0) {
      if (here.starts_with("{{")) return Balanced("{{", "}}");
      if (here.starts_with("{|")) return Balanced("{|", "|}");
      if (here.starts_with("[[")) return Link();
      if (here.starts_with("[")) return OuterLink();
      if (here.starts_with("<")) return Tag();
    }
    const std::size_t end = std::min(in_.find_first_of("{[<'_\n", at_ + 1), in_.size());
    out_.text += in_.substr(at_, end - at_);
    at_ = end;
  }

  // What was to open something is text.
  void GiveUp(std::size_t size) {
    --patience_;
    out_.text += in_.substr(at_, size);
    at_ += size;
  }

  // Jumps over what stands between brackets that nest.
  void Balanced(std::string_view open, std::string_view close) {
    std::size_t depth = 0;
    for (std::size_t i = at_; i + 1 < in_.size();) {
      const std::string_view two = in_.substr(i, 2);
      if (two == open) {
        ++depth;
        i += 2;
      } else if (two == close) {
        i += 2;
        if (--depth > 0) continue;
        if (open == "{{") KeepTemplate(in_.substr(at_ + 2, i - at_ - 4));
        at_ = i;
        return;
      } else {
        ++i;
      }
    }
    patience_ -= kMostScans;
    GiveUp(open.size());
  }

  void KeepTemplate(std::string_view inside) {
    constexpr std::size_t kMost = 20;
    constexpr std::size_t kLongest = 300;
    const std::size_t bar = std::min(inside.find('|'), inside.size());
    if (out_.templates.size() >= kMost || inside.size() > kLongest) return;
    out_.templates.emplace_back(LowerAscii(Trim(inside.substr(0, bar))),
                                inside.substr(std::min(bar + 1, inside.size())));
  }

  // [[page]], [[page|text]], [[Category:...]], [[File:...|...|caption]]
  void Link() {
    std::size_t depth = 0;
    std::size_t end = kNone;
    constexpr std::size_t kLongest = 20'000;
    const std::size_t limit = std::min(in_.size(), at_ + kLongest);
    for (std::size_t i = at_; i + 1 < limit && end == kNone;) {
      const std::string_view two = in_.substr(i, 2);
      if (two == "[[") ++depth;
      if (two == "]]" && --depth == 0) end = i;
      i += two == "[[" || two == "]]" ? 2 : 1;
    }
    if (end == kNone) return GiveUp(2);
    TakeLink(in_.substr(at_ + 2, end - at_ - 2));
    at_ = end + 2;
  }

  void TakeLink(std::string_view inside) {
    const bool is_quiet = inside.starts_with(':');
    if (is_quiet) inside.remove_prefix(1);
    const std::size_t bar = inside.find('|');
    const std::string_view target = inside.substr(0, bar);
    const std::size_t colon = target.find(':');
    const std::string ns = colon == kNone ? "" : LowerAscii(Trim(target.substr(0, colon)));
    if (IsCategory(ns) && !is_quiet) {
      out_.categories.push_back(Squeeze(target.substr(colon + 1)));
    } else if (IsPicture(ns) && !is_quiet) {
      TakeCaption(inside);
    } else if (!ns.empty() && ns.size() <= 3 && bar == kNone && !is_quiet) {
      return;  // The same page in another language.
    } else {
      Inner(bar == kNone ? target : inside.substr(inside.rfind('|') + 1));
    }
  }

  // The last part of a picture's link that is no option.
  void TakeCaption(std::string_view inside) {
    std::size_t depth = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < inside.size(); ++i) {
      if (inside[i] == '[' || inside[i] == '{') ++depth;
      if ((inside[i] == ']' || inside[i] == '}') && depth > 0) --depth;
      if (inside[i] == '|' && depth == 0) begin = i + 1;
    }
    const std::string_view last = inside.substr(begin);
    if (begin == 0 || depth_ > 2 || last.find(' ') == kNone) return;
    PlainWikitext caption = Reader(last, depth_ + 1).Read();
    out_.captions.push_back(Squeeze(caption.text));
  }

  void Inner(std::string_view text) {
    if (depth_ > 2) {
      out_.text += text;
      return;
    }
    PlainWikitext inner = Reader(text, depth_ + 1).Read();
    out_.text += inner.text;
    std::ranges::move(inner.captions, std::back_inserter(out_.captions));
  }

  // [http://... text]
  void OuterLink() {
    const std::string_view here = in_.substr(at_ + 1, 2000);
    const bool is_address = here.starts_with("http") || here.starts_with("//") ||
                            here.starts_with("ftp:") || here.starts_with("mailto:");
    const std::size_t end = is_address ? here.find_first_of("]\n") : kNone;
    if (end == kNone || here[end] != ']') return GiveUp(1);
    const std::size_t space = here.substr(0, end).find(' ');
    if (space != kNone) Inner(here.substr(space + 1, end - space - 1));
    at_ += end + 2;
  }

  void Tag() {
    const std::string_view here = in_.substr(at_);
    if (here.starts_with("<!--")) {
      const std::size_t end = here.find("-->");
      if (end == kNone) patience_ -= kMostScans;
      at_ += end == kNone ? 4 : end + 3;
      return;
    }
    std::size_t begin = here.starts_with("</") ? 2 : 1;
    std::size_t end = begin;
    while (end < here.size() && Lower(here[end]) >= 'a' && Lower(here[end]) <= 'z') ++end;
    const std::string name = LowerAscii(here.substr(begin, end - begin));
    const std::size_t close = here.substr(0, 2000).find('>', end);
    if (name.empty() || close == kNone) return GiveUp(1);
    const bool is_empty = here[close - 1] == '/';
    at_ += close + 1;
    if (BreaksLine(name)) out_.text += "\n";
    if (begin == 1 && !is_empty && IsDropped(name)) SkipElement(name);
  }

  void SkipElement(const std::string& name) {
    const std::string closing = "</" + name;
    const std::size_t end = in_.find(closing, at_);
    if (end == kNone) {
      patience_ -= kMostScans;
      return;
    }
    at_ = std::min(in_.find('>', end), in_.size() - 1) + 1;
  }

  // Two are italics, three bold; one is an apostrophe.
  void Quotes() {
    while (at_ < in_.size() && in_[at_] == '\'') ++at_;
  }

  // __NOTOC__
  void MagicWord() {
    std::size_t end = at_ + 2;
    while (end < in_.size() && in_[end] >= 'A' && in_[end] <= 'Z') ++end;
    const bool is_word = end > at_ + 2 && in_.substr(end, 2) == "__";
    if (!is_word) out_.text += in_.substr(at_, 2);
    at_ = is_word ? end + 2 : at_ + 2;
  }

  // One line end is a space, an empty line ends the paragraph.
  void LineEnd() {
    int lines = 0;
    for (; at_ < in_.size() && in_[at_] == '\n'; ++at_) ++lines;
    out_.text += lines == 1 ? " " : "\n\n";
    LineMarks();
  }

  // Headings, lists and indents lose their marks and are paragraphs of their own.
  void LineMarks() {
    const std::size_t begin = at_;
    at_ = std::min(in_.find_first_not_of("*#:;=", at_), in_.size());
    if (at_ == begin) return;
    out_.text += "\n\n";
    if (in_[begin] == '=') StripHeadingEnd();
  }

  // "== Title ==": the marks at the end of the line.
  void StripHeadingEnd() {
    const std::size_t end = std::min(in_.find('\n', at_), in_.size());
    std::string_view heading = Trim(in_.substr(at_, end - at_));
    while (heading.ends_with('=')) heading.remove_suffix(1);
    at_ = end;
    Inner(Trim(heading));
    out_.text += "\n\n";
  }

  std::string_view in_;
  int depth_;
  std::size_t at_ = 0;
  int patience_ = 1000;  // Open ends that are still looked for.
  PlainWikitext out_;
};

}  // namespace

PlainWikitext ReadWikitext(std::string_view wikitext) {
  PlainWikitext plain = Reader(wikitext).Read();
  std::string decoded;
  AppendDecoded(plain.text, &decoded);
  plain.text = TidyParagraphs(decoded);
  return plain;
}

}  // namespace backfile
