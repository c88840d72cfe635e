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
  std::string where;  // For messages: the same, or the server.
  bool is_remote = false;
  std::string name;  // Within its own index.
  int shard = 0;
  Xapian::Database database;
  std::uint32_t documents = 0;
  std::unique_ptr<Columns> columns;
  Bitmap tombstones;
  std::vector<std::uint32_t> twins;
  std::unique_ptr<Places> places;
  std::unique_ptr<RecordReader> records;
  // Mapped from the beginning: the file may be deleted under a reader.
  std::unique_ptr<Relations> says;
  std::map<RelationKind, RelationList> relations;  // As far as they were asked for.
};

// A directory without a database, a wrong size or a wrong digest is found here; what is wrong
// inside the files is left to `check`.
OpenSegment OpenOne(const std::string& dir, const Shard& shard) {
  OpenSegment segment;
  segment.dir = dir;
  segment.is_remote = shard.server != nullptr;
  segment.where = segment.is_remote ? shard.place : dir;
  segment.database = segment.is_remote ? shard.server->database()
                                       : GuardXapian(dir, [&] { return Xapian::Database(dir); });
  segment.documents = GuardXapian(segment.where, [&] { return segment.database.get_doccount(); });
  segment.columns = Columns::Open(dir, segment.documents);
  segment.tombstones = Bitmap(segment.documents);
  segment.places = std::make_unique<Places>(dir);
  segment.says = std::make_unique<Relations>(dir);
  segment.records = std::make_unique<RecordReader>(segment.database);
  return segment;
}

}  // namespace

struct Snapshot::State {
  Generation generation;
  std::vector<OpenSegment> segments;
  std::vector<std::string> shard_places;
  std::unique_ptr<Relations> bridge;
  std::int64_t hidden = 0;

  void Add(const Shard& shard) {
    const int number = static_cast<int>(shard_places.size());
    shard_places.push_back(shard.place);
    for (std::size_t i = 0; i < shard.dirs.size(); ++i) {
      OpenSegment segment = OpenOne(shard.dirs[i], shard);
      segment.name = shard.generation.segments[i];
      segment.shard = number;
      segments.push_back(std::move(segment));
    }
    for (const OpenSegment& segment : segments) {
      if (segment.shard == number) Hide(number, ReadTombstones(segment.dir));
    }
  }

  void Join(const std::vector<Shard>& shards) {
    if (shards.size() == 1) generation = shards.front().generation;
    for (std::size_t i = 0; i < shards.size() && shards.size() > 1; ++i) {
      const Generation& one = shards[i].generation;
      generation.number += one.number;
      generation.articles += one.articles;
      generation.schema = std::max(generation.schema, one.schema);
      generation.made = std::max(generation.made, one.made);
      for (const std::string& name : one.segments) {
        generation.segments.push_back(std::to_string(i) + "/" + name);
      }
    }
    for (const Shard& shard : shards) Add(shard);
    Count();
  }

  // What segments of an index say of one another.
  void Hide(int shard, const std::vector<Tombstone>& tombstones) {
    for (const Tombstone& tombstone : tombstones) {
      const auto at = std::ranges::find_if(segments, [&](const OpenSegment& segment) {
        return segment.shard == shard && segment.name == tombstone.segment;
      });
      if (at != segments.end()) Hide(tombstone.document, &*at);
    }
  }
  // The same by their names in generation().
  template <class Take>
  void ForEachHidden(const std::vector<Tombstone>& tombstones, Take take) {
    for (const Tombstone& tombstone : tombstones) {
      const auto at = std::ranges::find(generation.segments, tombstone.segment);
      if (at == generation.segments.end()) continue;
      OpenSegment& segment = segments[static_cast<std::size_t>(at - generation.segments.begin())];
      if (tombstone.document > 0 && tombstone.document <= segment.documents) {
        take(tombstone.document, &segment);
      }
    }
  }
  static void Hide(std::uint32_t document, OpenSegment* segment) {
    if (document <= segment->documents) segment->tombstones.Set(document);
  }
  void Count() {
    hidden = 0;
    for (const OpenSegment& segment : segments) hidden += segment.tombstones.Count();
  }

