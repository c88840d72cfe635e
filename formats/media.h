// What is no article, by its first bytes: pictures, sound, programs, office files.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

#include "formats/formats.h"

namespace backfile {

// What a member is that no format recognises ("a JPEG picture"); empty if that is unknown, too.
// After the magic numbers of the `file` program's database.
std::string_view MediaKind(const Head& head);

// The media type of a document that is a zip inside ("application/epub+zip", an office document's),
// told by the members in its head that only such files have; empty: it is none.
std::string_view PackedDocumentType(std::string_view head);

}  // namespace backfile
