// Any bytes as what a crawler fetched: a line each for its address, time and media type, then the
// answer. Without a media type it begins with an HTTP header.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/web_capture.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "article/text.h"
#include "tests/fuzz/require.h"

namespace backfile {
namespace {

std::string_view TakeLine(std::string_view* bytes) {
  const std::string_view line = bytes->substr(0, bytes->find('\n'));
  bytes->remove_prefix(std::min(bytes->size(), line.size() + 1));
  return line;
}

void Read(const Capture& capture, std::string_view block) {
  ReadOptions options;
  options.limits.max_member_bytes = 1'000'000;
  options.limits.ratio_free_bytes = 1'000'000;
  std::vector<Article> articles;
  Problems problems;
  ReadCapture(capture, block, options, &articles, &problems);
  for (const Article& article : articles) {
    for (const std::string* text :
         {&article.title, &article.body, &article.url, &article.story, &article.version}) {
      Require(IsValidUtf8(*text));
    }
  }
}

}  // namespace
}  // namespace backfile

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace backfile;
  std::string_view block = Bytes(data, size);
  Capture capture;
  capture.url = TakeLine(&block);
  capture.captured = TakeLine(&block);
  capture.media_type = TakeLine(&block);
  capture.is_http = capture.media_type.empty();
  MayHoldArticle(capture, block);
  Read(capture, block);
  if (const auto body = Unchunk(block)) Require(body->size() <= block.size());
  return 0;
}
