// News agencies' text messages as teleprinters had them: IPTC 7901 and ANPA 1312.
//
// Both frame a message by control characters: SOH header STX text ETX trailer EOT.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "formats/formats.h"
#include "formats/stream.h"

namespace backfile {

// IPTC 7901, the wire format outside of America; after files of dpa.
int SniffIptc7901(const Head& head);
void ReadIptc7901(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
                  Problems* problems);

// ANPA 1312, the American one; after files of the AP.
int SniffAnpa1312(const Head& head);
void ReadAnpa1312(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
                  Problems* problems);

// Either: a record a message.
std::unique_ptr<Splitter> SplitWire(ByteStream* in, const ReadOptions& options);

// --- What both readers use ---

// The three parts of a message; views into its decoded text.
struct WireMessage {
  std::string_view header;
  std::string_view text;
  std::string_view trailer;
};
// Decodes the bytes of a message, keeping its control characters: *text owns what the parts view.
WireMessage ParseWireMessage(std::string_view bytes, std::string_view charset, std::string* text);

std::vector<std::string_view> WireLines(std::string_view text);  // Without line ends.

// Takes "1ST LEAD", "REFILE", "Writethru" and the like off the beginning of a line and returns
// them; empty if there is none.
std::string TakeUpdateMarks(std::string_view* line);
// Whether words in a slug or before a headline take the story back.
bool IsKill(std::string_view words);

}  // namespace backfile
