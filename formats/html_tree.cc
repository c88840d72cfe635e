// The tree builder: an open-element stack and the implied end tags that pages lean on.
//
// The standard's full algorithm (adoption agency, foster parenting, 23 insertion modes) decides
// where misnested markup is painted. For reading, less is needed: that every block ends where a
// browser would end it, and that no link stays open over text that is not in it. A tree of flat
// nodes has no recursion to bound.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html_tree.h"

#include <algorithm>
#include <array>
#include <limits>

#include "article/text.h"
#include "formats/entities.h"
#include "formats/html_tokens.h"

namespace backfile {

using enum HtmlTag;

namespace {

// Bound memory at some 200 MB for the worst page of 100 MB; real pages have under 100,000 nodes.
constexpr std::size_t kMostNodes = 4'000'000;
constexpr std::size_t kMostAttributes = 4'000'000;
// How far up an end tag of an element unknown to HTML looks for its start.
constexpr std::size_t kUnknownReach = 64;

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool EqualsNoCase(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, Lower, Lower);
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n\f") == std::string_view::npos;
}

bool IsIn(HtmlTag tag, std::initializer_list<HtmlTag> set) {
  return std::ranges::find(set, tag) != set.end();
}

// What an end tag or an implied end never reaches beyond.
bool IsScope(HtmlTag tag) {
  return IsIn(tag, {kTable, kTd, kTh, kCaption, kHtml, kObject, kTemplate, kSvg});
}

// Start tags before which an open <p> ends.
bool EndsParagraph(HtmlTag tag) {
  return IsBlockTag(tag) && !IsIn(tag, {kButton, kTr, kTd, kTh, kTbody, kThead, kTfoot, kCaption,
                                        kLegend, kOption, kOptgroup, kBody, kHtml, kHead, kTitle});
}

bool BelongsInHead(HtmlTag tag) {
  return IsIn(tag, {kHead, kMeta, kLink, kScript, kStyle, kTitle, kBase, kNoscript, kTemplate});
}

}  // namespace

