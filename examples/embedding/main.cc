// Backfile inside a program of one's own: takes a folder of articles into an index and prints the
// best answers to a question.
//
//     embedding INDEX FOLDER QUESTION
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <chrono>
#include <iostream>

#include "indexer/indexer.h"
#include "searcher/searcher.h"

namespace {

void TakeIn(const std::string& index_dir, const std::string& folder) {
  backfile::AddOptions add;
  add.paths = {folder};
  add.run.index_dir = index_dir;
  add.run.report.quiet = true;
  backfile::Add(add);
}

void Ask(const std::string& index_dir, const std::string& question) {
  backfile::Searcher searcher(index_dir);
  backfile::SearchRequest request;
  request.query = question;
  request.limit = 3;
  request.facets = {"source"};
  request.today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const backfile::SearchResult result = searcher.Run(request);
  std::cout << result.total << " articles\n";
  for (const backfile::Hit& hit : result.hits) {
    const backfile::Article article = searcher.Load(hit.place);
    std::cout << hit.rank << ". " << hit.title << " (" << hit.date << ", " << article.body.size()
              << " bytes of text)\n";
  }
  for (const backfile::FacetCounts& facet : result.facets) {
    for (const auto& value : facet.values) std::cout << value.value << ": " << value.count << "\n";
  }
}

}  // namespace

int main(int argc, char** argv) {
  // Archives are read by processes of their own: this program, started once more.
  if (const auto code = backfile::RunAsWorker(argc, argv)) return *code;
  if (argc != 4) {
    std::cerr << "usage: embedding INDEX FOLDER QUESTION\n";
    return 2;
  }
  try {
    TakeIn(argv[1], argv[2]);
    Ask(argv[1], argv[3]);
  } catch (const backfile::Error& error) {
    std::cerr << error.what() << "\n";
    return static_cast<int>(error.code());
  }
  return 0;
}
