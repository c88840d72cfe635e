// A web page as a tree: elements, attributes and text, as a browser would nest them, near enough.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/html_tag.h"

namespace backfile {

// One element or one piece of text. Nodes stand in document order, so the descendants of node n are
// exactly the nodes n + 1 to nodes[n].end - 1: a walk over a subtree is a loop.
struct HtmlNode {
  HtmlTag tag = HtmlTag::kText;
  std::uint16_t depth = 0;   // Of the root 0.
  std::int32_t parent = -1;  // -1: the root.
  std::int32_t end = 0;      // One past the last descendant.
  std::uint32_t begin = 0;   // Text, or the element's name, in the source.
  std::uint32_t size = 0;
  std::uint32_t first_attribute = 0;
  std::uint16_t attributes = 0;
};

// The tree of one page. It points into the source, which must outlive it.
//
// What a browser does and this does not: misnested formatting is closed with its block instead of
// being carried over, and text that stands loose in a table stays there. Neither moves a word into
// another paragraph.
class HtmlTree {
 public:
  // Builds the tree of valid UTF-8 in one pass, without recursion. Elements deeper than `max_depth`
  // become children of the deepest; elements and attributes beyond some millions are left out.
  HtmlTree(std::string_view source, int max_depth);

  const std::vector<HtmlNode>& nodes() const { return nodes_; }  // Never empty: [0] is the root.
  const HtmlNode& operator[](std::int32_t n) const { return nodes_[static_cast<std::size_t>(n)]; }
  std::int32_t size() const { return static_cast<std::int32_t>(nodes_.size()); }

  // The words of a text node as they stand in the source, entities and all; an element's name.
  std::string_view Raw(std::int32_t n) const {
    return source_.substr((*this)[n].begin, (*this)[n].size);
  }
  // The value of an element's attribute as it stands in the source; nullopt: it has none. `name` is
  // in lower case.
  std::optional<std::string_view> RawAttribute(std::int32_t n, std::string_view name) const;
  // The same with entities decoded and white space trimmed; empty if there is none.
  std::string Attribute(std::int32_t n, std::string_view name) const;
  bool HasAttribute(std::int32_t n, std::string_view name) const {
    return RawAttribute(n, name).has_value();
  }

  // All the text below a node, entities decoded, white space squeezed; scripts and the like left
  // out.
  std::string Text(std::int32_t n) const;
  // The first node with this tag in [from, to); -1: none.
  std::int32_t Find(HtmlTag tag, std::int32_t from, std::int32_t to) const;

  bool was_too_deep() const { return was_too_deep_; }
  bool was_too_large() const { return was_too_large_; }

 private:
  friend class HtmlTreeBuilder;
  struct AttributeSpan {
    std::uint32_t name = 0;
    std::uint32_t value = 0;
    std::uint32_t value_size = 0;
    std::uint16_t name_size = 0;
  };

  std::string_view source_;
  std::vector<HtmlNode> nodes_;
  std::vector<AttributeSpan> attributes_;
  bool was_too_deep_ = false;
  bool was_too_large_ = false;
};

}  // namespace backfile
