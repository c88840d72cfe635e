// Dumping without term lists: every posting list is read, and each document gathers what is its
// own.
//
// A document's digest is the sum of the digests of its postings, so the order in which they come
// does not matter.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/dump.h"

#include <xapian.h>

#include <algorithm>
#include <map>
#include <string>

#include "article/digest.h"
#include "article/text.h"
#include "index/guard.h"
#include "index/schema.h"

namespace backfile {

namespace {

// Exact forms, titles, acronyms, quotes, people and marks carry positions; stems and other facets
// never do.
bool MayHavePositions(std::string_view term) {
  const char first = term.front();
  if (first == 'Z') return false;
  if (first < 'A' || first > 'Z') return true;
  return term.starts_with(Prefix("acronym")) || term.starts_with(Prefix("title")) ||
         term.starts_with(Prefix("person")) || term.starts_with(Prefix("quote")) ||
         term == Prefix("sentence") || term == Prefix("paragraph") || term == Prefix("person-mark");
}

std::uint64_t PostingDigest(const Xapian::Database& database, const std::string& term,
                            const Xapian::PostingIterator& posting, bool has_positions) {
  FieldDigest digest;
  digest.Add(term);
  digest.Add(std::uint64_t{posting.get_wdf()});
  if (has_positions) {
    for (auto p = database.positionlist_begin(*posting, term);
         p != database.positionlist_end(*posting, term); ++p) {
      digest.Add(std::uint64_t{*p});
    }
  }
  return digest.value();
}

std::vector<std::uint64_t> SearchableDigests(const Snapshot& snapshot, int segment) {
  const Xapian::Database& database = snapshot.segment_database(segment);
  std::vector<std::uint64_t> digests(snapshot.columns(segment).documents() + 1);
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    const std::string text = *term;
    const bool has_positions = MayHavePositions(text);
    for (auto p = database.postlist_begin(text); p != database.postlist_end(text); ++p) {
      digests[*p] += PostingDigest(database, text, p, has_positions);
    }
  }
  return digests;
}

// What is said of it in view of the others: a further column, "copies=5ea26a7425cd4e0c", or
// nothing.
std::string RelationsOf(const Snapshot& snapshot, int segment, std::uint32_t document) {
  const std::uint64_t group =
      FindRelation(snapshot.relations(segment, RelationKind::kCopies), document);
  const std::uint64_t superseded =
      FindRelation(snapshot.relations(segment, RelationKind::kSuperseded), document);
  std::string text = group == 0 ? "" : "\tcopies=" + Hex16(group);
  if (superseded != 0) text += superseded == 1 ? "\tsuperseded" : "\twithdrawn";
  return text;
}

struct Counts {
  std::uint64_t documents = 0;
  std::uint64_t occurrences = 0;
};

}  // namespace

void DumpArticles(const Snapshot& snapshot, const std::function<void(std::string_view)>& print) {
  struct Line {
    std::uint64_t id;
    std::uint64_t searchable;
    int segment;
    std::uint32_t document;
  };
  std::vector<Line> lines;
  for (int segment = 0; segment < snapshot.segments(); ++segment) {
    const auto digests =
        GuardXapian("the index", [&] { return SearchableDigests(snapshot, segment); });
    for (std::uint32_t d = 1; d < digests.size(); ++d) {
      if (snapshot.tombstones(segment).Has(d)) continue;
      lines.push_back({snapshot.columns(segment).id(d), digests[d], segment, d});
    }
  }
  std::ranges::sort(lines, {}, [&](const Line& line) {
    return std::pair(line.id, snapshot.columns(line.segment).digest(line.document));
  });
  for (const Line& line : lines) {
    const Columns& columns = snapshot.columns(line.segment);
    print("bf:" + Hex16(line.id) + "\t" + Hex16(columns.digest(line.document)) + "\t" +
          Hex16(line.searchable) + "\t" + Printable(columns.title(line.document)) +
          RelationsOf(snapshot, line.segment, line.document));
  }
}

void DumpTerms(const Snapshot& snapshot, const std::function<void(std::string_view)>& print) {
  std::map<std::string, Counts> terms;
  GuardXapian("the index", [&] {
    for (int segment = 0; segment < snapshot.segments(); ++segment) {
      const Xapian::Database& database = snapshot.segment_database(segment);
      for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
        Counts& counts = terms[*term];
        for (auto p = database.postlist_begin(*term); p != database.postlist_end(*term); ++p) {
          if (snapshot.tombstones(segment).Has(*p)) continue;
          ++counts.documents;
          counts.occurrences += p.get_wdf();
        }
      }
    }
    return 0;
  });
  for (const auto& [term, counts] : terms) {
    if (counts.documents == 0) continue;
    print(Printable(term) + "\t" + std::to_string(counts.documents) + "\t" +
          std::to_string(counts.occurrences));
  }
}

}  // namespace backfile
