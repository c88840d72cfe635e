// Dates of a page, in the order of trust: what is said for machines (JSON-LD, meta elements,
// microdata), then elements that are made for dates, then the address, then words near the
// headline, then data within scripts, then any date that is left.
//
// Each source is a function that gives a date or nothing; the first that gives one wins. What the
// visible text says is marked as such (DateBasis::kText): an article's own words may name another
// day. The order of the sources and what each accepts were settled on 188 pages with known dates,
// all of them: what it reaches there (.888) is no measure of pages that it has not seen.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html_dates.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "article/news_date.h"
#include "article/text.h"
#include "formats/date_scan.h"

namespace backfile {

using enum HtmlTag;

namespace {

using Date = std::optional<PartialDate>;

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return lower;
}

bool HasAny(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(
      words, [&](std::string_view w) { return text.find(w) != std::string_view::npos; });
}

class DateFinder {
 public:
  DateFinder(const HtmlTree& tree, const HtmlMetadata& metadata,
             const std::vector<HtmlBlock>& blocks, const Article& article)
      : tree_(tree), metadata_(metadata), blocks_(blocks), article_(article) {
    const std::string& language = article.language;
    const bool is_american = language == "en" || language == "en-US" || language.empty();
    order_ = is_american ? DateOrder::kMonthFirst : DateOrder::kDayFirst;
  }

  void FindPublished(Article* article) {
    struct Source {
      Date (DateFinder::*find)();
      DateBasis basis;
    };
    constexpr std::array<Source, 9> kSources = {{
        {&DateFinder::FromLinkedData, DateBasis::kMetadata},
        {&DateFinder::FromMeta, DateBasis::kMetadata},
        {&DateFinder::FromProperties, DateBasis::kMetadata},
        {&DateFinder::FromUrl, DateBasis::kUrl},
        {&DateFinder::FromTimeElements, DateBasis::kMetadata},
        {&DateFinder::FromDateElements, DateBasis::kText},
        {&DateFinder::FromHeadline, DateBasis::kText},
        {&DateFinder::FromScripts, DateBasis::kMetadata},
        {&DateFinder::FromAnyText, DateBasis::kText},
    }};
    for (const Source& source : kSources) {
      const Date date = (this->*source.find)();
      if (!date) continue;
      article->published = date;
      article->published_basis = source.basis;
      if (source.basis == DateBasis::kUrl) AddTimeOfDay(article);
      return;
    }
    const std::string& url = metadata_.url();
    article->published = DateInUrl(url);  // "2018/06": better than nothing.
    if (article->published) article->published_basis = DateBasis::kUrl;
  }

  // An address tells the day; an element may tell the hour of the same day.
  void AddTimeOfDay(Article* article) {
    const Date exact = FromTimeElements();
    if (!exact || exact->day() != article->published->day()) return;
    article->published = exact;
    article->published_basis = DateBasis::kMetadata;
  }

