// A generation, opened for reading.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/index.h"

#include <xapian.h>

#include <algorithm>
#include <map>
#include <utility>

#include "article/digest.h"
#include "article/problem.h"
#include "index/check.h"
#include "index/files.h"
#include "index/guard.h"
#include "index/places.h"
#include "index/record_packing.h"
#include "index/schema.h"
#include "index/stored_article.h"

namespace backfile {

namespace {

struct OpenSegment {
  std::string dir;
  Xapian::Database database;
  std::uint32_t documents = 0;
  std::unique_ptr<Columns> columns;
  Bitmap tombstones;
  std::unique_ptr<Places> places;
  std::unique_ptr<RecordReader> records;
  std::map<RelationKind, RelationList> relations;  // As far as they were asked for.
};

// A directory without a database, a wrong size or a wrong digest is found here; what is wrong
// inside the files is left to `check`.
OpenSegment OpenOne(const std::string& dir) {
  OpenSegment segment;
  segment.dir = dir;
  segment.database = GuardXapian(dir, [&] { return Xapian::Database(dir); });
  segment.documents = segment.database.get_doccount();
  segment.columns = Columns::Open(dir, segment.documents);
  segment.tombstones = Bitmap(segment.documents);
  segment.places = std::make_unique<Places>(dir);
  segment.records = std::make_unique<RecordReader>(segment.database);
  return segment;
}

}  // namespace

struct Snapshot::State {
  Generation generation;
  std::vector<OpenSegment> segments;
  Xapian::Database all;
  std::int64_t hidden = 0;

  void Hide(const std::vector<Tombstone>& tombstones) {
    for (const Tombstone& tombstone : tombstones) {
      const auto at = std::ranges::find(generation.segments, tombstone.segment);
      if (at == generation.segments.end()) continue;
      OpenSegment& segment = segments[static_cast<std::size_t>(at - generation.segments.begin())];
      if (tombstone.document <= segment.documents) segment.tombstones.Set(tombstone.document);
    }
  }
  void ApplyTombstones() {
    for (std::size_t i = 0; i < segments.size(); ++i) Hide(ReadTombstones(segments[i].dir));
    for (const OpenSegment& segment : segments) hidden += segment.tombstones.Count();
  }

  // The places that were noted beside the segments, and whether they are all there are: the one in
  // the stored article does not count then.
  std::pair<bool, std::vector<Locator>> PlacesOf(std::uint64_t id) const {
    std::pair<bool, std::vector<Locator>> found;
    for (const OpenSegment& segment : segments) {
      if (segment.places->Find(id, &found.second)) found.first = true;
    }
    return found;
  }

