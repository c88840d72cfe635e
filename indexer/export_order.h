// Which articles an export gives away, in order of their ids.
//
// Versions of one article have one id, and stand in the order of their content digests. The order
// is that of the ids whatever segments the articles lie in: two indexes of the same articles export
// the same lines, and an export that broke off goes on after the last id that it gave, even if the
// index has been folded since. It costs 24 bytes of memory an article.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "index/index.h"

namespace backfile {

struct Outgoing {
  std::uint64_t id = 0;      // IdNumber().
  std::uint64_t digest = 0;  // ContentDigest().
  Snapshot::Place place;     // In the later snapshot; document 0: it is not there any more.

  bool is_gone() const { return place.document == 0; }
};

// With all their versions.
std::vector<Outgoing> AllArticles(const Snapshot& snapshot);
// Of each id the version that stands.
std::vector<Outgoing> NewestArticles(const Snapshot& snapshot);
// The same of what has changed: new ones, those that say something else than before (or are kept in
// another place), and those that have gone.
std::vector<Outgoing> ChangedArticles(const Snapshot& before, const Snapshot& now);

}  // namespace backfile
