// backfile-train-people: makes the lexicon and the people model from marked articles.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "article/entity_features.h"
#include "article/entity_tagger.h"
#include "model/corpus.h"
#include "model/crf_trainer.h"
#include "model/variation.h"

namespace backfile {
namespace {

struct Options {
  std::string gazetteer;
  std::vector<std::string> corpora;
  std::vector<std::string> held_out;
  std::string lexicon_out;
  std::string model_out;
  int row_bits = 20;
  float smallest = 0.1F;
  bool vary = true;
  CrfOptions crf;
};

void WriteFile(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary);
  if (!out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
    throw std::runtime_error(path + ": cannot be written");
  }
  std::cerr << path << ": " << bytes.size() << " bytes\n";
}

void AddArticle(const Lexicon& lexicon, const MarkedArticle& article, CrfTrainer* trainer) {
  MarkedText text;
  ToWords(article, &text);
  ArticleWords words(lexicon);
  words.Read(text.words);
  const std::vector<Label> labels = LabelsOf(article, words);
  std::vector<Run> runs;
  FindRuns(words, &runs);
  std::vector<std::vector<std::uint64_t>> features;
  for (const Run& run : runs) {
    features.assign(run.last - run.first, {});
    for (std::uint32_t i = run.first; i < run.last; ++i) {
      AddFeatures(words, run, i, &features[i - run.first]);
    }
    const std::span of_run = std::span(labels).subspan(run.first, run.last - run.first);
    if (MayFollow(kOutside, of_run.front()) && MayFollow(of_run.back(), kOutside)) {
      trainer->Add(features, of_run);
    }
  }
}

// Exact names of a type, found against marked.
struct Score {
  int found = 0;
  int marked = 0;
  int right = 0;
  double f1() const { return 200.0 * right / std::max(1, found + marked); }
};

Score Evaluate(const EntityModel& model, const Lexicon& lexicon,
               const std::vector<MarkedArticle>& articles, EntityType type) {
  EntityTagger tagger(model);
  ArticleWords words(lexicon);
  Score score;
  for (const MarkedArticle& article : articles) {
    MarkedText text;
    ToWords(article, &text);
    words.Read(text.words);
    std::vector<Label> labels = LabelsOf(article, words);
    for (const Label label : labels) {
      if (label != kOutside && TypeOf(label) == type) {
        score.marked +=
            PositionOf(label) == Position::kBegin || PositionOf(label) == Position::kUnit;
      }
    }
    for (const Entity& entity : tagger.Tag(words)) {
      if (entity.type != type) continue;
      ++score.found;
      const bool unit = entity.last - entity.first == 1;
      const Label first = LabelOf(type, unit ? Position::kUnit : Position::kBegin);
      const Label last = LabelOf(type, unit ? Position::kUnit : Position::kLast);
      bool right = labels[entity.first] == first && labels[entity.last - 1] == last;
      for (std::uint32_t i = entity.first + 1; i + 1 < entity.last; ++i) {
        right = right && labels[i] == LabelOf(type, Position::kInside);
      }
      score.right += right ? 1 : 0;
    }
  }
  return score;
}

void Train(const Options& options) {
  const auto gazetteer = ReadGazetteer(options.gazetteer);
  const std::string lexicon_bytes = WriteLexicon(gazetteer);
  if (!options.lexicon_out.empty()) WriteFile(options.lexicon_out, lexicon_bytes);
  const Lexicon lexicon = Lexicon::Read(lexicon_bytes).value();
  Variation variation(gazetteer, options.crf.seed);
  CrfTrainer trainer(options.row_bits);
  for (const std::string& path : options.corpora) {
    for (const MarkedArticle& article : ReadCorpus(path, lexicon)) {
      AddArticle(lexicon, article, &trainer);
      if (options.vary) AddArticle(lexicon, variation.Vary(article), &trainer);
    }
    std::cerr << path << ": " << trainer.run_count() << " runs so far\n";
  }
  const std::string bytes = EntityModel::Write(trainer.Train(options.crf), options.smallest);
  WriteFile(options.model_out, bytes);
  const EntityModel model = EntityModel::Read(bytes).value();
  std::cerr << model.row_count() << " rows\n";
  for (const std::string& path : options.held_out) {
    const auto articles = ReadCorpus(path, lexicon);
    for (const auto type : {EntityType::kPerson, EntityType::kPlace, EntityType::kOrganisation}) {
      const Score score = Evaluate(model, lexicon, articles, type);
      std::printf("%s type %d: F1 %.1f (%d marked, %d found)\n", path.c_str(),
                  static_cast<int>(type), score.f1(), score.marked, score.found);
    }
  }
}

}  // namespace
}  // namespace backfile

int main(int argc, char** argv) {
  backfile::Options options;
  CLI::App app("Makes the lexicon and the people model from marked articles.");
  app.add_option("--gazetteer", options.gazetteer, "lines of WORD<TAB>CLASSES")->required();
  app.add_option("--held-out", options.held_out, "corpora to measure the model on");
  app.add_option("--lexicon", options.lexicon_out, "where the lexicon goes");
  app.add_option("--model", options.model_out, "where the model goes")->required();
  app.add_option("--passes", options.crf.passes, "over all articles");
  app.add_option("--rate", options.crf.rate, "of learning");
  app.add_option("--shrink", options.crf.shrink, "L2");
  app.add_option("--rarest", options.crf.rarest, "features seen less often are left out");
  app.add_option("--row-bits", options.row_bits, "features are hashed to 2^N rows");
  app.add_option("--smallest", options.smallest, "weights that are kept");
  app.add_flag("!--no-variations", options.vary, "learn from the articles as they are alone");
  app.add_option("corpora", options.corpora, "lines of WORD<TAB>TAG")->required();
  CLI11_PARSE(app, argc, argv);
  try {
    backfile::Train(options);
  } catch (const std::exception& error) {
    std::cerr << "backfile-train-people: " << error.what() << "\n";
    return 70;
  }
  return 0;
}