  // Documents of several databases are interleaved; past 2^32 Xapian would wrap around silently.
  void CheckNumbers(const std::string& index_dir) const {
    std::uint64_t most = 0;
    for (const OpenSegment& segment : segments) {
      most = std::max<std::uint64_t>(most, segment.documents);
    }
    if (most * segments.size() >= 0xffffffffU) {
      throw Error(ExitCode::kIndex,
                  index_dir + " has too many segments; run `backfile-index fold`");
    }
  }
};

Snapshot::Snapshot() : state_(std::make_unique<State>()) {}
Snapshot::~Snapshot() = default;

std::unique_ptr<Snapshot> Snapshot::Open(const std::string& index_dir) {
  const auto live = LiveGeneration(index_dir);
  if (!live) {
    throw Error(ExitCode::kIndex,
                "there is no index at " + index_dir + "; `backfile-index add` makes one");
  }
  if (live->schema > kSchemaVersion) {
    throw Error(ExitCode::kIndex,
                index_dir + " was made by a newer version of Backfile; update it");
  }
  const std::vector<std::string> segments = SegmentPaths(index_dir, *live);
  std::ranges::for_each(segments, RequireWholeSegment);
  auto snapshot = OpenSegments(*live, segments);
  snapshot->state_->CheckNumbers(index_dir);
  return snapshot;
}

std::unique_ptr<Snapshot> Snapshot::OpenGeneration(const std::string& index_dir, int number) {
  const auto kept = KeptGeneration(index_dir, number);
  if (!kept || kept->schema > kSchemaVersion) {
    throw Error(ExitCode::kUsage,
                index_dir + " does not keep generation " + std::to_string(number));
  }
  const std::vector<std::string> segments = SegmentPaths(index_dir, *kept);
  std::ranges::for_each(segments, RequireWholeSegment);
  return OpenSegments(*kept, segments);
}

std::unique_ptr<Snapshot> Snapshot::OpenSegments(const Generation& generation,
                                                 const std::vector<std::string>& dirs) {
  auto snapshot = std::unique_ptr<Snapshot>(new Snapshot);
  State& state = *snapshot->state_;
  state.generation = generation;
  for (const std::string& dir : dirs) state.segments.push_back(OpenOne(dir));
  for (const OpenSegment& segment : state.segments) state.all.add_database(segment.database);
  state.ApplyTombstones();
  return snapshot;
}

const Generation& Snapshot::generation() const { return state_->generation; }

void Snapshot::Hide(const std::vector<Tombstone>& tombstones) { state_->Hide(tombstones); }

std::int64_t Snapshot::articles() const {
  std::int64_t documents = 0;
  for (const OpenSegment& segment : state_->segments) documents += segment.documents;
  return documents - state_->hidden;
}

int Snapshot::segments() const { return static_cast<int>(state_->segments.size()); }

const Xapian::Database& Snapshot::segment_database(int segment) const {
  return state_->segments[static_cast<std::size_t>(segment)].database;
}
const std::string& Snapshot::segment_path(int segment) const {
  return state_->segments[static_cast<std::size_t>(segment)].dir;
}
const Columns& Snapshot::columns(int segment) const {
  return *state_->segments[static_cast<std::size_t>(segment)].columns;
}
const Bitmap& Snapshot::tombstones(int segment) const {
  return state_->segments[static_cast<std::size_t>(segment)].tombstones;
}
const RelationList& Snapshot::relations(int segment, RelationKind kind) const {
  const auto at = static_cast<std::size_t>(segment);
  auto& known = state_->segments[at].relations;
  const auto [it, is_new] = known.try_emplace(kind);
  for (std::size_t i = at; is_new && i < state_->segments.size(); ++i) {
    OverlayRelations(Relations(state_->segments[i].dir).Of(state_->generation.segments[at], kind),
                     &it->second);
  }
  return it->second;
}
const Xapian::Database& Snapshot::database() const { return state_->all; }
bool Snapshot::has_tombstones() const { return state_->hidden > 0; }

Snapshot::Place Snapshot::PlaceOf(std::uint32_t combined_document) const {
  const auto n = static_cast<std::uint32_t>(state_->segments.size());
  return {static_cast<int>((combined_document - 1) % n), (combined_document - 1) / n + 1};
}

std::vector<Snapshot::Place> Snapshot::FindAll(std::uint64_t id_number) const {
  const std::string term = std::string(Prefix("id")) + Hex16(id_number);
  std::vector<Place> places;
  for (int i = segments(); i-- > 0;) {
    const OpenSegment& segment = state_->segments[static_cast<std::size_t>(i)];
    GuardXapian(segment.dir, [&] {
      for (auto it = segment.database.postlist_begin(term);
           it != segment.database.postlist_end(term); ++it) {
        if (!segment.tombstones.Has(*it)) places.push_back({i, *it});
      }
      return 0;
    });
  }
  if (places.size() > 1) {
    std::ranges::sort(places, {}, [&](const Place& place) {
      return std::pair(IsSuperseded(place), columns(place.segment).digest(place.document));
    });
  }
  return places;
}

std::optional<Snapshot::Place> Snapshot::Find(std::uint64_t id_number) const {
  const std::vector<Place> places = FindAll(id_number);
  return places.empty() ? std::nullopt : std::optional(places.front());
}

bool Snapshot::IsSuperseded(const Place& place) const {
  return FindRelation(relations(place.segment, RelationKind::kSuperseded), place.document) != 0;
}

std::vector<Snapshot::Place> Snapshot::FindStory(std::uint64_t story) const {
  std::vector<Place> places;
  for (int segment = 0; segment < segments(); ++segment) {
    for (std::uint32_t d = 1; d <= columns(segment).documents(); ++d) {
      const bool is_it = columns(segment).story(d) == story && !tombstones(segment).Has(d);
      if (is_it) places.push_back({segment, d});
    }
  }
  return places;
}

std::vector<std::uint64_t> Snapshot::FindByPrefix(std::string_view hex, std::size_t most) const {
  std::vector<std::uint64_t> ids;
  const std::string prefix = std::string(Prefix("id")) + std::string(hex);
  for (const OpenSegment& segment : state_->segments) {
    GuardXapian(segment.dir, [&] {
      for (auto it = segment.database.allterms_begin(prefix);
           it != segment.database.allterms_end(prefix) && ids.size() < most; ++it) {
        const std::uint64_t id = IdNumber("bf:" + (*it).substr(Prefix("id").size()));
        if (std::find(ids.begin(), ids.end(), id) == ids.end() && Find(id)) ids.push_back(id);
      }
      return 0;
    });
  }
  return ids;
}

Snapshot::Place Snapshot::FindArticle(std::string_view id) const {
  std::string_view hex = id;
  if (hex.starts_with("bf:")) hex.remove_prefix(3);
  const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  if (hex.size() < 6 || hex.size() > 16 || !std::ranges::all_of(hex, is_digit)) {
    throw Error(
        ExitCode::kUsage,
        "\"" + std::string(id) + "\" is no id: write bf: and 6 to 16 of the digits 0-9 and a-f");
  }
  const std::vector<std::uint64_t> ids = FindByPrefix(hex, 6);
  if (ids.empty()) {
    throw Error(ExitCode::kNothingFound, "no article has the id " + std::string(id));
  }
  if (ids.size() > 1) {
    std::string all;
    for (const std::uint64_t number : ids)
      all += (all.empty() ? "" : ", ") + ("bf:" + Hex16(number));
    throw Error(ExitCode::kUsage, "several ids begin with " + std::string(id) + ": " + all);
  }
  return *Find(ids.front());
}

Article Snapshot::Load(const Place& place) const {
  const OpenSegment& segment = state_->segments[static_cast<std::size_t>(place.segment)];
  Article article =
      GuardXapian(segment.dir, [&] { return LoadArticle(segment.records->Read(place.document)); });
  const auto [anew, places] = state_->PlacesOf(KeyOf(place));
  if (anew) article.locator = places.front();
  return article;
}

std::uint64_t Snapshot::KeyOf(const Place& place) const {
  const Columns& c = columns(place.segment);
  return PlaceKey(c.id(place.document), static_cast<std::uint32_t>(c.digest(place.document)));
}

std::vector<Locator> Snapshot::CopiesOf(const Place& place) const {
  auto [anew, places] = state_->PlacesOf(KeyOf(place));
  if (anew) places.erase(places.begin());  // Load() gives it.
  std::ranges::sort(places);
  places.erase(std::ranges::unique(places).begin(), places.end());
  return places;
}

}  // namespace backfile
