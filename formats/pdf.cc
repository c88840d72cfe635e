// PDF by poppler, which finds the reading order of columns and gives the text line by line.
//
// What is left to do: lines become paragraphs, page numbers and running heads go, and a title is
// found: the document's own, else the largest line of its first page. poppler is not to be trusted
// with hostile files; it runs where a crash costs one record (the worker processes), and the number
// of pages is bounded here. The date of a PDF is when the file was made, often centuries after what
// is printed in it: it goes to the extras.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/pdf.h"

#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-global.h>
#include <poppler/cpp/poppler-page.h>
#include <poppler/cpp/poppler-toc.h>

#include <algorithm>
#include <array>
#include <memory>

#include "article/text.h"
#include "formats/byline.h"
#include "formats/line_ends.h"

namespace backfile {

namespace {

constexpr int kMostPages = 5000;
constexpr int kBookPages = 100;       // More are read page by page.
constexpr double kLetterWidth = 650;  // Points; A4 and American letters are narrower.
constexpr double kTitleRatio = 1.25;  // A title is set that much larger than the text.
constexpr double kSameSize = 0.05;
constexpr std::size_t kLongestTitle = 200;

std::string Utf8(const poppler::ustring& text) {
  const poppler::byte_array bytes = text.to_utf8();
  return CleanUtf8(std::string_view(bytes.data(), bytes.size()));
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\n\f"), text.size());
    lines.push_back(Trim(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool EndsSentence(std::string_view line) {
  constexpr std::array<std::string_view, 9> kEnds = {".", "!", "?", ":", "\"", "”", "»", ")", "’"};
  return std::ranges::any_of(kEnds, [&](std::string_view end) { return line.ends_with(end); });
}

// Whether a line ends in a hyphen that stands within a word; then it loses it.
bool TakeHyphen(std::string* text, std::string_view next, std::vector<std::string>* other_forms) {
  const bool goes_on = !next.empty() && ((next[0] >= 'a' && next[0] <= 'z') || (next[0] & 0x80));
  const std::size_t hyphen = HyphenAtEnd(*text);
  if (!goes_on || hyphen == 0 || text->size() <= hyphen) return false;
  const char before = (*text)[text->size() - hyphen - 1];
  if (before == ' ' || before == '-' || IsDigit(before)) return false;
  text->resize(text->size() - hyphen);
  AddForm(HyphenatedAcross(*text, next), other_forms);
  return true;
}

std::size_t MedianLength(const std::vector<std::string_view>& lines) {
  std::vector<std::size_t> lengths;
  for (const std::string_view line : lines) {
    if (!line.empty()) lengths.push_back(line.size());
  }
  if (lengths.empty()) return 0;
  const auto middle = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2);
  std::ranges::nth_element(lengths, middle);
  return *middle;
}

bool IsPageNumber(std::string_view line) {
  return line.size() <= 6 && !line.empty() &&
         std::ranges::all_of(line, [](char c) { return IsDigit(c) || c == '-' || c == ' '; });
}

// A page's text without its number and without what heads most pages.
// Its title becomes a paragraph of its own.
std::string WithoutMargins(const std::string& page, const std::string& running_head,
                           const std::string& title) {
  std::vector<std::string_view> lines = Lines(page);
  while (!lines.empty() && (lines.back().empty() || IsPageNumber(lines.back()))) lines.pop_back();
  std::size_t first = 0;
  while (first < lines.size() && (lines[first].empty() || IsPageNumber(lines[first]) ||
                                  (!running_head.empty() && lines[first] == running_head))) {
    ++first;
  }
  std::string text;
  for (std::size_t i = first; i < lines.size(); ++i) {
    text.append(lines[i]).append(lines[i] == title ? "\n\n" : "\n");
  }
  return text;
}

// The line that more than half of the pages begin with; empty if there is none, or few pages.
std::string RunningHead(const std::vector<std::string>& pages) {
  std::vector<std::string> heads;
  for (const std::string& page : pages) {
    for (const std::string_view line : Lines(page)) {
      if (line.empty() || IsPageNumber(line)) continue;
      heads.emplace_back(line);
      break;
    }
  }
  std::ranges::sort(heads);
  if (heads.size() < 3) return "";
  const std::string& middle =
      heads[heads.size() / 2];  // What more than half have is in the middle.
  const auto same = static_cast<std::size_t>(std::ranges::count(heads, middle));
  return same * 2 > heads.size() ? middle : "";
}

// Whether a line can be a title: mostly letters, and a word among them. Ornaments and bad scans are
// often the largest things on a page.
bool ReadsAsTitle(std::string_view line) {
  constexpr std::size_t kWord = 4;
  std::size_t letters = 0;
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : line) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
    letters += is_letter || c == ' ' ? 1 : 0;
    run = is_letter ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest >= kWord && letters * 10 >= line.size() * 7;
}

// "2. A horse": how the next entry of a list begins.
bool BeginsEntry(std::string_view line) {
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  return digits > 0 && digits <= 3 && line.substr(digits).starts_with(". ");
}

// The first run of words in the largest letters of a page; empty if all are of a size.
std::string LargestLine(const poppler::page& page) {
  const auto words = page.text_list(poppler::page::text_list_include_font);
  std::vector<double> sizes;
  for (const auto& word : words) sizes.push_back(word.get_font_size());
  if (sizes.empty()) return "";
  const double largest = *std::ranges::max_element(sizes);
  std::vector<double> sorted = sizes;
  std::ranges::nth_element(sorted, sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2));
  if (largest < sorted[sorted.size() / 2] * kTitleRatio) return "";
  std::string line;
  std::string letters;  // S P A C E D words
  bool is_spaced = true;
  for (std::size_t i = 0; i < words.size() && line.size() < kLongestTitle; ++i) {
    if (sizes[i] < largest * (1 - kSameSize)) {
      if (!line.empty()) break;
      continue;
    }
    const std::string word = Utf8(words[i].text());
    is_spaced = is_spaced && word.size() <= 2;
    letters += word;
    line += (line.empty() ? "" : " ") + word;
  }
  if (is_spaced) line = letters;
  return ReadsAsTitle(line) ? line : "";
}

// A title that a program made of a file's name says nothing.
std::string OwnTitle(const poppler::document& document) {
  const std::string title = Squeeze(Utf8(document.get_title()));
  constexpr std::array<std::string_view, 10> kEndings = {".indd", ".qxd", ".qxp", ".doc", ".docx",
                                                         ".pdf",  ".tif", ".ps",  ".dvi", ".jpg"};
  const bool is_name =
      std::ranges::any_of(kEndings, [&](std::string_view end) { return title.ends_with(end); });
  const std::string folded = FoldForCompare(title);
  return is_name || folded == "untitled" || title.find(' ') == std::string::npos ? "" : title;
}

bool HasOutline(const poppler::document& document) {
  const std::unique_ptr<poppler::toc> outline(document.create_toc());
  return outline && outline->root() != nullptr && !outline->root()->children().empty();
}

struct Pages {
  std::vector<std::string> texts;
  std::vector<std::string> titles;
  bool are_large = false;
  bool are_cut = false;
};

// The text of all pages, or as many as the limits allow.
Pages ReadPages(const poppler::document& document, const ReadOptions& options) {
  Pages pages;
  std::int64_t bytes = 0;
  const int count = std::min(document.pages(), kMostPages);
  pages.are_cut = count < document.pages();
  for (int i = 0; i < count; ++i) {
    const std::unique_ptr<poppler::page> page(document.create_page(i));
    if (!page) {
      pages.are_cut = true;
      continue;
    }
    const poppler::rectf rect = page->page_rect();
    pages.are_large = pages.are_large || std::min(rect.width(), rect.height()) > kLetterWidth;
    pages.texts.push_back(Utf8(page->text({}, poppler::page::non_raw_non_physical_layout)));
    pages.titles.push_back(LargestLine(*page));
    bytes += static_cast<std::int64_t>(pages.texts.back().size());
    if (bytes <= options.limits.max_text_bytes) continue;
    pages.are_cut = pages.are_cut || i + 1 < count;
    break;
  }
  return pages;
}

std::string FileNameOf(const Record& record) {
  std::string_view name = record.locator.members.empty() ? std::string_view(record.locator.archive)
                                                         : record.locator.members.back();
  name = name.substr(name.rfind('/') + 1);
  return std::string(name.substr(0, std::min(name.rfind('.'), name.size())));
}

Article CommonOf(const poppler::document& document) {
  Article article;
  article.byline = SplitByline(Squeeze(Utf8(document.get_author())));
  return article;
}

void AddPages(const Pages& pages, const std::string& name, const Article& common,
              std::vector<Article>* articles) {
  const std::string head = RunningHead(pages.texts);
  for (std::size_t i = 0; i < pages.texts.size(); ++i) {
    Article article = common;
    const std::string number = std::to_string(i + 1);
    article.body =
        JoinLines(WithoutMargins(pages.texts[i], head, pages.titles[i]), &article.other_forms);
    if (article.body.empty()) continue;
    article.title = pages.titles[i].empty() ? name + ", page " + number : pages.titles[i];
    article.extras.emplace_back("page", number);
    articles->push_back(std::move(article));
  }
}

void AddWhole(const Pages& pages, const std::string& title, Article article,
              std::vector<Article>* articles) {
  const std::string head = RunningHead(pages.texts);
  std::string text;
  for (std::size_t i = 0; i < pages.texts.size(); ++i) {
    text += WithoutMargins(pages.texts[i], head, pages.titles[i]);
  }
  article.body = JoinLines(text, &article.other_forms);
  article.title = title.empty() && !pages.titles.empty() ? pages.titles.front() : title;
  if (!article.body.empty()) articles->push_back(std::move(article));
}

}  // namespace

int SniffPdf(const Head& head) {
  constexpr std::size_t kWithin = 1024;  // Readers allow that much in front.
  if (head.bytes.starts_with("%PDF-")) return 98;
  return head.bytes.substr(0, kWithin).find("%PDF-1.") != std::string_view::npos ? 70 : 0;
}

std::string JoinLines(std::string_view page, std::vector<std::string>* other_forms) {
  const std::vector<std::string_view> lines = Lines(page);
  const std::size_t median = MedianLength(lines);
  std::string text;
  std::size_t last = 0;  // Length of the line before.
  bool opens = true;     // The next line begins a paragraph.
  for (const std::string_view line : lines) {
    if (line.empty()) {
      opens = true;
      continue;
    }
    const bool is_short = last * 4 < median * 3;
    const bool ends = EndsSentence(text) && (is_short || BeginsEntry(line));
    if (!text.empty() && (opens || ends)) {
      text += "\n\n";
    } else if (!text.empty() && !TakeHyphen(&text, line, other_forms)) {
      text += ' ';
    }
    text += line;
    last = line.size();
    opens = false;
  }
  return text;
}

void ReadPdf(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
             Problems* problems) {
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  const std::unique_ptr<poppler::document> document(poppler::document::load_from_raw_data(
      record.bytes.data(), static_cast<int>(record.bytes.size())));
  if (!document) {
    problems->push_back({Reason::kBadRecord, {}, "the PDF is damaged beyond reading"});
    return;
  }
  if (document->is_locked()) {
    problems->push_back(
        {Reason::kEncrypted, {}, "the PDF is encrypted; remove its password first"});
    return;
  }
  const Pages pages = ReadPages(*document, options);
  const std::string title = OwnTitle(*document);
  const bool has_structure = !title.empty() || HasOutline(*document);
  const bool by_page = pages.texts.size() > 1 &&
                       (!has_structure || pages.are_large || pages.texts.size() > kBookPages);
  if (by_page) {
    AddPages(pages, title.empty() ? FileNameOf(record) : title, CommonOf(*document), articles);
  } else {
    AddWhole(pages, title, CommonOf(*document), articles);
  }
  if (articles->empty()) {
    problems->push_back({Reason::kEmpty, {}, "the PDF has no text layer; it needs OCR first"});
  } else if (pages.are_cut) {
    problems->push_back({Reason::kPartlyRead, {}, "some pages of the PDF could not be read"});
  }
}

}  // namespace backfile