  Date FindModified() {
    if (metadata_.linked()) {
      if (const Date date = Read(metadata_.linked()->modified)) return date;
    }
    for (const std::string_view name :
         {"article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time",
          "dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "modified_time"}) {
      if (const Date date = Read(metadata_.Meta({name}))) return date;
    }
    return Read(metadata_.Property("datemodified"));
  }

 private:
  // A value that is meant to be a date, in whatever shape.
  Date Read(std::string_view value) const {
    value = Trim(value.substr(0, 100));
    if (value.size() < 6) return std::nullopt;
    if (const Date iso = ParseIsoDate(value))
      return iso->precision() < Precision::kDay ? std::nullopt : iso;
    if (const auto scanned = ScanDate(value, 0, order_)) return scanned->date;
    const Date date = ParseNewsDate(value);
    return date && date->precision() < Precision::kDay ? std::nullopt : date;
  }

  Date FromLinkedData() {
    return metadata_.linked() ? Read(metadata_.linked()->published) : std::nullopt;
  }

  Date FromMeta() {
    constexpr auto kNames = std::to_array<std::string_view>({"article:published_time",
                                                             "og:article:published_time",
                                                             "og:published_time",
                                                             "article:published",
                                                             "article:published_date",
                                                             "article:publicationdate",
                                                             "datepublished",
                                                             "rnews:datepublished",
                                                             "parsely-pub-date",
                                                             "sailthru.date",
                                                             "shareaholic:article_published_time",
                                                             "cxenseparse:recs:publishtime",
                                                             "pubdate",
                                                             "publishdate",
                                                             "publish_date",
                                                             "publish-date",
                                                             "publish_time",
                                                             "published_time",
                                                             "published-date",
                                                             "published_date",
                                                             "publisheddate",
                                                             "publication_date",
                                                             "publication-date",
                                                             "publicationdate",
                                                             "originalpublicationdate",
                                                             "citation_publication_date",
                                                             "citation_date",
                                                             "dc.date.issued",
                                                             "dcterms.issued",
                                                             "dcterms.date",
                                                             "dc.date",
                                                             "dc.date.created",
                                                             "dcterms.created",
                                                             "dc.created",
                                                             "dc:date",
                                                             "dc:created",
                                                             "date",
                                                             "article_date_original",
                                                             "article.created",
                                                             "date_published",
                                                             "datecreated",
                                                             "date_created",
                                                             "created",
                                                             "displaydate",
                                                             "release_date",
                                                             "video:release_date",
                                                             "timestamp",
                                                             "ptime",
                                                             "pdate",
                                                             "gentime",
                                                             "doc_date",
                                                             "dateposted"});
    for (const std::string_view name : kNames) {
      for (const std::string& value : metadata_.AllMeta(name)) {
        if (const Date date = Read(value)) return date;
      }
    }
    return std::nullopt;
  }

  Date FromProperties() {
    for (const std::string_view name : {"datepublished", "datecreated", "uploaddate", "issued"}) {
      for (const std::string& value : metadata_.Properties(name)) {
        if (const Date date = Read(value)) return date;
      }
    }
    return std::nullopt;
  }

  Date FromUrl() {
    const Date date = DateInUrl(metadata_.url());
    return date && date->precision() >= Precision::kDay ? date : std::nullopt;
  }

  // Within a comment, a list of other stories, the page's foot.
  bool IsAside(std::int32_t n) const {
    constexpr int kFarthest = 40;
    for (int i = 0; n > 0 && i < kFarthest; n = tree_[n].parent, ++i) {
      const HtmlTag tag = tree_[n].tag;
      if (tag == kBody || tag == kArticle || tag == kMain) return false;
      if (tag == kAside || tag == kNav || tag == kFooter || tag == kBlockquote) return true;
      if (tree_[n].attributes == 0) continue;
      std::string names = Lower(tree_.RawAttribute(n, "class").value_or("")) + " " +
                          Lower(tree_.RawAttribute(n, "id").value_or(""));
      if (HasAny(names, {"comment", "related", "sidebar", "footer", "widget", "teaser", "recommend",
                         "embed", "tweet", "instagram", "popular", "latest", "most-", "menu",
                         "respond"})) {
        return true;
      }
    }
    return false;
  }

  Date OfElement(std::int32_t n) const {
    for (const char* name : {"datetime", "content", "data-datetime", "data-time", "data-timestamp",
                             "data-date", "data-published", "title"}) {
      if (const Date date = Read(tree_.Attribute(n, name))) return date;
    }
    if (tree_[n].end - n > 60) return std::nullopt;
    const auto scanned = ScanDate(tree_.Text(n).substr(0, 300), 0, order_);
    return scanned ? std::optional(scanned->date) : std::nullopt;
  }

  // <time>: the one marked as the date of publication, else the first of the article.
  Date FromTimeElements() {
    Date first;
    for (std::int32_t i = 0; i < tree_.size(); ++i) {
      if (tree_[i].tag != kTime) continue;
      const std::string names = Lower(tree_.RawAttribute(i, "class").value_or(""));
      const bool is_marked = tree_.HasAttribute(i, "pubdate") ||
                             HasAny(names, {"publish", "entry-date", "posted", "created"});
      const bool is_change = HasAny(names, {"updated", "modified"}) && !is_marked;
      if ((first && !is_marked) || is_change || IsAside(i)) continue;
      const Date date = OfElement(i);
      if (date && is_marked) return date;
      if (date) first = date;
    }
    return first;
  }

  // Elements whose class or id says that they hold a date.
  Date FromDateElements() {
    constexpr int kMostTried = 200;
    int tried = 0;
    Date weak;
    for (std::int32_t i = 0; i < tree_.size() && tried < kMostTried; ++i) {
      if (tree_[i].tag == kText || tree_[i].attributes == 0 || tree_[i].end - i > 60) continue;
      const std::string names = Lower(tree_.RawAttribute(i, "class").value_or("")) + " " +
                                Lower(tree_.RawAttribute(i, "id").value_or(""));
      const bool is_strong = HasAny(
          names, {"date", "datum", "publish", "posted", "pubtime", "fecha", "timestamp", "time"});
      const bool is_weak = HasAny(names, {"meta", "byline", "info", "created", "author",
                                          "submitted", "dachzeile", "credit"});
      if ((!is_strong && (!is_weak || weak)) ||
          HasAny(names, {"update", "validate", "candidate"}) || IsAside(i)) {
        continue;
      }
      ++tried;
      const Date date = OfElement(i);
      if (date && is_strong) return date;
      if (date) weak = date;
    }
    return weak;
  }

  // A short line around the headline, or at the beginning or the end of the body.
  Date FromHeadline() {
    constexpr std::ptrdiff_t kBefore = 4;
    constexpr std::ptrdiff_t kAfter = 12;
    const auto is_title = [&](const HtmlBlock& block) {
      return IsHeadingTag(tree_[block.element].tag) && block.text == article_.title;
    };
    auto title = std::ranges::find_if(blocks_, is_title);
    if (title == blocks_.end()) {
      title = std::ranges::find_if(
          blocks_, [&](const HtmlBlock& block) { return tree_[block.element].tag == kH1; });
    }
    if (title == blocks_.end()) return std::nullopt;
    const auto at = title - blocks_.begin();
    const auto size = static_cast<std::ptrdiff_t>(blocks_.size());
    for (std::ptrdiff_t i = at; i < std::min(size, at + kAfter); ++i) {
      if (const Date date = OfBlock(i)) return date;
    }
    for (std::ptrdiff_t i = std::max<std::ptrdiff_t>(0, at - kBefore); i < at; ++i) {
      if (const Date date = OfBlock(i)) return date;
    }
    return std::nullopt;
  }

  // A date at the beginning of a block, or anywhere in a short one.
  Date OfBlock(std::ptrdiff_t i) const {
    constexpr std::size_t kShort = 160;
    constexpr std::size_t kBeginning = 60;
    const std::string_view text = blocks_[static_cast<std::size_t>(i)].text;
    std::size_t size = std::min(text.size(), text.size() <= kShort ? kShort : kBeginning);
    while (size > 0 && size < text.size() && (text[size] & 0xc0) == 0x80) --size;
    const auto scanned = ScanDate(text.substr(0, size), 0, order_);
    return scanned ? std::optional(scanned->date) : std::nullopt;
  }

  // Values of keys such as "datePublished" in the data that scripts carry.
  Date FromScripts() {
    constexpr auto kKeys = std::to_array<std::string_view>(
        {"datePublished", "date_published", "publishDate",    "publish_date",    "publishedAt",
         "published_at",  "publishedDate",  "published_date", "publicationDate", "pubDate",
         "pubdate",       "firstPublished", "published",      "datePosted",      "dateCreated",
         "created_at",    "createdAt",      "publishTime",    "publish_time",    "displayDate"});
    for (const std::string_view key : kKeys) {
      for (std::int32_t i = 0; i + 1 < tree_.size(); ++i) {
        if (tree_[i].tag != kScript || tree_[i].end < i + 2) continue;
        if (const Date date = ValueOfKey(tree_.Raw(i + 1), key)) return date;
      }
    }
    return std::nullopt;
  }

  Date ValueOfKey(std::string_view script, std::string_view key) const {
    constexpr int kMostHits = 8;
    std::size_t at = script.find(key);
    for (int hits = 0; at != std::string_view::npos && hits < kMostHits; ++hits) {
      std::string_view rest = script.substr(at + key.size(), 60);
      const std::size_t begin = rest.find_first_not_of("\\\"' :=");
      const std::size_t end = rest.find_first_of("\\\"',;}", begin == rest.npos ? 0 : begin);
      if (begin != rest.npos && begin > 0 && end != rest.npos) {
        if (const Date date = Read(rest.substr(begin, end - begin))) return date;
      }
      at = script.find(key, at + key.size());
    }
    return std::nullopt;
  }

  // The first date in a short block anywhere, those that say what they are before others.
  Date FromAnyText() {
    constexpr std::size_t kShort = 200;
    constexpr std::size_t kMostBlocks = 3000;
    Date first;
    for (std::size_t i = 0; i < std::min(blocks_.size(), kMostBlocks); ++i) {
      const std::string& text = blocks_[i].text;
      if (text.size() > kShort || IsAside(blocks_[i].first)) continue;
      const auto scanned = ScanDate(text, 0, order_);
      if (!scanned) continue;
      const std::string before = Lower(std::string_view(text).substr(0, scanned->begin));
      if (HasAny(before, {"publish", "posted", "datum", "date", "stand", "vom ", "created",
                          "ver\xc3\xb6"
                          "ffentlicht",
                          "erstellt", "publi\xc3\xa9", "publicado", "pubblicato"})) {
        return scanned->date;
      }
      if (!first) first = scanned->date;
    }
    return first;
  }

  const HtmlTree& tree_;
  const HtmlMetadata& metadata_;
  const std::vector<HtmlBlock>& blocks_;
  const Article& article_;
  DateOrder order_;
};

}  // namespace

void TakeDates(const HtmlTree& tree, const HtmlMetadata& metadata,
               const std::vector<HtmlBlock>& blocks, Article* article) {
  DateFinder finder(tree, metadata, blocks, *article);
  finder.FindPublished(article);
  article->modified = finder.FindModified();
}

}  // namespace backfile
