// Which names of an archive are one person's.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "article/person_table.h"

namespace backfile {

// For each name the place of the first name that is the same person's, its own if there is none
// before it. One person's are names that share an archive key (article/person_table.h), and
// "Donald J. Trump" with "Donald Trump" as long as no other initial is among the names: with
// "George W. Bush" and "George H. W. Bush" a "George Bush" stays by himself. Who shares a surname
// alone, or a surname and an initial, is never one. What the table says is no person keeps its own
// place.
//
// The order of the names changes only which one is the first.
std::vector<std::size_t> GroupPeople(std::span<const std::string> names, const PersonTable& table);

}  // namespace backfile
