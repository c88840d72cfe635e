// The blocks that the model is sure of, in their order; captions apart.
//
// What stands in the markup for machines is a helper and a last resort: articleBody of JSON-LD is
// one of the model's features where it is present, and the body itself where the page as it was
// saved shows far less (text that a script would have brought in, or hidden behind a subscription).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html_body.h"

#include <algorithm>
#include <unordered_set>

#include "article/text.h"
#include "formats/html_model.h"
#include "formats/limits.h"

namespace backfile {

using enum HtmlTag;

namespace {

// Blocks from this length on do not come twice in an article; shorter ones may.
constexpr int kLong = 60;
// A page of more blocks is a list or an attack; the model's features take half a kilobyte a block.
constexpr std::size_t kMostBlocks = 20'000;

bool IsCaption(const HtmlTree& tree, const HtmlBlock& block) {
  constexpr int kLevels = 4;
  std::int32_t n = tree[block.first].parent;
  for (int level = 0; n > 0 && level < kLevels; n = tree[n].parent, ++level) {
    if (tree[n].tag == kFigcaption) return true;
    if (tree[n].tag == kP || tree[n].tag == kArticle || tree[n].tag == kBody) continue;
    const std::string_view names = tree.RawAttribute(n, "class").value_or("");
    if (names.find("caption") != std::string_view::npos) return true;
  }
  return false;
}

class BodyChoice {
 public:
  BodyChoice(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks, std::vector<float> scores)
      : tree_(tree), blocks_(blocks), scores_(std::move(scores)) {}

  // Those above the threshold; on a page where hardly anything is, those that come near its best.
  std::vector<HtmlBlock> Body() {
    constexpr int kHardly = 150;
    constexpr float kNear = 0.6F;
    std::vector<HtmlBlock> body = Above(kArticleScore);
    if (Letters(body) >= kHardly || scores_.empty()) return body;
    const float best = *std::ranges::max_element(scores_);
    std::vector<HtmlBlock> more = Above(std::min(kArticleScore, best * kNear));
    return Letters(more) > Letters(body) ? more : body;
  }

  // Captions between the first and the last block of the body, and shortly before.
  std::vector<std::string> Captions() const {
    constexpr std::size_t kBefore = 6;
    std::vector<std::string> captions;
    const std::size_t from = first_ - std::min(first_, kBefore);
    for (std::size_t i = from; i < std::min(blocks_.size(), last_ + 1); ++i) {
      const HtmlBlock& block = blocks_[i];
      if (block.letters < 8 || block.linked * 2 > block.letters || !is_caption_[i]) continue;
      captions.push_back(block.text);
    }
    return captions;
  }

 private:
  static int Letters(const std::vector<HtmlBlock>& blocks) {
    int letters = 0;
    for (const HtmlBlock& block : blocks) letters += block.letters;
    return letters;
  }

  std::vector<HtmlBlock> Above(float threshold) {
    std::vector<HtmlBlock> kept;
    std::unordered_set<std::string_view> seen;
    is_caption_.assign(blocks_.size(), false);
    first_ = blocks_.size();
    last_ = 0;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const HtmlBlock& block = blocks_[i];
      is_caption_[i] = IsCaption(tree_, block);
      if (scores_[i] < threshold || is_caption_[i]) continue;
      if (block.letters >= kLong && !seen.insert(block.text).second) continue;
      first_ = std::min(first_, i);
      last_ = i;
      kept.push_back(block);
    }
    return kept;
  }

  const HtmlTree& tree_;
  const std::vector<HtmlBlock>& blocks_;
  std::vector<float> scores_;
  std::vector<bool> is_caption_;
  std::size_t first_ = 0;
  std::size_t last_ = 0;
};

// A page that the model makes nothing of: all that reads like text.
std::string AllText(const std::vector<HtmlBlock>& blocks) {
  std::string text;
  for (const HtmlBlock& block : blocks) {
    if (block.linked * 2 < block.letters) text += block.text + "\n\n";
  }
  return text;
}

// articleBody has its paragraphs as lines, if at all.
std::string Paragraphs(std::string_view text) {
  std::string paragraphs;
  for (const std::string& line : SplitList(text, "\n")) {
    paragraphs += (paragraphs.empty() ? "" : "\n\n") + line;
  }
  return paragraphs;
}

// The headline and what stands under it belong to title and subtitle.
void DropHead(const Article& article, std::vector<HtmlBlock>* body) {
  constexpr std::size_t kHead = 3;
  const std::string title = FoldForCompare(article.title);
  const std::string subtitle = FoldForCompare(article.subtitle);
  for (std::size_t i = std::min(kHead, body->size()); i-- > 0;) {
    const std::string text = FoldForCompare((*body)[i].text);
    if (body->size() > 1 && !text.empty() && (text == title || text == subtitle)) {
      body->erase(body->begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
}

}  // namespace

PageClues CluesOf(const HtmlMetadata& metadata, const std::string& title) {
  PageClues clues;
  clues.title = title;
  clues.description = metadata.Meta({"og:description", "description", "twitter:description"});
  if (!metadata.linked()) return clues;
  const std::string& body = metadata.linked()->body;
  const bool is_html = body.find("<p") != std::string::npos || body.find("</") != std::string::npos;
  clues.linked_body =
      is_html ? JoinBlocks(BlocksOf(HtmlTree(body, Limits{}.max_html_depth))) : body;
  return clues;
}

void TakeBody(const HtmlTree& tree, const HtmlMetadata& metadata,
              const std::vector<HtmlBlock>& blocks, Article* article) {
  if (blocks.size() > kMostBlocks) {
    article->body = AllText(blocks);
    article->notes.emplace_back(
        "the page has too many paragraphs to tell its article from the rest");
    return;
  }
  const PageClues clues = CluesOf(metadata, article->title);
  BodyChoice choice(tree, blocks, ArticleScores(tree, blocks, FeaturesOf(tree, blocks, clues)));
  std::vector<HtmlBlock> body = choice.Body();
  DropHead(*article, &body);
  article->body = JoinBlocks(body);
  article->captions = choice.Captions();
  const std::size_t far_more = article->body.size() * 2 + 200;
  if (clues.linked_body.size() > far_more) article->body = Paragraphs(clues.linked_body);
  if (article->body.empty()) article->body = AllText(blocks);
}

}  // namespace backfile
