// The digest that a small JSON file of the index carries of itself.
//
//     {"number":3,"schema":1,"digest":"0123456789abcdef"}
//
// It is the last key: of all that stands before its comma. The first release wrote none.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace simdjson::dom {
class element;
}

namespace backfile {

// A JSON object with its digest. Requires: `object` is one, closed and not empty.
std::string Sealed(std::string_view object);

// Whether a text is as it was written; `object` is what stands in it. What has no digest is
// believed if it has no other keys than `first_keys`, those of the first release: else its digest
// has become something else.
bool IsAsWritten(std::string_view text, const simdjson::dom::element& object,
                 std::initializer_list<std::string_view> first_keys);

}  // namespace backfile
