// Any bytes as a web page: no crash, and what comes out is valid UTF-8 no longer than what went in
// can explain.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "article/text.h"
#include "formats/html.h"
#include "formats/html_page.h"

namespace {

void Require(bool claim) {
  if (!claim) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view page(reinterpret_cast<const char*>(bytes), size);
  backfile::SniffHtml({"page.html", page});
  const backfile::Article article = backfile::ReadHtmlPage(page, {}, {});
  Require(backfile::IsValidUtf8(article.title));
  Require(backfile::IsValidUtf8(article.body));
  const std::string text = backfile::TextOfHtml(page);
  Require(backfile::IsValidUtf8(text));
  // A windows-1252 byte is three in UTF-8 at most, a paragraph adds two line ends.
  Require(text.size() <= 4 * size + 16);
  Require(article.body.size() <= 8 * size + 16);
  return 0;
}
