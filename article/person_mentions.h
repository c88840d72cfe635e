// Where an article names people, and how.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "article/entity_tagger.h"
#include "article/person_name.h"
#include "article/word_evidence.h"

namespace backfile {

// A person named once.
struct PersonMention {
  PersonName name;          // Words in capitals have small letters here.
  std::uint32_t first = 0;  // The name is words [first, last), without titles and possessives.
  std::uint32_t last = 0;
  std::uint32_t sentence = 0;
  std::uint32_t titled_from = 0;  // Where its titles begin; `first` without one.
  bool is_titled = false;         // "Ms Allen", "Col Ryan"
  bool is_royal = false;          // The title goes with a first name: "Queen", "Sir".
  bool is_title_line = false;     // The same, or a line by itself without a full stop.
  bool is_headline = false;       // Stands in a headline or in capitals.
  bool has_first_name = false;    // Begins with a known first name or an initial.
  int margin = 0;                 // See Entity.
  bool is_completed = false;      // Half of a couple: its surname stands with the other half.
};

// Turns entities into mentions of people, in the order of the text:
// titles go ("Prime Minister Theresa May"), suffixes come ("Luther King, Jr."), names of families,
// offices, places and firms that were taken for people are left out ("the Kennedys", "the Duke of
// York", "Walter Reed hospital"), couples ("Bill and Hillary Clinton") and listed names ("Allen,
// Kate") are made whole.
std::vector<PersonMention> FindMentions(const ArticleWords& article,
                                        const std::vector<Entity>& entities);

}  // namespace backfile
