// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/entities.h"

#include "tests/support/catch.h"

namespace backfile {

TEST_CASE("references are decoded as browsers decode them", "[html]") {
  const auto decoded = [](std::string_view text) {
    std::string out;
    AppendDecoded(text, &out);
    return out;
  };
  CHECK(decoded("a &amp; b &lt;c&gt;") == "a & b <c>");
  CHECK(decoded("&rsquo;&#8217;&#x2019;&#146;") == "’’’’");
  CHECK(decoded("&eacute &eacutet &copy2") == "é ét ©2");
  CHECK(decoded("&nope; &; & &#; &#x; a&b=c") == "&nope; &; & &#; &#x; a&b=c");
  CHECK(decoded("&#0;&#xd800;&#x110000;&#99999999999;") == "    ");
  CHECK(decoded("co&shy;op") == "coop");
}

}  // namespace backfile
