// A walk that writes words and remembers what must stand before the next one.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/xml_text.h"

#include <tinyxml2.h>

#include <algorithm>
#include <array>

#include "article/text.h"
#include "formats/entities.h"
#include "formats/html_page.h"
#include "formats/markup.h"

namespace backfile {

namespace {

// Sorted by name.
constexpr std::array kRules = {FlowRule{"abstract", Flow::kBlock},
                               FlowRule{"address", Flow::kBlock},
                               FlowRule{"article", Flow::kBlock},
                               FlowRule{"aside", Flow::kBlock},
                               FlowRule{"audio", Flow::kSkip},
                               FlowRule{"block", Flow::kBlock},
                               FlowRule{"blockquote", Flow::kBlock},
                               FlowRule{"body", Flow::kBlock},
                               FlowRule{"body.content", Flow::kBlock},
                               FlowRule{"bq", Flow::kBlock},
                               FlowRule{"br", Flow::kLine},
                               FlowRule{"caption", Flow::kBlock},
                               FlowRule{"center", Flow::kBlock},
                               FlowRule{"col", Flow::kSkip},
                               FlowRule{"credit", Flow::kBlock},
                               FlowRule{"dd", Flow::kBlock},
                               FlowRule{"div", Flow::kBlock},
                               FlowRule{"dl", Flow::kBlock},
                               FlowRule{"dt", Flow::kBlock},
                               FlowRule{"figcaption", Flow::kCaption},
                               FlowRule{"figure", Flow::kBlock},
                               FlowRule{"fn", Flow::kBlock},
                               FlowRule{"footer", Flow::kBlock},
                               FlowRule{"form", Flow::kSkip},
                               FlowRule{"h1", Flow::kBlock},
                               FlowRule{"h2", Flow::kBlock},
                               FlowRule{"h3", Flow::kBlock},
                               FlowRule{"h4", Flow::kBlock},
                               FlowRule{"h5", Flow::kBlock},
                               FlowRule{"h6", Flow::kBlock},
                               FlowRule{"head", Flow::kSkip},
                               FlowRule{"header", Flow::kBlock},
                               FlowRule{"hl1", Flow::kBlock},
                               FlowRule{"hl2", Flow::kBlock},
                               FlowRule{"hr", Flow::kBlock},
                               FlowRule{"iframe", Flow::kSkip},
                               FlowRule{"li", Flow::kBlock},
                               FlowRule{"main", Flow::kBlock},
                               FlowRule{"media-caption", Flow::kCaption},
                               FlowRule{"media-metadata", Flow::kSkip},
                               FlowRule{"media-object", Flow::kSkip},
                               FlowRule{"media-producer", Flow::kSkip},
                               FlowRule{"media-reference", Flow::kSkip},
                               FlowRule{"nav", Flow::kSkip},
                               FlowRule{"nitf-table-metadata", Flow::kSkip},
                               FlowRule{"note", Flow::kBlock},
                               FlowRule{"noscript", Flow::kSkip},
                               FlowRule{"object", Flow::kSkip},
                               FlowRule{"ol", Flow::kBlock},
                               FlowRule{"p", Flow::kBlock},
                               FlowRule{"pre", Flow::kPreformatted},
                               FlowRule{"script", Flow::kSkip},
                               FlowRule{"section", Flow::kBlock},
                               FlowRule{"style", Flow::kSkip},
                               FlowRule{"svg", Flow::kSkip},
                               FlowRule{"table", Flow::kBlock},
                               FlowRule{"td", Flow::kSpace},
                               FlowRule{"th", Flow::kSpace},
                               FlowRule{"title", Flow::kBlock},
                               FlowRule{"tr", Flow::kLine},
                               FlowRule{"ul", Flow::kBlock},
                               FlowRule{"video", Flow::kSkip}};

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

std::string Lower(std::string_view name) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return lower;
}

// Columns set with spaces, as in tables of results: their line ends count wherever they stand.
bool IsTabular(std::string_view text) {
  constexpr int kEnoughLines = 3;
  int lines = 0;
  for (std::size_t at = text.find("  "); at != std::string_view::npos; at = text.find("  ", at)) {
    const std::size_t column = text.find_first_not_of(' ', at);
    if (column == std::string_view::npos) break;
    const bool is_within = at > 0 && text[at - 1] != '\n' && text[column] != '\n';
    if (is_within && ++lines == kEnoughLines) return text.find('\n') != std::string_view::npos;
    at = is_within ? std::min(text.find('\n', column), text.size()) : column;
  }
  return false;
}

class Flower {
 public:
  explicit Flower(std::span<const FlowRule> own) : own_(own) {}

