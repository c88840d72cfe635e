// One walk over the flat tree, with a block open between any two line-breaking borders.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html_blocks.h"

#include <algorithm>

#include "article/text.h"
#include "formats/entities.h"

namespace backfile {

using enum HtmlTag;

namespace {

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

class BlockWalk {
 public:
  BlockWalk(const HtmlTree& tree, std::int32_t root) : tree_(tree), root_(root) {}

  std::vector<HtmlBlock> Run() {
    const std::int32_t end = tree_[root_].end;
    block_elements_.push_back(root_);
    for (std::int32_t i = root_; i < end;) {
      LeaveEnded(i);
      const HtmlNode& node = tree_[i];
      if (node.tag == kText) {
        AddText(i);
      } else if (i != root_ && IsUnseenTag(node.tag)) {
        if (IsBlockTag(node.tag)) Flush();
        i = node.end;
        continue;
      } else {
        Enter(i);
      }
      ++i;
    }
    Flush();
    return std::move(blocks_);
  }

 private:
  void LeaveEnded(std::int32_t i) {
    while (block_elements_.size() > 1 && tree_[block_elements_.back()].end <= i) {
      Flush();
      block_elements_.pop_back();
    }
  }

  void Enter(std::int32_t i) {
    const HtmlNode& node = tree_[i];
    if (node.tag == kBr) return Break();
    if (node.tag == kA && node.end > link_end_) {
      link_end_ = node.end;
      is_new_link_ = true;
    }
    if ((node.tag == kB || node.tag == kStrong) && node.end > bold_end_) bold_end_ = node.end;
    if (node.tag == kPre) pre_end_ = std::max(pre_end_, node.end);
    if (!IsBlockTag(node.tag)) return;
    Flush();
    if (!IsVoidTag(node.tag) && i != root_) block_elements_.push_back(i);
  }

  // One <br> is a line end, two end the paragraph.
  void Break() {
    if (block_.text.empty()) return;
    if (breaks_ > 0) return Flush();
    ++breaks_;
    has_space_ = false;
  }

  void AddText(std::int32_t i) {
    decoded_.clear();
    AppendDecoded(tree_.Raw(i), &decoded_);
    const bool is_link = i < link_end_;
    const bool is_bold = i < bold_end_;
    const bool keeps_lines = i < pre_end_;
    for (std::size_t at = 0; at < decoded_.size(); ++at) {
      const char c = decoded_[at];
      if (IsSpace(c)) {
        if (c == '\n' && keeps_lines) breaks_ = 1;
        has_space_ = true;
      } else if (IsNothing(at)) {
        at += 2;
      } else if (c == '\xc2' && decoded_.compare(at, 2, "\xc2\xa0") == 0) {
        has_space_ = true;
        ++at;
      } else {
        const std::string_view run = PlainRun(at);
        AddLetters(run, i);
        if (is_link) block_.linked += static_cast<int>(run.size());
        if (is_bold) block_.bold += static_cast<int>(run.size());
        at += run.size() - 1;
      }
    }
    if (is_link && is_new_link_ && !block_.text.empty()) {
      ++block_.links;
      is_new_link_ = false;
    }
  }

  // The letter at `at`, and those behind it that are no space and cannot begin one.
  std::string_view PlainRun(std::size_t at) const {
    const auto is_plain = [](char c) {
      return !IsSpace(c) && c != '\xc2' && c != '\xe2' && c != '\xef';
    };
    const std::string_view rest = std::string_view(decoded_).substr(at);
    const auto end = std::find_if_not(rest.begin() + 1, rest.end(), is_plain);
    return rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
  }

  // A zero-width space or a byte order mark.
  bool IsNothing(std::size_t at) const {
    return (decoded_[at] == '\xe2' && decoded_.compare(at, 3, "\xe2\x80\x8b") == 0) ||
           (decoded_[at] == '\xef' && decoded_.compare(at, 3, "\xef\xbb\xbf") == 0);
  }

  void AddLetters(std::string_view run, std::int32_t i) {
    if (block_.text.empty()) {
      block_.first = i;
    } else if (breaks_ > 0) {
      block_.text += '\n';
    } else if (has_space_) {
      block_.text += ' ';
    }
    block_.text += run;
    block_.last = i;
    block_.letters += static_cast<int>(run.size());
    breaks_ = 0;
    has_space_ = false;
  }

  void Flush() {
    breaks_ = 0;
    has_space_ = false;
    if (block_.text.empty()) return;
    block_.element = block_elements_.back();
    blocks_.push_back(std::move(block_));
    block_ = {};
  }

  const HtmlTree& tree_;
  std::int32_t root_;
  std::vector<HtmlBlock> blocks_;
  HtmlBlock block_;
  std::vector<std::int32_t> block_elements_;  // Open ones, outermost first.
  std::string decoded_;
  std::int32_t link_end_ = 0;  // Text before this node is within a link; and so on.
  std::int32_t bold_end_ = 0;
  std::int32_t pre_end_ = 0;
  bool is_new_link_ = false;
  bool has_space_ = false;
  int breaks_ = 0;
};

}  // namespace

std::vector<HtmlBlock> BlocksOf(const HtmlTree& tree) { return BlocksOf(tree, 0); }

std::vector<HtmlBlock> BlocksOf(const HtmlTree& tree, std::int32_t node) {
  return BlockWalk(tree, node).Run();
}

std::string JoinBlocks(const std::vector<HtmlBlock>& blocks) {
  std::string body;
  for (const HtmlBlock& block : blocks) {
    if (!body.empty()) body += "\n\n";
    body += block.text;
  }
  return body;
}

}  // namespace backfile
