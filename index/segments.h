// Segments and generations: which read-only databases make up the index, and how one is published.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace backfile {

// A document of an earlier segment that a later one hides.
struct Tombstone {
  std::string segment;  // Name of the segment it lies in.
  std::uint32_t document = 0;
};

// One file of a segment and what it must be.
struct SegmentFile {
  std::string name;  // "postlist.glass"
  std::int64_t bytes = 0;
  std::uint64_t digest = 0;  // article/digest.h over the whole file.
};

// What segment.json in a segment's directory says.
struct SegmentInfo {
  std::string name;  // "seg-000007"
  std::int64_t documents = 0;
  std::string writer;  // "api" or "direct"
  std::vector<SegmentFile> files;
};

// Completes the segment in `dir`: lists and digests its files, writes segment.json, syncs
// everything.
SegmentInfo SealSegment(const std::string& dir, const std::string& name, std::int64_t documents,
                        const std::string& writer);
// Throws Error(kIndex) if it is missing or unreadable.
SegmentInfo ReadSegmentInfo(const std::string& dir);

// Tombstones travel with the segment that brings the replacement: INDEX/segments/NAME/tombstones.
void WriteTombstones(const std::string& segment_dir, const std::vector<Tombstone>& tombstones);
std::vector<Tombstone> ReadTombstones(const std::string& segment_dir);  // None if there is no file.

// What generations/gen-NNNNNN says.
struct Generation {
  int number = 0;
  int schema = 0;
  std::string made;                   // RFC 3339, UTC.
  std::vector<std::string> segments;  // Oldest first.
  std::int64_t articles = 0;          // Living ones.
};

// The live generation, or nullopt if the directory holds no index yet. Throws Error(kIndex).
std::optional<Generation> LiveGeneration(const std::string& index_dir);
// The same where there must be one: throws Error(kIndex), too, if there is none, and says whether a
// first build was begun and did not end.
Generation RequireLiveGeneration(const std::string& index_dir);
// The generation of that number, or nullopt if it is not kept. Throws Error(kIndex).
std::optional<Generation> KeptGeneration(const std::string& index_dir, int number);

// Makes `generation` (its number is set here) the live one: writes it beside the old ones, syncs,
// moves the pointer, and deletes what no kept generation names. Requires: the caller holds
// IndexLock. After a crash at any moment the old or the new generation is live, complete.
Generation Publish(const std::string& index_dir, Generation generation, int keep_generations);

std::string SegmentPath(const std::string& index_dir, const std::string& segment);
// Of all segments of a generation, oldest first.
std::vector<std::string> SegmentPaths(const std::string& index_dir, const Generation& generation);
// "seg-000007": names of what is numbered in an index sort by their numbers.
std::string NumberedName(std::string_view word, int number);
// A segment name that no generation has used; beyond the first of them, `beyond` further.
std::string NextSegmentName(const std::string& index_dir, int beyond = 0);
// All that are kept, oldest first; the live one need not be the last. Throws Error(kIndex).
std::vector<Generation> KeptGenerations(const std::string& index_dir);
// The generation before the live one. Throws Error(kIndex) if none is kept.
Generation GenerationBefore(const std::string& index_dir);
// Moves the pointer. Requires: the generation is kept, and the caller holds IndexLock.
void MakeLive(const std::string& index_dir, const Generation& kept);

}  // namespace backfile
