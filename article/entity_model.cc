// Weights on disk and in memory, and the best path through them.
//
// Only differences between labels matter, so the weights of kOutside are kept at zero and a row is
// 16 bytes: one load. Of the 2^20 rows that features are hashed to, about half carry weight; a
// bitmap that fits the second-level cache tells which, and most features of unseen words end there.
// The rows themselves do not fit it: those of a word are all asked for before the first is added,
// so that memory is waited for once and not fifty times.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/entity_model.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "article/bytes.h"
#include "article/embedded.h"
#include "article/packed.h"

namespace backfile {

namespace {

constexpr std::string_view kMagic = "BFEM\x01";
constexpr std::size_t kMaxUnpacked = 64 << 20;
constexpr std::int32_t kImpossible = -1'000'000'000;

// The labels that may stand before each label.
struct Predecessors {
  std::array<std::array<Label, kLabels>, kLabels> labels{};
  std::array<std::uint8_t, kLabels> count{};
};
constexpr Predecessors kPredecessors = [] {
  Predecessors all;
  for (Label to = 0; to < kLabels; ++to) {
    for (Label from = 0; from < kLabels; ++from) {
      if (MayFollow(from, to)) all.labels[to][all.count[to]++] = from;
    }
  }
  return all;
}();

float LargestOf(const EntityWeights& weights) {
  float largest = 1e-6F;
  for (const auto& row : weights.rows) {
    for (const float w : row) largest = std::max(largest, std::abs(w));
  }
  return largest;
}

bool IsWorthKeeping(const std::array<float, kLabels - 1>& row, float smallest) {
  return std::ranges::any_of(row, [&](float w) { return std::abs(w) >= smallest; });
}

// The baseline of amd64 has no instruction for it, and std::popcount becomes a call.
std::uint32_t CountBits(std::uint64_t bits) {
  bits -= bits >> 1 & 0x5555555555555555ULL;
  bits = (bits & 0x3333333333333333ULL) + (bits >> 2 & 0x3333333333333333ULL);
  bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0fULL;
  return static_cast<std::uint32_t>(bits * 0x0101010101010101ULL >> 56);
}

}  // namespace

// Null if the feature has no weight.
const EntityModel::Row* EntityModel::RowOf(std::uint64_t feature_hash) const {
  const std::uint32_t row = static_cast<std::uint32_t>(feature_hash) & row_mask_;
  const Block& block = blocks_[row / 64];
  const std::uint64_t bit = std::uint64_t{1} << (row % 64);
  if ((block.present & bit) == 0) return nullptr;
  return &rows_[block.before + CountBits(block.present & (bit - 1))];
}

void EntityModel::FindRows(std::span<const std::uint64_t> feature_hashes,
                           std::vector<const Row*>* rows) const {
  for (const std::uint64_t hash : feature_hashes) {
    const Row* row = RowOf(hash);
    if (row == nullptr) continue;
    __builtin_prefetch(row);
    rows->push_back(row);
  }
}

void EntityModel::AddRows(std::span<const Row* const> rows, Scores* scores) {
  Scores sums = *scores;  // A copy, which the rows cannot alias.
  for (const Row* row : rows) {
    for (std::size_t i = 0; i < sums.size(); ++i) {
      sums[i] = static_cast<std::int16_t>(sums[i] + (*row)[i]);
    }
  }
  *scores = sums;
}

std::string EntityModel::Write(const EntityWeights& weights, float smallest) {
  const float step = LargestOf(weights) / 127;
  const auto quantised = [&](float w) { return std::lround(w / step); };
  std::string bytes;
  ByteWriter out(&bytes);
  for (const auto& from : weights.transitions) {
    for (const float w : from) out.Signed(quantised(w));
  }
  out.Number(weights.rows.size());
  smallest = std::max(smallest, step / 2);
  for (std::size_t i = 0; i < weights.rows.size(); i += 64) {
    std::uint64_t bits = 0;
    for (std::size_t j = i; j < std::min(i + 64, weights.rows.size()); ++j) {
      if (IsWorthKeeping(weights.rows[j], smallest)) bits |= std::uint64_t{1} << (j - i);
    }
    out.Fixed64(bits);
  }
  for (std::size_t label = 0; label < kLabels - 1; ++label) {
    for (const auto& row : weights.rows) {
      if (IsWorthKeeping(row, smallest)) bytes += static_cast<char>(quantised(row[label]));
    }
  }
  return std::string(kMagic) + Pack(bytes);
}

Result<EntityModel> EntityModel::Read(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) return Failure("This is no people model of this version.");
  const auto unpacked = Unpack(bytes.substr(kMagic.size()), kMaxUnpacked);
  if (!unpacked) return Failure("The people model is damaged.");
  ByteReader in(*unpacked);
  EntityModel model;
  for (auto& from : model.transitions_) {
    for (std::int16_t& w : from) w = static_cast<std::int16_t>(in.Signed());
  }
  const std::uint64_t all_rows = in.Number();
  if (!in.ok() || all_rows < 64 || !std::has_single_bit(all_rows) || all_rows / 8 > in.left()) {
    return Failure("The people model is damaged.");
  }
  model.row_mask_ = static_cast<std::uint32_t>(all_rows - 1);
  std::uint32_t count = 0;
  for (std::uint64_t i = 0; i < all_rows; i += 64) {
    model.blocks_.push_back({.present = in.Fixed64(), .before = count});
    count += CountBits(model.blocks_.back().present);
  }
  if (in.left() != std::size_t{count} * (kLabels - 1)) {
    return Failure("The people model is damaged.");
  }
  model.rows_.resize(count);
  for (std::size_t label = 0; label < kLabels - 1; ++label) {
    const std::string_view column = in.Bytes(count);
    for (std::uint32_t i = 0; i < count; ++i) {
      model.rows_[i][label] = static_cast<std::int8_t>(column[i]);
    }
  }
  return model;
}

