// SHA-256 against the examples of its standard.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/sha256.h"

#include "tests/support/catch.h"

using namespace backfile;

TEST_CASE("sums are those of FIPS 180-4", "[sha256]") {
  CHECK(Sha256Hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(Sha256Hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(Sha256Hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(Sha256Hex(std::string(1'000'000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("pieces add up to the whole", "[sha256]") {
  const std::string text(300, 'x');
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    Sha256 sum;
    sum.Add(text.substr(0, cut));
    sum.Add(text.substr(cut));
    REQUIRE(sum.Hex() == Sha256Hex(text));
  }
}
