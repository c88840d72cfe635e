// Relations: what is said of an article in view of the others, and may change when they do.
//
// Documents lie in segments that never change. That one belongs to a group of copies, or that a
// newer version of its story has come, is known only later, so it is written beside the segment
// that brings the news, and a later segment's word on a document replaces an earlier one's.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "index/bitmap.h"
#include "index/files.h"

namespace backfile {

// The numbers are on disk: never change one.
enum class RelationKind : std::uint8_t {
  kCopies = 0,      // The number of its group of copies; copies have the same.
  kSuperseded = 1,  // 1: there is a newer version of its story; 2: its story was withdrawn.
};
inline constexpr RelationKind kRelationKinds[] = {RelationKind::kCopies, RelationKind::kSuperseded};

struct Relation {
  std::uint32_t document = 0;
  std::uint64_t value = 0;  // 0: what was said before no longer holds.
  friend bool operator==(const Relation&, const Relation&) = default;
};
// Each document once, ascending.
using RelationList = std::vector<Relation>;

// What a segment says of the documents of one segment, be it itself or an earlier one.
struct RelationRun {
  std::string segment;
  RelationKind kind = RelationKind::kCopies;
  RelationList relations;
};

// Writes them into a segment's directory; no file if there is nothing to say. Throws Error.
void WriteRelations(const std::string& dir, const std::vector<RelationRun>& runs);

// The relations in one segment's directory. A damaged file says less.
class Relations {
 public:
  explicit Relations(const std::string& dir);  // Throws Error.
  std::vector<RelationRun> All() const;
  RelationList Of(std::string_view segment, RelationKind kind) const;

 private:
  MappedFile file_;
};

// Puts a later segment's word over `relations`.
void OverlayRelations(const RelationList& later, RelationList* relations);
// What is said of the document; 0 if nothing.
std::uint64_t FindRelation(const RelationList& relations, std::uint32_t document);

// A segment of which some may be folded into one.
struct RelatedSegment {
  std::string dir;
  std::string name;
  std::uint32_t documents = 0;
  const Bitmap* dropped = nullptr;  // What is left out when it is folded.
};
// What the segments, oldest first, say once those from `first` on have become one of the name
// `name`: what that one must say.
std::vector<RelationRun> FoldRelations(const std::vector<RelatedSegment>& segments,
                                       std::size_t first, const std::string& name);

}  // namespace backfile
