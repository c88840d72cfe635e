// facet_bench INDEX WORD...: what exact facets cost, beside the least that they can.
//
// For each two neighbouring words it asks for either of them and counts source, people and year
// over all matches; beside it the same counts by hand: posting lists into a bitmap, and of its
// documents plain arrays that were made before (without adding up the names of one person). Prints
// `name value unit`, times being those of the processor, the least of five.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <xapian.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "index/analyzer.h"
#include "searcher/searcher.h"

namespace backfile {
namespace {

double Now() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

template <class Work>
double LeastOfFive(Work work) {
  double least = 1e9;
  for (int round = 0; round < 5; ++round) {
    const double begin = Now();
    work();
    least = std::min(least, Now() - begin);
  }
  return least;
}

// The columns of the first segment as plain arrays.
struct Arrays {
  explicit Arrays(const Columns& columns)
      : year(columns.documents() + 1),
        sources(columns.value_count(Facet::kSource)),
        people(columns.value_count(Facet::kPeople)) {
    for (std::uint32_t d = 0; d <= columns.documents(); ++d) {
      person_begin.push_back(static_cast<std::uint32_t>(person.size()));
      source.push_back(sources);
      if (d == 0) continue;
      const std::int32_t day = columns.day(d);
      year[d] = day == kUndated ? 0 : static_cast<std::uint32_t>(1970 + day / 365) % 4096;
      for (const std::uint32_t v : columns.values(Facet::kSource, d)) source[d] = v;
      for (const std::uint32_t v : columns.values(Facet::kPeople, d)) person.push_back(v);
    }
    person_begin.push_back(static_cast<std::uint32_t>(person.size()));
  }
  std::vector<std::uint32_t> year, source, person_begin, person;
  std::uint32_t sources, people;
};

// How many match; the counts are made and thrown away.
std::size_t CountByHand(const Arrays& arrays, const std::vector<std::string>& terms,
                        const Xapian::Database& database) {
  std::vector<std::uint64_t> bits(arrays.year.size() / 64 + 1);
  for (const std::string& term : terms) {
    const auto end = database.postlist_end(term);
    for (auto it = database.postlist_begin(term); it != end; ++it) {
      bits[*it / 64] |= std::uint64_t{1} << (*it % 64);
    }
  }
  std::vector<std::uint32_t> years(4096), sources(arrays.sources + 1), people(arrays.people);
  std::size_t matches = 0;
  for (std::size_t word = 0; word < bits.size(); ++word) {
    for (std::uint64_t rest = bits[word]; rest != 0; rest &= rest - 1) {
      const std::size_t d = word * 64 + static_cast<std::size_t>(__builtin_ctzll(rest));
      ++matches;
      ++years[arrays.year[d]];
      ++sources[arrays.source[d]];
      for (std::uint32_t p = arrays.person_begin[d]; p < arrays.person_begin[d + 1]; ++p) {
        ++people[arrays.person[p]];
      }
    }
  }
  std::vector<std::uint32_t> order;
  for (std::uint32_t p = 0; p < people.size(); ++p) {
    if (people[p] > 0) order.push_back(p);
  }
  const auto most = static_cast<std::ptrdiff_t>(std::min<std::size_t>(20, order.size()));
  std::partial_sort(order.begin(), order.begin() + most, order.end(),
                    [&](std::uint32_t a, std::uint32_t b) { return people[a] > people[b]; });
  return matches;
}

void Compare(const std::string& first, const std::string& second, const Arrays& arrays,
             Searcher* searcher) {
  SearchRequest request;
  request.query = first + " OR " + second;
  request.limit = 0;
  request.facet_options.most = 20;
  std::vector<std::string> terms;
  for (const Token& token : searcher->analyzer()->Tokenize(first + " " + second, "en")) {
    terms.push_back(token.stem.empty() ? token.exact : "Z" + token.stem);
  }
  std::size_t matches = 0;
  const double by_hand = LeastOfFive(
      [&] { matches = CountByHand(arrays, terms, searcher->snapshot().segment_database(0)); });
  const double without = LeastOfFive([&] { searcher->Run(request); });
  request.facets = {"source", "people", "date"};
  std::int64_t total = 0;
  const double with = LeastOfFive([&] { total = searcher->Run(request).total; });
  std::printf("facets_%s_%s_matches %lld articles\n", first.c_str(), second.c_str(),
              static_cast<long long>(total));
  std::printf("facets_%s_%s_matches_by_hand %zu articles\n", first.c_str(), second.c_str(),
              matches);
  std::printf("facets_%s_%s_by_hand %.2f ms\n", first.c_str(), second.c_str(), by_hand);
  std::printf("facets_%s_%s_search %.2f ms\n", first.c_str(), second.c_str(), without);
  std::printf("facets_%s_%s_search_and_facets %.2f ms\n", first.c_str(), second.c_str(), with);
  std::printf("facets_%s_%s_ratio %.2f times\n", first.c_str(), second.c_str(), with / by_hand);
}

}  // namespace
}  // namespace backfile

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fputs("usage: facet_bench INDEX WORD WORD...\n", stderr);
    return 2;
  }
  try {
    backfile::Searcher searcher(argv[1]);
    const backfile::Arrays arrays(searcher.snapshot().columns(0));
    for (int i = 2; i + 1 < argc; ++i) backfile::Compare(argv[i], argv[i + 1], arrays, &searcher);
  } catch (const backfile::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
