// Which mentions in an article are one person's.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "article/person_mentions.h"
#include "article/person_name.h"

namespace backfile {

// A person of an article.
struct LinkedPerson {
  PersonName name;                      // The fullest one.
  std::vector<std::uint32_t> mentions;  // Indices into the mentions, in the order of the text.
  std::vector<std::uint32_t> known;     // Indices into those known beforehand.
};

// Links mentions to people, who come in the order in which the text first names them.
//
// Names of two parts and more are linked first, and without regard to their order in the text (but
// for Jr. and plain names): a name joins the one person that it may belong to (MayBeOnePerson),
// and stands for itself if that is none or several. A surname (or first name) by itself then goes
// to whom it fits, the one named last if it fits several, and never makes a third. `known` are
// names of people who are in the article whatever its text says: they come first and may have no
// mention.
//
// Time grows with the number of mentions, not its square: a name is compared with at most 64
// others for each of its parts.
std::vector<LinkedPerson> LinkMentions(std::span<const PersonMention> mentions,
                                       std::span<const PersonName> known = {});

}  // namespace backfile
