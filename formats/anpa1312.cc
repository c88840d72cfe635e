// ANPA 1312 messages.
//
//     SYN SYN SOH W2870 US _asian              service letter and number, selector
//     f l DC3 DC1 BC-LT--Argentina-CancerB     11-13 1049      priority, category, slug, day, words
//     STX ^BC-LT--Argentina-Cancer Beauty,466<                 slug in full, words
//     ^Headline<  ^Eds: note<  ^By NAME=  ^Writer's post=      lines of the head begin with '^'
//         text                                                 indented by a tab
//     ETX AP-WF-11-13-13 1509GMT<                              service, date, time
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

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsDigits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, IsDigit); }

struct Typing {
  std::string_view typed;
  std::string_view meant;
};
// Teleprinters had neither dashes nor curly quotes.
constexpr std::array kTypings = {Typing{"``", "“"}, Typing{"''", "”"}, Typing{"`", "‘"},
                                 Typing{" _ ", " — "}};

std::string Typeset(std::string_view wire) {
  std::string text;
  text.reserve(wire.size());
  while (!wire.empty()) {
    const auto begins = [&](const Typing& typing) { return wire.starts_with(typing.typed); };
    const auto typing = std::ranges::find_if(kTypings, begins);
    if (typing == kTypings.end()) {
      text += wire.front();
      wire.remove_prefix(1);
    } else {
      text += typing->meant;
      wire.remove_prefix(typing->typed.size());
    }
  }
  return text;
}

// "AP-WF-11-13-13 1509GMT": month, day, year; the service's name comes first.
void TakeTrailer(std::string_view trailer, Article* article) {
  for (const std::string_view line : WireLines(trailer.substr(0, 200))) {
    const std::string_view text = Trim(line);
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos || space < 8) continue;
    const std::string_view day = text.substr(space - 8, 8);
    const std::string_view time = Trim(text.substr(space));
    if (day[2] != '-' || day[5] != '-' || time.size() < 4 || !IsDigits(time.substr(0, 4))) continue;
    const std::string_view year = day.substr(6, 2);
    std::string iso(year < "70" ? "20" : "19");
    iso.append(year).append("-").append(day.substr(0, 5)).append(" ");
    iso.append(time.substr(0, 2)).append(":").append(time.substr(2, 2)).append(" ");
    iso.append(time.substr(4, time.find_first_of("< ", 4) - 4));
    article->published = ParseNewsDate(iso);
    if (article->published) article->published_basis = DateBasis::kMetadata;
    article->source = text.substr(0, text.find('-'));
    article->source_basis = "metadata";
    return;
  }
}

