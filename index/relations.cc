// Relations on disk: runs of (segment, kind, bytes), the bytes being pairs of the distance from the
// document before and the value.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/relations.h"

#include <algorithm>
#include <deque>
#include <map>

#include "article/bytes.h"

namespace backfile {

namespace {

constexpr const char* kRelationsName = "/relations";

std::string Pack(const RelationList& relations) {
  std::string bytes;
  ByteWriter out(&bytes);
  std::uint32_t before = 0;
  for (const Relation& relation : relations) {
    out.Number(relation.document - before);
    out.Fixed64(relation.value);
    before = relation.document;
  }
  return bytes;
}

RelationList Unpack(std::string_view bytes) {
  RelationList relations;
  ByteReader in(bytes);
  std::uint64_t document = 0;
  while (!in.at_end()) {
    const std::uint64_t distance = in.Number();
    const std::uint64_t value = in.Fixed64();
    if (!in.ok() || distance == 0 || distance > UINT32_MAX - document) break;
    document += distance;
    relations.push_back({static_cast<std::uint32_t>(document), value});
  }
  return relations;
}

// Calls take(segment, kind, bytes) for each run.
template <class Take>
void ForEachRun(std::string_view bytes, Take take) {
  ByteReader in(bytes);
  for (std::size_t n = in.Count(); n > 0 && in.ok(); --n) {
    const std::string_view segment = in.Text();
    const auto kind = static_cast<RelationKind>(in.Number());
    const std::string_view run = in.Text();
    if (in.ok()) take(segment, kind, run);
  }
}

// The numbers that documents of a segment get when those that are dropped are left out and `before`
// documents come first.
class Renumbering {
 public:
  explicit Renumbering(const Bitmap& dropped) : dropped_(dropped) {}
  // Requires: ascending documents. 0: it is dropped.
  std::uint32_t operator()(std::uint32_t document) {
    KeptOf(document - 1);
    return dropped_.Has(document) ? 0 : kept_ + 1;
  }
  // How many of the documents up to `last` are kept. Requires: ascending.
  std::uint32_t KeptOf(std::uint32_t last) {
    for (; next_ <= last; ++next_) kept_ += dropped_.Has(next_) ? 0 : 1;
    return kept_;
  }

 private:
  const Bitmap& dropped_;
  std::uint32_t next_ = 1;
  std::uint32_t kept_ = 0;
};

}  // namespace

void WriteRelations(const std::string& dir, const std::vector<RelationRun>& runs) {
  if (runs.empty()) return;
  std::string bytes;
  ByteWriter out(&bytes);
  out.Sequence(runs, [&](const RelationRun& run) {
    out.Text(run.segment);
    out.Number(static_cast<std::uint64_t>(run.kind));
    out.Text(Pack(run.relations));
  });
  FileWriter file(dir + kRelationsName);
  file.Append(bytes);
  file.Close();
}

Relations::Relations(const std::string& dir) : file_(dir + kRelationsName) {}

std::vector<RelationRun> Relations::All() const {
  std::vector<RelationRun> runs;
  ForEachRun(file_.bytes(), [&](std::string_view segment, RelationKind kind, std::string_view run) {
    runs.push_back({std::string(segment), kind, Unpack(run)});
  });
  return runs;
}

RelationList Relations::Of(std::string_view segment, RelationKind kind) const {
  RelationList relations;
  ForEachRun(file_.bytes(), [&](std::string_view of, RelationKind of_kind, std::string_view run) {
    if (of == segment && of_kind == kind) relations = Unpack(run);
  });
  return relations;
}

void OverlayRelations(const RelationList& later, RelationList* relations) {
  if (later.empty()) return;
  RelationList merged;
  auto old = relations->begin();
  for (const Relation& relation : later) {
    for (; old != relations->end() && old->document < relation.document; ++old) {
      merged.push_back(*old);
    }
    if (old != relations->end() && old->document == relation.document) ++old;
    if (relation.value != 0) merged.push_back(relation);
  }
  merged.insert(merged.end(), old, relations->end());
  *relations = std::move(merged);
}

std::uint64_t FindRelation(const RelationList& relations, std::uint32_t document) {
  const auto it = std::ranges::lower_bound(relations, document, {}, &Relation::document);
  return it != relations.end() && it->document == document ? it->value : 0;
}

namespace {

// The word of the files on documents of a segment, cancellations included.
RelationList LastWord(const std::deque<Relations>& files, std::size_t first,
                      const std::string& segment, RelationKind kind) {
  std::map<std::uint32_t, std::uint64_t> said;
  for (std::size_t i = first; i < files.size(); ++i) {
    for (const Relation& r : files[i].Of(segment, kind)) said[r.document] = r.value;
  }
  RelationList relations;
  for (const auto& [document, value] : said) relations.push_back({document, value});
  return relations;
}

// What is said of the documents of segments that become one, by their new numbers.
RelationList Renumbered(const std::deque<Relations>& files,
                        const std::vector<RelatedSegment>& segments, std::size_t first,
                        RelationKind kind) {
  RelationList folded;
  std::uint32_t before = 0;
  for (std::size_t i = first; i < segments.size(); ++i) {
    RelationList relations;
    for (const Relations& file : files) {
      OverlayRelations(file.Of(segments[i].name, kind), &relations);
    }
    Renumbering renumber(*segments[i].dropped);
    for (const Relation& relation : relations) {
      if (relation.document > segments[i].documents) break;
      const std::uint32_t document = renumber(relation.document);
      if (document != 0) folded.push_back({before + document, relation.value});
    }
    before += renumber.KeptOf(segments[i].documents);
  }
  return folded;
}

}  // namespace

std::vector<RelationRun> FoldRelations(const std::vector<RelatedSegment>& segments,
                                       std::size_t first, const std::string& name) {
  std::deque<Relations> files;
  for (const RelatedSegment& segment : segments) files.emplace_back(segment.dir);
  std::vector<RelationRun> runs;
  const auto add = [&](const std::string& segment, RelationKind kind, RelationList relations) {
    if (!relations.empty()) runs.push_back({segment, kind, std::move(relations)});
  };
  for (const RelationKind kind : kRelationKinds) {
    for (std::size_t i = 0; i < first; ++i) {
      add(segments[i].name, kind, LastWord(files, first, segments[i].name, kind));
    }
    add(name, kind, Renumbered(files, segments, first, kind));
  }
  return runs;
}

}  // namespace backfile
