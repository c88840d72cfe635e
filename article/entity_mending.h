// Mends names that the model cut in two or left half marked.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "article/entity_tagger.h"
#include "article/word_evidence.h"

namespace backfile {

// The model is sure of "Spears" and not of "Britney" in front of it, or takes a full name for a
// firm by a hair's breadth. In running text (headlines are left alone):
//  - a first name right in front of a person joins them, and so does a capitalised word right
//  behind
//    that no list knows as anything but a name;
//  - a first name and a surname that were hardly taken for something else, or for nothing, are a
//    person if the words beside them speak of one.
// Entities stay in the order of the text and do not overlap.
std::vector<Entity> MendEntities(const ArticleWords& article, const std::vector<Entity>& entities);

}  // namespace backfile
