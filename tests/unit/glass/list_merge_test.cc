// Lists of several sources as those of one.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/list_merge.h"

#include <map>

#include "article/problem.h"
#include "index/glass/list_file.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;
using namespace backfile::glass;

namespace {

// By key: documents, each with its number.
using Content = std::map<std::string, std::vector<std::pair<std::uint32_t, std::uint32_t>>>;

std::unique_ptr<ListSource> SourceOf(const Content& content, const std::string& path) {
  ListFileWriter out(path, FormOf(Lists::kPostings));
  for (const auto& [key, entries] : content) {
    ListTotals totals{static_cast<std::uint32_t>(entries.size()), 0};
    for (const auto& [document, number] : entries) totals.sum += number;
    out.BeginList(key, totals);
    for (const auto& [document, number] : entries) out.Add({document, number, {}});
  }
  out.Close();
  return OpenListFile(path, FormOf(Lists::kPostings));
}

Content ReadAll(ListSource* source) {
  Content content;
  while (source->NextList()) {
    auto& entries = content[std::string(source->key())];
    const ListTotals totals = source->totals();
    ListTotals found;
    ForEachEntry(source, [&](const ListEntry& entry) {
      entries.emplace_back(entry.document, entry.number);
      ++found.entries;
      found.sum += entry.number;
    });
    CHECK(found.entries == totals.entries);
    CHECK(found.sum == totals.sum);
  }
  return content;
}

}  // namespace

TEST_CASE("merged lists have the entries of all sources, renumbered by their bases", "[glass]") {
  const TempDir dir;
  std::vector<MergeInput> inputs;
  inputs.push_back({SourceOf({{"ant", {{1, 5}}}, {"bee", {{2, 1}}}}, dir / "a"), 0});
  inputs.push_back({SourceOf({{"bee", {{1, 2}, {3, 4}}}, {"beetle!", {{1, 1}}}}, dir / "b"), 2});
  inputs.push_back({SourceOf({}, dir / "c"), 5});
  inputs.push_back({SourceOf({{"", {{1, 9}}}, {"bee", {{1, 7}}}}, dir / "d"), 5});
  const Content merged = ReadAll(MergeLists(std::move(inputs)).get());
  CHECK(merged == Content{{"", {{6, 9}}},
                          {"ant", {{1, 5}}},
                          {"bee", {{2, 1}, {3, 2}, {5, 4}, {6, 7}}},
                          {"beetle!", {{3, 1}}}});
}

TEST_CASE("keys that share their first bytes keep their order", "[glass]") {
  const TempDir dir;
  std::vector<MergeInput> inputs;
  inputs.push_back({SourceOf({{"Zaaaaaaaa", {{1, 1}}}, {"Zaaaaaaac", {{1, 1}}}}, dir / "a"), 0});
  inputs.push_back({SourceOf({{"Zaaaaaaa", {{1, 1}}}, {"Zaaaaaaab", {{1, 1}}}}, dir / "b"), 1});
  const auto source = MergeLists(std::move(inputs));
  std::vector<std::string> keys;
  while (source->NextList()) keys.emplace_back(source->key());
  CHECK(keys == std::vector<std::string>{"Zaaaaaaa", "Zaaaaaaaa", "Zaaaaaaab", "Zaaaaaaac"});
}

TEST_CASE("dropped documents leave no gap and are not counted", "[glass]") {
  const TempDir dir;
  Bitmap dropped(200);
  for (const std::uint32_t d : {1U, 64U, 65U, 200U}) dropped.Set(d);
  const Renumbering renumbering(dropped, 200);
  const auto source = KeepLiving(
      SourceOf({{"a", {{1, 7}, {63, 1}, {64, 1}, {66, 2}, {199, 3}, {200, 4}}}, {"b", {{1, 1}}}},
               dir / "a"),
      &renumbering, true);
  CHECK(ReadAll(source.get()) == Content{{"a", {{62, 1}, {63, 2}, {196, 3}}}, {"b", {}}});
  CHECK(renumbering.last_new_number() == 196);
}

TEST_CASE("documents past 2^32 are refused", "[glass]") {
  const TempDir dir;
  std::vector<MergeInput> inputs;
  inputs.push_back({SourceOf({{"a", {{0xfffffff0, 1}}}}, dir / "a"), 0x10});
  const auto source = MergeLists(std::move(inputs));
  REQUIRE(source->NextList());
  ListEntry entry;
  CHECK_THROWS_AS(source->Read({&entry, 1}), Error);
}

TEST_CASE("a file of lists cut short anywhere is refused or ends between lists", "[glass]") {
  const TempDir dir;
  SourceOf({{"ant", {{1, 500}, {900, 3}}}, {"bee", {{2, 1}}}}, dir / "a");
  const std::string whole(MappedFile(dir / "a").bytes());
  int refused = 0;
  for (std::size_t size = 1; size < whole.size(); ++size) {
    FileWriter file(dir / "cut");
    file.Append(whole.substr(0, size));
    file.Close();
    const auto source = OpenListFile(dir / "cut", FormOf(Lists::kPostings));
    try {
      while (source->NextList()) {
      }
    } catch (const Error&) {
      ++refused;
    }
  }
  CHECK(refused == static_cast<int>(whole.size()) - 2);
}
