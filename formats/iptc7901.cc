// IPTC 7901 messages.
//
//     SOH eca062 4 i 211 ccccb   dpa 061     service and number, priority, category, words, source
//         Germany-politics/                  slug
//     STX headline =                         the head ends with '='
//         text
//     ETX 131137 GMT Nov 13                  day and time, month, year
//
// What follows "# Notebook" or "not for publication" is for editors, and stays out.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <array>

#include "article/json.h"
#include "article/news_date.h"
#include "article/text.h"
#include "formats/byline.h"
#include "formats/wire_text.h"

namespace backfile {

namespace {

bool IsDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void AddExtra(std::string_view key, std::string_view value, Article* article) {
  std::string json;
  if (value.empty()) return;
  AppendJsonString(value, &json);
  article->extras.emplace_back(key, json);
}

// "dpa-tns 0908": the source is the word before the last number.
void TakeHeader(std::string_view header, Article* article) {
  const std::vector<std::string_view> lines = WireLines(header);
  if (lines.empty()) return;
  const std::vector<std::string> words = SplitList(lines.front(), " ");
  if (!words.empty()) article->external_id = words.front();
  if (words.size() > 1) AddExtra("priority", words[1], article);
  if (words.size() > 2) AddExtra("category", words[2], article);
  if (words.size() > 4 && IsDigits(words.back())) {
    const std::string& service = words[words.size() - 2];
    article->source = service.substr(0, service.find('-'));
    article->source_basis = "metadata";
  }
  std::string slug;
  for (std::size_t i = 1; i < lines.size(); ++i) slug += std::string(Trim(lines[i])) + " ";
  AddExtra("slug", Trim(slug), article);
  article->subjects = SplitList(slug, "/");
}

// "131137 GMT Nov 13": day and time of day in UTC, month, year.
void TakeDate(std::string_view trailer, Article* article) {
  std::vector<std::string> words = SplitList(trailer.substr(0, 100), " \r\n\x7f");
  std::erase_if(words, [](const std::string& word) { return FoldForCompare(word) == "gmt"; });
  if (words.size() < 3 || words[0].size() != 6 || !IsDigits(words[0])) return;
  const std::string& day = words[0];
  const std::string year =
      words[2].size() == 2 ? (words[2] < "70" ? "20" : "19") + words[2] : words[2];
  article->published = ParseNewsDate(day.substr(0, 2) + " " + words[1] + " " + year + " " +
                                     day.substr(2, 2) + ":" + day.substr(4, 2) + " GMT");
  if (!article->published) return;
  article->published_basis = DateBasis::kMetadata;
  // Numbers begin anew every day.
  article->external_id += " " + article->published->ToString().substr(0, 10);
}

// How many lines are the head: up to the one that ends in '='; else the first block.
std::size_t HeadLines(const std::vector<std::string_view>& lines) {
  constexpr std::size_t kMostLines = 8;
  std::size_t block = 0;
  for (std::size_t i = 0; i < std::min(lines.size(), kMostLines); ++i) {
    if (lines[i].ends_with('=')) return i + 1;
    if (block == 0 && i > 0 && Trim(lines[i]).empty()) block = i;
  }
  return block;
}

void TakeHead(const std::vector<std::string_view>& lines, Article* article) {
  std::string marks;
  for (std::string_view line : lines) {
    if (line.ends_with('=')) line.remove_suffix(1);
    if (const std::string taken = TakeUpdateMarks(&line); !taken.empty()) {
      marks += (marks.empty() ? "" : " ") + taken;
    }
    line = Trim(line);
    if (line.starts_with("By ") || line.starts_with("Von ")) {
      std::ranges::move(SplitByline(line), std::back_inserter(article->byline));
    } else if (!line.empty()) {
      article->title += (article->title.empty() ? "" : " ") + std::string(line);
    }
  }
  article->correction = marks;
  if (IsKill(marks)) article->status = Status::kCanceled;
}

bool EndsText(std::string_view line) {
  const std::string folded = FoldForCompare(line);
  return line.starts_with("# ") || line.starts_with("## ") || folded.starts_with("* * *") ||
         (folded.find("not") != std::string::npos &&
          folded.find("for publication") != std::string::npos);
}

// Columns are set with runs of spaces within a line.
bool IsTableRow(std::string_view line) { return Trim(line).find("   ") != std::string_view::npos; }

// "dpa wsz jln npr": the initials of those who handled it.
bool IsSignature(std::string_view line, std::string_view source) {
  const std::string_view text = Trim(line);
  return !source.empty() && text.starts_with(source) && text.size() < 40 &&
         std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == ' '; });
}

std::string BodyOf(const std::vector<std::string_view>& lines, std::string_view source) {
  std::string body;
  bool opens = true;
  for (const std::string_view line : lines) {
    if (EndsText(line)) break;
    const std::string_view text = Trim(line);
    if (IsSignature(text, source)) continue;
    if (text.empty()) {
      opens = true;
      continue;
    }
    const bool is_row = IsTableRow(line);
    if (!body.empty()) body += opens ? "\n\n" : is_row ? "\n" : " ";
    body += text;
    opens = false;
    if (is_row) body += "\n";
  }
  return body;
}

}  // namespace

void ReadIptc7901(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
                  Problems*) {
  std::string text;
  const WireMessage message = ParseWireMessage(record.bytes, options.charset, &text);
  Article article;
  TakeHeader(message.header, &article);
  TakeDate(message.trailer, &article);
  std::vector<std::string_view> lines = WireLines(message.text);
  const auto head = lines.begin() + static_cast<std::ptrdiff_t>(HeadLines(lines));
  TakeHead({lines.begin(), head}, &article);
  article.body = BodyOf({head, lines.end()}, article.source);
  articles->push_back(std::move(article));
}

}  // namespace backfile
