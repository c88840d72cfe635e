// Two rounds of boosted decision trees (Friedman 2001, as in XGBoost).
//
// The first round sees a block and its surroundings in numbers (formats/html_features.h). The
// second sees the same and what the first round thinks of the blocks around: before and after, in
// the same containers, on the whole page. That does what rules for containers, gaps and tails do in
// other readers, without the rules: a short line between two sure paragraphs is let in, a
// sure-looking paragraph far from all others is not.
//
// Trained by tests/html_model/train.py on some 570 pages of over 450 sites, of which most carry
// only a few marked passages; the trees are in html_model_trees.inc. What it gets wrong on purpose:
// an interview's or a live ticker's short lines count as text, lists of links at the end do not.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <unordered_map>

namespace backfile {

namespace {

// A split: blocks whose feature is below `value` go on at the next node, others at this one plus
// `otherwise`. A leaf has otherwise == 0, and `value` is what it adds to the score.
struct Node {
  std::uint8_t feature;
  std::uint8_t otherwise;
  float value;
};

#include "formats/html_model_trees.inc"

constexpr std::size_t kContextFeatures = 19;
constexpr std::size_t kAllFeatures = kOwnFeatures + kContextFeatures;

float Sigmoid(float x) { return 1.0F / (1.0F + std::exp(-x)); }

// The longest way from a root to a leaf.
constexpr int kDepth = 5;

template <std::size_t N, std::size_t M>
constexpr int DeepestOf(const Node (&nodes)[N], const std::uint16_t (&roots)[M]) {
  std::array<int, N + 1> depth{};
  for (const std::uint16_t root : roots) depth[root] = 0;
  int deepest = 0;
  for (std::size_t at = 0; at < N; ++at) {
    deepest = std::max(deepest, depth[at]);
    if (nodes[at].otherwise == 0) continue;
    depth[at + 1] = depth[at + nodes[at].otherwise] = depth[at] + 1;
  }
  return deepest;
}
static_assert(DeepestOf(kFirstNodes, kFirstRoots) <= kDepth);
static_assert(DeepestOf(kSecondNodes, kSecondRoots) <= kDepth);

// The leaves of N trees, whose ways down do not wait for one another; at a leaf the way stays where
// it is. There is nothing that a processor could guess wrong.
template <std::size_t N>
std::array<float, N> Leaves(std::span<const Node> nodes, const std::uint16_t* roots,
                            std::span<const float> x) {
  std::array<const Node*, N> at;
  for (std::size_t i = 0; i < N; ++i) at[i] = &nodes[roots[i]];
  for (int level = 0; level < kDepth; ++level) {
    for (std::size_t i = 0; i < N; ++i) {
      const std::size_t below = at[i]->otherwise != 0 ? 1 : 0;
      at[i] += x[at[i]->feature] < at[i]->value ? below : at[i]->otherwise;
    }
  }
  std::array<float, N> leaves;
  std::ranges::transform(at, leaves.begin(), [](const Node* leaf) { return leaf->value; });
  return leaves;
}

// The trees stand one behind the other, each as long as its first node's right branches reach.
float Score(std::span<const Node> nodes, std::span<const std::uint16_t> roots, float bias,
            std::span<const float> x) {
  constexpr std::size_t kAtOnce = 8;
  float sum = bias;
  std::size_t tree = 0;
  for (; tree + kAtOnce <= roots.size(); tree += kAtOnce) {
    for (const float leaf : Leaves<kAtOnce>(nodes, &roots[tree], x)) sum += leaf;
  }
  for (; tree < roots.size(); ++tree) sum += Leaves<1>(nodes, &roots[tree], x)[0];
  return Sigmoid(sum);
}

// The second round's view of the first round's scores.
class Context {
 public:
  Context(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks,
          const std::vector<BlockFeatures>& features, std::vector<float> scores)
      : tree_(tree), blocks_(blocks), scores_(std::move(scores)) {
    words_.reserve(blocks.size());
    for (const BlockFeatures& own : features) words_.push_back(std::expm1(own[0]));
    Sum();
    FindSure();
  }

