// Organisations by one name each within an article.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/organisation_names.h"

#include "tests/support/catch.h"

using namespace backfile;

namespace {
std::vector<std::string> Take(const std::vector<std::string>& names,
                              const std::vector<Acronym>& acronyms = {}) {
  OrganisationNames organisations(acronyms);
  for (const std::string& name : names) organisations.Add(name);
  return organisations.Take();
}
using Names = std::vector<std::string>;
}  // namespace

TEST_CASE("an explained acronym is its long form", "[organisation_names]") {
  CHECK(Take({"MoF", "the Ministry of Fisheries", "mof"}, {{"MoF", "Ministry of Fisheries"}}) ==
        Names{"Ministry of Fisheries"});
}

TEST_CASE("the first word of one organisation stands for it", "[organisation_names]") {
  CHECK(Take({"Harbour", "Harbour International", "Harbour International UK"}) ==
        Names{"Harbour International", "Harbour International UK"});
  CHECK(Take({"Bank of Hale", "Bank", "Bank of Marsh"}) ==
        Names{"Bank of Hale", "Bank", "Bank of Marsh"});
}

TEST_CASE("organisations keep the order in which they came", "[organisation_names]") {
  CHECK(Take({"Zeta", "The Alpha Trust", "zeta"}) == Names{"Zeta", "Alpha Trust"});
}
