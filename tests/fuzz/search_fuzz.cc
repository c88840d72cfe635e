// Any bytes as a question to a small index: an answer that is safe to print, or a refusal.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "article/date.h"
#include "article/problem.h"
#include "article/text.h"
#include "searcher/render.h"
#include "searcher/searcher.h"
#include "tests/fuzz/require.h"
#include "tests/support/build_index.h"

namespace backfile {
namespace {

// Two segments, and a headline that would do harm.
const std::string& IndexDir() {
  static const TempDir dir;
  if (std::filesystem::exists(dir / "current")) return dir.path();
  AddSegment(dir.path(),
             {MakeArticle("Strikes on Raqqa",
                          "Kate Allen of Amnesty said on Monday that the "
                          "strikes were unlawful. \"They were war crimes,\" she said.\n\nThe "
                          "coalition struck again on Tuesday.",
                          "2018-06-05", "The Courier"),
              MakeArticle("Budget agreed", "Ministers agreed the budget in Berlin.", "1987-06")});
  AddSegment(dir.path(), {MakeArticle("A\x1b[2Jb <script>",
                                      "東京都 and \xe2\x80\xae override, =1+1, "
                                      "colour and color, strike, striking, strikes.")});
  return dir.path();
}

void RequireSafe(const SearchResult& result, const Searcher& searcher, Format format) {
  std::string out;
  RenderOptions options;
  options.format = format;
  Render(result, options, searcher, [&](std::string_view part) { out += part; });
  Require(IsValidUtf8(out));
  Require(out.find('\x1b') == std::string::npos);
}

void Ask(std::string query, bool is_plain) {
  static Searcher searcher(IndexDir());
  SearchRequest request;
  request.query = std::move(query);
  request.is_plain = is_plain;
  request.facets = {"people", "year"};
  request.snippet_characters = 120;
  request.wants_suggestions = true;
  request.today = std::chrono::sys_days(std::chrono::year(2026) / 11 / 24);
  try {
    const SearchResult result = searcher.Run(request);
    Require(result.hits.size() <= 3 && result.total <= 3);
    for (const Format format : {Format::kText, Format::kJson, Format::kCsv, Format::kHtml}) {
      RequireSafe(result, searcher, format);
    }
  } catch (const Error& error) {
    Require(error.code() == ExitCode::kUsage || error.code() == ExitCode::kIncomplete);
    Require(IsValidUtf8(error.what()));
  }
}

}  // namespace
}  // namespace backfile

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace backfile;
  for (const bool is_plain : {false, true}) Ask(std::string(Bytes(bytes, size)), is_plain);
  return 0;
}
