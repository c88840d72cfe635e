// What a page's markup says of its article: meta elements, microdata, links.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/html_tree.h"
#include "formats/json_ld.h"

namespace backfile {

// The facts that stand in the markup, each under the name that the page uses, in the page's order.
class HtmlMetadata {
 public:
  // `url` is where the page came from, if that is known. The tree must outlive it.
  HtmlMetadata(const HtmlTree& tree, std::string_view url);

  // The first value of a <meta> of one of these names (name, property, itemprop; in lower case),
  // the names in the order of trust; empty: none.
  std::string Meta(std::initializer_list<std::string_view> names) const;
  std::vector<std::string> AllMeta(std::string_view name) const;

  // Values of a microdata or RDFa property that belongs to the article itself (not to a comment, an
  // image, a teaser): "datepublished".
  std::vector<std::string> Properties(std::string_view name) const;
  std::string Property(std::string_view name) const;

  const std::optional<LinkedArticle>& linked() const { return linked_; }
  const std::string& url() const { return url_; }  // Canonical address, else that given.

 private:
  void TakeMeta(std::int32_t n);
  void TakeProperty(std::int32_t n, std::string_view property);

  const HtmlTree& tree_;
  std::vector<std::pair<std::string, std::string>> meta_;
  std::vector<std::pair<std::string, std::string>> properties_;
  std::string url_;
  std::optional<LinkedArticle> linked_;
};

}  // namespace backfile
