// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/month_name.h"

#include "tests/support/catch.h"

namespace backfile {

TEST_CASE("months are known by name in many languages", "[date]") {
  CHECK(MonthOfName("March") == 3);
  CHECK(MonthOfName("M\xc3\xa4rz") == 3);
  CHECK(MonthOfName("Sept.") == 9);
  CHECK(MonthOfName("ао\xc3\xbbt") == 0);
  CHECK(MonthOfName("ao\xc3\xbbt") == 8);
  CHECK(MonthOfName("января") == 1);
  CHECK(MonthOfName("grudnia") == 12);
  CHECK(MonthOfName("market") == 0);
  CHECK(MonthOfName("") == 0);
}

}  // namespace backfile
