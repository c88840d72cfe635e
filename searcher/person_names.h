// The people of a whole archive: one entry a person among its facets, all forms in its questions.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "article/person_table.h"
#include "searcher/facets.h"
#include "searcher/lexicon.h"

namespace backfile {

// Reads people.tsv in each of the folders: what its users know about its people
// (backfile-search(1)); an empty table if there is none. Takes effect at once, for all articles.
// Throws Error(kUsage) with the path and the line that is wrong.
PersonTable ReadPersonTable(const std::vector<std::string>& folders);

// The same for names whose last words fold alike; never 0.
std::uint32_t LastWordHash(std::string_view name);

// Moves to the front what MergePeople() with the same table and `most` may change; how many.
// `last_word(value)` gives the LastWordHash() of a value's text.
std::size_t MoveMergeable(const PersonTable& table, std::size_t most,
                          const std::function<std::uint32_t(std::uint32_t)>& last_word,
                          std::vector<ValueCount>* values);

// Adds up the values of one person (article/person_groups.h) that are among the `most` frequent
// ones or share a last name with one of those; shown is the name in the table, else the commonest
// spelling. What the table says is no person is left out. Order is not kept.
void MergePeople(const PersonTable& table, std::size_t most, std::vector<FacetValue>* values);

// The names in the index, folded, that are the person's who is called `name`: itself first.
std::vector<std::string> NamesOfPerson(std::string_view name, const PersonTable& table,
                                       const Lexicon& lexicon);

}  // namespace backfile
