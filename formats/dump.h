// What an index holds, as JSON lines that any index can take in again.
//
//     {"backfile_dump":1,"id":"bf:...","title":...}
//
// The keys are those of article/json.h, and `other_forms` beside them. A line holds all of an
// article but its copies in other places; read back, it gives the same article under the same id,
// now found in the dump.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "formats/formats.h"

namespace backfile {

// The article as one line, without its end.
std::string DumpLine(const Article& article);

int SniffDump(const Head& head);
// One line. What is not as DumpLine writes it is left out; a line of a later version is refused.
void ReadDump(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems);

}  // namespace backfile
