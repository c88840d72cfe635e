// What a page's JSON-LD says of the article on it (schema.org), broken JSON included.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/html_tree.h"

namespace backfile {

// The properties of schema.org that Backfile reads, as written; empty ones were absent.
struct LinkedArticle {
  std::string headline;
  std::string name;
  std::string subtitle;
  std::string body;  // articleBody: plain text, or at times HTML.
  std::string section;
  std::string language;
  std::string published;
  std::string modified;
  std::string publisher;
  std::string url;
  std::vector<std::string> authors;
  std::vector<std::string> keywords;
  bool is_article = false;  // An Article or one of its kinds; else a WebPage and the like.
};

// The article among all that the page's scripts of JSON-LD describe: of several, one whose address
// is `url`, else one that is an Article, else the first. nullopt: there is none.
std::optional<LinkedArticle> FindLinkedArticle(const HtmlTree& tree, std::string_view url);

// JSON as people paste it into pages made JSON: raw line ends and quotation marks in strings
// escaped, comments and CDATA marks around it, trailing commas and what was cut off at the end
// mended.
std::string RepairJson(std::string_view broken);

}  // namespace backfile
