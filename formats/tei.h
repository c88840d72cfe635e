// TEI: texts as scholars encode them, newspapers among them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "formats/formats.h"
#include "formats/stream.h"

namespace backfile {

int SniffTei(const Head& head);
std::unique_ptr<Splitter> SplitTei(ByteStream* in, const ReadOptions& options);
// One article; or one for each <div type="article"> of a newspaper's issue.
void ReadTei(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
             Problems* problems);

}  // namespace backfile
