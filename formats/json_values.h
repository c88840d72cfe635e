// Values of a parsed JSON document as what an article needs: texts, names, lists of them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"

namespace backfile {

using JsonValue = simdjson::dom::element;
using JsonObjectView = simdjson::dom::object;
using JsonArrayView = simdjson::dom::array;

// A scalar as text; false for null, lists and objects.
bool AsText(const JsonValue& value, std::string* text);
// The text of a scalar, or the name within an object: {"name": "Kate Allen"}.
bool AsName(const JsonValue& value, std::string* text);
// Names in a list, or in one text parted by any of `separators`; false if there is none in it.
bool AsNames(const JsonValue& value, std::string_view separators, std::vector<std::string>* names);
// A date; what is none leaves a note on the article. `what`: "date of change".
std::optional<PartialDate> AsDate(const JsonValue& value, std::string_view what, Article* article);

// null, an empty text, list or object.
bool IsEmpty(const JsonValue& value);

// The member of that name, if it is an object or list.
std::optional<JsonObjectView> ObjectAt(const JsonObjectView& object, std::string_view key);
std::optional<JsonArrayView> ArrayAt(const JsonObjectView& object, std::string_view key);
std::string TextAt(const JsonObjectView& object, std::string_view key);  // Empty if there is none.

// Texts that are HTML by the look of them, as what they say; others as they are.
std::string PlainText(std::string_view text);

// A language as a tag: "en", "en_GB" -> "en-GB", "English" -> "en"; empty if it is neither.
std::string LanguageTag(std::string_view written);

}  // namespace backfile
