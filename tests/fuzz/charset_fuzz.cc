// Any bytes as text: the first line is what its character set is said to be, the rest is the text.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/charset.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "article/text.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace backfile;
  const std::string_view bytes = Bytes(data, size);
  const std::string_view declared = bytes.substr(0, bytes.find('\n'));
  const std::string_view text = bytes.substr(std::min(size, declared.size() + 1));
  const DecodedText decoded = DecodeText(text, declared);
  Require(IsValidUtf8(decoded.text) && CleanUtf8(decoded.text) == decoded.text);
  Require(decoded.basis != CharsetBasis::kValidUtf8 || IsValidUtf8(text));
  // What came out is UTF-8, whatever it was. A second byte order mark is left to Trim().
  const bool is_marked = decoded.text.starts_with("\xef\xbb\xbf");
  Require(is_marked || DecodeText(decoded.text).text == decoded.text);
  return 0;
}
