// One walk over the elements collects them; questions are asked afterwards.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html_metadata.h"

#include <algorithm>

#include "article/text.h"

namespace backfile {

using enum HtmlTag;

namespace {

constexpr std::size_t kMostFacts = 2000;
constexpr std::size_t kLongestFact = 4000;

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return lower;
}

// Whether the microdata scope that a property stands in is the article's own. No scope at all is
// taken for it: many pages mark properties and forget the scope.
bool IsArticleScope(const HtmlTree& tree, std::int32_t n) {
  constexpr int kFarthest = 64;
  std::int32_t at = tree[n].parent;
  for (int i = 0; at >= 0 && i < kFarthest; at = tree[at].parent, ++i) {
    const auto type = tree.RawAttribute(at, "itemtype");
    if (type) {
      return type->ends_with("Article") || type->ends_with("Posting") || type->ends_with("Page") ||
             type->ends_with("Blog") || type->ends_with("Review") ||
             type->ends_with("CreativeWork") || type->ends_with("Report");
    }
  }
  return true;
}

// schema:datePublished, dc:date: the part that counts.
std::string_view WithoutPrefix(std::string_view name) {
  return name.substr(name.rfind(':') == std::string_view::npos ? 0 : name.rfind(':') + 1);
}

std::string_view Origin(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  return url.substr(0, url.find('/', scheme + 3));
}

// The address a page gives for itself, made absolute against where it came from.
std::string Absolute(std::string_view address, std::string_view base) {
  if (address.starts_with("//")) return "https:" + std::string(address);
  if (address.starts_with('/')) return std::string(Origin(base)) + std::string(address);
  return std::string(address);
}

}  // namespace

HtmlMetadata::HtmlMetadata(const HtmlTree& tree, std::string_view url) : tree_(tree) {
  std::string canonical;
  for (std::int32_t i = 0; i < tree.size(); ++i) {
    const HtmlNode& node = tree[i];
    if (node.tag == kText || node.attributes == 0) continue;
    if (node.tag == kMeta) TakeMeta(i);
    if (node.tag == kLink && canonical.empty() && Lower(tree.Attribute(i, "rel")) == "canonical") {
      canonical = tree.Attribute(i, "href");
    }
    if (const auto property = tree.RawAttribute(i, "itemprop")) TakeProperty(i, *property);
    if (node.tag == kMeta) continue;
    if (const auto property = tree.RawAttribute(i, "property")) {
      TakeProperty(i, WithoutPrefix(*property));
    }
  }
  if (canonical.empty()) canonical = Meta({"og:url", "twitter:url"});
  url_ = canonical.empty() ? std::string(url) : Absolute(canonical, url);
  if (!url_.starts_with("http")) url_ = std::string(url);
  linked_ = FindLinkedArticle(tree, url_);
}

void HtmlMetadata::TakeMeta(std::int32_t n) {
  if (meta_.size() >= kMostFacts) return;
  std::string content = tree_.Attribute(n, "content");
  if (content.empty() || content.size() > kLongestFact) return;
  for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
    if (const auto name = tree_.RawAttribute(n, key)) {
      for (const std::string& one : SplitList(*name, " ")) meta_.emplace_back(Lower(one), content);
    }
  }
}

void HtmlMetadata::TakeProperty(std::int32_t n, std::string_view property) {
  if (properties_.size() >= kMostFacts || !IsArticleScope(tree_, n)) return;
  std::string value = tree_.Attribute(n, "content");
  if (value.empty() && tree_[n].tag == kTime) value = tree_.Attribute(n, "datetime");
  if (value.empty()) {
    if (tree_[n].end - n > 200) return;  // A whole body is no fact.
    value = tree_.Text(n);
  }
  if (value.empty() || value.size() > kLongestFact) return;
  for (const std::string& one : SplitList(property, " "))
    properties_.emplace_back(Lower(one), value);
}

std::string HtmlMetadata::Meta(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names) {
    for (const auto& [key, value] : meta_) {
      if (key == name) return value;
    }
  }
  return {};
}

std::vector<std::string> HtmlMetadata::AllMeta(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : meta_) {
    if (key == name) values.push_back(value);
  }
  return values;
}

std::vector<std::string> HtmlMetadata::Properties(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : properties_) {
    if (key == name) values.push_back(value);
  }
  return values;
}

std::string HtmlMetadata::Property(std::string_view name) const {
  for (const auto& [key, value] : properties_) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace backfile
