// Articles as JSON, one flat object each: what `extract` prints, and the words of every other JSON
// output.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "article/article.h"

namespace backfile {

// Appends `text` as a JSON string with its quotation marks. Bytes that are not valid UTF-8 become
// U+FFFD, so that the result is valid whatever comes in; control characters and U+2028/9 are
// escaped.
void AppendJsonString(std::string_view text, std::string* out);

// Builds one JSON object, key by key, in the order of the calls. Values that are empty are left out
// by the *IfAny members, so that "unknown" is an absent key, never null.
class JsonObject {
 public:
  explicit JsonObject(std::string* out) : out_(out) { *out_ += '{'; }
  void Text(std::string_view key, std::string_view value);
  void Number(std::string_view key, std::int64_t value);
  void Number(std::string_view key, double value);
  void Bool(std::string_view key, bool value);
  void Raw(std::string_view key, std::string_view json);  // Requires: json is valid JSON.
  void TextIfAny(std::string_view key, std::string_view value);
  void ListIfAny(std::string_view key, const std::vector<std::string>& values);
  void Close() { *out_ += '}'; }

 private:
  void Key(std::string_view key);
  std::string* out_;
  bool first_ = true;
};

// The article as one line of JSON without the line end (keys and their meaning: docs/schema.md).
std::string ToJson(const Article& article);

// The part of it that says which article this is and where it was read, into an open object.
void AddProvenance(const Article& article, JsonObject* json);

}  // namespace backfile
