// Small indexes for tests: articles in, a published generation out.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "article/article.h"
#include "index/analyzer.h"
#include "index/columns.h"
#include "index/lock.h"
#include "index/segment_writer.h"
#include "index/segments.h"
#include "index/stored_article.h"
#include "tests/support/temp_dir.h"

namespace backfile {

// Adds the articles to the index at `dir` as one more segment; `hidden` are documents of earlier
// ones.
inline void AddSegment(const std::string& dir, const std::vector<Article>& articles,
                       const std::vector<Tombstone>& hidden = {}) {
  const IndexLock lock(dir, "test");
  const std::string name = NextSegmentName(dir);
  const TempDir parts;
  const std::string part = parts / "part";
  const auto writer = MakeSegmentWriter(DefaultWriter());
  writer->Begin(part);
  Analyzer analyzer;
  for (const Article& article : articles) {
    const AnalysedArticle& analysed = analyzer.Analyze(article);
    ColumnRow row = MakeColumnRow(article);
    row.digest = ContentDigest(article);
    writer->Add(analyzer, analysed, row, StoreArticle(article));
  }
  writer->Finish();
  const std::string segment = SegmentPath(dir, name);
  const std::int64_t documents = MakeSegment({part}, segment);
  WriteTombstones(segment, hidden);
  SealSegment(segment, name, documents, std::string(WriterName(DefaultWriter())));
  Generation generation = LiveGeneration(dir).value_or(Generation{});
  generation.schema = 1;
  generation.segments.push_back(name);
  generation.articles += documents - static_cast<std::int64_t>(hidden.size());
  Publish(dir, generation, 1);
}

// An article with an id, ready to be added.
inline Article MakeArticle(const std::string& title, const std::string& body,
                           const std::string& date = "", const std::string& source = "") {
  Article article;
  article.title = title;
  article.body = body;
  article.source = source;
  article.published = ParseIsoDate(date);
  if (article.published) article.published_basis = DateBasis::kMetadata;
  FinishArticle(&article);
  return article;
}

}  // namespace backfile
