// Titles and bylines: what the markup says first, what the page shows second.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html_title.h"

#include <algorithm>
#include <array>
#include <optional>

#include "article/text.h"
#include "formats/byline.h"
#include "formats/entities.h"

namespace backfile {

using enum HtmlTag;

namespace {

int CountWords(std::string_view text) { return static_cast<int>(SplitList(text, " ").size()); }

// A separator between a headline and a site's name, spaces around it: where it stands and how long
// it is.
struct Separator {
  std::size_t at = 0;
  std::size_t size = 0;
};
constexpr std::array<std::string_view, 10> kSeparators = {" | ", " - ", " – ", " — ", " » ",
                                                          " « ", " · ", " / ", " > ", " :: "};

std::optional<Separator> LastSeparator(std::string_view title) {
  std::optional<Separator> last;
  for (const std::string_view mark : kSeparators) {
    const std::size_t at = title.rfind(mark);
    if (at != std::string_view::npos && (!last || at > last->at)) last = {at, mark.size()};
  }
  return last;
}

std::optional<Separator> FirstSeparator(std::string_view title) {
  std::optional<Separator> first;
  for (const std::string_view mark : kSeparators) {
    const std::size_t at = title.find(mark);
    if (at != std::string_view::npos && (!first || at < first->at)) first = {at, mark.size()};
  }
  return first;
}

std::string PageTitle(const HtmlTree& tree) {
  for (std::int32_t i = 0; i < tree.size(); ++i) {
    if (tree[i].tag != kTitle || tree[i].end < i + 2) continue;
    std::string title;
    AppendDecoded(tree.Raw(i + 1), &title);
    title = Squeeze(title);
    if (!title.empty()) return title;
  }
  return {};
}

// The headings of a page in its order.
std::vector<std::string> Headings(const HtmlTree& tree, HtmlTag tag) {
  constexpr std::size_t kMost = 20;
  std::vector<std::string> headings;
  for (std::int32_t i = 0; i < tree.size() && headings.size() < kMost; ++i) {
    if (tree[i].tag != tag) continue;
    std::string text = tree.Text(i);
    if (!text.empty()) headings.push_back(std::move(text));
  }
  return headings;
}

// The title of the page without the site's name; a heading where the title says less.
std::string TitleFromPage(const HtmlTree& tree, std::string_view site) {
  const std::string page_title = PageTitle(tree);
  std::string title = WithoutSiteName(page_title, site);
  const std::vector<std::string> headings = Headings(tree, kH1);
  if (title.empty()) return headings.empty() ? title : headings.front();
  for (const std::string& heading : headings) {
    const bool is_part = page_title.find(heading) != std::string::npos;
    if (is_part && CountWords(heading) >= 3 && heading.size() < page_title.size()) return heading;
  }
  return title;
}

// "name" and "headline" differ now and then, one of them being a description or a teaser: the one
// that the page's title holds is the headline.
std::string HeadlineOf(const LinkedArticle& linked, std::string_view page_title) {
  if (linked.name.empty() || linked.headline == linked.name) return linked.headline;
  const std::string folded = FoldForCompare(page_title);
  const bool names_headline = folded.find(FoldForCompare(linked.headline)) != std::string::npos;
  const bool names_name = folded.find(FoldForCompare(linked.name)) != std::string::npos;
  const bool is_site = linked.name == linked.publisher;
  return names_name && !names_headline && !is_site ? linked.name : linked.headline;
}

}  // namespace

std::string WithoutSiteName(std::string_view title, std::string_view site) {
  const std::string folded_site = FoldForCompare(site);
  if (const auto last = LastSeparator(title)) {
    const std::string_view head = title.substr(0, last->at);
    const std::string_view tail = title.substr(last->at + last->size);
    if (!folded_site.empty() && FoldForCompare(tail) == folded_site) return Squeeze(head);
    if (const auto first = FirstSeparator(title);
        first && FoldForCompare(title.substr(0, first->at)) == folded_site) {
      return Squeeze(title.substr(first->at + first->size));
    }
    if (site.empty() && CountWords(head) >= 3) return Squeeze(head);
    if (site.empty() && CountWords(tail) >= 4) return Squeeze(tail);
  }
  return Squeeze(title);
}

void TakeTitle(const HtmlTree& tree, const HtmlMetadata& metadata, Article* article) {
  const auto& linked = metadata.linked();
  if (linked && linked->is_article) article->title = HeadlineOf(*linked, PageTitle(tree));
  if (article->title.empty()) {
    article->title = metadata.Meta({"parsely-title", "dc.title", "dcterms.title", "dc:title",
                                    "dcterm:title", "og:title", "weibo:article:title",
                                    "weibo:webpage:title", "title", "twitter:title"});
  }
  if (article->title.empty()) {
    article->title = TitleFromPage(tree, metadata.Meta({"og:site_name"}));
  }
  if (linked) article->subtitle = linked->subtitle;
  if (article->subtitle == article->title) article->subtitle.clear();
}

namespace {

bool IsName(std::string_view text) {
  return !text.empty() && text.size() < 100 && text.find("://") == std::string_view::npos &&
         text.find('@') == std::string_view::npos && !text.starts_with("www.");
}

std::string WithoutBy(std::string_view name) {
  constexpr std::array<std::string_view, 8> kBy = {
      "by ", "von ", "par ", "por ", "written by ", "posted by ", "from ", "author: "};
  std::string text = Squeeze(name);
  for (const std::string_view by : kBy) {
    std::string head = text.substr(0, by.size());
    std::ranges::transform(head, head.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    if (head == by) return text.substr(by.size());
  }
  return text;
}

// What follows the name: "Dan Reed - Apr 16, 2015 8:02 pm", "Nora Quist | Staff".
std::string WithoutTail(std::string name) {
  for (const std::string_view mark : {" - ", " | ", " – ", " — ", " · ", " • "}) {
    name.resize(std::min(name.find(mark), name.size()));
  }
  for (const std::string_view mark : {" -", " —", " –", ",", ":", "|"}) {
    if (name.ends_with(mark)) name.resize(name.size() - mark.size());
  }
  return name;
}

// "CDU", "AFP": a word of capitals alone is the short name of a body.
bool IsAcronym(std::string_view name) {
  return name.size() >= 2 && std::ranges::all_of(name, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Agencies, papers and parties sign articles, too; they are no writers.
bool NamesNoPerson(std::string_view name) {
  return std::ranges::all_of(SplitByline(name), [](const std::string& part) {
    return IsAffiliation(part) || IsAcronym(part);
  });
}

void AddNames(std::string_view text, std::vector<std::string>* byline) {
  const std::string name = WithoutTail(WithoutBy(text));
  if (IsName(name) && !NamesNoPerson(name)) byline->push_back(name);
}

bool HasWord(std::string_view attribute, std::string_view word) {
  return attribute.find(word) != std::string_view::npos;
}

// Elements that name the writer: rel=author, itemprop=author, class byline.
std::vector<std::string> VisibleAuthors(const HtmlTree& tree) {
  std::vector<std::string> names;
  for (std::int32_t i = 0; i < tree.size() && names.size() < 3; ++i) {
    if (tree[i].tag == kText || tree[i].attributes == 0 || tree[i].end - i > 40) continue;
    const auto rel = tree.RawAttribute(i, "rel");
    const auto css = tree.RawAttribute(i, "class");
    const auto id = tree.RawAttribute(i, "id");
    const bool is_author = (rel && *rel == "author") ||
                           (css && (HasWord(*css, "byline") || HasWord(*css, "author"))) ||
                           (id && (HasWord(*id, "byline") || HasWord(*id, "author")));
    if (!is_author) continue;
    const std::string text = WithoutTail(WithoutBy(tree.Text(i)));
    constexpr int kLongestName = 8;
    if (CountWords(text) <= kLongestName && text.find_first_of("0123456789") == text.npos) {
      AddNames(text, &names);
    }
    if (!names.empty()) break;
  }
  return names;
}

// The first line of a block that reads "By Agnes Thorold".
std::string BylineOf(const std::vector<HtmlBlock>& blocks) {
  constexpr int kMostWords = 6;
  for (const HtmlBlock& block : blocks) {
    const std::string line = block.text.substr(0, block.text.find('\n'));
    const bool is_byline = line.starts_with("By ") && line.size() > 5 && line[3] >= 'A' &&
                           line[3] <= 'Z' && CountWords(line) <= kMostWords &&
                           line.find_first_of("0123456789.!?") == std::string::npos;
    if (is_byline) return line;
  }
  return {};
}

}  // namespace

void TakeByline(const HtmlTree& tree, const HtmlMetadata& metadata,
                const std::vector<HtmlBlock>& blocks, Article* article) {
  auto& byline = article->byline;
  if (metadata.linked()) {
    for (const std::string& author : metadata.linked()->authors) AddNames(author, &byline);
  }
  if (byline.empty()) {
    AddNames(metadata.Meta({"dc.creator", "dcterms.creator", "dc:creator", "dcterm:creator",
                            "author", "parsely-author", "sailthru.author"}),
             &byline);
  }
  if (byline.empty()) AddNames(metadata.Meta({"article:author", "og:article:author"}), &byline);
  if (byline.empty()) {
    for (const std::string& author : metadata.Properties("author")) AddNames(author, &byline);
  }
  if (byline.empty()) byline = VisibleAuthors(tree);
  if (byline.empty()) AddNames(BylineOf(blocks), &byline);
}

}  // namespace backfile
