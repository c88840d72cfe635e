// The entity model: its file, its features and its paths.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/entity_model.h"

#include <random>

#include "tests/support/catch.h"

using namespace backfile;

namespace {

// A model of 64 rows in which feature 3 speaks for a person by itself.
EntityWeights SmallWeights() {
  EntityWeights weights;
  weights.rows.assign(64, {});
  weights.rows[3][LabelOf(EntityType::kPerson, Position::kUnit) - 1U] = 2;
  weights.rows[4][LabelOf(EntityType::kPerson, Position::kBegin) - 1U] = 2;
  weights.rows[5][LabelOf(EntityType::kPerson, Position::kLast) - 1U] = 1;
  return weights;
}

void AddFeature(const EntityModel& model, std::uint64_t hash, Scores* scores) {
  std::vector<const EntityModel::Row*> rows;
  model.FindRows(std::array{hash}, &rows);
  EntityModel::AddRows(rows, scores);
}

}  // namespace

TEST_CASE("a model is read back as it was written", "[entity_model]") {
  const EntityModel model = EntityModel::Read(EntityModel::Write(SmallWeights(), 0)).value();
  CHECK(model.row_count() == 3);
  Scores scores{};
  AddFeature(model, 3 + 64, &scores);
  CHECK(scores[LabelOf(EntityType::kPerson, Position::kUnit) - 1U] == 127);
  AddFeature(model, 5, &scores);
  CHECK(scores[LabelOf(EntityType::kPerson, Position::kLast) - 1U] == 64);
}

TEST_CASE("the best path begins nothing that it does not end", "[entity_model]") {
  const EntityModel model = EntityModel::Read(EntityModel::Write(SmallWeights(), 0)).value();
  std::vector<Scores> scores(3);
  AddFeature(model, 4, &scores[0]);
  AddFeature(model, 5, &scores[1]);
  std::vector<Label> labels;
  model.Decode(scores, &labels);
  CHECK(labels == std::vector<Label>{LabelOf(EntityType::kPerson, Position::kBegin),
                                     LabelOf(EntityType::kPerson, Position::kLast), kOutside});
  scores.resize(1);  // Nothing left to end it with.
  model.Decode(scores, &labels);
  CHECK(labels == std::vector<Label>{kOutside});
}

TEST_CASE("paths through any scores are legal, and none is better", "[entity_model]") {
  const EntityModel model = EntityModel::Read(EntityModel::Write(SmallWeights(), 0)).value();
  std::mt19937 random(9);
  for (int round = 0; round < 50; ++round) {
    std::vector<Scores> scores(2);
    for (Scores& of_word : scores) {
      for (std::int16_t& score : of_word) score = static_cast<std::int16_t>(random() % 200) - 100;
    }
    const auto score = [&](std::size_t i, Label label) {
      return label == kOutside ? 0 : scores[i][label - 1U];
    };
    int best = -100000;
    for (Label a = 0; a < kLabels; ++a) {
      for (Label b = 0; b < kLabels; ++b) {
        if (MayFollow(kOutside, a) && MayFollow(a, b) && MayFollow(b, kOutside)) {
          best = std::max(best, score(0, a) + score(1, b));
        }
      }
    }
    std::vector<Label> labels;
    model.Decode(scores, &labels);
    REQUIRE((MayFollow(kOutside, labels[0]) && MayFollow(labels[0], labels[1]) &&
             MayFollow(labels[1], kOutside)));
    REQUIRE(score(0, labels[0]) + score(1, labels[1]) == best);
  }
}

TEST_CASE("a damaged model is refused", "[entity_model]") {
  const std::string bytes = EntityModel::Write(SmallWeights(), 0);
  CHECK_FALSE(EntityModel::Read(""));
  CHECK_FALSE(EntityModel::Read("BFEM\x02"));
  CHECK_FALSE(EntityModel::Read(bytes.substr(0, bytes.size() - 3)));
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    std::string damaged = bytes;
    damaged[5 + random() % (damaged.size() - 5)] ^= static_cast<char>(1 + random() % 255);
    EntityModel::Read(damaged);  // Any answer, but no crash.
  }
}
