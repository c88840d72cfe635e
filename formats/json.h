// JSON and JSON lines with the keys that news collections use.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "formats/formats.h"
#include "formats/stream.h"

namespace backfile {

// JSONL: an object a line. JSON: one object, several one after the other, or an array of them.
int SniffJsonl(const Head& head);
int SniffJson(const Head& head);
// JSON of either kind whose first object is a ninjs item, or wraps some.
int SniffNinjs(const Head& head);
std::unique_ptr<Splitter> SplitJsonl(ByteStream* in, const ReadOptions& options);
std::unique_ptr<Splitter> SplitJsonObjects(ByteStream* in, const ReadOptions& options);

// One object: a ninjs item, or the usual keys (docs/formats.md), or where ReadOptions::map says;
// what is left goes into Article::extras. An object that wraps a list of stories gives them all.
void ReadJson(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems);

}  // namespace backfile