  void Walk(const tinyxml2::XMLNode* parent) {
    for (const auto* node = parent->FirstChild(); node != nullptr; node = node->NextSibling()) {
      if (const tinyxml2::XMLText* text = node->ToText()) {
        const bool before = keeps_lines_;
        keeps_lines_ = before || IsTabular(text->Value());
        Write(text->Value());
        keeps_lines_ = before;
      } else if (const XmlElement* element = node->ToElement()) {
        Enter(element);
      }
    }
  }
  void Enter(const XmlElement* element) {
    if (LocalName(element) == "lb" && Attribute(element, "break") == "no") {
      gap_ = {};
      joins_ = true;
      return;
    }
    switch (FlowOf(LocalName(element))) {
      case Flow::kSkip:
        return;
      case Flow::kCaption:
        return TakeCaption(element);
      case Flow::kInline:
        return Walk(element);
      case Flow::kSpace:
        return Between(" ", element);
      case Flow::kLine:
        return Between("\n", element);
      case Flow::kBlock:
        return Between("\n\n", element);
      case Flow::kPreformatted:
        break;
    }
    const bool before = std::exchange(keeps_lines_, true);
    Between("\n\n", element);
    keeps_lines_ = before;
  }
  void EndParagraph() { Break("\n\n"); }
  FlowedText Take() { return std::move(flowed_); }

 private:
  Flow FlowOf(std::string_view name) const {
    const auto own = std::ranges::find(own_, name, &FlowRule::name);
    if (own != own_.end()) return own->flow;
    const bool is_upper = !name.empty() && name.front() >= 'A' && name.front() <= 'Z';
    const std::string lower = is_upper ? Lower(name) : std::string();
    if (is_upper) name = lower;
    const auto rule = std::ranges::lower_bound(kRules, name, {}, &FlowRule::name);
    return rule != kRules.end() && rule->name == name ? rule->flow : Flow::kInline;
  }

  void Between(std::string_view gap, const XmlElement* element) {
    Break(gap);
    Walk(element);
    Break(gap);
  }

  // The longest gap asked for stands before the next word.
  void Break(std::string_view gap) {
    if (gap.size() > gap_.size() || gap_ == " ") gap_ = gap;
  }

  void Write(std::string_view text) {
    while (!text.empty()) {
      std::size_t word = 0;
      while (word < text.size() && IsSpace(text[word])) ++word;
      if (word > 0) WriteSpaces(text.substr(0, word));
      if (word == text.size()) return;
      std::size_t end = word + 1;
      // Words parted by single spaces go on in one piece.
      while (end < text.size() &&
             (!IsSpace(text[end]) ||
              (text[end] == ' ' && end + 1 < text.size() && !IsSpace(text[end + 1])))) {
        ++end;
      }
      std::string& body = flowed_.body;
      if (!body.empty()) body.append(gap_);
      gap_ = {};
      joins_ = false;
      body.append(text.substr(word, end - word));
      text.remove_prefix(end);
    }
  }
  void WriteSpaces(std::string_view spaces) {
    if (joins_) return;
    if (!keeps_lines_) {
      if (gap_.empty()) gap_ = " ";
      return;
    }
    const auto lines = std::ranges::count(spaces, '\n');
    Break(lines == 0 ? " " : lines == 1 ? "\n" : "\n\n");
  }

  void TakeCaption(const XmlElement* element) {
    Flower inner(own_);
    inner.Walk(element);
    FlowedText flowed = inner.Take();
    flowed_.captions.push_back(std::move(flowed.body));
    std::ranges::move(flowed.captions, std::back_inserter(flowed_.captions));
    EndParagraph();
  }

  std::span<const FlowRule> own_;
  FlowedText flowed_;
  std::string_view gap_;
  bool keeps_lines_ = false;
  bool joins_ = false;  // Two halves of a word: no space between.
};

bool HoldsTags(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    const bool begins =
        (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '/' || next == '!';
    if (begins) return text.find('>', at) != std::string_view::npos;
  }
  return false;
}

// Whether references are left in what has been decoded: it was escaped twice.
bool IsEscaped(std::string_view text) {
  return std::ranges::any_of(
      std::array{"&amp;", "&quot;", "&apos;", "&nbsp;", "&lt;", "&#"},
      [&](std::string_view reference) { return text.find(reference) != std::string_view::npos; });
}

bool HoldsBlocks(std::string_view html) {
  return std::ranges::any_of(
      std::array{"<p>", "<p ", "<P>", "<P ", "<br", "<BR", "<div", "<DIV"},
      [&](std::string_view tag) { return html.find(tag) != std::string_view::npos; });
}

}  // namespace

FlowedText FlowText(std::span<const XmlElement* const> elements, std::span<const FlowRule> own) {
  Flower flower(own);
  for (const XmlElement* element : elements) {
    if (element != nullptr) flower.Walk(element);
    flower.EndParagraph();
  }
  return flower.Take();
}

FlowedText FlowText(const XmlElement* element, std::span<const FlowRule> own) {
  return FlowText(std::span(&element, 1), own);
}

std::string WithLineBreaks(std::string_view text) {
  std::string html;
  for (const char c : text) {
    html += c;
    if (c == '\n') html += html.ends_with("<br>\n") || html.ends_with("\n\n") ? "<p>" : "<br>";
  }
  return html;
}

std::string TextOfMarkup(std::string_view text, std::vector<std::string>* captions) {
  std::string html(text);
  if (!HoldsTags(html)) html = DecodeEntities(html);
  if (HoldsTags(html)) {
    // Line ends mean nothing in HTML, unless nothing else parts its paragraphs.
    html = TextOfHtml(HoldsBlocks(html) ? html : WithLineBreaks(html), captions);
  }
  return CleanUtf8(IsEscaped(html) ? DecodeEntities(html) : html);
}

}  // namespace backfile
