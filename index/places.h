// Where else an article stands: identical copies are one article with several places.
//
// The first place is in the stored article; every further one that a run meets is noted beside the
// segment which that run brings. When an article has left a place, the places that are left are
// noted anew, all of them; what earlier segments and the stored article say no longer counts.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "article/locator.h"
#include "index/files.h"

namespace backfile {

// What places are noted under: an id and the lower half of the article's content digest, as
// versions of a story may share an id.
constexpr std::uint64_t PlaceKey(std::uint64_t id, std::uint32_t digest) {
  return id ^ (std::uint64_t{digest} * 0x9e3779b97f4a7c15);
}

struct CopyPlace {
  std::uint64_t id = 0;  // PlaceKey().
  Locator locator;
  bool is_anew = false;  // One of all places that are left.
  friend auto operator<=>(const CopyPlace&, const CopyPlace&) = default;
};

// Writes `more` over `places`, as a later segment's word. Both and the result are sorted.
void OverlayPlaces(const std::vector<CopyPlace>& more, std::vector<CopyPlace>* places);
// Writes the places into a segment's directory. Requires: sorted. Throws Error.
void WritePlaces(const std::string& dir, const std::vector<CopyPlace>& places);

// The places in one segment's directory; none if there is no file. A damaged file gives fewer.
class Places {
 public:
  explicit Places(const std::string& dir);
  // Adds to the places found in earlier segments, or replaces them. True: replaced.
  bool Find(std::uint64_t id, std::vector<Locator>* found) const;
  void ForEach(const std::function<void(const CopyPlace&)>& take) const;

 private:
  MappedFile file_;
};

}  // namespace backfile
