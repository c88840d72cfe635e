// Stories and their versions: which articles are one story told again, and which telling is the
// newest.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "article/article.h"

namespace backfile {

// What the versions of one story have in common: the identity that its format gives them, its own
// identifier within its source, or its address; a number that depends on nothing else. 0: it has
// none, as an identifier without a source means nothing outside its file.
std::uint64_t StoryKey(const Article& article);

// An address as it is compared: without scheme, "www.", fragment, tracking parameters, default
// names of pages and a closing slash; the host in small letters.
std::string CanonicalAddress(std::string_view url);

// Whether version `a` is older than `b`: numbers as numbers, before them none, after them other
// texts.
bool IsOlderVersion(std::string_view a, std::string_view b);

// What orders the versions of a story.
struct VersionRank {
  std::string version;
  std::int64_t modified = 0;  // Seconds since 1970; the least number: not known.
  std::int64_t captured = 0;
  std::int64_t published = 0;
  std::uint64_t digest = 0;  // ContentDigest(): makes the order total.
};
VersionRank RankOf(const Article& article, std::uint64_t digest);
// Whether `a` is older: by version, then by when it was modified, captured, published.
bool IsOlder(const VersionRank& a, const VersionRank& b);

// Whether the article says by itself that it is one of several versions, or that its story was
// withdrawn. Of others that share a StoryKey it is seen from their texts: an address may be a
// page that shows something else each day, and an identifier may have been given twice.
bool IsDeclaredVersion(const Article& article);

// Whether the article is but the word that its story was killed or withheld.
bool IsWithdrawal(const Article& article);

}  // namespace backfile
