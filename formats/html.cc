// The row of web pages in the table of formats.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html.h"

#include <algorithm>
#include <array>
#include <string>

#include "article/text.h"
#include "formats/html_page.h"

namespace backfile {

namespace {

constexpr std::size_t kLookAt = 16 * 1024;

// UTF-16 read as if it were ASCII: every other byte is 0.
std::string LowerAscii(std::string_view bytes) {
  std::string lower;
  lower.reserve(bytes.size());
  for (const char c : bytes) {
    if (c != '\0') lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return lower;
}

bool IsHtmlName(std::string_view name) {
  constexpr std::array<std::string_view, 4> kEndings = {".html", ".htm", ".xhtml", ".shtml"};
  return std::ranges::any_of(kEndings, [&](std::string_view e) { return name.ends_with(e); });
}

// Without a byte order mark, comments and processing instructions in front.
std::string_view SkipProlog(std::string_view text) {
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) text.remove_prefix(2);
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  for (text = Trim(text); text.starts_with("<!--") || text.starts_with("<?"); text = Trim(text)) {
    const std::string_view mark = text[1] == '!' ? "-->" : ">";
    const std::size_t end = text.find(mark);
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + mark.size());
  }
  return text;
}

}  // namespace

int SniffHtml(const Head& head) {
  constexpr int kCertain = 90;
  constexpr int kLikely = 60;
  constexpr int kNamed = 50;
  constexpr int kTagged = 11;  // Before plain text, behind XML of any kind.
  const std::string lower = LowerAscii(head.bytes.substr(0, kLookAt));
  const std::string_view text = SkipProlog(lower);
  if (text.starts_with("<!doctype html") || text.starts_with("<html") ||
      text.starts_with("<!doctype\nhtml")) {
    return kCertain;
  }
  constexpr std::array<std::string_view, 6> kBeginnings = {"<head", "<body",  "<title",
                                                           "<meta", "<table", "<script"};
  const auto begins = [&](std::string_view b) { return text.starts_with(b); };
  if (std::ranges::any_of(kBeginnings, begins)) return kLikely;
  const bool has_tags =
      lower.find("<html") != std::string::npos || lower.find("<body") != std::string::npos ||
      lower.find("<p>") != std::string::npos || lower.find("<div") != std::string::npos;
  const bool is_binary = std::ranges::count(head.bytes, '\0') > 0 && text.empty();
  if (is_binary || !IsHtmlName(LowerAscii(head.name))) return 0;
  if (has_tags) return kNamed;
  return text.size() > 1 && text[0] == '<' && text[1] >= 'a' && text[1] <= 'z' ? kTagged : 0;
}

void ReadHtml(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems*) {
  articles->push_back(ReadHtmlPage(record.bytes, ReadHints(record.context), options));
}

}  // namespace backfile