void TakeHeader(std::string_view header, Article* article) {
  const std::vector<std::string_view> lines = WireLines(header);
  if (lines.empty()) return;
  const std::string_view first = Trim(lines.front());
  const auto end = std::ranges::find_if_not(
      first, [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
  article->external_id = first.substr(0, static_cast<std::size_t>(end - first.begin()));
  if (article->published) {
    article->external_id += " " + article->published->ToString().substr(0, 10);
  }
}

// The slug without "BC-" and its like, the count of words, and what says that it is an update:
// "BC-BKN--Heat-Hawks, 1st Ld-Writethru,416" is "BKN--Heat-Hawks" and "1st Ld-Writethru".
std::string TakeSlug(std::string_view line, Article* article) {
  std::vector<std::string> parts = SplitList(line, ",");
  if (parts.size() > 1 && IsDigits(parts.back())) parts.pop_back();
  if (parts.empty()) return "";
  std::string_view slug = parts.front();
  if (slug.size() > 3 && slug[2] == '-') slug.remove_prefix(3);
  std::string json;
  AppendJsonString(slug, &json);
  article->extras.emplace_back("slug", json);
  if (parts.size() > 1) article->correction = parts[1] + ".";
  if (IsKill(line)) article->status = Status::kCanceled;
  return std::string(slug);
}

// Of a kill: the reason, addressed to editors.
std::string FirstParagraph(std::string_view body) {
  constexpr std::size_t kMost = 500;
  const std::string_view first = body.substr(0, body.find("\n\n"));
  return std::string(first.size() <= kMost ? first : first.substr(0, first.rfind(' ', kMost)));
}

// The slug stands in for a headline where there is none: "WEA--Global Weather" -> "Global Weather".
std::string TitleFromSlug(std::string slug) {
  const std::size_t dashes = slug.find("--");
  if (dashes != std::string::npos) slug.erase(0, dashes + 2);
  return slug.ends_with("NewsAlert") ? "" : slug;
}

bool IsAboutMedia(std::string_view line) {
  constexpr std::array<std::string_view, 8> kMedia = {"Photo", "Photos", "Graphic",     "Graphics",
                                                      "Video", "Audio",  "Interactive", "Picture"};
  if (line.starts_with("AP ")) line.remove_prefix(3);
  const std::string_view word = line.substr(0, line.find_first_of(" :,"));
  return std::ranges::find(kMedia, word) != kMedia.end();
}

// A line of the head, without its marks.
void TakeHeadLine(std::string_view line, bool is_credit, Article* article) {
  if (line.starts_with("By ") || line.starts_with("BY ")) {
    article->byline = SplitByline(line);
  } else if (is_credit || IsAboutMedia(line) || line == "END") {
    return;  // A writer's post, or what is sent beside the text.
  } else if (line.starts_with("Eds:") || line.starts_with("Editors:")) {
    article->correction += (article->correction.empty() ? "" : " ") + Typeset(line);
  } else if (article->title.empty()) {
    article->title = Typeset(line);
  } else if (article->subtitle.empty()) {
    article->subtitle = Typeset(line);
  }
}

struct Lines {
  std::vector<std::string> head;  // With their last mark, '<' or '='.
  std::string body;
};

// Lines of the text. One that ends in '<' ends there, as the rows of a table do; others are
// paragraphs, which may run on over lines without indent.
Lines Sort(const std::vector<std::string_view>& lines) {
  Lines sorted;
  bool in_head = false;
  bool row_before = false;
  for (const std::string_view line : lines) {
    const bool is_indented = line.starts_with('\t') || line.starts_with(' ');
    std::string text(Trim(line));
    if (text.empty() || text == "___" || text == "<") continue;
    if (text.front() == '^' || in_head) {
      if (text.front() == '^')
        sorted.head.push_back(text.substr(1));
      else
        sorted.head.back() += " " + text;
      in_head = !text.ends_with('<') && !text.ends_with('=');
      continue;
    }
    const bool is_row = text.ends_with('<');
    if (is_row) text.pop_back();
    const bool runs_on = !is_indented && !row_before;
    if (!sorted.body.empty()) sorted.body += runs_on ? " " : is_row && row_before ? "\n" : "\n\n";
    sorted.body += text;
    row_before = is_row;
  }
  return sorted;
}

}  // namespace

void ReadAnpa1312(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
                  Problems*) {
  std::string text;
  const WireMessage message = ParseWireMessage(record.bytes, options.charset, &text);
  Article article;
  TakeTrailer(message.trailer, &article);
  TakeHeader(message.header, &article);
  const Lines lines = Sort(WireLines(message.text));
  std::string slug;
  for (std::size_t i = 0; i < lines.head.size(); ++i) {
    std::string_view line = lines.head[i];
    const bool is_credit = line.ends_with('=');
    while (line.ends_with('<') || line.ends_with('=') || line.ends_with(' ')) line.remove_suffix(1);
    if (i == 0) {
      slug = TakeSlug(line, &article);
    } else {
      TakeHeadLine(Trim(line), is_credit, &article);
    }
  }
  article.body = Typeset(lines.body);
  // Leads, writethrus and kills of a story have new numbers, and its slug.
  if (!slug.empty() && !slug.ends_with("NewsAlert") && article.published) {
    article.story = slug + " " + article.published->ToString().substr(0, 10);
  }
  if (article.status == Status::kCanceled) {
    article.correction += (article.correction.empty() ? "" : " ") + FirstParagraph(article.body);
  }
  constexpr std::size_t kSameBeginning = 60;
  const std::string_view beginning = std::string_view(article.subtitle).substr(0, kSameBeginning);
  if (article.body.find(beginning) != std::string::npos) article.subtitle.clear();
  if (article.title.empty()) article.title = TitleFromSlug(std::move(slug));
  articles->push_back(std::move(article));
}

}  // namespace backfile