const EntityModel& EntityModel::Default() {
  // What is embedded was written by Write, or no test of ours passes: value() cannot throw.
  static const EntityModel model = Read(EmbeddedEntityModel()).value();
  return model;
}

// For a word that is a run by itself, as most are.
Label EntityModel::BestAlone(const Scores& scores) const {
  Label best = kOutside;
  int most = transitions_[kOutside][kOutside];
  for (int type = 0; type < 4; ++type) {
    const Label unit = LabelOf(static_cast<EntityType>(type), Position::kUnit);
    const int score = transitions_[kOutside][unit] + scores[unit - 1U];
    if (score > most) {
      most = score;
      best = unit;
    }
  }
  return best;
}

void EntityModel::Decode(std::span<const Scores> scores, std::vector<Label>* labels) const {
  const std::size_t size = scores.size();
  labels->assign(size, kOutside);
  if (size == 0) return;
  if (size == 1) {
    labels->front() = BestAlone(scores.front());
    return;
  }
  std::array<std::int32_t, kLabels> best{};
  std::ranges::fill(best, kImpossible);
  best[kOutside] = 0;
  std::array<std::array<Label, kLabels>, kLongestRun> came_from;
  for (std::size_t i = 0; i < size; ++i) {
    std::array<std::int32_t, kLabels> next{};
    for (Label to = 0; to < kLabels; ++to) {
      std::int32_t most = kImpossible;
      Label via = kOutside;
      for (std::size_t k = 0; k < kPredecessors.count[to]; ++k) {
        const Label from = kPredecessors.labels[to][k];
        const std::int32_t score = best[from] + transitions_[from][to];
        if (score > most) {
          most = score;
          via = from;
        }
      }
      came_from[i][to] = via;
      next[to] = std::max(kImpossible, most + (to == kOutside ? 0 : scores[i][to - 1U]));
    }
    best = next;
  }
  Label label = kOutside;
  for (Label last = 0; last < kLabels; ++last) {
    if (MayFollow(last, kOutside) && best[last] > best[label]) label = last;
  }
  for (std::size_t i = size; i-- > 0;) {
    (*labels)[i] = label;
    label = came_from[i][label];
  }
}

}  // namespace backfile
