// JATS and NLM: journal articles as publishers and PubMed Central archive them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "formats/formats.h"
#include "formats/stream.h"

namespace backfile {

int SniffJats(const Head& head);
std::unique_ptr<Splitter> SplitJats(ByteStream* in, const ReadOptions& options);
void ReadJats(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems);

}  // namespace backfile