  void HideTwins(const std::vector<Tombstone>& tombstones) {
    ForEachHidden(tombstones, [](std::uint32_t document, OpenSegment* segment) {
      Hide(document, segment);
      segment->twins.push_back(document);
    });
    for (OpenSegment& segment : segments) {
      std::ranges::sort(segment.twins);
      segment.twins.erase(std::unique(segment.twins.begin(), segment.twins.end()),
                          segment.twins.end());
    }
    Count();
  }

  // The places that a shard has noted beside its segments, and whether they are all there are: the
  // one in the stored article does not count then.
  std::pair<bool, std::vector<Locator>> PlacesOf(int shard, std::uint64_t id) const {
    std::pair<bool, std::vector<Locator>> found;
    for (const OpenSegment& segment : segments) {
      if (segment.shard == shard && segment.places->Find(id, &found.second)) found.first = true;
    }
    return found;
  }
};

Snapshot::Snapshot() : state_(std::make_unique<State>()) {}
Snapshot::~Snapshot() = default;

namespace {

std::vector<std::string> WholeSegments(const std::string& index_dir, const Generation& generation) {
  std::vector<std::string> dirs = SegmentPaths(index_dir, generation);
  std::ranges::for_each(dirs, RequireWholeSegment);
  return dirs;
}

}  // namespace

Shard LiveShard(const std::string& index_dir) {
  const Generation live = RequireLiveGeneration(index_dir);
  return {.place = index_dir, .generation = live, .dirs = WholeSegments(index_dir, live)};
}

namespace {

std::unique_ptr<Snapshot> OpenOnly(Shard shard) {
  std::vector<Shard> shards;
  shards.push_back(std::move(shard));
  return Snapshot::OpenShards(shards);
}

}  // namespace

std::unique_ptr<Snapshot> Snapshot::Open(const std::string& index_dir) {
  return OpenOnly(LiveShard(index_dir));
}

std::unique_ptr<Snapshot> Snapshot::OpenGeneration(const std::string& index_dir, int number) {
  const auto kept = KeptGeneration(index_dir, number);
  if (!kept || kept->schema > kSchemaVersion || kept->schema < kOldestSchema) {
    throw Error(ExitCode::kUsage,
                index_dir + " does not keep generation " + std::to_string(number));
  }
  return OpenOnly(
      {.place = index_dir, .generation = *kept, .dirs = WholeSegments(index_dir, *kept)});
}

std::unique_ptr<Snapshot> Snapshot::OpenSegments(const Generation& generation,
                                                 const std::vector<std::string>& dirs) {
  return OpenOnly({.place = "", .generation = generation, .dirs = dirs});
}

std::unique_ptr<Snapshot> Snapshot::OpenShards(const std::vector<Shard>& shards) {
  auto snapshot = std::unique_ptr<Snapshot>(new Snapshot);
  snapshot->state_->Join(shards);
  return snapshot;
}

void Snapshot::Bridge(const std::string& dir) {
  state_->HideTwins(ReadTombstones(dir));
  state_->bridge = std::make_unique<Relations>(dir);
  for (OpenSegment& segment : state_->segments) segment.relations.clear();
}

const Generation& Snapshot::generation() const { return state_->generation; }

void Snapshot::Hide(const std::vector<Tombstone>& tombstones) {
  state_->ForEachHidden(tombstones, [](std::uint32_t document, OpenSegment* segment) {
    State::Hide(document, segment);
  });
}

std::int64_t Snapshot::articles() const {
  std::int64_t documents = 0;
  for (const OpenSegment& segment : state_->segments) documents += segment.documents;
  return documents - state_->hidden;
}

