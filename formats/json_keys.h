// The keys that news collections use in JSON, and the objects and lists they wrap stories in.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "formats/field_map.h"
#include "formats/json_values.h"

namespace backfile {

// The articles of an object: one, or those in the lists it wraps them in ("articles", "items",
// ...). Values go to the fields that their keys mean, what is left over to Article::extras. `map`:
// fields that the user has placed; they come first.
void ReadJsonObject(const JsonObjectView& object, const FieldMap& map,
                    std::vector<Article>* articles, Problems* problems);

// Whether a mapping file may place a field of that name.
bool IsFieldName(std::string_view name);

// "datePublished", "date_published" and "date-published" are one key: "datepublished".
std::string FoldKey(std::string_view key);

}  // namespace backfile