  void Fill(std::size_t i, float* to) const {
    *to++ = scores_[i];
    for (const int offset : {-3, -2, -1, 1, 2, 3}) *to++ = At(i, offset);
    for (const std::size_t reach : {2U, 6U, 15U}) *to++ = Mean(i, reach);
    std::int32_t n = blocks_[i].element;
    for (const auto& level : containers_) {
      n = n > 0 ? tree_[n].parent : n;
      const Sums& sums = level.at(n);
      *to++ = static_cast<float>(sums.score / std::max(1e-9, sums.weight));
    }
    const double total = std::max(1e-9, sums_.back().score);
    *to++ = static_cast<float>(sums_[i].score / total);
    *to++ = static_cast<float>(1 - sums_[i + 1].score / total);
    *to++ = static_cast<float>(std::log1p(total));
    *to++ = best_;
    *to++ = since_sure_[i];
    *to = until_sure_[i];
  }

 private:
  struct Sums {
    double weight = 0;
    double score = 0;
  };
  static constexpr float kFar = 50;

  float At(std::size_t i, int offset) const {
    const auto at = static_cast<std::ptrdiff_t>(i) + offset;
    const bool is_there = at >= 0 && at < static_cast<std::ptrdiff_t>(scores_.size());
    return is_there ? scores_[static_cast<std::size_t>(at)] : -1.0F;
  }

  float Mean(std::size_t i, std::size_t reach) const {
    const Sums& from = sums_[i - std::min(i, reach)];
    const Sums& to = sums_[std::min(scores_.size(), i + reach + 1)];
    return static_cast<float>((to.score - from.score) / std::max(1e-9, to.weight - from.weight));
  }

  void Sum() {
    constexpr double kMostWords = 100;  // A block counts for no more.
    sums_.resize(scores_.size() + 1);
    for (std::size_t i = 0; i < scores_.size(); ++i) {
      const double weight = std::clamp(words_[i], 1.0, kMostWords);
      sums_[i + 1] = {sums_[i].weight + weight, sums_[i].score + weight * scores_[i]};
      best_ = std::max(best_, scores_[i]);
      std::int32_t n = blocks_[i].element;
      for (auto& level : containers_) {
        n = n > 0 ? tree_[n].parent : n;
        level[n].weight += weight;
        level[n].score += weight * scores_[i];
      }
    }
  }

  // How many blocks ago the last sure paragraph was, and in how many the next one comes.
  void FindSure() {
    const auto is_sure = [&](std::size_t i) { return scores_[i] > 0.7F && words_[i] >= 9.5; };
    since_sure_.assign(scores_.size(), kFar);
    until_sure_.assign(scores_.size(), kFar);
    float distance = kFar;
    for (std::size_t i = 0; i < scores_.size(); ++i) {
      since_sure_[i] = distance;
      distance = is_sure(i) ? 1 : std::min(kFar, distance + 1);
    }
    distance = kFar;
    for (std::size_t i = scores_.size(); i-- > 0;) {
      until_sure_[i] = distance;
      distance = is_sure(i) ? 1 : std::min(kFar, distance + 1);
    }
  }

  const HtmlTree& tree_;
  const std::vector<HtmlBlock>& blocks_;
  std::vector<float> scores_;
  std::vector<double> words_;
  std::vector<Sums> sums_;  // Of the blocks before each.
  std::array<std::unordered_map<std::int32_t, Sums>, 3> containers_;
  std::vector<float> since_sure_;
  std::vector<float> until_sure_;
  float best_ = 0;
};

}  // namespace

std::vector<float> ArticleScores(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks,
                                 const std::vector<BlockFeatures>& features) {
  std::vector<float> scores;
  scores.reserve(blocks.size());
  for (const BlockFeatures& own : features) {
    scores.push_back(Score(kFirstNodes, kFirstRoots, kFirstBias, own));
  }
  const Context context(tree, blocks, features, scores);
  std::array<float, kAllFeatures> all{};
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    std::ranges::copy(features[i], all.begin());
    context.Fill(i, all.data() + kOwnFeatures);
    scores[i] = Score(kSecondNodes, kSecondRoots, kSecondBias, all);
  }
  return scores;
}

}  // namespace backfile
