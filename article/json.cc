// Articles as JSON.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/json.h"

#include <array>
#include <charconv>
#include <concepts>
#include <cstdio>

#include "article/text.h"

namespace backfile {

namespace {

void AppendEscaped(unsigned char c, std::string* out) {
  switch (c) {
    case '"':
      *out += "\\\"";
      return;
    case '\\':
      *out += "\\\\";
      return;
    case '\n':
      *out += "\\n";
      return;
    case '\t':
      *out += "\\t";
      return;
    case '\r':
      *out += "\\r";
      return;
    default:
      break;
  }
  std::array<char, 8> buffer{};
  const int n = std::snprintf(buffer.data(), buffer.size(), "\\u%04x", c);
  out->append(buffer.data(), static_cast<std::size_t>(n));
}

bool NeedsEscape(unsigned char c) { return c < 0x20 || c == '"' || c == '\\' || c == 0x7f; }

std::string Escaped(std::string_view json) {
  std::string out;
  AppendEscapedInJson(json, &out);
  return out;
}

template <std::invocable<std::string*> Body>
std::string Object(Body body) {
  std::string out;
  body(&out);
  return out;
}

template <class T, class ToObject>
std::string Array(const std::vector<T>& values, ToObject to_object) {
  std::string out = "[";
  for (const T& value : values) {
    if (out.size() > 1) out += ',';
    out += to_object(value);
  }
  return out + "]";
}

std::string PersonJson(const Person& person) {
  return Object([&](std::string* out) {
    JsonObject json(out);
    json.Text("name", person.name);
    json.TextIfAny("role", person.role);
    json.ListIfAny("mentions", person.mentions);
    json.Text("basis", person.basis == Basis::kText ? "text" : "metadata");
    json.Close();
  });
}

std::string QuoteJson(const Quote& quote) {
  return Object([&](std::string* out) {
    JsonObject json(out);
    json.Text("text", quote.text);
    json.TextIfAny("speaker", quote.speaker);
    if (quote.speech == Speech::kReported) json.Bool("reported", true);
    json.Close();
  });
}

std::string EventJson(const Event& event) {
  return Object([&](std::string* out) {
    JsonObject json(out);
    json.Text("from", event.from.ToString());
    json.Text("to", event.to.ToString());
    json.Text("as_written", event.as_written);
    json.Close();
  });
}

std::string AcronymsJson(const std::vector<Acronym>& acronyms) {
  return Object([&](std::string* out) {
    JsonObject json(out);
    for (const Acronym& acronym : acronyms) json.Text(acronym.short_form, acronym.long_form);
    json.Close();
  });
}

void DateIfAny(std::string_view key, const std::optional<PartialDate>& date, JsonObject* json) {
  if (date) json->Text(key, date->ToString());
}

void AddText(const Article& article, JsonObject* json) {
  json->TextIfAny("title", article.title);
  json->TextIfAny("subtitle", article.subtitle);
  json->TextIfAny("body", article.body);
  json->ListIfAny("byline", article.byline);
  json->ListIfAny("captions", article.captions);
}

void AddDates(const Article& article, JsonObject* json) {
  json->TextIfAny("source", article.source);
  json->TextIfAny("source_basis", article.source_basis);
  DateIfAny("published", article.published, json);
  if (article.published) {
    json->Text("published_precision", PrecisionName(article.published->precision()));
    json->Text("published_basis", DateBasisName(article.published_basis));
  }
  DateIfAny("modified", article.modified, json);
  DateIfAny("embargo_until", article.embargo_until, json);
  DateIfAny("captured", article.captured, json);
  json->TextIfAny("story", article.story);
  json->TextIfAny("version", article.version);
  json->Text("status", StatusName(article.status));
  json->TextIfAny("correction", article.correction);
}

void AddFacets(const Article& article, JsonObject* json) {
  json->TextIfAny("language", article.language);
  json->TextIfAny("section", article.section);
  json->ListIfAny("subjects", article.subjects);
  if (!article.people.empty()) json->Raw("people", Array(article.people, PersonJson));
  json->ListIfAny("organisations", article.organisations);
  json->ListIfAny("places", article.places);
  if (!article.acronyms.empty()) json->Raw("acronyms", AcronymsJson(article.acronyms));
  if (!article.quotes.empty()) json->Raw("quotes", Array(article.quotes, QuoteJson));
  if (!article.events.empty()) json->Raw("events", Array(article.events, EventJson));
  json->TextIfAny("url", article.url);
  json->ListIfAny("notes", article.notes);
}

void AddExtras(const Article& article, JsonObject* json) {
  if (article.extras.empty()) return;
  json->Raw("extras", Object([&](std::string* out) {
              JsonObject extras(out);
              for (const auto& [key, value] : article.extras) extras.Raw(key, Escaped(value));
              extras.Close();
            }));
}

}  // namespace

void AppendJsonString(std::string_view text, std::string* out) {
  if (!IsValidUtf8(text)) return AppendJsonString(CleanUtf8(text), out);
  *out += '"';
  std::size_t clean_from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (!NeedsEscape(c)) continue;
    AppendEscapedInJson(text.substr(clean_from, i - clean_from), out);
    AppendEscaped(c, out);
    clean_from = i + 1;
  }
  AppendEscapedInJson(text.substr(clean_from), out);
  *out += '"';
}

void JsonObject::Key(std::string_view key) {
  if (!first_) *out_ += ',';
  first_ = false;
  AppendJsonString(key, out_);
  *out_ += ':';
}

void JsonObject::Text(std::string_view key, std::string_view value) {
  Key(key);
  AppendJsonString(value, out_);
}

void JsonObject::Number(std::string_view key, std::int64_t value) {
  Key(key);
  *out_ += std::to_string(value);
}

void JsonObject::Number(std::string_view key, double value) {
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  Raw(key, std::string_view(buffer.data(), static_cast<std::size_t>(end - buffer.data())));
}

void JsonObject::Bool(std::string_view key, bool value) { Raw(key, value ? "true" : "false"); }

void JsonObject::Raw(std::string_view key, std::string_view json) {
  Key(key);
  out_->append(json);
}

void JsonObject::TextIfAny(std::string_view key, std::string_view value) {
  if (!value.empty()) Text(key, value);
}

void JsonObject::ListIfAny(std::string_view key, const std::vector<std::string>& values) {
  if (values.empty()) return;
  Key(key);
  *out_ += '[';
  for (const std::string& value : values) {
    if (out_->back() != '[') *out_ += ',';
    AppendJsonString(value, out_);
  }
  *out_ += ']';
}

void AddProvenance(const Article& article, JsonObject* json) {
  json->TextIfAny("id", article.id);
  json->TextIfAny("external_id", article.external_id);
  json->TextIfAny("archive", article.locator.archive);
  json->ListIfAny("member", article.locator.members);
  if (article.locator.offset) json->Number("offset", *article.locator.offset);
  if (article.locator.length) json->Number("length", *article.locator.length);
  json->TextIfAny("format", article.format);
}

std::string ToJson(const Article& article) {
  return Object([&](std::string* out) {
    out->reserve(article.body.size() + 1024);
    JsonObject json(out);
    AddProvenance(article, &json);
    AddText(article, &json);
    AddDates(article, &json);
    AddFacets(article, &json);
    AddExtras(article, &json);
    json.Close();
  });
}

}  // namespace backfile
