// Charset, tree, metadata, body: the table of contents of reading a page.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html_page.h"

#include <algorithm>

#include "article/news_date.h"
#include "article/text.h"
#include "formats/html_blocks.h"
#include "formats/html_body.h"
#include "formats/html_dates.h"
#include "formats/html_metadata.h"
#include "formats/html_title.h"
#include "formats/html_tree.h"

namespace backfile {

using enum HtmlTag;

namespace {

// The charset of <meta charset> or <meta http-equiv=content-type>, in the first bytes, as browsers
// look for it; or of an XML declaration.
std::string DeclaredCharset(std::string_view bytes) {
  constexpr std::size_t kLookAt = 4096;
  const HtmlTree head(bytes.substr(0, kLookAt), 64);
  for (std::int32_t i = 0; i < head.size(); ++i) {
    if (head[i].tag != kMeta) continue;
    if (const std::string charset = head.Attribute(i, "charset"); !charset.empty()) return charset;
    const std::string content = head.Attribute(i, "content");
    const std::size_t at = content.find("charset=");
    if (at != std::string::npos) return content.substr(at + 8, content.find(';', at) - at - 8);
  }
  const std::string_view start = bytes.substr(0, 100);
  const std::size_t encoding = start.find("encoding=");
  if (!start.starts_with("<?xml") || encoding == std::string_view::npos) return {};
  const std::string_view quoted = start.substr(encoding + 9);
  if (quoted.size() < 2) return {};
  return std::string(quoted.substr(1, quoted.find(quoted[0], 1) - 1));
}

std::string HostOf(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/:?#"));
  if (host.starts_with("www.")) host.remove_prefix(4);
  return std::string(host);
}

void TakeSource(const HtmlMetadata& metadata, Article* article) {
  if (metadata.linked()) article->source = metadata.linked()->publisher;
  if (article->source.empty()) article->source = metadata.Meta({"og:site_name"});
  if (article->source.empty()) {
    article->source = metadata.Meta({"dc.publisher", "dcterms.publisher", "application-name"});
  }
  if (article->source.starts_with("http")) article->source.clear();
  if (!article->source.empty()) {
    article->source_basis = "metadata";
  } else if (!metadata.url().empty()) {
    article->source = HostOf(metadata.url());
    if (!article->source.empty()) article->source_basis = "url";
  }
}

// "en_GB" and "EN-gb" as "en-GB"; empty if it is no language tag.
std::string LanguageTag(std::string_view text) {
  std::string tag(Trim(text.substr(0, 35)));
  std::ranges::replace(tag, '_', '-');
  const std::size_t primary = std::min(tag.find('-'), tag.size());
  if (primary < 2 || primary > 3) return {};
  for (std::size_t i = 0; i < tag.size(); ++i) {
    const bool is_letter = (tag[i] | 0x20) >= 'a' && (tag[i] | 0x20) <= 'z';
    if (!is_letter && (i < primary || (tag[i] != '-' && (tag[i] < '0' || tag[i] > '9')))) return {};
    if (is_letter) tag[i] = static_cast<char>(tag[i] | 0x20);
  }
  if (tag.size() == primary + 3) {
    for (std::size_t i = primary + 1; i < tag.size(); ++i) {
      if (tag[i] >= 'a') tag[i] = static_cast<char>(tag[i] - 32);
    }
  }
  return tag;
}

void TakeLanguage(const HtmlTree& tree, const HtmlMetadata& metadata, Article* article) {
  const std::string linked = metadata.linked() ? metadata.linked()->language : "";
  for (const std::string& candidate :
       {tree.Attribute(0, "lang"), tree.Attribute(0, "xml:lang"), linked,
        metadata.Meta({"og:locale", "content-language", "dc.language", "language"})}) {
    article->language = LanguageTag(candidate);
    if (!article->language.empty()) return;
  }
}

void TakeSubjects(const HtmlMetadata& metadata, Article* article) {
  const auto add = [&](std::string_view text) {
    for (std::string& word : SplitList(text, ",;")) article->subjects.push_back(std::move(word));
  };
  if (metadata.linked()) article->subjects = metadata.linked()->keywords;
  for (const std::string& tag : metadata.AllMeta("article:tag")) add(tag);
  add(metadata.Meta({"news_keywords", "keywords", "parsely-tags"}));
  constexpr std::size_t kMostSubjects = 50;
  article->subjects.resize(std::min(article->subjects.size(), kMostSubjects));
}

void TakeSection(const HtmlMetadata& metadata, Article* article) {
  if (metadata.linked()) article->section = metadata.linked()->section;
  if (article->section.empty()) {
    article->section =
        metadata.Meta({"article:section", "og:article:section", "parsely-section", "section"});
  }
  if (article->section.empty()) article->section = metadata.Property("articlesection");
}

}  // namespace

DecodedText DecodePage(std::string_view bytes, const HtmlPageHints& hints,
                       const ReadOptions& options) {
  std::string charset = hints.charset;
  if (charset.empty()) charset = DeclaredCharset(bytes);
  if (charset.empty()) charset = options.charset;
  return DecodeText(bytes, charset);
}

std::string WriteHints(const HtmlPageHints& hints) {
  std::string context;
  const auto line = [&](std::string_view key, std::string_view value) {
    if (value.empty()) return;
    context.append(key);
    for (const char c : value) context += c == '\n' || c == '\r' ? ' ' : c;
    context += '\n';
  };
  line("url: ", hints.url);
  line("charset: ", hints.charset);
  line("captured: ", hints.captured);
  return context;
}

HtmlPageHints ReadHints(std::string_view context) {
  HtmlPageHints hints;
  while (!context.empty()) {
    const std::string_view line = context.substr(0, context.find('\n'));
    context.remove_prefix(std::min(line.size() + 1, context.size()));
    if (line.starts_with("url: ")) hints.url = line.substr(5);
    if (line.starts_with("charset: ")) hints.charset = line.substr(9);
    if (line.starts_with("captured: ")) hints.captured = line.substr(10);
  }
  return hints;
}

Article ReadHtmlPage(std::string_view bytes, const HtmlPageHints& hints,
                     const ReadOptions& options) {
  Article article;
  const DecodedText decoded = DecodePage(bytes, hints, options);
  if (decoded.is_lossy) {
    article.notes.push_back("some characters could not be read as " + decoded.charset);
  }
  const HtmlTree tree(decoded.text, options.limits.max_html_depth);
  if (tree.was_too_deep()) article.notes.emplace_back("the page nests its elements too deeply");
  if (tree.was_too_large()) article.notes.emplace_back("the page has too many elements: cut off");
  const HtmlMetadata metadata(tree, hints.url);
  const std::vector<HtmlBlock> blocks = BlocksOf(tree);
  article.url = metadata.url();
  article.captured = ParseNewsDate(hints.captured);
  TakeTitle(tree, metadata, &article);
  TakeBody(tree, metadata, blocks, &article);
  TakeByline(tree, metadata, blocks, &article);
  TakeSource(metadata, &article);
  TakeLanguage(tree, metadata, &article);
  TakeDates(tree, metadata, blocks, &article);
  TakeSection(metadata, &article);
  TakeSubjects(metadata, &article);
  return article;
}

std::string TextOfHtml(std::string_view fragment, std::vector<std::string>* captions) {
  const HtmlTree tree(fragment, Limits{}.max_html_depth);
  std::vector<HtmlBlock> blocks = BlocksOf(tree);
  if (captions == nullptr) return CleanUtf8(JoinBlocks(blocks));
  const auto is_caption = [&](const HtmlBlock& block) {
    for (std::int32_t n = block.element; n > 0; n = tree[n].parent) {
      if (tree[n].tag == kFigcaption) return true;
    }
    return false;
  };
  for (const HtmlBlock& block : blocks) {
    if (is_caption(block)) captions->push_back(CleanUtf8(block.text));
  }
  std::erase_if(blocks, is_caption);
  return CleanUtf8(JoinBlocks(blocks));
}

}  // namespace backfile
