// The verbs on copies: where else a story ran, and how two texts differ.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/copy_commands.h"

#include <algorithm>
#include <cmath>

#include "article/copies.h"
#include "article/digest.h"
#include "article/text.h"
#include "article/word_diff.h"
#include "searcher/copies.h"
#include "searcher/rows.h"

namespace backfile {

namespace {

std::string DateOf(const Article& article) {
  return article.published ? article.published->ToString().substr(0, 10) : "undated";
}

AlsoRan Describe(const CopyText& text, Article article) {
  const CopyText other = ReadCopyText(article);
  AlsoRan also{std::move(article), std::lround(100 * Measure(text, other).words), "as long"};
  const auto words = static_cast<double>(text.words.size());
  const auto others = static_cast<double>(other.words.size());
  if (others < words * 0.9) also.length = "shorter";
  if (others > words * 1.1) also.length = "longer";
  return also;
}

Row RowOf(std::string_view kind, const Article& article, const Locator& where) {
  return {{"kind", std::string(kind)},
          {"id", article.id},
          {"date", article.published ? DateOf(article) : ""},
          {"source", article.source},
          {"title", article.title},
          {"place", ToString(where)}};
}

std::string TextOf(const AlsoRan& also) {
  const Article& article = also.article;
  std::string text = "\n" + DateOf(article) + "  ";
  if (!article.source.empty()) text += Printable(article.source) + "  ";
  text += article.id + "  " + Printable(article.title) + "\n  " + std::string(also.length) + ", " +
          std::to_string(also.shared) + " % of the shorter text in both\n";
  return text + "  " + ToString(article.locator) + "\n";
}

std::string_view NameOf(Edit edit) {
  constexpr std::string_view kNames[] = {"same", "removed", "added"};
  return kNames[static_cast<std::size_t>(edit)];
}

// Long stretches that are the same are cut in the middle.
std::string Shortened(const std::string& text, std::size_t words) {
  constexpr std::size_t kMostWords = 60;
  constexpr std::size_t kShown = 20;
  if (words <= kMostWords) return text;
  std::size_t begin = 0;
  std::size_t end = text.size();
  for (std::size_t i = 0; i < kShown; ++i) begin = text.find(' ', begin + 1);
  for (std::size_t i = 0; i < kShown; ++i) end = text.rfind(' ', end - 1);
  return text.substr(0, begin) + " [... " + std::to_string(words - 2 * kShown) + " words ...]" +
         text.substr(end);
}

std::string Marked(const EditRun& run, const RenderOptions& options) {
  constexpr std::string_view kColors[] = {"", "\033[31m", "\033[32m"};
  constexpr std::string_view kOpen[] = {"", "[-", "{+"};
  constexpr std::string_view kClose[] = {"", "-]", "+}"};
  const auto i = static_cast<std::size_t>(run.edit);
  std::string text = run.edit == Edit::kSame ? Shortened(run.text, run.words) : run.text;
  if (!options.is_raw) text = Printable(text, true);
  text = std::string(kOpen[i]) + text + std::string(kClose[i]);
  if (options.has_color && i > 0) text = std::string(kColors[i]) + text + "\033[0m";
  return text;
}

std::string DiffText(std::string_view before, std::string_view after,
                     const RenderOptions& options) {
  std::string text;
  for (const EditRun& run : DiffWords(before, after)) {
    text += (text.empty() ? "" : " ") + Marked(run, options);
  }
  return text + "\n";
}

}  // namespace

std::vector<AlsoRan> FindCopies(const Snapshot::Place& place, const Article& article,
                                const SearchRequest& request, std::size_t most,
                                Searcher* searcher) {
  const CopyText text = ReadCopyText(article);
  std::vector<AlsoRan> copies;
  for (const Snapshot::Place& copy : CopyGroups(searcher->snapshot()).CopiesOf(place)) {
    if (copies.size() == most) break;
    const bool is_shown = searcher->MayBeRead(copy, request);
    if (!is_shown || searcher->snapshot().IsSuperseded(copy)) continue;
    copies.push_back(Describe(text, searcher->Load(copy)));
  }
  return copies;
}

void RenderCopies(const Snapshot::Place& place, const SearchRequest& request, Searcher* searcher,
                  const RenderOptions& options, const Print& print) {
  const Article article = searcher->Load(place);
  const std::vector<Locator> places = searcher->snapshot().CopiesOf(place);
  const std::vector<AlsoRan> copies = FindCopies(place, article, request, SIZE_MAX, searcher);
  if (options.format == Format::kText) {
    print(ToString(article.locator) + "\n");
    for (const Locator& where : places) print(ToString(where) + "\n");
    for (const AlsoRan& also : copies) print(TextOf(also));
    return;
  }
  std::vector<Row> rows = {RowOf("itself", article, article.locator)};
  for (const Locator& where : places) rows.push_back(RowOf("same", article, where));
  for (const AlsoRan& also : copies) {
    rows.push_back(RowOf("copy", also.article, also.article.locator));
    rows.back().push_back(NumberCell("shared_percent", also.shared));
    rows.back().push_back({"length", std::string(also.length)});
  }
  RenderRows("place",
             {"kind", "id", "date", "source", "title", "place", "shared_percent", "length"}, rows,
             {NumberCell("total", std::ssize(rows))}, options, print);
}

void RenderDifference(const Article& before, const Article& after, const RenderOptions& options,
                      const Print& print) {
  if (options.format != Format::kText) {
    std::vector<Row> rows;
    for (const EditRun& run : DiffWords(before.body, after.body)) {
      rows.push_back({{"edit", std::string(NameOf(run.edit))}, {"text", run.text}});
    }
    return RenderRows("run", {"edit", "text"}, rows, {NumberCell("total", std::ssize(rows))},
                      options, print);
  }
  print("[-" + before.id + "  " + DateOf(before) + "  " + Printable(before.source) + "-]\n");
  print("{+" + after.id + "  " + DateOf(after) + "  " + Printable(after.source) + "+}\n\n");
  print(DiffText(before.title, after.title, options) + "\n");
  print(DiffText(before.body, after.body, options));
}

}  // namespace backfile
