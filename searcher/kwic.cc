// A concordance.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/kwic.h"

#include <algorithm>

#include "article/text.h"
#include "searcher/rows.h"

namespace backfile {

namespace {

std::string_view LastWords(std::string_view text, std::size_t width) {
  if (text.size() > width) text.remove_prefix(text.size() - width);
  while (!text.empty() && (text.front() & 0xc0) == 0x80) text.remove_prefix(1);
  return text;
}

std::string_view FirstWords(std::string_view text, std::size_t width) {
  if (text.size() <= width) return text;
  while (width > 0 && (text[width] & 0xc0) == 0x80) --width;
  return text.substr(0, width);
}

void AddLines(const Article& article, std::string_view text, std::string_view field,
              const std::vector<Mark>& marks, std::size_t width, Analyzer* analyzer,
              std::vector<KwicLine>* lines) {
  for (const Stretch& hit : FindHits(text, field, article, marks, analyzer)) {
    lines->push_back({article.id, Squeeze(LastWords(text.substr(0, hit.begin), width)),
                      Squeeze(text.substr(hit.begin, hit.end - hit.begin)),
                      std::string(FirstWords(text.substr(hit.end), width))});
    std::string& right = lines->back().right;
    std::ranges::replace(right, '\n', ' ');
  }
}

// What a line is sorted by: the words before it, nearest first, or those behind.
std::string SortKey(const KwicLine& line, KwicOrder order) {
  if (order == KwicOrder::kRight) return FoldForCompare(line.right);
  std::vector<std::string> words = SplitList(FoldForCompare(line.left), " ");
  std::ranges::reverse(words);
  std::string key;
  for (const std::string& word : words) key += word + " ";
  return key;
}

std::size_t Width(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string LineText(const KwicLine& line, std::size_t width, const RenderOptions& options) {
  const std::string left = Printable(line.left);
  const std::size_t used = Width(left);
  return line.id.substr(0, 11) + " " + std::string(used < width ? width - used : 0, ' ') + left +
         (options.has_color ? " \033[1;33m" : " ") +
         (options.has_brackets ? "[[" + Printable(line.hit) + "]]" : Printable(line.hit)) +
         (options.has_color ? "\033[0m" : "") + Printable(line.right) + "\n";
}

}  // namespace

std::vector<KwicLine> FindOccurrences(const SearchResult& result, const std::vector<Mark>& marks,
                                      std::size_t width, KwicOrder order, Searcher* searcher) {
  std::vector<KwicLine> lines;
  for (const Hit& hit : result.hits) {
    if (!hit.has_text) continue;
    const Article article = searcher->Load(hit.place);
    AddLines(article, article.title, "title", marks, width, searcher->analyzer(), &lines);
    AddLines(article, article.body, "", marks, width, searcher->analyzer(), &lines);
  }
  if (order == KwicOrder::kArticle) return lines;
  std::ranges::stable_sort(lines, {}, [&](const KwicLine& line) { return SortKey(line, order); });
  return lines;
}

void RenderKwic(const std::vector<KwicLine>& lines, std::size_t width, const RenderOptions& options,
                const Print& print) {
  if (options.format == Format::kText) {
    for (const KwicLine& line : lines) print(LineText(line, width, options));
    return;
  }
  std::vector<Row> rows;
  for (const KwicLine& line : lines) {
    rows.push_back(
        {{"id", line.id}, {"left", line.left}, {"hit", line.hit}, {"right", line.right}});
  }
  const Row summary = {NumberCell("total", static_cast<std::int64_t>(rows.size()))};
  RenderRows("hit", {"id", "left", "hit", "right"}, rows, summary, options, print);
}

}  // namespace backfile
