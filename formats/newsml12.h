// NewsML 1.0 to 1.2: items of components within components, in one language or several.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "formats/formats.h"
#include "formats/stream.h"

namespace backfile {

int SniffNewsml12(const Head& head);
std::unique_ptr<Splitter> SplitNewsml12(ByteStream* in, const ReadOptions& options);
// An article for each language that an item is given in.
void ReadNewsml12(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
                  Problems* problems);

}  // namespace backfile
