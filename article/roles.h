// What an article says that a person is: "director of Amnesty International UK".
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "article/person_mentions.h"
#include "article/word_evidence.h"

namespace backfile {

// The role that stands beside a mention, in the article's words: in front of it ("US Army Colonel
// Sean Ryan") or behind it between commas ("Kate Allen, the director of Amnesty International
// UK,"). Articles and ages are left out, "Mr" and "Dr" are none. Empty if there is none. At most 12
// words.
std::string RoleBeside(const ArticleWords& article, const PersonMention& mention);

}  // namespace backfile
