// Splitters that several formats share: by line, by element, by JSON value.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <string>

#include "formats/limits.h"
#include "formats/stream.h"

namespace backfile {

// A record a line that is not blank. The stream must outlive the splitter.
std::unique_ptr<Splitter> SplitLines(ByteStream* in, const Limits& limits);

// A record from each `open` ("<DOC") that is followed by white space or '>' to the next `close`
// ("</DOC>"); what stands between records is left out. A record that the next one begins in before
// it is closed ends there and is reported as broken by its reader.
std::unique_ptr<Splitter> SplitElements(ByteStream* in, const Limits& limits, std::string open,
                                        std::string close);

// A record each wire message: from SOH to EOT, or to the next SOH where that is missing.
std::unique_ptr<Splitter> SplitWireMessages(ByteStream* in, const Limits& limits);

// A record a JSON object: one after the other, or as elements of an array at the top.
std::unique_ptr<Splitter> SplitJson(ByteStream* in, const Limits& limits);

}  // namespace backfile