class HtmlTreeBuilder {
 public:
  HtmlTreeBuilder(HtmlTree* tree, int max_depth)
      : tree_(*tree), max_depth_(static_cast<std::size_t>(std::clamp(max_depth, 8, 60'000))) {}

  void Build() {
    tree_.nodes_.reserve(tree_.source_.size() / 40 + 16);
    HtmlNode root;
    root.tag = kHtml;
    tree_.nodes_.push_back(root);
    Push(0);
    HtmlTokens tokens(tree_.source_);
    HtmlToken token;
    while (tokens.Next(&token)) {
      if (tree_.nodes_.size() >= kMostNodes) {
        tree_.was_too_large_ = true;
        break;
      }
      Take(token, &tokens);
    }
    while (!open_.empty()) Pop();
  }

 private:
  HtmlNode& At(std::int32_t n) { return tree_.nodes_[static_cast<std::size_t>(n)]; }
  HtmlTag Top() { return At(open_.back()).tag; }
  int& Open(HtmlTag tag) { return open_count_[static_cast<std::size_t>(tag)]; }

  void Take(const HtmlToken& token, HtmlTokens* tokens) {
    const HtmlTag tag =
        token.kind == HtmlToken::Kind::kText ? HtmlTag::kText : HtmlTagOf(token.text);
    if (token.kind == HtmlToken::Kind::kText) {
      if (Top() == kHead && !IsBlank(token.text)) Pop();
      AddText(token.text);
    } else if (token.kind == HtmlToken::Kind::kEndTag) {
      End(tag, token.text);
    } else {
      Start(tag, token);
      if (IsRawTextTag(tag)) AddText(tokens->TakeRawText(token.text));
    }
  }

  void AddText(std::string_view text) {
    if (text.empty()) return;
    Add(HtmlTag::kText, text);
  }

  std::int32_t Add(HtmlTag tag, std::string_view source) {
    HtmlNode node;
    node.tag = tag;
    node.parent = open_.back();
    node.depth = static_cast<std::uint16_t>(open_.size());
    node.begin = static_cast<std::uint32_t>(source.data() - tree_.source_.data());
    node.size = static_cast<std::uint32_t>(source.size());
    const auto n = static_cast<std::int32_t>(tree_.nodes_.size());
    node.end = n + 1;
    tree_.nodes_.push_back(node);
    return n;
  }

  void Push(std::int32_t n) {
    open_.push_back(n);
    ++Open(At(n).tag);
  }

  void Pop() {
    HtmlNode& node = At(open_.back());
    node.end = static_cast<std::int32_t>(tree_.nodes_.size());
    --Open(node.tag);
    open_.pop_back();
  }

  void PopTo(std::size_t size) {
    while (open_.size() > size) Pop();
  }

  // The place on the stack of the nearest open element for which `is_wanted`, unless `is_barrier`
  // comes first; 0 (the root, which never matches): none.
  template <class Wanted, class Barrier>
  std::size_t Nearest(Wanted is_wanted, Barrier is_barrier) {
    for (std::size_t i = open_.size() - 1; i > 0; --i) {
      const HtmlTag tag = At(open_[i]).tag;
      if (is_wanted(tag)) return i;
      if (is_barrier(tag)) return 0;
    }
    return 0;
  }

  // Ends the nearest open element of one of these tags within its scope.
  void EndNearest(std::initializer_list<HtmlTag> tags, bool (*is_barrier)(HtmlTag)) {
    if (std::ranges::none_of(tags, [&](HtmlTag tag) { return Open(tag) > 0; })) return;
    const std::size_t i = Nearest([&](HtmlTag tag) { return IsIn(tag, tags); }, is_barrier);
    if (i > 0) PopTo(i);
  }

  // What a start tag ends without saying so.
  void EndImplied(HtmlTag tag) {
    if (Top() == kHead && !BelongsInHead(tag)) Pop();
    if (EndsParagraph(tag)) {
      EndNearest({kP}, [](HtmlTag t) { return IsScope(t) || t == kButton; });
    }
    if (IsHeadingTag(tag) && IsHeadingTag(Top())) Pop();
    const auto list_scope = [](HtmlTag t) {
      return IsScope(t) || IsIn(t, {kUl, kOl, kMenu, kDir});
    };
    const auto dl_scope = [](HtmlTag t) { return IsScope(t) || t == kDl; };
    const auto table_scope = [](HtmlTag t) { return IsIn(t, {kTable, kHtml, kTemplate}); };
    if (tag == kLi) EndNearest({kLi}, list_scope);
    if (IsIn(tag, {kDd, kDt})) EndNearest({kDd, kDt}, dl_scope);
    if (IsIn(tag, {kOption, kOptgroup})) EndNearest({kOption}, IsScope);
    if (tag == kButton) EndNearest({kButton}, IsScope);
    if (IsIn(tag, {kTd, kTh, kTr, kTbody, kThead, kTfoot})) {
      EndNearest({kTd, kTh, kCaption}, table_scope);
    }
    if (IsIn(tag, {kTr, kTbody, kThead, kTfoot})) EndNearest({kTr}, table_scope);
    if (IsIn(tag, {kTbody, kThead, kTfoot})) EndNearest({kTbody, kThead, kTfoot}, table_scope);
    if (tag == kA && Open(kA) > 0) EndInline(kA, "a");
  }

  void Start(HtmlTag tag, const HtmlToken& token) {
    if (tag == kHtml || (tag == kBody && Open(kBody) > 0)) return AddAttributes(tag, token);
    EndImplied(tag);
    const std::int32_t n = Add(tag, token.text);
    Attach(n, token);
    const bool is_foreign = Open(kSvg) > 0 || Open(kMath) > 0;
    if (IsVoidTag(tag) || (token.closes_itself && (is_foreign || IsIn(tag, {kSvg, kMath})))) return;
    if (open_.size() >= max_depth_) {
      tree_.was_too_deep_ = true;
      ++unopened_[static_cast<std::size_t>(tag)];
      return;
    }
    Push(n);
  }

  // A second <html> or <body> only adds attributes to the first; of the root we keep the first set.
  void AddAttributes(HtmlTag tag, const HtmlToken& token) {
    if (tag == kHtml && At(0).attributes == 0) Attach(0, token);
  }

  void Attach(std::int32_t n, const HtmlToken& token) {
    At(n).first_attribute = static_cast<std::uint32_t>(tree_.attributes_.size());
    const char* source = tree_.source_.data();
    for (const HtmlAttribute& attribute : token.attributes) {
      if (tree_.attributes_.size() >= kMostAttributes) {
        tree_.was_too_large_ = true;
        return;
      }
      if (attribute.name.size() > std::numeric_limits<std::uint16_t>::max()) continue;
      const bool has_value = attribute.value.data() != nullptr;
      tree_.attributes_.push_back(
          {static_cast<std::uint32_t>(attribute.name.data() - source),
           has_value ? static_cast<std::uint32_t>(attribute.value.data() - source) : 0,
           static_cast<std::uint32_t>(attribute.value.size()),
           static_cast<std::uint16_t>(attribute.name.size())});
      ++At(n).attributes;
    }
  }

  void End(HtmlTag tag, std::string_view name) {
    int& unopened = unopened_[static_cast<std::size_t>(tag)];
    if (unopened > 0) {
      --unopened;
    } else if (tag == kP && Open(kP) == 0) {
      EndImplied(kP);
      Add(kP, name);  // As browsers do: a stray </p> is an empty paragraph, and so ends a line.
    } else if (tag == kBr) {
      Add(kBr, name);
    } else if (IsIn(tag, {kBody, kHtml}) || Open(tag) == 0) {
      return;  // What follows the body's end belongs to it all the same.
    } else if (IsHeadingTag(tag)) {
      EndNearest({kH1, kH2, kH3, kH4, kH5, kH6}, IsScope);
    } else if (IsBlockTag(tag) || IsScope(tag)) {
      EndBlock(tag);
    } else {
      EndInline(tag, name);
    }
  }

  void EndBlock(HtmlTag tag) {
    const bool is_table_part = IsIn(tag, {kTable, kTd, kTh, kTr, kTbody, kThead, kTfoot, kCaption});
    const auto barrier = is_table_part ? [](HtmlTag t) { return IsIn(t, {kTable, kTemplate}); }
                                       : [](HtmlTag t) { return IsScope(t); };
    EndNearest({tag}, barrier);
  }

  // Ends an inline element. Where blocks stand open inside it, it is the markup that is crossed:
  // up to three of them are opened again behind it, as the standard does; deeper, it stays open
  // until its block ends.
  void EndInline(HtmlTag tag, std::string_view name) {
    constexpr std::size_t kMostReopened = 3;
    std::vector<std::int32_t> blocks;
    for (std::size_t i = open_.size() - 1; i > 0; --i) {
      const std::int32_t n = open_[i];
      const HtmlTag open = At(n).tag;
      if (open == tag && (tag != kOther || EqualsNoCase(tree_.Raw(n), name))) {
        PopTo(i);
        return Reopen(blocks);
      }
      if (IsBlockTag(open)) blocks.push_back(n);
      if (IsScope(open) || blocks.size() > kMostReopened) return;
      if (tag == kOther && open_.size() - i > kUnknownReach) return;
    }
  }

  void Reopen(const std::vector<std::int32_t>& blocks) {
    for (std::size_t i = blocks.size(); i-- > 0;) {
      const HtmlNode old = At(blocks[i]);
      const std::int32_t n = Add(old.tag, tree_.Raw(blocks[i]));
      At(n).first_attribute = old.first_attribute;
      At(n).attributes = old.attributes;
      Push(n);
    }
  }

  HtmlTree& tree_;
  std::size_t max_depth_;
  std::vector<std::int32_t> open_;
  std::array<int, kHtmlTags> open_count_{};
  std::array<int, kHtmlTags> unopened_{};  // Elements beyond the depth limit.
};

HtmlTree::HtmlTree(std::string_view source, int max_depth)
    : source_(source.substr(0, std::numeric_limits<std::int32_t>::max())) {
  HtmlTreeBuilder(this, max_depth).Build();
}

std::optional<std::string_view> HtmlTree::RawAttribute(std::int32_t n,
                                                       std::string_view name) const {
  const HtmlNode& node = (*this)[n];
  for (std::uint32_t i = 0; i < node.attributes; ++i) {
    const AttributeSpan& attribute = attributes_[node.first_attribute + i];
    if (attribute.name_size == name.size() &&
        EqualsNoCase(source_.substr(attribute.name, attribute.name_size), name)) {
      return source_.substr(attribute.value, attribute.value_size);
    }
  }
  return std::nullopt;
}

std::string HtmlTree::Attribute(std::int32_t n, std::string_view name) const {
  const auto raw = RawAttribute(n, name);
  if (!raw) return {};
  std::string value;
  AppendDecoded(*raw, &value);
  return std::string(Trim(value));
}

std::string HtmlTree::Text(std::int32_t n) const {
  std::string text;
  for (std::int32_t i = n; i < (*this)[n].end;) {
    const HtmlNode& node = (*this)[i];
    if (i != n && IsUnseenTag(node.tag)) {
      i = node.end;
      continue;
    }
    if (node.tag == HtmlTag::kText) AppendDecoded(Raw(i), &text);
    if (IsBlockTag(node.tag) || node.tag == kBr) text += ' ';
    ++i;
  }
  return Squeeze(text);
}

std::int32_t HtmlTree::Find(HtmlTag tag, std::int32_t from, std::int32_t to) const {
  for (std::int32_t i = from; i < to; ++i) {
    if ((*this)[i].tag == tag) return i;
  }
  return -1;
}

}  // namespace backfile
