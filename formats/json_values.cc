// JSON has few types, and news collections use all of them for everything.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/json_values.h"

#include <algorithm>
#include <array>

#include "article/news_date.h"
#include "article/text.h"
#include "formats/header_block.h"
#include "formats/html_page.h"

namespace backfile {

namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsTagChar(char c) { return IsLetter(c) || c == '-' || (c >= '0' && c <= '9'); }

bool LooksLikeHtml(std::string_view text) {
  constexpr std::array<std::string_view, 12> kTags = {"</b>",    "</i>", "</em>", "</strong>",
                                                      "</p>",    "<p>",  "<br",   "</div>",
                                                      "</span>", "</a>", "</h2>", "</li>"};
  return text.find('<') != std::string_view::npos &&
         std::ranges::any_of(
             kTags, [&](std::string_view tag) { return text.find(tag) != std::string_view::npos; });
}

struct LanguageName {
  std::string_view name;
  std::string_view tag;
};
constexpr std::array kLanguages = {
    LanguageName{"english", "en"},    LanguageName{"french", "fr"},
    LanguageName{"german", "de"},     LanguageName{"spanish", "es"},
    LanguageName{"italian", "it"},    LanguageName{"portuguese", "pt"},
    LanguageName{"dutch", "nl"},      LanguageName{"russian", "ru"},
    LanguageName{"arabic", "ar"},     LanguageName{"chinese", "zh"},
    LanguageName{"polish", "pl"},     LanguageName{"swedish", "sv"},
    LanguageName{"norwegian", "no"},  LanguageName{"danish", "da"},
    LanguageName{"finnish", "fi"},    LanguageName{"turkish", "tr"},
    LanguageName{"greek", "el"},      LanguageName{"hebrew", "he"},
    LanguageName{"ukrainian", "uk"},  LanguageName{"hindi", "hi"},
    LanguageName{"korean", "ko"},     LanguageName{"japanese", "ja"},
    LanguageName{"czech", "cs"},      LanguageName{"romanian", "ro"},
    LanguageName{"hungarian", "hu"},  LanguageName{"eng", "en"},
    LanguageName{"deutsch", "de"},    LanguageName{"francais", "fr"},
    LanguageName{"espanol", "es"},    LanguageName{"welsh", "cy"},
    LanguageName{"indonesian", "id"}, LanguageName{"persian", "fa"},
    LanguageName{"vietnamese", "vi"}};

}  // namespace

bool AsText(const JsonValue& value, std::string* text) {
  std::string_view view;
  if (value.get(view) == simdjson::SUCCESS) {
    *text = CleanUtf8(view);
    return true;
  }
  if (value.is_number() || value.is_bool()) {
    *text = simdjson::minify(value);
    return true;
  }
  return false;
}

bool AsName(const JsonValue& value, std::string* text) {
  if (AsText(value, text)) return true;
  JsonObjectView fields;
  if (value.get(fields) != simdjson::SUCCESS) return false;
  for (const char* key : {"name", "value", "label", "title", "main", "rendered", "original",
                          "literal", "headline", "text", "@value", "#text"}) {
    JsonValue inner;
    if (fields[key].get(inner) == simdjson::SUCCESS && AsText(inner, text)) return true;
  }
  return false;
}

bool AsNames(const JsonValue& value, std::string_view separators, std::vector<std::string>* names) {
  JsonArrayView list;
  std::string text;
  const std::size_t before = names->size();
  if (value.get(list) == simdjson::SUCCESS) {
    for (const JsonValue& one : list) {
      if (AsName(one, &text)) names->push_back(text);
    }
  } else if (AsName(value, &text)) {
    for (std::string& name : SplitList(text, separators)) names->push_back(std::move(name));
  }
  return names->size() > before;
}

std::optional<PartialDate> AsDate(const JsonValue& value, std::string_view what, Article* article) {
  std::string text;
  if (!AsName(value, &text)) return std::nullopt;
  auto date = ParseNewsDate(text);
  if (!date) article->notes.push_back("the " + std::string(what) + " \"" + text + "\" is no date");
  return date;
}

bool IsEmpty(const JsonValue& value) {
  std::string_view text;
  JsonArrayView list;
  JsonObjectView object;
  if (value.is_null()) return true;
  if (value.get(text) == simdjson::SUCCESS) return Trim(text).empty();
  if (value.get(list) == simdjson::SUCCESS) return list.begin() == list.end();
  return value.get(object) == simdjson::SUCCESS && object.begin() == object.end();
}

std::optional<JsonObjectView> ObjectAt(const JsonObjectView& object, std::string_view key) {
  JsonObjectView found;
  if (object[key].get(found) != simdjson::SUCCESS) return std::nullopt;
  return found;
}

std::optional<JsonArrayView> ArrayAt(const JsonObjectView& object, std::string_view key) {
  JsonArrayView found;
  if (object[key].get(found) != simdjson::SUCCESS) return std::nullopt;
  return found;
}

std::string TextAt(const JsonObjectView& object, std::string_view key) {
  JsonValue value;
  std::string text;
  if (object[key].get(value) == simdjson::SUCCESS) AsText(value, &text);
  return text;
}

std::string PlainText(std::string_view text) {
  if (!LooksLikeHtml(text)) return std::string(text);
  return TextOfHtml(text);
}

std::string LanguageTag(std::string_view written) {
  std::string tag(Trim(written));
  const std::string folded = FoldForCompare(tag);
  const auto known = std::ranges::find(kLanguages, folded, &LanguageName::name);
  if (known != kLanguages.end()) return std::string(known->tag);
  std::ranges::replace(tag, '_', '-');
  const std::size_t primary = std::min(tag.find('-'), tag.size());
  if (primary < 2 || primary > 3 || !std::ranges::all_of(tag, IsTagChar)) return "";
  return LowerAscii(std::string_view(tag).substr(0, primary)) + tag.substr(primary);
}

}  // namespace backfile
