// Learns the weights of the entity model from marked articles.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "article/entity_model.h"

namespace backfile {

struct CrfOptions {
  int passes = 8;
  float rate = 0.1F;
  float shrink = 1e-6F;      // L2, on the weights that a run touches.
  std::uint32_t rarest = 3;  // Features seen less often are left out.
  std::uint32_t seed = 42;
};

// A linear-chain conditional random field over runs of words, by stochastic gradients with AdaGrad
// (Duchi, Hazan and Singer 2011), the weights averaged over the second half of the passes.
// The same input gives the same weights.
class CrfTrainer {
 public:
  // Features are hashed to 2^row_bits rows.
  explicit CrfTrainer(int row_bits);

  // Adds a run: one list of feature hashes and one label a word. Requires: the labels may follow
  // each other.
  void Add(std::span<const std::vector<std::uint64_t>> features, std::span<const Label> labels);

  EntityWeights Train(const CrfOptions& options);

  std::size_t run_count() const { return runs_.size(); }

 private:
  struct RunOfWords {
    std::uint32_t first_word = 0;
    std::uint32_t size = 0;
  };

  void LeaveOutRare(std::uint32_t rarest);
  void ScoreRun(const RunOfWords& run);
  void Forward(std::size_t size);
  void Backward(std::size_t size);
  double LearnRun(const RunOfWords& run, const CrfOptions& options);
  void UpdateTransitions(const RunOfWords& run, double log_total, float rate);
  void UpdateRows(const RunOfWords& run, double log_total, const CrfOptions& options);
  std::span<const std::uint32_t> RowsOf(std::uint32_t word) const {
    return {rows_.data() + row_ends_[word], row_ends_[word + 1] - row_ends_[word]};
  }

  std::uint64_t row_mask_;
  std::vector<RunOfWords> runs_;
  std::vector<Label> labels_;
  std::vector<std::uint32_t> rows_;       // Of all words, in a row.
  std::vector<std::size_t> row_ends_{0};  // Those of word i end at [i + 1].
  EntityWeights weights_;
  EntityWeights squares_;  // Sums of squared gradients.
  std::vector<std::array<double, kLabels>> scores_;
  std::vector<std::array<double, kLabels>> forward_;
  std::vector<std::array<double, kLabels>> backward_;
};

}  // namespace backfile
