// A linear model over hashed features that marks the entities in a run of words.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "article/problem.h"

namespace backfile {

enum class EntityType : std::uint8_t { kPerson, kPlace, kOrganisation, kOther };

// Where a word stands in an entity: outside, or at the beginning, inside, at the end of one, or one
// by itself; 4 types x 4 positions and "outside". The numbers are in the model file.
using Label = std::uint8_t;
inline constexpr Label kOutside = 0;
inline constexpr std::size_t kLabels = 17;
enum class Position : std::uint8_t { kBegin, kInside, kLast, kUnit };
constexpr Label LabelOf(EntityType type, Position position) {
  return static_cast<Label>(1 + 4 * static_cast<int>(type) + static_cast<int>(position));
}
// Requires: label != kOutside.
constexpr EntityType TypeOf(Label label) { return static_cast<EntityType>((label - 1) / 4); }
constexpr Position PositionOf(Label label) { return static_cast<Position>((label - 1) % 4); }

// Can `next` stand right after `label`? An entity that was begun must be ended; kOutside also
// stands for the edge of a run on either side.
constexpr bool MayFollow(Label label, Label next) {
  const bool open = label != kOutside && PositionOf(label) <= Position::kInside;
  const bool goes_on = next != kOutside && (PositionOf(next) == Position::kInside ||
                                            PositionOf(next) == Position::kLast);
  return open ? goes_on && TypeOf(next) == TypeOf(label) : !goes_on;
}

// As many words are marked together at most.
inline constexpr std::size_t kLongestRun = 64;

// Scores of the 16 labels but kOutside, against kOutside, which always has 0.
using Scores = std::array<std::int16_t, kLabels - 1>;

// Weights as they are learnt: of each feature row, and of each pair of labels ([from][to]; the edge
// of a run counts as kOutside in front).
struct EntityWeights {
  std::vector<std::array<float, kLabels - 1>> rows;  // A power of two of them.
  std::array<std::array<float, kLabels>, kLabels> transitions{};
};

// The weights, quantised to 8 bits; rows of zeros take no room. Not copied; thread safe.
class EntityModel {
 public:
  // Reads what Write wrote; a sentence if it is anything else.
  static Result<EntityModel> Read(std::string_view bytes);
  // The one that comes with the program. Safe to call from several threads.
  static const EntityModel& Default();

  // A model file: "BFEM", a version, and a zstd frame with the scale, the transitions, a bitmap of
  // the rows that are there, and those rows. Rows without a weight beyond `smallest` are left out.
  static std::string Write(const EntityWeights& weights, float smallest);

  EntityModel(EntityModel&&) = default;
  EntityModel& operator=(EntityModel&&) = default;
  EntityModel(const EntityModel&) = delete;
  EntityModel& operator=(const EntityModel&) = delete;

  // The weights of one feature.
  using Row = std::array<std::int8_t, kLabels - 1>;

  // Appends the rows of features, given by the hashes of what was seen, to `rows`; features without
  // weights have none. The rows are on their way from memory when this returns: do something else
  // before AddRows(). They live as long as the model.
  void FindRows(std::span<const std::uint64_t> feature_hashes, std::vector<const Row*>* rows) const;
  static void AddRows(std::span<const Row* const> rows, Scores* scores);

  // The best sequence of labels for words with these scores (Viterbi). `labels` gets their size.
  // Requires: at most kLongestRun words.
  void Decode(std::span<const Scores> scores, std::vector<Label>* labels) const;

  std::size_t row_count() const { return rows_.size(); }

 private:
  // Which of 64 rows are there, and how many are before them.
  struct Block {
    std::uint64_t present = 0;  // A bit a row.
    std::uint32_t before = 0;
  };

  EntityModel() = default;
  const Row* RowOf(std::uint64_t feature_hash) const;
  Label BestAlone(const Scores& scores) const;

  std::uint32_t row_mask_ = 0;
  std::vector<Block> blocks_;
  std::vector<Row> rows_;
  std::array<std::array<std::int16_t, kLabels>, kLabels> transitions_{};
};

}  // namespace backfile
