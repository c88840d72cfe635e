// Forward-backward in logarithms, one run at a time.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/crf_trainer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <random>

namespace backfile {

namespace {

constexpr double kImpossible = -1e30;

double LogSum(std::span<const double> logs) {
  const double largest = *std::ranges::max_element(logs);
  if (largest <= kImpossible / 2) return kImpossible;
  double sum = 0;
  for (const double log : logs) {
    if (log > largest - 40) sum += std::exp(log - largest);
  }
  return largest + std::log(sum);
}

void Step(float gradient, float rate, float* weight, float* squares) {
  *squares += gradient * gradient;
  *weight += rate * gradient / std::sqrt(*squares);
}

}  // namespace

CrfTrainer::CrfTrainer(int row_bits) : row_mask_((std::uint64_t{1} << row_bits) - 1) {
  weights_.rows.assign(row_mask_ + 1, {});
  squares_.rows.assign(row_mask_ + 1, {});
  for (auto& row : squares_.rows) row.fill(1e-4F);
  for (auto& from : squares_.transitions) from.fill(1e-4F);
}

void CrfTrainer::Add(std::span<const std::vector<std::uint64_t>> features,
                     std::span<const Label> labels) {
  runs_.push_back(
      {static_cast<std::uint32_t>(labels_.size()), static_cast<std::uint32_t>(labels.size())});
  for (const auto& of_word : features) {
    for (const std::uint64_t hash : of_word) {
      rows_.push_back(static_cast<std::uint32_t>(hash & row_mask_));
    }
    row_ends_.push_back(rows_.size());
  }
  labels_.insert(labels_.end(), labels.begin(), labels.end());
}

void CrfTrainer::LeaveOutRare(std::uint32_t rarest) {
  std::vector<std::uint32_t> counts(row_mask_ + 1);
  for (const std::uint32_t row : rows_) ++counts[row];
  std::size_t kept = 0;
  std::size_t begin = 0;
  for (std::size_t word = 0; word + 1 < row_ends_.size(); ++word) {
    const std::size_t end = row_ends_[word + 1];
    for (std::size_t i = begin; i < end; ++i) {
      if (counts[rows_[i]] >= rarest) rows_[kept++] = rows_[i];
    }
    begin = end;
    row_ends_[word + 1] = kept;
  }
  rows_.resize(kept);
}

void CrfTrainer::ScoreRun(const RunOfWords& run) {
  scores_.assign(run.size, {});
  for (std::uint32_t i = 0; i < run.size; ++i) {
    std::array<float, kLabels - 1> sum{};
    for (const std::uint32_t row : RowsOf(run.first_word + i)) {
      for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += weights_.rows[row][k];
    }
    std::ranges::copy(sum, scores_[i].begin() + 1);
  }
}

void CrfTrainer::Forward(std::size_t size) {
  forward_.resize(size);
  std::array<double, kLabels> before{};
  std::ranges::fill(before, kImpossible);
  before[kOutside] = 0;
  for (std::size_t i = 0; i < size; ++i) {
    for (Label to = 0; to < kLabels; ++to) {
      std::array<double, kLabels> ways{};
      std::size_t count = 0;
      for (Label from = 0; from < kLabels; ++from) {
        if (MayFollow(from, to)) ways[count++] = before[from] + weights_.transitions[from][to];
      }
      forward_[i][to] = std::max(kImpossible, LogSum({ways.data(), count}) + scores_[i][to]);
    }
    before = forward_[i];
  }
}

void CrfTrainer::Backward(std::size_t size) {
  backward_.resize(size);
  for (Label last = 0; last < kLabels; ++last) {
    backward_[size - 1][last] = MayFollow(last, kOutside) ? 0 : kImpossible;
  }
  for (std::size_t i = size - 1; i-- > 0;) {
    for (Label from = 0; from < kLabels; ++from) {
      std::array<double, kLabels> ways{};
      std::size_t count = 0;
      for (Label to = 0; to < kLabels; ++to) {
        if (!MayFollow(from, to)) continue;
        ways[count++] = weights_.transitions[from][to] + scores_[i + 1][to] + backward_[i + 1][to];
      }
      backward_[i][from] = std::max(kImpossible, LogSum({ways.data(), count}));
    }
  }
}

void CrfTrainer::UpdateTransitions(const RunOfWords& run, double log_total, float rate) {
  for (std::uint32_t i = 0; i < run.size; ++i) {
    const Label gold = labels_[run.first_word + i];
    const Label gold_before = i == 0 ? kOutside : labels_[run.first_word + i - 1];
    for (Label from = 0; from < kLabels; ++from) {
      if (i == 0 && from != kOutside) break;
      for (Label to = 0; to < kLabels; ++to) {
        if (!MayFollow(from, to)) continue;
        const double before = i == 0 ? 0 : forward_[i - 1][from];
        const double log =
            before + weights_.transitions[from][to] + scores_[i][to] + backward_[i][to] - log_total;
        const double expected = log < -40 ? 0 : std::exp(log);
        const double seen = gold == to && gold_before == from ? 1 : 0;
        const auto gradient = static_cast<float>(seen - expected);
        if (std::abs(gradient) < 1e-3F) continue;
        Step(gradient, rate, &weights_.transitions[from][to], &squares_.transitions[from][to]);
      }
    }
  }
}

void CrfTrainer::UpdateRows(const RunOfWords& run, double log_total, const CrfOptions& options) {
  for (std::uint32_t i = 0; i < run.size; ++i) {
    std::array<float, kLabels - 1> gradients{};
    bool any = false;
    for (Label label = 1; label < kLabels; ++label) {
      const double log = forward_[i][label] + backward_[i][label] - log_total;
      const double expected = log < -40 ? 0 : std::exp(log);
      const double seen = labels_[run.first_word + i] == label ? 1 : 0;
      const auto gradient = static_cast<float>(seen - expected);
      if (std::abs(gradient) < 1e-3F) continue;
      gradients[label - 1U] = gradient;
      any = true;
    }
    if (!any) continue;
    for (const std::uint32_t row : RowsOf(run.first_word + i)) {
      for (std::size_t k = 0; k < gradients.size(); ++k) {
        if (gradients[k] == 0) continue;
        float& weight = weights_.rows[row][k];
        Step(gradients[k] - options.shrink * weight, options.rate, &weight, &squares_.rows[row][k]);
      }
    }
  }
}

// Returns the negative log-likelihood of the run.
double CrfTrainer::LearnRun(const RunOfWords& run, const CrfOptions& options) {
  ScoreRun(run);
  Forward(run.size);
  Backward(run.size);
  std::array<double, kLabels> ends{};
  for (Label last = 0; last < kLabels; ++last) {
    ends[last] = MayFollow(last, kOutside) ? forward_[run.size - 1][last] : kImpossible;
  }
  const double log_total = LogSum(ends);
  double gold = 0;
  for (std::uint32_t i = 0; i < run.size; ++i) {
    const Label label = labels_[run.first_word + i];
    gold += scores_[i][label] +
            weights_.transitions[i == 0 ? kOutside : labels_[run.first_word + i - 1]][label];
  }
  UpdateRows(run, log_total, options);
  UpdateTransitions(run, log_total, options.rate);
  return log_total - gold;
}

namespace {

void AddTo(EntityWeights* sum, const EntityWeights& weights) {
  for (std::size_t i = 0; i < sum->rows.size(); ++i) {
    for (std::size_t k = 0; k < kLabels - 1; ++k) sum->rows[i][k] += weights.rows[i][k];
  }
  for (std::size_t from = 0; from < kLabels; ++from) {
    for (std::size_t to = 0; to < kLabels; ++to) {
      sum->transitions[from][to] += weights.transitions[from][to];
    }
  }
}

void Divide(EntityWeights* sum, float by) {
  for (auto& row : sum->rows) {
    for (float& w : row) w /= by;
  }
  for (auto& from : sum->transitions) {
    for (float& w : from) w /= by;
  }
}

}  // namespace

EntityWeights CrfTrainer::Train(const CrfOptions& options) {
  LeaveOutRare(options.rarest);
  std::vector<std::uint32_t> order(runs_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::mt19937 random(options.seed);
  EntityWeights sum;
  sum.rows.assign(weights_.rows.size(), {});
  int summed = 0;
  for (int pass = 1; pass <= options.passes; ++pass) {
    // Not std::shuffle, which each library may do in its own way.
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    double loss = 0;
    for (const std::uint32_t run : order) loss += LearnRun(runs_[run], options);
    std::fprintf(stderr, "pass %d loss %.0f\n", pass, loss);
    if (pass * 2 > options.passes) {
      AddTo(&sum, weights_);
      ++summed;
    }
  }
  Divide(&sum, static_cast<float>(summed));
  return sum;
}

}  // namespace backfile
