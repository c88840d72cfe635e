// Plain text, read for what a person would see in it: headline, byline, captions, paragraphs.
//
// A scraped story is not clean: tags and entities survive, and so do the remains of picture
// elements
// (`" srcset= Credit: " srcset=`), which are taken out where a line holds nothing else. Curly
// quotes and dashes stay as they are; folding is the analyzer's work.
//
// The headline is the first line if it stands alone and is short enough to be one. A paragraph that
// ends in a credit, "(Amnesty International/PA)", is a caption and no part of the story's text.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/plain_text.h"

#include <algorithm>
#include <array>

#include "article/charset.h"
#include "article/news_date.h"
#include "article/text.h"
#include "formats/entities.h"
#include "formats/line_ends.h"
#include "formats/markup.h"
#include "formats/media.h"

namespace backfile {

namespace {

constexpr std::size_t kLongestTitle = 250;
constexpr std::size_t kLongestByline = 120;
constexpr std::size_t kLongestCredit = 80;
// Lines longer than this are whole paragraphs, not lines of a wrapped one.
constexpr std::size_t kWrapWidth = 120;

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLetter(char c) { return IsUpper(c) || (c >= 'a' && c <= 'z'); }

template <std::size_t N>
bool ContainsAny(std::string_view text, const std::array<std::string_view, N>& parts) {
  return std::ranges::any_of(
      parts, [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

// --- What scrapers leave behind ---

bool HasMarkup(std::string_view text) {
  constexpr std::array<std::string_view, 8> kTags = {"</p>", "<br",  "</a>",  "</div>",
                                                     "</b>", "</i>", "</em>", "</strong>"};
  return ContainsAny(text, kTags);
}

std::string WithoutMarkup(std::string text) {
  if (HasMarkup(text)) text = WithoutTags(text);
  constexpr std::array<std::string_view, 4> kEntities = {"&amp;", "&nbsp;", "&quot;", "&#"};
  return ContainsAny(text, kEntities) ? CleanUtf8(DecodeEntities(text)) : text;
}

// A word of a broken picture element: `srcset=`, `"`, `src="https://...`.
bool IsAttribute(std::string_view word) {
  const std::size_t letters = word.find_first_not_of("\"'<>/ ");
  if (letters == std::string_view::npos || word.starts_with('<')) return true;
  const std::size_t end = word.find('=', letters);
  if (end == std::string_view::npos) return word.starts_with("http") || word.ends_with("/>");
  return std::ranges::all_of(word.substr(letters, end - letters),
                             [](char c) { return IsLetter(c) || c == '-'; });
}

// Whether nothing but the remains of a picture element, and perhaps its credit, is in the line.
bool IsLeftover(std::string_view line) {
  constexpr std::array<std::string_view, 6> kAttributes = {
      "srcset=", "src=", "alt=", "sizes=", "class=", "href="};
  if (!ContainsAny(line, kAttributes)) return false;
  std::size_t left = 0;
  bool is_credit = false;
  for (const std::string& word : SplitList(line, " \t")) {
    if (word == "Credit:" || word == "Image:")
      is_credit = true;
    else if (!IsAttribute(word))
      left += word.size();
  }
  return left == 0 || (is_credit && left <= kLongestCredit);
}

// --- Paragraphs ---

// Blocks between empty lines; where a text has none, nor lines that are set in, or its lines are
// too long to be wrapped ones, each line is a block. Lines within one keep what they are set in by.
std::vector<std::string> Blocks(std::string_view text) {
  std::vector<std::string> lines;
  bool has_blank = false;
  bool has_long = false;
  bool has_indent = false;
  std::size_t trailing = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view raw = text.substr(0, end);
    std::string line = Squeeze(raw);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (IsLeftover(line)) line.clear();
    if (line.empty()) {
      ++trailing;
    } else {
      has_blank = has_blank || (trailing > 0 && !lines.empty());
      trailing = 0;
    }
    has_long = has_long || line.size() > kWrapWidth;
    const std::string_view indent = raw.substr(0, raw.find_first_not_of(" \t"));
    has_indent = has_indent || (!lines.empty() && !line.empty() && indent.size() > 1);
    lines.push_back(line.empty() ? line : std::string(indent) + line);
  }
  std::vector<std::string> blocks;
  bool open = false;
  for (const std::string& line : lines) {
    const bool is_below_headline =
        !has_blank && blocks.size() == 1 && (line[0] == ' ' || line[0] == '\t');
    const bool joins = open && (has_blank || has_indent) && !has_long && !is_below_headline;
    if (line.empty()) {
      open = false;
    } else if (joins) {
      blocks.back() += "\n" + line;
    } else {
      blocks.emplace_back(Trim(line));
      open = true;
    }
  }
  return blocks;
}

// --- Headers: "Date: 5 June 2018" lines at the beginning ---

void TakeDate(std::string_view value, Article* article) {
  article->published = ParseNewsDate(value);
  if (article->published) article->published_basis = DateBasis::kMetadata;
}

struct Header {
  std::string_view name;
  void (*take)(std::string_view value, Article* article);
};
constexpr std::array kHeaders = {
    Header{"title", [](std::string_view v, Article* a) { a->title = v; }},
    Header{"headline", [](std::string_view v, Article* a) { a->title = v; }},
    Header{"date", TakeDate},
    Header{"published", TakeDate},
    Header{"publication date", TakeDate},
    Header{"source", [](std::string_view v, Article* a) { a->source = v; }},
    Header{"publication", [](std::string_view v, Article* a) { a->source = v; }},
    Header{"publisher", [](std::string_view v, Article* a) { a->source = v; }},
    Header{"author", [](std::string_view v, Article* a) { a->byline.emplace_back(v); }},
    Header{"byline", [](std::string_view v, Article* a) { a->byline.emplace_back(v); }},
    Header{"by", [](std::string_view v, Article* a) { a->byline.emplace_back(v); }},
    Header{"section", [](std::string_view v, Article* a) { a->section = v; }},
    Header{"url", [](std::string_view v, Article* a) { a->url = v; }},
    Header{"language", [](std::string_view v, Article* a) { a->language = v; }},
};

const Header* HeaderOf(std::string_view line, std::string_view* value) {
  const std::size_t colon = line.find(':');
  if (colon > 20) return nullptr;  // Or there is none.
  const std::string name = FoldForCompare(line.substr(0, colon));
  const auto it = std::ranges::find(kHeaders, name, &Header::name);
  *value = Trim(line.substr(colon + 1));
  return it == kHeaders.end() || value->empty() ? nullptr : &*it;
}

// Takes header lines off the beginning; one alone could be a headline ("Source: inflation is
// over").
void TakeHeaders(std::vector<std::string>* blocks, Article* article) {
  std::vector<std::string> lines;
  std::size_t used = 0;
  for (; used < blocks->size(); ++used) {
    std::vector<std::string> of_block = SplitList((*blocks)[used], "\n");
    std::string_view value;
    const bool all = std::ranges::all_of(
        of_block, [&](const std::string& line) { return HeaderOf(line, &value) != nullptr; });
    if (!all) break;
    std::ranges::move(of_block, std::back_inserter(lines));
  }
  if (lines.size() < 2) return;
  for (const std::string& line : lines) {
    std::string_view value;
    HeaderOf(line, &value)->take(value, article);
  }
  if (!article->source.empty()) article->source_basis = "metadata";
  blocks->erase(blocks->begin(), blocks->begin() + static_cast<std::ptrdiff_t>(used));
}

// --- Headline, byline, captions ---

void TakeTitle(std::vector<std::string>* blocks, Article* article) {
  if (!article->title.empty() || blocks->empty()) return;
  const std::string& first = blocks->front();
  if (first.find('\n') != std::string::npos || first.size() > kLongestTitle) return;
  article->title = first;
  blocks->erase(blocks->begin());
}

bool IsByline(std::string_view block) {
  return block.size() > 6 && block.size() <= kLongestByline && block.starts_with("By ") &&
         (IsUpper(block[3]) || (block[3] & 0x80) != 0) && !block.ends_with('.') &&
         block.find('\n') == std::string_view::npos;
}

// What stands in the last parentheses of a paragraph that ends with them.
std::string_view ClosingParenthesis(std::string_view block) {
  if (block.ends_with('.')) block.remove_suffix(1);
  const std::size_t open = block.rfind('(');
  if (!block.ends_with(')') || open == std::string_view::npos) return {};
  const std::string_view inside = block.substr(open + 1, block.size() - open - 2);
  return inside.size() > kLongestCredit ? std::string_view() : inside;
}

bool IsCaption(std::string_view block) {
  constexpr std::array<std::string_view, 8> kLabels = {
      "Photo:", "Picture:", "Image:", "Credit:", "Photograph:", "Photo by ", "Picture by ", "Pic:"};
  constexpr std::array<std::string_view, 15> kAgencies = {
      "PA",    "AP",  "AFP",          "Reuters",   "Getty", "Getty Images", "EPA",     "PA Wire",
      "Alamy", "Rex", "Shutterstock", "PA Images", "dpa",   "Handout",      "AP Photo"};
  const auto labels = [&](std::string_view text) {
    return std::ranges::any_of(kLabels, [&](auto label) { return text.starts_with(label); });
  };
  if (block.size() <= kLongestCredit && labels(block)) return true;
  const std::string_view credit = ClosingParenthesis(block);
  if (credit.empty()) return false;
  const std::vector<std::string> parts = SplitList(credit, "/");
  const auto is_agency = [&](const std::string& part) {
    return std::ranges::find(kAgencies, part) != kAgencies.end();
  };
  return labels(credit) || (parts.size() > 1 && std::ranges::any_of(parts, is_agency));
}

void TakeBlocks(const std::vector<std::string>& blocks, Article* article) {
  constexpr std::size_t kBylineWithin = 4;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (i < kBylineWithin && article->byline.empty() && IsByline(blocks[i])) {
      article->byline.push_back(blocks[i].substr(3));
    } else if (IsCaption(blocks[i])) {
      article->captions.push_back(blocks[i]);
    } else {
      article->body += blocks[i] + "\n\n";
    }
  }
}

// Markup that another format would have to recognise.
bool IsMarkup(std::string_view text) {
  return text.size() > 1 && text[0] == '<' &&
         (IsLetter(text[1]) || text[1] == '!' || text[1] == '?') &&
         text.find('>') != std::string_view::npos;
}

// What is called text may have more of them: logs of terminals, a stray zero.
bool HasTooManyControls(std::string_view bytes, bool is_named) {
  // ISO-2022 changes its alphabet with them.
  const bool is_shifted = bytes.find("\x1b$") != std::string_view::npos;
  const auto is_odd = [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_shifted && (c == '\x1b' || c == '\x0e' || c == '\x0f')) return false;
    return byte < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\x1a';
  };
  const auto odd = static_cast<std::size_t>(std::ranges::count_if(bytes, is_odd));
  const auto zeros = static_cast<std::size_t>(std::ranges::count(bytes, '\0'));
  if (!is_named) return zeros > 0 || odd * 100 > bytes.size();
  return zeros * 1000 > bytes.size() || odd * 10 > bytes.size();
}

}  // namespace

int SniffPlainText(const Head& head) {
  constexpr int kLikely = 10;
  constexpr int kPossible = 5;
  const bool is_wide = head.bytes.starts_with("\xff\xfe") || head.bytes.starts_with("\xfe\xff");
  if (is_wide || !WideCharset(head.bytes).empty()) return kLikely;
  const bool is_named = head.name.ends_with(".txt") || head.name.ends_with(".text");
  if (HasTooManyControls(head.bytes, is_named) || IsMarkup(Trim(head.bytes))) return 0;
  if (!MediaKind(head).empty()) return 0;
  return is_named ? kLikely : kPossible;
}

void ReadPlainText(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
                   Problems*) {
  const DecodedText decoded = DecodeText(record.bytes, options.charset);
  Article article;
  if (decoded.is_lossy) {
    article.notes.push_back("some characters could not be read as " + decoded.charset);
  }
  std::vector<std::string> blocks = Blocks(WithoutMarkup(decoded.text));
  TakeHeaders(&blocks, &article);
  TakeTitle(&blocks, &article);
  TakeBlocks(blocks, &article);
  article.other_forms = WordsPartedByLines(article.body);
  articles->push_back(std::move(article));
}

}  // namespace backfile
