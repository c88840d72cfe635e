// Prints the blocks of pages and their features, for tests/html_model/train.py.
//
// usage: html_features < LIST-OF-FILES. For each page a line "page FILE", then a line a block:
// {"text": ..., "features": [...], "parent": N, "signature": ...}
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include "article/charset.h"
#include "article/json.h"
#include "formats/html_body.h"
#include "formats/html_features.h"
#include "formats/html_page.h"
#include "formats/html_title.h"

namespace {

void PrintBlock(const backfile::HtmlTree& tree, const backfile::HtmlBlock& block,
                const backfile::BlockFeatures& features) {
  std::string line = "{\"text\":";
  backfile::AppendJsonString(block.text, &line);
  line += ",\"parents\":[";
  std::int32_t n = block.element;
  for (int level = 0; level < 3; ++level) {
    n = n > 0 ? tree[n].parent : n;
    line += (level > 0 ? "," : "") + std::to_string(n);
  }
  line += "],\"features\":[";
  for (std::size_t i = 0; i < features.size(); ++i) {
    char number[32];
    std::snprintf(number, sizeof number, "%s%.5g", i > 0 ? "," : "",
                  static_cast<double>(features[i]));
    line += number;
  }
  std::cout << line << "]}\n";
}

void PrintPage(const std::string& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  const std::string text = backfile::DecodePage(bytes.str(), {}, {}).text;
  const backfile::HtmlTree tree(text, backfile::Limits{}.max_html_depth);
  const backfile::HtmlMetadata metadata(tree, "");
  const std::vector<backfile::HtmlBlock> blocks = backfile::BlocksOf(tree);
  backfile::Article article;
  backfile::TakeTitle(tree, metadata, &article);
  const std::vector<backfile::BlockFeatures> features =
      backfile::FeaturesOf(tree, blocks, backfile::CluesOf(metadata, article.title));
  std::cout << "page " << path << "\n";
  for (std::size_t i = 0; i < blocks.size(); ++i) PrintBlock(tree, blocks[i], features[i]);
}

}  // namespace

int main() {
  for (std::string path; std::getline(std::cin, path);) PrintPage(path);
  return 0;
}