int Snapshot::shards() const { return static_cast<int>(state_->shard_places.size()); }
int Snapshot::shard(int segment) const {
  return state_->segments[static_cast<std::size_t>(segment)].shard;
}
const std::string& Snapshot::shard_place(int segment) const {
  return state_->shard_places[static_cast<std::size_t>(shard(segment))];
}
bool Snapshot::is_remote(int segment) const {
  return state_->segments[static_cast<std::size_t>(segment)].is_remote;
}
const std::vector<std::uint32_t>& Snapshot::twins(int segment) const {
  return state_->segments[static_cast<std::size_t>(segment)].twins;
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
  OpenSegment& of = state_->segments[at];
  const auto [it, is_new] = of.relations.try_emplace(kind);
  if (!is_new) return it->second;
  for (std::size_t i = at; i < state_->segments.size(); ++i) {
    const OpenSegment& later = state_->segments[i];
    if (later.shard != of.shard) break;
    OverlayRelations(later.says->Of(of.name, kind), &it->second);
  }
  if (state_->bridge) {
    OverlayRelations(state_->bridge->Of(state_->generation.segments[at], kind), &it->second);
  }
  return it->second;
}
std::vector<Snapshot::Place> Snapshot::Holders(std::uint64_t id_number) const {
  const std::string term = std::string(Prefix("id")) + Hex16(id_number);
  std::vector<Place> places;
  for (int i = segments(); i-- > 0;) {
    const OpenSegment& segment = state_->segments[static_cast<std::size_t>(i)];
    GuardXapian(segment.where, [&] {
      for (auto it = segment.database.postlist_begin(term);
           it != segment.database.postlist_end(term); ++it) {
        if (*it <= segment.documents) places.push_back({i, *it});
      }
      return 0;
    });
  }
  return places;
}

std::vector<Snapshot::Place> Snapshot::FindAll(std::uint64_t id_number) const {
  std::vector<Place> places = Holders(id_number);
  std::erase_if(places,
                [&](const Place& place) { return tombstones(place.segment).Has(place.document); });
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
    GuardXapian(segment.where, [&] {
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
  Article article = GuardXapian(segment.where,
                                [&] { return LoadArticle(segment.records->Read(place.document)); });
  const auto [anew, places] = state_->PlacesOf(segment.shard, KeyOf(place));
  if (anew) article.locator = places.front();
  return article;
}

std::uint64_t Snapshot::KeyOf(const Place& place) const {
  const Columns& c = columns(place.segment);
  return PlaceKey(c.id(place.document), static_cast<std::uint32_t>(c.digest(place.document)));
}

bool Snapshot::AreTwins(const Place& a, const Place& b) const {
  const Columns& of_a = columns(a.segment);
  const Columns& of_b = columns(b.segment);
  if (of_a.id(a.document) != of_b.id(b.document)) return false;
  // Without an identifier of its own, its id comes from its content.
  const bool is_by_content =
      of_a.external_id(a.document).empty() && of_b.external_id(b.document).empty();
  return is_by_content || of_a.digest(a.document) == of_b.digest(b.document);
}

std::vector<Locator> Snapshot::CopiesOf(const Place& place) const {
  auto [anew, places] = state_->PlacesOf(shard(place.segment), KeyOf(place));
  if (anew) places.erase(places.begin());  // Load() gives it.
  if (shards() > 1) {
    const Locator own = Load(place).locator;
    for (const Place& twin : Holders(columns(place.segment).id(place.document))) {
      const bool is_one =
          std::ranges::binary_search(twins(twin.segment), twin.document) && AreTwins(place, twin);
      if (!is_one) continue;
      places.push_back(Load(twin).locator);
      std::ranges::move(state_->PlacesOf(shard(twin.segment), KeyOf(twin)).second,
                        std::back_inserter(places));
    }
    std::erase(places, own);  // The same file may be in several indexes.
  }
  std::ranges::sort(places);
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

}  // namespace backfile
