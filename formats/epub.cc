// A zip whose META-INF/container.xml names a package document, which names everything else.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/epub.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>

#include "article/charset.h"
#include "article/news_date.h"
#include "article/text.h"
#include "formats/byline.h"
#include "formats/container.h"
#include "formats/entities.h"
#include "formats/header_block.h"
#include "formats/html_page.h"
#include "formats/markup.h"
#include "formats/media.h"

namespace backfile {

namespace {

using Files = std::map<std::string, std::string>;

constexpr std::size_t kMostDocuments = 10'000;

bool HoldsText(std::string_view name) {
  constexpr std::array<std::string_view, 12> kOthers = {".jpg",  ".jpeg", ".png", ".gif",
                                                        ".svg",  ".css",  ".ttf", ".otf",
                                                        ".woff", ".mp3",  ".mp4", ".js"};
  const std::string lower = LowerAscii(name);
  return std::ranges::none_of(kOthers, [&](std::string_view end) { return lower.ends_with(end); });
}

// The members that hold text, up to the limit of a member for all together.
Files Unzip(const std::string& bytes, const ReadOptions& options, Problems* problems) {
  Files files;
  const int fd = memfd_create("epub", MFD_CLOEXEC);
  const auto written = fd < 0 ? -1 : write(fd, bytes.data(), bytes.size());
  if (written == static_cast<ssize_t>(bytes.size())) {
    const auto zip = OpenArchiveFile(fd, "", options.limits, problems);
    std::int64_t left = options.limits.max_member_bytes;
    std::vector<char> chunk(1U << 16);
    while (auto member = zip ? zip->Next(problems) : std::nullopt) {
      if (!HoldsText(member->name)) continue;
      std::string& text = files[member->name];
      for (std::size_t n = 1; n > 0 && left > 0;) {
        n = member->content->Read(chunk.data(), chunk.size());
        text.append(chunk.data(), n);
        left -= static_cast<std::int64_t>(n);
      }
      if (auto problem = member->content->problem()) problems->push_back(std::move(*problem));
    }
    if (left <= 0) problems->push_back({Reason::kTooLarge, {}, "the book unpacks to too much"});
  }
  if (fd >= 0) close(fd);
  return files;
}

// The start tags of elements of that local name.
std::vector<std::string_view> StartTags(std::string_view xml, std::string_view name) {
  std::vector<std::string_view> tags;
  for (std::size_t at = xml.find('<'); at != xml.npos; at = xml.find('<', at + 1)) {
    const std::size_t end = std::min(xml.find('>', at), xml.size());
    std::string_view tag = xml.substr(at + 1, end - at - 1);
    std::string_view word = tag.substr(0, tag.find_first_of(" \t\r\n/"));
    word = word.substr(word.rfind(':') + 1);
    if (word == name) tags.push_back(tag);
    if (tags.size() == kMostDocuments) break;
  }
  return tags;
}

std::string Attribute(std::string_view tag, std::string_view name) {
  return DecodeEntities(AttributeOf(tag, name));
}

// Texts of the elements of Dublin Core of that name.
std::vector<std::string> DublinCore(std::string_view package, std::string_view name) {
  std::vector<std::string> values;
  std::size_t from = 0;
  while (const auto text = FindElement(package, name, &from)) {
    std::string value = Squeeze(CleanUtf8(DecodeEntities(WithoutTags(*text))));
    if (!value.empty()) values.push_back(std::move(value));
    if (values.size() == 100) break;
  }
  return values;
}

std::string FirstOf(const std::vector<std::string>& values) {
  return values.empty() ? "" : values.front();
}

// "OPS/a.opf" and "../b%20c.html#x": "b c.html".
std::string Resolve(std::string_view base, std::string_view href) {
  const std::size_t slash = base.rfind('/');
  std::string path(slash == std::string_view::npos ? "" : base.substr(0, slash + 1));
  href = href.substr(0, href.find('#'));
  while (href.starts_with("../")) {
    href.remove_prefix(3);
    if (!path.empty()) path.resize(path.size() - 1);
    path.resize(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
  }
  for (std::size_t i = 0; i < href.size(); ++i) {
    unsigned code = 0;
    if (href[i] == '%' && i + 2 < href.size() &&
        sscanf(std::string(href.substr(i + 1, 2)).c_str(), "%2x", &code) == 1) {
      path += static_cast<char>(code);
      i += 2;
    } else {
      path += href[i];
    }
  }
  return path;
}

// Whether most of a document's words are links: a table of contents.
bool IsListOfLinks(std::string_view html, std::size_t text_size) {
  std::size_t from = 0;
  std::size_t linked = 0;
  while (const auto link = FindElement(html, "a", &from)) linked += WithoutTags(*link).size();
  return linked * 3 > text_size * 2;
}

std::string HeadingOf(std::string_view html) {
  for (const char* tag : {"h1", "h2", "h3", "title"}) {
    std::string heading = Squeeze(TextOfHtml(ElementText(html, tag)));
    if (!heading.empty()) return heading;
  }
  return "";
}

// What books put in front of their articles.
bool IsFrontMatter(std::string_view heading) {
  constexpr std::array<std::string_view, 9> kHeadings = {"contents", "table of contents", "toc",
                                                         "cover",    "cover page",        "inhalt",
                                                         "sommaire", "sumario",           "indice"};
  return std::ranges::find(kHeadings, FoldForCompare(heading)) != kHeadings.end();
}

// What is said of the book, for each of its articles.
Article CommonOf(std::string_view package) {
  Article common;
  common.section = FirstOf(DublinCore(package, "dc:title"));
  common.source = FirstOf(DublinCore(package, "dc:publisher"));
  if (common.source.empty()) common.source = common.section;
  if (!common.source.empty()) common.source_basis = "metadata";
  for (const std::string& creator : DublinCore(package, "dc:creator")) {
    std::ranges::move(SplitByline(creator), std::back_inserter(common.byline));
  }
  common.published = ParseNewsDate(FirstOf(DublinCore(package, "dc:date")));
  if (common.published) common.published_basis = DateBasis::kMetadata;
  common.language = FirstOf(DublinCore(package, "dc:language"));
  common.subjects = DublinCore(package, "dc:subject");
  common.external_id = FirstOf(DublinCore(package, "dc:identifier"));
  return common;
}

// Paths of the documents in reading order.
std::vector<std::string> ReadingOrder(std::string_view package, const std::string& path) {
  std::map<std::string, std::string> items;
  for (const std::string_view tag : StartTags(package, "item")) {
    const bool is_navigation = Attribute(tag, "properties").find("nav") != std::string::npos;
    if (!is_navigation) items[Attribute(tag, "id")] = Resolve(path, Attribute(tag, "href"));
  }
  std::vector<std::string> besides;
  for (const std::string_view tag : StartTags(package, "reference")) {
    const std::string type = Attribute(tag, "type");
    if (type == "cover" || type == "toc" || type == "title-page" || type == "copyright-page") {
      besides.push_back(Resolve(path, Attribute(tag, "href")));
    }
  }
  std::vector<std::string> order;
  for (const std::string_view tag : StartTags(package, "itemref")) {
    const auto item = items.find(Attribute(tag, "idref"));
    if (item == items.end() || Attribute(tag, "linear") == "no") continue;
    if (std::ranges::find(besides, item->second) == besides.end()) order.push_back(item->second);
    items.erase(item);  // Named twice, it is read once.
  }
  return order;
}

void AddDocument(const std::string& path, std::string_view bytes, const Article& common,
                 std::vector<Article>* articles) {
  const std::string html = DecodeText(bytes).text;
  const std::string_view inside = ElementText(html, "body");
  Article article = common;
  article.body = TextOfHtml(inside.empty() ? std::string_view(html) : inside, &article.captions);
  if (Trim(article.body).empty() || IsListOfLinks(html, article.body.size())) return;
  article.title = HeadingOf(html);
  if (IsFrontMatter(article.title)) return;
  if (!article.title.empty() && article.body.starts_with(article.title + "\n")) {
    article.body.erase(0, article.title.size());
  }
  if (!common.external_id.empty()) article.external_id = common.external_id + "#" + path;
  articles->push_back(std::move(article));
}

}  // namespace

int SniffEpub(const Head& head) {
  return PackedDocumentType(head.bytes) == "application/epub+zip" ? 99 : 0;
}

void ReadEpub(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems) {
  const Files files = Unzip(record.bytes, options, problems);
  const auto container = files.find("META-INF/container.xml");
  std::string path;
  if (container != files.end()) {
    for (const std::string_view tag : StartTags(container->second, "rootfile")) {
      if (path.empty()) path = Attribute(tag, "full-path");
    }
  }
  const auto package = files.find(path);
  if (package == files.end()) {
    problems->push_back({Reason::kBadRecord, {}, "the book has no package document"});
    return;
  }
  const std::string xml = DecodeText(package->second).text;
  const Article common = CommonOf(xml);
  for (const std::string& document : ReadingOrder(xml, path)) {
    const auto file = files.find(document);
    if (file != files.end()) AddDocument(document, file->second, common, articles);
  }
}

}  // namespace backfile
