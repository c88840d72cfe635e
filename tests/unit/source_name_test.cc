// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/source_name.h"

#include "tests/support/catch.h"

namespace backfile {

TEST_CASE("the spellings of one source give one name", "[source]") {
  const SourceNames names;
  CHECK(names.Canonical("PA") == "PA Media");
  CHECK(names.Canonical("Press Association") == "PA Media");
  CHECK(names.Canonical("PA Media") == "PA Media");
  CHECK(names.Canonical("agence france presse") == "Agence France-Presse");
  CHECK(names.Canonical("The Saltmarsh Courier") == "The Saltmarsh Courier");
  CHECK(names.Canonical("").empty());
}

TEST_CASE("a user's table beats the built-in one", "[source]") {
  SourceNames names;
  CHECK(names.AddLines("# ours\n\nPublic Archive = PA | P. Archive\n") == 0);
  CHECK(names.Canonical("PA") == "Public Archive");
  CHECK(names.Canonical("p archive") == "Public Archive");
  CHECK(names.Canonical("public archive") == "Public Archive");
  CHECK(names.AddLines("A = B\nno equals sign\n") == 2);
  CHECK(names.Canonical("b") == "A");
}

}  // namespace backfile
