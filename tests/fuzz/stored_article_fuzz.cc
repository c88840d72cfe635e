// Any bytes as a stored article: refused, or safe on a terminal, in a browser and as JSON.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/stored_article.h"

#include <algorithm>

#include "article/text.h"
#include "searcher/render.h"
#include "tests/fuzz/files.h"

namespace backfile {
namespace {

std::string Rendered(const Article& article, Format format) {
  static Analyzer analyzer;
  std::string out;
  RenderOptions options;
  options.format = format;
  RenderArticle(article, {}, options, &analyzer, [&](std::string_view part) { out += part; });
  return out;
}

bool IsControl(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
}

}  // namespace
}  // namespace backfile

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace backfile;
  Article article;
  if (!IsRead([&] { article = LoadArticle(Bytes(bytes, size)); })) return 0;
  const std::string stored = StoreArticle(article);
  Require(StoreArticle(LoadArticle(stored)) == stored);
  for (const Format format : {Format::kText, Format::kJson}) {
    const std::string out = Rendered(article, format);
    Require(IsValidUtf8(out));
    Require(std::ranges::none_of(out, IsControl));
  }
  for (const Format format : {Format::kRis, Format::kBibtex, Format::kCslJson}) {
    Require(IsValidUtf8(Citation(article, format)));
  }
  return 0;
}
